// Which conversations stand in a list? Newest first, by (last message, id): each filter is an index, what no index knows is walked within bounds.
import type { Database } from 'bun:sqlite'
import type { ChannelName, Instant } from '../../model.ts'
import type { ConversationQuery, ConversationView, Page } from '../store.ts'
import { fromCursor, toCursor } from './cursor.ts'
import { flag } from './save.ts'
import type { Finder } from './finder.ts'
import type { TagBook } from './tag-book.ts'
import type { Views } from './views.ts'

const channels: readonly ChannelName[] = ['whatsapp', 'instagram', 'messenger', 'web']
/** Rows looked at for one page; further ones stand behind its cursor. */
const farthest = 5_000
const hourMs = 60 * 60_000
/** *Por vencer*: the window closes within this time. */
const closingMs = 2 * hourMs
const end = Number.MAX_SAFE_INTEGER

export interface Place {
  id: number
  at: Instant
}

export interface ListParts {
  readonly db: Database
  readonly views: Views
  readonly book: TagBook
  readonly finder: Finder
}

export function createLists(
  parts: ListParts,
): (query: ConversationQuery, now: Instant) => Page<ConversationView> {
  const { views, book, finder } = parts
  const sql = prepare(parts.db)

  return (query, now) => {
    const place = fromCursor(query.cursor, 2)
    const from = { at: place?.[0] ?? end, id: place?.[1] ?? end }
    const tag = query.tag === undefined ? null : (book.byName(query.tag)?.id ?? -1)
    const q = query.q?.trim() ?? ''
    const few = tag === null || query.state === 'closing' ? fewOf(sql, query.state, now) : null
    const candidates = q === '' ? few : finder.conversations(q, query.channel)
    const page =
      candidates === null
        ? walk(sql, query, tag, from, query.limit)
        : among(sql, candidates, query, tag, now, from)
    return {
      items: views.byIds(
        page.items.map(({ id }) => id),
        now,
      ),
      next: page.next,
    }
  }
}

type Sql = ReturnType<typeof prepare>

/** In an order that exists: everybody's with the flags beside it, or a tag's, where the flags are asked row by row. */
function walk(
  sql: Sql,
  query: ConversationQuery,
  tag: number | null,
  from: Place,
  limit: number,
): Page<Place> {
  const within = query.channel === undefined ? channels : [query.channel]
  const mask = maskOf(query.state)
  const places: Place[] = []
  let last = from
  for (let looked = 0; looked < farthest && places.length < limit;) {
    const rows = within
      .flatMap((channel) => scan(sql, { channel, at: last.at, id: last.id, limit, mask }, tag))
      .sort(newestFirst)
      .slice(0, limit)
    for (const row of rows) {
      if (places.length === limit) break
      if (tag === null || mask === 0 || fits(sql.facts.get(row.id), query)) places.push(row)
      last = row
    }
    looked += rows.length
    if (rows.length < limit && places.length < limit) return { items: places, next: null }
  }
  return { items: places, next: toCursor([last.at, last.id]) }
}

function scan(sql: Sql, range: Range, tag: number | null): readonly Place[] {
  const { mask, ...place } = range
  if (tag !== null) return sql.tagged.all({ ...place, tag })
  return mask === 0 ? sql.all.all(place) : sql.flagged.all(range)
}

function maskOf(state: ConversationQuery['state']): number {
  if (state === 'unread') return flag.unread
  if (state === 'unanswered') return flag.waiting
  return state === 'paused' ? flag.paused : 0
}

function fits(row: Facts | null, { state }: ConversationQuery): boolean {
  return row !== null && (row.flags & maskOf(state)) !== 0
}

/** All of a state, while they are few; null where they are many, and the list finds enough of them soon. */
function fewOf(sql: Sql, state: ConversationQuery['state'], now: Instant): readonly number[] | null {
  if (state === undefined) return null
  if (state === 'closing') return sql.closing.all(now + closingMs, farthest).map(({ id }) => id)
  const { count, all } = sql[state]
  return (count.get(farthest)?.n ?? 0) === farthest ? null : all.all(farthest).map(({ id }) => id)
}

/** A handful of candidates that no order holds: sorted here. */
function among(
  sql: Sql,
  ids: readonly number[],
  query: ConversationQuery,
  tag: number | null,
  now: Instant,
  from: Place,
) {
  const closing = query.state === 'closing'
  const places = ids.flatMap((id): Place[] => {
    const row = sql.facts.get(id)
    if (row === null || (query.channel !== undefined && row.channel !== query.channel)) return []
    if (tag !== null && sql.hasTag.get(id, tag) === null) return []
    if (closing ? !isClosing(row, now) : query.state !== undefined && !fits(row, query)) return []
    return [{ id, at: row.last_at }]
  })
  const rest = places.filter((place) => newestFirst(from, place) < 0).sort(newestFirst)
  const items = rest.slice(0, query.limit)
  const last = items.at(-1)
  const next = last === undefined || rest.length <= items.length ? null : toCursor([last.at, last.id])
  return { items, next }
}

function isClosing(row: Facts, now: Instant): boolean {
  if (row.window_open === 0 || row.last_inbound_at === null || row.channel === 'web') return false
  const closesAt = row.last_inbound_at + 24 * hourMs
  return closesAt > now && closesAt <= now + closingMs
}

function newestFirst(one: Place, other: Place): number {
  return other.at - one.at || other.id - one.id
}

interface Facts {
  channel: ChannelName
  last_at: Instant
  flags: number
  window_open: number
  last_inbound_at: Instant | null
}

type Range = {
  readonly channel: ChannelName
  readonly at: Instant
  readonly id: number
  readonly limit: number
  readonly mask: number
}

function prepare(db: Database) {
  const page = 'ORDER BY last_at DESC, id DESC LIMIT $limit'
  const before = 'channel = +$channel AND (last_at, id) < ($at, $id)'
  const flagged = (index: string, mask: number) => {
    const few = `FROM conversation INDEXED BY ${index} WHERE flags & ${mask} LIMIT ?`
    return {
      all: db.prepare<{ id: number }, [number]>(`SELECT id ${few}`),
      count: db.prepare<{ n: number }, [number]>(`SELECT count(*) AS n FROM (SELECT 1 ${few})`),
    }
  }
  return {
    unread: flagged('conversation_unread', flag.unread),
    unanswered: flagged('conversation_waiting', flag.waiting),
    paused: flagged('conversation_paused', flag.paused),
    all: db.prepare<Place, [Omit<Range, 'mask'>]>(
      `SELECT id, last_at AS at FROM conversation WHERE ${before} ${page}`,
    ),
    flagged: db.prepare<Place, [Range]>(
      `SELECT id, last_at AS at FROM conversation WHERE ${before} AND flags & $mask ${page}`,
    ),
    tagged: db.prepare<Place, [Omit<Range, 'mask'> & { readonly tag: number }]>(
      `SELECT conversation AS id, last_at AS at FROM tag_link
       WHERE tag = +$tag AND channel = +$channel AND (last_at, conversation) < ($at, $id)
       ORDER BY last_at DESC, conversation DESC LIMIT $limit`,
    ),
    facts: db.prepare<Facts, [number]>(
      `SELECT channel, last_at, flags, window_open, last_inbound_at FROM conversation WHERE id = +?`,
    ),
    hasTag: db.prepare<{ tag: number }, [number, number]>(
      'SELECT tag FROM tag_link WHERE conversation = +? AND tag = +?',
    ),
    closing: db.prepare<{ id: number }, [Instant, number]>(
      'SELECT id FROM conversation WHERE window_due IS NOT NULL AND window_due <= +? ORDER BY window_due LIMIT ?',
    ),
  }
}
