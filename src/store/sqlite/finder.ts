// What do the typed words find? Messages newest first, people by name or number, conversations by any of them; every walk is bounded.
import type { Database } from 'bun:sqlite'
import type { ChannelName } from '../../model.ts'
import { fold } from '../text.ts'

/** Hits looked at for one page when a filter has to be asked row by row. */
const farthest = 5_000
/** Hits that may stand for conversations. */
const mostCandidates = 1_000
/** With so many for the whole word, longer words are not looked for. */
const fewCandidates = 100

export interface HitQuery {
  readonly q: string
  readonly channel: ChannelName | null
  readonly tag: number | null
  readonly before: number
  readonly limit: number
  /** The last word as typed so far, or as a whole word. */
  readonly prefix: boolean
}

export interface Hits {
  readonly seqs: readonly number[]
  /** The walk goes on before this message; null at the end. */
  readonly before: number | null
}

export interface Finder {
  /** Does the last word count as typed so far, or as it stands? */
  isOpen(q: string): boolean
  /** Messages newest first. */
  messages(query: HitQuery): Hits
  /** Conversations whose contact, tag, notes or messages match; the newest matches only. */
  conversations(q: string, channel: ChannelName | undefined): readonly number[]
}

export function createFinder(db: Database): Finder {
  const sql = prepare(db)

  function messages(query: HitQuery): Hits {
    const match = matchOf(query.q, query.prefix)
    if (match === null) return { seqs: [], before: null }
    const asked = within(match, query.channel)
    if (query.tag === null) {
      const rows = sql.hits.all(asked, query.before, query.limit)
      return {
        seqs: rows.map(({ seq }) => seq),
        before: rows.length < query.limit ? null : (rows.at(-1)?.seq ?? null),
      }
    }
    const { seqs, walked, last } = tagged(asked, query.tag, query)
    const ended = walked < farthest && seqs.length < query.limit
    return { seqs, before: ended ? null : seqs.length === query.limit ? (seqs.at(-1) ?? null) : last }
  }

  function tagged(asked: string, tag: number, query: HitQuery) {
    const rows = sql.tagged.all(asked, query.before, farthest, tag, query.limit)
    if (rows.length === query.limit) return { seqs: rows.map(({ seq }) => seq), walked: farthest, last: null }
    const walked = sql.walked.get(asked, query.before, farthest)
    return { seqs: rows.map(({ seq }) => seq), walked: walked?.n ?? 0, last: walked?.last ?? null }
  }

  /** Conversations of the newest messages that say it. */
  function newest(q: string, channel: ChannelName | undefined): readonly { readonly id: number }[] {
    const whole = matchOf(q, false)
    if (whole === null) return []
    const found = sql.conversations.all(
      within(whole, channel ?? null),
      Number.MAX_SAFE_INTEGER,
      mostCandidates,
    )
    const open = matchOf(q, true) ?? whole
    if (open === whole || found.length >= fewCandidates) return found
    return sql.conversations.all(within(open, channel ?? null), Number.MAX_SAFE_INTEGER, mostCandidates)
  }

  return {
    isOpen: (q) => matchOf(q, true) !== matchOf(q, false),
    messages,
    conversations: (q, channel) => {
      const found = new Set<number>()
      if (fold(q).length < 2) return []
      const match = matchOf(q, true)
      if (match !== null) {
        for (const { id } of sql.people.all(match, mostCandidates)) found.add(id)
        for (const { id } of sql.notes.all(match, mostCandidates)) found.add(id)
      }
      for (const { id } of sql.tags.all(`%${escapeLike(fold(q))}%`, mostCandidates)) found.add(id)
      for (const { id } of newest(q, channel)) found.add(id)
      return [...found]
    },
  }
}

/**
 * The words as an FTS5 expression: each quoted, all required, "in quotes" a phrase, the last one as typed so far when `prefix`.
 * Null under two letters.
 */
export function matchOf(q: string, prefix: boolean): string | null {
  const terms = [...q.matchAll(/"([^"]*)"?|(\S+)/g)].map((found) => ({
    words: (found[1] ?? found[2] ?? '').match(/[\p{L}\p{N}\p{M}]+/gu) ?? [],
    quoted: found[1] !== undefined,
    star: found[2]?.endsWith('*') === true,
  }))
  const asked = terms.filter(({ words }) => words.length > 0)
  const letters = asked.flatMap(({ words }) => words).join('')
  if (letters.length < 2) return null
  const last = asked.at(-1)
  const typing = prefix && !/\s$/.test(q)
  return asked
    .map((term) => {
      const open = term.star || (typing && term === last && !term.quoted)
      return `"${term.words.join(' ')}"${open ? '*' : ''}`
    })
    .join(' AND ')
}

function within(match: string, channel: ChannelName | null): string {
  return channel === null ? `text : (${match})` : `text : (${match}) AND channel : "${channel}"`
}

function escapeLike(text: string): string {
  return text.replace(/[%_\\]/g, (sign) => `\\${sign}`)
}

function prepare(db: Database) {
  const walk =
    'SELECT rowid AS seq FROM message_words WHERE message_words MATCH ? AND rowid < +? ORDER BY rowid DESC LIMIT ?'
  return {
    hits: db.prepare<{ seq: number }, [string, number, number]>(walk),
    tagged: db.prepare<{ seq: number }, [string, number, number, number, number]>(
      `SELECT h.seq FROM (${walk}) h CROSS JOIN message m ON m.seq = h.seq
       CROSS JOIN tag_link l ON l.conversation = m.conversation AND l.tag = +? ORDER BY h.seq DESC LIMIT ?`,
    ),
    walked: db.prepare<{ n: number; last: number | null }, [string, number, number]>(
      `SELECT count(*) AS n, min(seq) AS last FROM (${walk})`,
    ),
    conversations: db.prepare<{ id: number }, [string, number, number]>(
      `SELECT DISTINCT m.conversation AS id FROM (${walk}) h CROSS JOIN message m ON m.seq = h.seq`,
    ),
    people: db.prepare<{ id: number }, [string, number]>(
      'SELECT rowid AS id FROM contact_words WHERE contact_words MATCH ? ORDER BY rowid DESC LIMIT ?',
    ),
    notes: db.prepare<{ id: number }, [string, number]>(
      `SELECT DISTINCT n.conversation AS id FROM
         (SELECT rowid FROM note_words WHERE note_words MATCH ? ORDER BY rowid DESC LIMIT ?) h
       CROSS JOIN note n ON n.id = h.rowid`,
    ),
    tags: db.prepare<{ id: number }, [string, number]>(
      `SELECT l.conversation AS id FROM tag t CROSS JOIN tag_link l ON l.tag = t.id
       WHERE t.folded LIKE ? ESCAPE '\\' LIMIT ?`,
    ),
  }
}
