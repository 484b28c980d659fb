// Which messages say this? Whole words first, words as typed so far when those are few; never more than was asked for.
import type { Database } from 'bun:sqlite'
import type { Instant } from '../../model.ts'
import { type MessageRow, toMessage } from '../rows-message.ts'
import type { Hit, Page, SearchQuery } from '../store.ts'
import { fromCursor, toCursor } from './cursor.ts'
import type { Finder, Hits } from './finder.ts'
import { messageColumns, messageTables } from './reads.ts'
import type { TagBook } from './tag-book.ts'
import type { Views } from './views.ts'

export function createSearch(parts: {
  readonly db: Database
  readonly finder: Finder
  readonly views: Views
  readonly book: TagBook
}): (query: SearchQuery, now: Instant) => Page<Hit> {
  const { finder, views, book } = parts
  const byRow = parts.db.prepare<MessageRow & { conversation: number }, [number]>(
    `SELECT ${messageColumns}, m.conversation ${messageTables} WHERE m.seq = +?`,
  )

  function hits(query: SearchQuery, tag: number | null): Hits & { readonly prefix: boolean } {
    const place = fromCursor(query.cursor, 2)
    const base = {
      q: query.q,
      channel: query.channel ?? null,
      tag,
      before: place?.[0] ?? Number.MAX_SAFE_INTEGER,
      limit: query.limit,
    }
    if (place === null) {
      const whole = finder.messages({ ...base, prefix: false })
      const ended = whole.before === null && finder.isOpen(query.q)
      if (!ended) return { ...whole, prefix: false }
    }
    const prefix = place === null || place[1] === 1
    return { ...finder.messages({ ...base, prefix }), prefix }
  }

  return (query, now) => {
    const tag = query.tag === undefined ? null : (book.byName(query.tag)?.id ?? -1)
    const { seqs, before, prefix } = hits(query, tag)
    const items = seqs.flatMap((seq): Hit[] => {
      const row = byRow.get(seq)
      const conversation = row === null ? undefined : views.byIds([row.conversation], now)[0]
      return row === null || conversation === undefined ? [] : [{ message: toMessage(row), conversation }]
    })
    return { items, next: before === null ? null : toCursor([before, prefix ? 1 : 0]) }
  }
}
