// What is said again and again? Quick replies by `/` at the start of a word: filter, arrows, Enter puts one in, Escape leaves.
import type { KeyboardEvent } from 'react'
import type { QuickReplyWire } from '../../wire-panel.ts'
import { useState } from 'react'
import { useQuickReplies } from '../data.ts'
import { useWords } from '../words.ts'
import { fold } from '../fold.ts'

export interface Quick {
  readonly open: boolean
  readonly found: readonly QuickReplyWire[]
  readonly at: number
  readonly choose: (reply: QuickReplyWire) => void
  readonly toggle: () => void
  /** True when the key was for the list. */
  readonly onKeyDown: (event: KeyboardEvent) => boolean
}

const asked = /(?:^|\s)\/([\p{L}\p{N}_-]*)$/u

export function useQuick(text: string, write: (text: string) => void): Quick {
  const all = useQuickReplies() ?? []
  const [at, setAt] = useState(0)
  const [shut, setShut] = useState<string | null>(null)
  const [byButton, setByButton] = useState(false)
  const typed = asked.exec(text)?.[1]
  const open = byButton || (typed !== undefined && shut !== text)
  const found = all.filter((reply) => fold(`${reply.shortcut} ${reply.text}`).includes(fold(typed ?? '')))
  const choose = (reply: QuickReplyWire): void => {
    write(
      typed === undefined
        ? `${text}${text === '' || /\s$/.test(text) ? '' : ' '}${reply.text}`
        : text.replace(/\/[\p{L}\p{N}_-]*$/u, reply.text),
    )
    setByButton(false)
    setAt(0)
    document.getElementById('composer')?.focus()
  }
  const close = (): void => {
    setShut(text)
    setByButton(false)
  }
  return {
    open,
    found,
    at: Math.min(at, Math.max(0, found.length - 1)),
    choose,
    toggle: () => {
      setByButton(!open)
      document.getElementById('composer')?.focus()
    },
    onKeyDown(event) {
      if (!open) return false
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
      const chosen = found[Math.min(at, found.length - 1)]
      if (event.key === 'Escape') close()
      else if (step !== undefined) setAt((at + step + found.length) % Math.max(1, found.length))
      else if (event.key === 'Enter' && !event.shiftKey && chosen !== undefined) choose(chosen)
      else return false
      event.preventDefault()
      event.stopPropagation()
      return true
    },
  }
}

export function QuickReplies({ quick }: { readonly quick: Quick }) {
  const words = useWords()
  return (
    <div className="surface quick scroll" role="listbox" aria-label={words.composer.quick}>
      {quick.found.length === 0 && <p className="quiet quick-none">{words.composer.quickNone}</p>}
      {quick.found.map((reply, index) => (
        <button
          key={reply.id}
          type="button"
          role="option"
          className="quick-item"
          aria-selected={index === quick.at}
          onClick={() => quick.choose(reply)}
        >
          <strong dir="auto">/{reply.shortcut}</strong>
          <span className="line quiet" dir="auto">
            {reply.text}
          </span>
        </button>
      ))}
    </div>
  )
}
