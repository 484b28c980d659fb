// Where does the Tab key stop in the list, and where do the arrows lead? At one card at a time, drawn or not.
import type { KeyboardEvent, RefObject } from 'react'
import type { Card } from '../cache.ts'
import { useCallback, useState } from 'react'
import { useCommand } from '../commands.ts'
import { go } from '../navigation.ts'

interface Stops {
  readonly at: number
  readonly onFocus: (id: string) => void
  readonly onKeyDown: (event: KeyboardEvent) => void
}

interface StopParts {
  readonly box: RefObject<HTMLElement | null>
  readonly shown: readonly Card[]
  readonly open: string | null
  readonly settleNow: () => void
  readonly walk: () => void
  readonly toIndex: (index: number) => void
}

export function useStops({ box, shown, open, settleNow, walk, toIndex }: StopParts): Stops {
  const [stop, setStop] = useState<string | null>(null)
  const found = shown.findIndex(({ id }) => id === (stop ?? open))
  const at = Math.max(0, found)
  const focusOn = (index: number): void => {
    const place = Math.max(0, Math.min(shown.length - 1, index))
    const card = shown[place]
    if (card === undefined) return
    setStop(card.id)
    toIndex(place)
    requestAnimationFrame(() => box.current?.querySelector<HTMLElement>(`[data-card="${card.id}"]`)?.focus())
  }
  const openAt = (index: number): void => {
    const card = shown[Math.max(0, Math.min(shown.length - 1, index))]
    if (card === undefined) return
    walk()
    setStop(card.id)
    toIndex(shown.indexOf(card))
    go({ screen: 'inbox', open: card.id, at: null })
  }
  const opened = shown.findIndex(({ id }) => id === open)
  useCommand('next', () => openAt(opened + 1))
  useCommand('previous', () => openAt(opened < 0 ? 0 : opened - 1))
  useCommand('newest', settleNow)
  return {
    at,
    onFocus: useCallback((id: string) => setStop(id), []),
    onKeyDown(event) {
      const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: shown.length - 1 }[event.key]
      if (to === undefined || event.altKey || event.ctrlKey || event.metaKey) return
      event.preventDefault()
      if (event.key === 'Home') settleNow()
      focusOn(to)
    },
  }
}
