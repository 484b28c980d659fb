// How does a window open over the page? Centred, a sheet on phones, or beside what it is about; focus goes in and comes back.
import type { ReactNode, RefObject } from 'react'
import { AlertDialog } from '@base-ui/react/alert-dialog'
import { Dialog as Base } from '@base-ui/react/dialog'
import { Popover as BasePopover } from '@base-ui/react/popover'
import { useRef } from 'react'
import { useWords } from '../words.ts'
import { Button, IconButton } from './controls.tsx'

interface DialogProps {
  readonly title: string
  readonly onClose: () => void
  /** Where the focus returns to. */
  readonly opener?: Element | null
  /** Where the focus goes first. */
  readonly first?: RefObject<HTMLElement | null>
  readonly className?: string
  readonly children: ReactNode
}

export function Dialog({ title, onClose, opener, first, className = '', children }: DialogProps) {
  const words = useWords()
  return (
    <Base.Root open onOpenChange={(open) => !open && onClose()}>
      <Base.Portal>
        <Base.Backdrop className="veil" />
        <Base.Popup
          className={`surface dialog sheet ${className}`}
          {...(first === undefined ? {} : { initialFocus: first })}
          finalFocus={focusOn(opener)}
        >
          <div className="dialog-head">
            <Base.Title className="grow">{title}</Base.Title>
            <Base.Close render={<IconButton icon="close" label={words.close} tip="none" />} />
          </div>
          {children}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}

interface AskProps {
  readonly title: string
  readonly text: string
  /** Names the act. */
  readonly act: string
  readonly danger?: boolean
  readonly opener?: Element | null
  readonly onYes: () => void
  readonly onClose: () => void
}

/** A question that must be answered; the way out has the focus. */
export function Ask({ title, text, act, danger = false, opener, onYes, onClose }: AskProps) {
  const words = useWords()
  const safe = useRef<HTMLButtonElement>(null)
  return (
    <AlertDialog.Root open onOpenChange={(open) => !open && onClose()}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className="veil" />
        <AlertDialog.Popup className="surface dialog" initialFocus={safe} finalFocus={focusOn(opener)}>
          <div className="dialog-head">
            <AlertDialog.Title dir="auto">{title}</AlertDialog.Title>
          </div>
          <AlertDialog.Description className="dialog-body quiet">{text}</AlertDialog.Description>
          <div className="dialog-foot">
            <Button ref={safe} onClick={onClose}>
              {words.cancel}
            </Button>
            <Button
              look={danger ? 'danger' : 'main'}
              onClick={() => {
                onYes()
                onClose()
              }}
            >
              {act}
            </Button>
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  )
}

interface PopoverProps {
  readonly anchor: Element | null
  readonly title: string
  readonly onClose: () => void
  readonly children: ReactNode
}

/** A small window beside what it explains. */
export function Popover({ anchor, title, onClose, children }: PopoverProps) {
  return (
    <BasePopover.Root open onOpenChange={(open) => !open && onClose()}>
      <BasePopover.Portal>
        <BasePopover.Positioner
          className="over"
          anchor={anchor}
          side="bottom"
          align="start"
          sideOffset={6}
          collisionPadding={12}
        >
          <BasePopover.Popup className="surface popover scroll" finalFocus={focusOn(anchor)}>
            <BasePopover.Title render={<h3 />} className="popover-title">
              {title}
            </BasePopover.Title>
            {children}
          </BasePopover.Popup>
        </BasePopover.Positioner>
      </BasePopover.Portal>
    </BasePopover.Root>
  )
}

function focusOn(opener: Element | null | undefined) {
  return (): HTMLElement | true => (opener instanceof HTMLElement && opener.isConnected ? opener : true)
}
