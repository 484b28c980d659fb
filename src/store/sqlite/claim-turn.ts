// Which turn is the most overdue, and what does the agent get to read? Leased in the same transaction that asks the rules.
import type { Database } from 'bun:sqlite'
import type { Turn, TurnMessage } from '../../agent/agent.ts'
import type { Author, Instant, MessageId } from '../../model.ts'
import type { Lease } from '../../state.ts'
import { toBody, toData } from '../rows.ts'
import type { Batch } from './batch.ts'
import type { Held } from './doing.ts'
import type { Holding } from './held.ts'
import type { Stepper } from './step.ts'
import type { TurnRecords } from './turn-records.ts'

/** Earlier messages the agent reads, besides the burst that waits. */
const historyLength = 60
/** More than anybody types before an answer: what a flood holds beyond it is consumed unread. */
const mostInBurst = 1_000
const mostCandidates = 16

export interface TurnClaims {
  claim(now: Instant): Promise<Turn | null>
  nextDueAt(): Instant | null
  holds(conversation: string, fence: number): boolean
}

interface Line {
  seq: number
  id: MessageId
  author: Author
  body: string
  at: Instant
  ref: string | null
}

export function createTurnClaims(parts: {
  readonly db: Database
  readonly batch: Batch
  readonly holding: Holding
  readonly stepper: Stepper
  readonly records: TurnRecords
}): TurnClaims {
  const { batch, holding, stepper, records } = parts
  const sql = prepare(parts.db)

  function take(now: Instant): Turn | null {
    for (const { id } of sql.due.all(now, mostCandidates)) {
      const held = holding.byId(id)
      if (held === null) continue
      const fence = held.state.fence
      stepper.advance({ held, row: null }, { type: 'turn.due', at: now }, now)
      const lease = held.state.lease
      if (lease !== null && lease.fence > fence) return turnOf(held, lease, now)
    }
    return null
  }

  function turnOf(held: Held, lease: Lease, now: Instant): Turn {
    const { state, desk } = held
    const waiting = sql.waiting.get(held.id, state.answeredUpto, lease.upto, mostInBurst)?.count ?? 0
    const lines = sql.lines.all(held.id, lease.upto, historyLength + waiting).reverse()
    const waits = (line: Line): boolean => line.author === 'contact' && line.seq > state.answeredUpto
    return {
      conversation: state.id,
      to: { channel: state.channel, account: desk.accountName, contact: desk.address },
      traits: state.traits,
      contactName: desk.name,
      data: toData(sql.data.get(desk.contact)?.data ?? '{}'),
      tags: state.tags,
      history: lines.filter((line) => !waits(line)).map(toLine),
      burst: lines.filter(waits).map(toLine),
      turns: state.turns,
      kind: lease.memo ? 'memo' : 'answer',
      memo: records.memo(held.id),
      spent: records.spent(desk.contact, now),
      now,
      epoch: state.epoch,
      fence: state.fence,
      upto: lease.upto,
    }
  }

  return {
    claim: async (now) => (sql.due.get(now, 1) === null ? null : await batch.submit(() => take(now))),
    nextDueAt: () => sql.next.get()?.due ?? null,
    holds: (conversation, fence) => sql.lease.get(conversation)?.fence === fence,
  }
}

function toLine({ seq, id, author, body, at, ref }: Line): TurnMessage {
  return { seq, id, author, body: toBody(body), at, ref }
}

function prepare(db: Database) {
  return {
    due: db.prepare<{ id: number }, [Instant, number]>(
      `SELECT id FROM conversation WHERE turn_due IS NOT NULL AND lease_until IS NULL AND turn_due <= +?
       ORDER BY turn_due LIMIT ?`,
    ),
    next: db.prepare<{ due: Instant | null }, []>(
      'SELECT min(turn_due) AS due FROM conversation WHERE turn_due IS NOT NULL AND lease_until IS NULL',
    ),
    waiting: db.prepare<{ count: number }, [number, number, number, number]>(
      `SELECT count(*) AS count FROM (SELECT 1 FROM message
       WHERE conversation = +? AND seq > +? AND seq <= +? AND author = 'contact' LIMIT ?)`,
    ),
    // What never left was never said.
    lines: db.prepare<Line, [number, number, number]>(
      `SELECT m.seq, m.id, m.author, m.body, m.at, coalesce(o.ref, m.ref) AS ref FROM message m
       LEFT JOIN outbox o ON o.seq = m.seq
       WHERE m.conversation = +? AND m.seq <= +?
         AND (o.state IS NULL OR o.state NOT IN ('cancelled', 'expired', 'failed'))
       ORDER BY m.seq DESC LIMIT ?`,
    ),
    data: db.prepare<{ data: string }, [number]>('SELECT data FROM contact WHERE id = +?'),
    lease: db.prepare<{ fence: number }, [string]>(
      'SELECT fence FROM conversation WHERE public = +? AND lease_until IS NOT NULL',
    ),
  }
}
