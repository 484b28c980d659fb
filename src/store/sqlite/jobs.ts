// What is still to be fetched? Media and names: leased for two minutes, done or due again.
import type { Database } from 'bun:sqlite'
import type { ChannelName, ConversationId, Instant, MessageId } from '../../model.ts'
import type { Job } from '../store.ts'
import { toBody } from '../rows.ts'
import type { Batch } from './batch.ts'

const leaseMs = 120_000

export interface Jobs {
  claim(now: Instant): Promise<Job | null>
  finish(id: number, dueAt?: Instant): Promise<void>
  nextDueAt(): Instant | null
}

interface JobRow {
  id: number
  kind: Job['kind']
  attempt: number
  conversation: ConversationId
  channel: ChannelName
  account: string
  contact: string
  message: MessageId | null
  body: string | null
}

export function createJobs(db: Database, batch: Batch): Jobs {
  const sql = prepare(db)

  function take(now: Instant): Job | null {
    const row = sql.due.get(now)
    if (row === null) return null
    sql.lease.run(now + leaseMs, row.id)
    const body = row.body === null ? null : toBody(row.body)
    return {
      id: row.id,
      kind: row.kind,
      conversation: row.conversation,
      of: { channel: row.channel, account: row.account, contact: row.contact },
      message: row.message,
      body: body?.kind === 'media' ? body : null,
      attempt: row.attempt + 1,
    }
  }

  return {
    claim: async (now) => (sql.due.get(now) === null ? null : await batch.submit(() => take(now))),
    finish: async (id, dueAt) => {
      await batch.submit(() => (dueAt === undefined ? sql.done.run(id) : sql.again.run(dueAt, id)))
    },
    nextDueAt: () => sql.next.get()?.due ?? null,
  }
}

function prepare(db: Database) {
  return {
    due: db.prepare<JobRow, [Instant]>(
      `SELECT j.id, j.kind, j.attempt, c.public AS conversation, c.channel, a.name AS account,
         c.address AS contact, m.id AS message, m.body
       FROM job j JOIN conversation c ON c.id = j.conversation JOIN account a ON a.id = c.account
         LEFT JOIN message m ON m.seq = j.message
       WHERE j.due_at <= +? ORDER BY j.due_at, j.id LIMIT 1`,
    ),
    lease: db.prepare('UPDATE job SET attempt = attempt + 1, due_at = ? WHERE id = +?'),
    done: db.prepare('DELETE FROM job WHERE id = +?'),
    again: db.prepare('UPDATE job SET due_at = ? WHERE id = +?'),
    next: db.prepare<{ due: Instant | null }, []>('SELECT min(due_at) AS due FROM job'),
  }
}
