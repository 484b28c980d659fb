// What does one line of a history show? A day, where the unread begins, what happened, or what somebody said.
import type { Card } from '../cache.ts'
import type { Row } from './rows.ts'
import { memo } from 'react'
import { useSpeech } from '../words.ts'
import { Bubble } from './bubble.tsx'
import { EventLine } from './event-line.tsx'

interface RowViewProps {
  readonly row: Row
  readonly card: Card
  /** Marked for a moment: one came here by a search or a link. */
  readonly lit: boolean
}

export const RowView = memo(function RowView({ row, card, lit }: RowViewProps) {
  const { words, spell } = useSpeech()
  switch (row.kind) {
    case 'start':
      return <p className="start">{words.thread.start}</p>
    case 'day':
      return (
        <p className="day" role="none">
          {spell.heading(row.at)}
        </p>
      )
    case 'fresh':
      return (
        <p className="fresh" role="none">
          {words.thread.fresh}
        </p>
      )
    case 'event':
      return <EventLine event={row.event} conversation={card.id} />
    case 'message':
      return <Bubble message={row.message} card={card} first={row.first} last={row.last} lit={lit} />
  }
})
