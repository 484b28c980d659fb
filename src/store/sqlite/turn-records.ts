// What stays of a turn beside its words? How it came about, what it cost, and the memo of what was said before.
import type { Database } from 'bun:sqlite'
import type { Action } from '../../actions.ts'
import type { Instant, MessageId } from '../../model.ts'
import { toStory } from '../rows.ts'
import type { WhyView } from '../store.ts'
import type { Doing, Held } from './doing.ts'

export interface TurnRecords {
  write(doing: Doing, held: Held, action: Action): void
  memo(conversation: number): { readonly text: string; readonly upto: number } | null
  /** Tokens of the day of `now`. */
  spent(contact: number, now: Instant): { readonly contact: number; readonly total: number }
  why(message: MessageId): WhyView | null
}

/** Stands for everybody in the table of usage. */
const everybody = 0
const dayMs = 86_400_000

export function createTurnRecords(db: Database): TurnRecords {
  const sql = prepare(db)
  const tokens = (contact: number, now: Instant): number =>
    sql.spent.get(Math.floor(now / dayMs), contact)?.tokens ?? 0
  return {
    write: (_doing, held, action) => {
      switch (action.type) {
        case 'trace.keep': {
          const { fence, by, usage, trace, rejected, at } = action
          sql.trace.run(held.id, fence, at, JSON.stringify({ by, usage, trace, rejected }))
          return
        }
        case 'usage.add': {
          const sum = action.usage.inputTokens + action.usage.outputTokens
          const day = Math.floor(action.at / dayMs)
          for (const contact of [everybody, held.desk.contact]) sql.spend.run(day, contact, sum)
          return
        }
        case 'memo.keep':
          sql.keepMemo.run(held.id, action.upto, action.text)
          return
      }
    },
    memo: (conversation) => sql.memo.get(conversation),
    spent: (contact, now) => ({ contact: tokens(contact, now), total: tokens(everybody, now) }),
    why: (message) => {
      const row = sql.why.get(message)
      return row === null ? null : { at: row.at, ...toStory(row.story) }
    },
  }
}

function prepare(db: Database) {
  return {
    trace: db.prepare('INSERT OR REPLACE INTO trace (conversation, fence, at, story) VALUES (?, ?, ?, ?)'),
    spend: db.prepare(
      `INSERT INTO usage (day, contact, tokens) VALUES (?, ?, ?)
       ON CONFLICT (day, contact) DO UPDATE SET tokens = tokens + excluded.tokens`,
    ),
    spent: db.prepare<{ tokens: number }, [number, number]>(
      'SELECT tokens FROM usage WHERE day = ? AND contact = ?',
    ),
    keepMemo: db.prepare('INSERT OR REPLACE INTO memo (conversation, upto, text) VALUES (?, ?, ?)'),
    memo: db.prepare<{ text: string; upto: number }, [number]>(
      'SELECT text, upto FROM memo WHERE conversation = +?',
    ),
    why: db.prepare<{ at: Instant; story: string }, [string]>(
      `SELECT t.at, t.story FROM message m JOIN outbox o ON o.seq = m.seq
       JOIN trace t ON t.conversation = o.conversation AND t.fence = o.fence
       WHERE m.id = ? AND o.author = 'agent'`,
    ),
  }
}
