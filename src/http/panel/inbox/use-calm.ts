// When may the cards move? Not while the pointer rests on them, the focus is among them, the list is scrolled or walked by key; the new ones wait above.
import type { RefObject } from 'react'
import type { Card } from '../cache.ts'
import { useMemo, useRef, useState } from 'react'
import { settle } from '../calm.ts'

interface Calm {
  readonly shown: readonly Card[]
  readonly waiting: number
  /** For the element that must not move under the hand. */
  readonly hold: {
    readonly onPointerEnter: () => void
    readonly onPointerLeave: () => void
    readonly onScroll: () => void
    readonly onFocus: () => void
    readonly onBlur: () => void
  }
  readonly settleNow: () => void
  /** One goes from conversation to conversation by key: the order holds until the list is left. */
  readonly walk: () => void
}

export function useCalm(
  box: RefObject<HTMLElement | null>,
  cards: readonly Card[],
  keep: string | null,
): Calm {
  const [hands, setHands] = useState({ pointer: false, focus: false, scrolled: false, walk: false })
  const busy = hands.pointer || hands.focus || hands.scrolled || (hands.walk && keep !== null)
  const painted = useRef<readonly string[]>([])
  const known = useRef(new Map<string, Card>())
  const standing = useMemo(() => {
    known.current = new Map([...known.current, ...cards.map((card) => [card.id, card] as const)])
    const fresh = cards.map(({ id }) => id)
    return settle(painted.current, fresh, busy, keep)
  }, [cards, busy, keep])
  painted.current = standing.order
  const hand = (change: Partial<typeof hands>): void => setHands((held) => ({ ...held, ...change }))
  return {
    shown: standing.order.flatMap((id) => known.current.get(id) ?? []),
    waiting: standing.waiting,
    hold: {
      onPointerEnter: () => hand({ pointer: true }),
      onPointerLeave: () => hand({ pointer: false }),
      onScroll: () => {
        const scrolled = (box.current?.scrollTop ?? 0) > 4
        if (scrolled !== hands.scrolled) hand({ scrolled })
      },
      onFocus: () => hand({ focus: box.current?.querySelector(':focus-visible') !== null }),
      onBlur: () => hand({ focus: false }),
    },
    walk: () => hand({ walk: true }),
    settleNow: () => {
      painted.current = []
      box.current?.scrollTo({ top: 0 })
      hand({ scrolled: false, pointer: false, focus: false, walk: false })
    },
  }
}
