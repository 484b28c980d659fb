// How does a list of a hundred thousand stay a list? Only the cards in sight are drawn, one tab stop for all, arrows to move, calm while in use.
import type { Card } from '../cache.ts'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef } from 'react'
import { useView } from '../navigation.ts'
import { Button } from '../ui/controls.tsx'
import { Icon } from '../ui/icon.tsx'
import { useWords } from '../words.ts'
import { ListCard } from './list-card.tsx'
import { useCalm } from './use-calm.ts'
import { useStops } from './use-stops.ts'

const cardHeight = 76
/** So many cards before the end the next page is asked for. */
const ahead = 10

interface CardsProps {
  readonly cards: readonly Card[]
  readonly more: boolean
  readonly failed: boolean
  readonly onMore: () => void
}

export function Cards({ cards, more, failed, onMore }: CardsProps) {
  const words = useWords()
  const view = useView()
  const box = useRef<HTMLDivElement>(null)
  const { shown, waiting, hold, settleNow, walk } = useCalm(box, cards, view.open)
  const rows = useVirtualizer({
    count: shown.length,
    getScrollElement: () => box.current,
    estimateSize: () => cardHeight,
    getItemKey: (index) => shown[index]?.id ?? index,
    overscan: 8,
  })
  const items = rows.getVirtualItems()
  const stops = useStops({
    box,
    shown,
    open: view.open,
    settleNow,
    walk,
    toIndex: (index) => rows.scrollToIndex(index),
  })
  const last = items.at(-1)?.index ?? 0
  useEffect(() => {
    if (more && !failed && last >= shown.length - ahead) onMore()
  }, [more, failed, last, shown.length, onMore])
  return (
    <div className="cards-place">
      {waiting > 0 && (
        <button type="button" className="news" title={words.list.newsHint} onClick={settleNow}>
          {words.list.news(waiting)} <Icon name="arrowUp" size={16} />
        </button>
      )}
      <div ref={box} className="cards scroll" onKeyDown={stops.onKeyDown} {...hold}>
        <div
          role="list"
          aria-label={words.list.label}
          className="cards-all"
          style={{ height: rows.getTotalSize() }}
        >
          {items.map(({ index, start, size }) => {
            const card = shown[index]
            if (card === undefined) return null
            return (
              <div key={card.id} {...placeOf(index, more ? -1 : shown.length)} style={styleOf(start, size)}>
                <ListCard
                  card={card}
                  selected={card.id === view.open}
                  stop={index === stops.at}
                  onFocus={stops.onFocus}
                />
              </div>
            )
          })}
        </div>
        <ListEnd more={more} failed={failed} onMore={onMore} />
      </div>
    </div>
  )
}

function placeOf(index: number, all: number) {
  return {
    role: 'listitem',
    'aria-posinset': index + 1,
    'aria-setsize': all,
    className: 'card-place',
  } as const
}

function styleOf(start: number, height: number) {
  return { transform: `translateY(${start}px)`, height }
}

function ListEnd({ more, failed, onMore }: Omit<CardsProps, 'cards'>) {
  const words = useWords()
  return (
    <p className="list-end">
      {failed ? <Button onClick={onMore}>{words.retry}</Button> : more ? words.loading : words.list.end}
    </p>
  )
}
