// How is a message written, changed, found again? Appended once; edits, reactions and erasure find it by its platform's ref.
import type { Database, Statement } from 'bun:sqlite'
import type { Ids } from '../../ids.ts'
import type { Author, Body, Instant, MessageId, Referral } from '../../model.ts'
import { toBody } from '../rows.ts'
import { previewOf } from '../text.ts'
import type { Doing, Held } from './doing.ts'
import type { Feed } from './feed.ts'
import type { Fulltext } from './fulltext.ts'
import type { Ledger } from './ledger.ts'

export interface NewMessage {
  readonly author: Author
  readonly body: Body
  readonly at: Instant
  readonly ref?: string
  readonly inReplyTo?: string
  readonly referral?: Referral
  readonly because?: string
}

export interface Messages {
  /** Returns its sequence number. */
  add(doing: Doing, held: Held, message: NewMessage): number
  /** Row of the message with this platform ref in the conversation, ours or theirs. */
  byRef(held: Held, ref: string): number | null
  byId(id: MessageId): number | null
  /** Replaces what a message says, everywhere. */
  rewrite(doing: Doing, held: Held, seq: number, change: (body: Body) => Body, edited: boolean): void
  react(seq: number, emoji: string | null): void
  /** Forgets what else stood beside an erased message. */
  forget(seq: number): void
  /** Writes `because` beside the customer's messages after `after` that have no reason yet. Returns their rows. */
  leave(held: Held, after: number, because: string): readonly number[]
}

/** How far back a ref is looked for. */
const farthest = 5_000

export interface MessageParts {
  readonly db: Database
  readonly ids: Ids
  readonly ledger: Ledger
  readonly feed: Feed
  readonly fulltext: Fulltext
}

export function createMessages(parts: MessageParts): Messages {
  const { feed, fulltext } = parts
  const sql = prepare(parts.db)

  return {
    add: createAdd(parts, sql.insert),
    byRef: (held, ref) =>
      sql.ours.get(held.desk.account, ref, held.id)?.seq ??
      sql.theirs.get(held.id, farthest, ref)?.seq ??
      null,
    byId: (id) => sql.byId.get(id)?.seq ?? null,
    rewrite: (doing, held, seq, change, edited) => {
      const row = sql.body.get(seq)
      if (row === null) return
      const before = toBody(row.body)
      const body = before.kind === 'erased' ? before : change(before)
      sql.rewrite.run(JSON.stringify(body), edited ? 1 : 0, seq)
      fulltext.replace(seq, held.state.channel, body)
      if (held.desk.previewSeq === seq) held.desk = { ...held.desk, previewText: previewOf(body) }
      feed.note('message.changed', doing.now, held.id, seq)
    },
    react: (seq, emoji) => sql.react.run(emoji, seq),
    forget: (seq) => {
      sql.bare.run(seq)
      sql.quotes.run(seq)
    },
    leave: (held, after, because) =>
      sql.leave.all(because, held.id, Math.max(after, held.desk.spokenUpto)).map(({ seq }) => seq),
  }
}

function createAdd({ ids, ledger, feed }: MessageParts, insert: Statement): Messages['add'] {
  return (doing, held, message) => {
    const seq = ledger.nextMessage()
    const id = ids.next('msg', doing.now)
    insert.run(
      seq,
      id,
      held.id,
      message.author,
      message.at,
      JSON.stringify(message.body),
      message.ref ?? null,
      message.inReplyTo ?? null,
      message.referral === undefined ? null : JSON.stringify(message.referral),
      message.because ?? null,
    )
    const theirs = message.author === 'contact'
    held.desk = {
      ...held.desk,
      lastAt: Math.max(held.desk.lastAt, message.at),
      unread: theirs ? held.desk.unread + 1 : held.desk.unread,
      waiting: theirs,
      previewSeq: seq,
      previewAuthor: message.author,
      previewText: previewOf(message.body),
    }
    doing.added ??= seq
    doing.message ??= id
    feed.note('message.added', doing.now, held.id, seq)
    return seq
  }
}

function prepare(db: Database) {
  return {
    insert: db.prepare(
      `INSERT INTO message (seq, id, conversation, author, at, body, ref, in_reply_to, referral, because)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ),
    ours: db.prepare<{ seq: number }, [number, string, number]>(
      'SELECT seq FROM outbox WHERE account = +? AND ref = +? AND conversation = +?',
    ),
    theirs: db.prepare<{ seq: number }, [number, number, string]>(
      `SELECT seq FROM (SELECT seq, ref FROM message WHERE conversation = +? ORDER BY seq DESC LIMIT ?)
       WHERE ref = +? LIMIT 1`,
    ),
    byId: db.prepare<{ seq: number }, [string]>('SELECT seq FROM message WHERE id = +?'),
    body: db.prepare<{ body: string }, [number]>('SELECT body FROM message WHERE seq = +?'),
    rewrite: db.prepare('UPDATE message SET body = ?, edited = max(edited, ?) WHERE seq = +?'),
    react: db.prepare('UPDATE message SET reaction = ? WHERE seq = +?'),
    bare: db.prepare('UPDATE message SET in_reply_to = NULL, referral = NULL, edited = 0 WHERE seq = +?'),
    quotes: db.prepare(
      `UPDATE history SET quote = '' WHERE message = (SELECT id FROM message WHERE seq = +?1)
       AND conversation = (SELECT conversation FROM message WHERE seq = +?1)`,
    ),
    leave: db.prepare<{ seq: number }, [string, number, number]>(
      `UPDATE message SET because = ? WHERE conversation = +? AND seq > +? AND author = 'contact' AND because IS NULL
       RETURNING seq`,
    ),
  }
}
