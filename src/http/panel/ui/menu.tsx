// How does a menu open? Under the button that was pressed, with everything that a menu owes the keyboard; loaded when the first one is.
import type { ReactNode } from 'react'
import type { IconName } from './icon.tsx'
import { Menu as Base } from '@base-ui/react/menu'
import { Icon } from './icon.tsx'

export interface MenuProps {
  readonly anchor: Element | null
  readonly onClose: () => void
  readonly side?: 'bottom' | 'top' | 'right'
  readonly align?: 'start' | 'end'
  readonly children: ReactNode
}

export function Menu({ anchor, onClose, side = 'bottom', align = 'end', children }: MenuProps) {
  return (
    <Base.Root open modal={false} onOpenChange={(open) => !open && onClose()}>
      <Base.Portal>
        <Base.Positioner
          className="over"
          anchor={anchor}
          side={side}
          align={align}
          sideOffset={6}
          collisionPadding={8}
        >
          <Base.Popup
            className="surface menu"
            finalFocus={() => (anchor instanceof HTMLElement ? anchor : true)}
          >
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

interface ItemProps {
  readonly icon?: IconName
  readonly note?: string
  readonly onClick: () => void
  readonly children: ReactNode
}

export function MenuItem({ icon, note, onClick, children }: ItemProps) {
  return (
    <Base.Item className="menu-item" onClick={onClick}>
      {icon !== undefined && <Icon name={icon} size={18} />}
      {children}
      {note !== undefined && <span className="menu-note">{note}</span>}
    </Base.Item>
  )
}

export function MenuLine() {
  return <Base.Separator className="menu-line" />
}

export function MenuLabel({ children }: { readonly children: ReactNode }) {
  return <div className="menu-label">{children}</div>
}

interface ChoicesProps<T extends string> {
  readonly label: string
  readonly value: T
  readonly choices: readonly { readonly value: T; readonly label: string }[]
  readonly onChange: (value: T) => void
}

export function MenuChoices<T extends string>({ label, value, choices, onChange }: ChoicesProps<T>) {
  return (
    <Base.RadioGroup value={value} onValueChange={(next: T) => onChange(next)} aria-label={label}>
      <MenuLabel>{label}</MenuLabel>
      {choices.map((choice) => (
        <Base.RadioItem key={choice.value} value={choice.value} className="menu-item" closeOnClick={false}>
          {choice.label}
          <Base.RadioItemIndicator className="menu-note">
            <Icon name="tick" size={16} />
          </Base.RadioItemIndicator>
        </Base.RadioItem>
      ))}
    </Base.RadioGroup>
  )
}

interface SwitchProps {
  readonly icon?: IconName
  readonly on: boolean
  readonly onChange: (on: boolean) => void
  readonly children: ReactNode
}

export function MenuSwitch({ icon, on, onChange, children }: SwitchProps) {
  return (
    <Base.CheckboxItem className="menu-item" checked={on} onCheckedChange={onChange} closeOnClick={false}>
      {icon !== undefined && <Icon name={icon} size={18} />}
      {children}
      <Base.CheckboxItemIndicator className="menu-note">
        <Icon name="tick" size={16} />
      </Base.CheckboxItemIndicator>
    </Base.CheckboxItem>
  )
}
