// Which conversations stand in a list? Newest first, by (last message, id): each filter is an index, what no index knows is walked within bounds.
import type { Database } from 'bun:sqlite'
import type { ChannelName, Instant } from '../../model.ts'
import type { ConversationQuery, ConversationView, Page } from '../store.ts'
import { fromCursor, toCursor } from './cursor.ts'
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
    const candidates =
      q !== ''
        ? finder.conversations(q, query.channel)
        : query.state === 'closing'
          ? closingOnes(sql, now)
          : null
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

/** One of three orders that exist: a tag's, the attention list's, or everybody's. */
function walk(
  sql: Sql,
  query: ConversationQuery,
  tag: number | null,
  from: Place,
  limit: number,
): Page<Place> {
  const { channel, state } = query
  const within = channel === undefined ? channels : [channel]
  const scan = tag !== null ? sql.tagged : state === undefined ? sql.all : sql.attention
  const places: Place[] = []
  let last = from
  for (let looked = 0; looked < farthest && places.length < limit;) {
    const size = Math.min(state === undefined ? limit : 500, farthest)
    const rows = within
      .flatMap((name) => scan.all({ channel: name, at: last.at, id: last.id, limit: size, tag }))
      .sort(newestFirst)
      .slice(0, size)
    for (const row of rows) {
      if (places.length === limit) break
      if (fits(sql, row.id, query)) places.push(row)
      last = row
    }
    looked += rows.length
    if (rows.length < size && places.length < limit) return { items: places, next: null }
  }
  return { items: places, next: toCursor([last.at, last.id]) }
}

function fits(sql: Sql, id: number, { state }: ConversationQuery): boolean {
  if (state === undefined) return true
  const row = sql.facts.get(id)
  if (row === null) return false
  if (state === 'unread') return row.unread > 0
  if (state === 'unanswered') return row.waiting === 1
  return state === 'paused' && (row.intervention_by !== null || row.silence_by !== null)
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
    if (closing ? !isClosing(row, now) : !fits(sql, id, query)) return []
    return [{ id, at: row.last_at }]
  })
  const rest = places.filter((place) => newestFirst(from, place) < 0).sort(newestFirst)
  const items = rest.slice(0, query.limit)
  const last = items.at(-1)
  const next = last === undefined || rest.length <= items.length ? null : toCursor([last.at, last.id])
  return { items, next }
}

function closingOnes(sql: Sql, now: Instant): readonly number[] {
  return sql.closing.all(now + closingMs, farthest).map(({ id }) => id)
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
  unread: number
  waiting: number
  intervention_by: string | null
  silence_by: string | null
  window_open: number
  last_inbound_at: Instant | null
}

type Scan = { channel: string; at: number; id: number; limit: number; tag: number | null }

function prepare(db: Database) {
  const page = 'ORDER BY last_at DESC, id DESC LIMIT $limit'
  const before = 'channel = $channel AND (last_at, id) < ($at, $id)'
  return {
    all: db.prepare<Place, [Scan]>(
      `SELECT id, last_at AS at FROM conversation WHERE ${before} AND $tag IS NULL ${page}`,
    ),
    attention: db.prepare<Place, [Scan]>(
      `SELECT id, last_at AS at FROM conversation WHERE attention = 1 AND ${before} AND $tag IS NULL ${page}`,
    ),
    tagged: db.prepare<Place, [Scan]>(
      `SELECT conversation AS id, last_at AS at FROM tag_link
       WHERE tag = +$tag AND channel = +$channel AND (last_at, conversation) < ($at, $id)
       ORDER BY last_at DESC, conversation DESC LIMIT $limit`,
    ),
    facts: db.prepare<Facts, [number]>(
      `SELECT channel, last_at, unread, waiting, intervention_by, silence_by, window_open, last_inbound_at
       FROM conversation WHERE id = +?`,
    ),
    hasTag: db.prepare<{ tag: number }, [number, number]>(
      'SELECT tag FROM tag_link WHERE conversation = +? AND tag = +?',
    ),
    closing: db.prepare<{ id: number }, [Instant, number]>(
      'SELECT id FROM conversation WHERE window_due IS NOT NULL AND window_due <= +? ORDER BY window_due LIMIT ?',
    ),
  }
}
