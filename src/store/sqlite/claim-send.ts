// Which body may leave now? The first open one of its conversation, due, its account not paused, and the rules still agree.
import type { Database } from 'bun:sqlite'
import type { Instant } from '../../model.ts'
import type { QueuedSend } from '../../state.ts'
import type { Accounts } from './accounts.ts'
import type { Batch } from './batch.ts'
import type { Holding } from './held.ts'
import type { Outbox } from './outbox.ts'
import type { Stepper } from './step.ts'

/** An operator's message waits this long for an earlier one whose fate is open, then it goes on. */
export const operatorPatienceMs = 10_000
/** Refused candidates settled on the way of one claim. */
const mostCandidates = 16

export interface SendClaims {
  claim(now: Instant): Promise<QueuedSend | null>
  /** When the next body will be due, or null. */
  nextDueAt(): Instant | null
}

interface Candidate {
  seq: number
  due: Instant
}

export function createSendClaims(parts: {
  readonly db: Database
  readonly batch: Batch
  readonly accounts: Accounts
  readonly holding: Holding
  readonly outbox: Outbox
  readonly stepper: Stepper
}): SendClaims {
  const { batch, accounts, holding, outbox, stepper } = parts
  const sql = prepare(parts.db)

  /** Across accounts the longest due first; `asked` are those that were refused and stayed where they are. */
  function candidate(now: Instant, asked: ReadonlySet<number>): number | null {
    const open = accounts.all().filter((account) => account.pausedUntil <= now)
    const found = open.flatMap(({ id }) => [
      ...sql.ready.all(id, now, asked.size + 1),
      ...sql.behind.all(id, now - operatorPatienceMs, asked.size + 1),
    ])
    const free = found.filter(({ seq }) => !asked.has(seq)).sort((a, b) => a.due - b.due || a.seq - b.seq)
    return free[0]?.seq ?? null
  }

  function attempt(seq: number, now: Instant): QueuedSend | null {
    const row = outbox.row(seq)
    const held = row === null ? null : holding.byId(row.conversation)
    if (row === null || held === null) return null
    stepper.advance({ held, row }, { type: 'send.due', at: now, id: row.id, attempt: row.attempt }, now)
    const after = outbox.row(seq)
    return after?.state === 'sending' && after.attempt === row.attempt + 1 ? outbox.view(after, held) : null
  }

  function take(now: Instant): QueuedSend | null {
    const asked = new Set<number>()
    while (asked.size < mostCandidates) {
      const seq = candidate(now, asked)
      if (seq === null) return null
      const sent = attempt(seq, now)
      if (sent !== null) return sent
      asked.add(seq)
    }
    return null
  }

  return {
    claim: async (now) => (candidate(now, new Set()) === null ? null : await batch.submit(() => take(now))),
    nextDueAt: () => {
      let next: Instant | null = null
      for (const { id, pausedUntil } of accounts.all()) {
        for (const due of [sql.nextReady.get(id)?.due ?? null, sql.nextBehind.get(id)?.due ?? null]) {
          if (due !== null) next = Math.min(next ?? Infinity, Math.max(due, pausedUntil))
        }
      }
      return next
    },
  }
}

/** Only rows whose fate is open may be overtaken: behind another pending row everybody waits. */
const behind = `FROM outbox o WHERE o.state = 'pending' AND o.head = 0 AND o.author = 'operator' AND o.account = +?
  AND NOT EXISTS (SELECT 1 FROM outbox e WHERE e.conversation = o.conversation AND e.seq < o.seq
    AND e.state IN ('pending', 'sending', 'unknown') AND e.state = 'pending')`

function prepare(db: Database) {
  return {
    ready: db.prepare<Candidate, [number, Instant, number]>(
      `SELECT seq, due_at AS due FROM outbox WHERE state = 'pending' AND head = 1 AND account = +? AND due_at <= +?
       ORDER BY due_at, seq LIMIT ?`,
    ),
    behind: db.prepare<Candidate, [number, Instant, number]>(
      `SELECT o.seq, o.due_at AS due ${behind} AND o.due_at <= +? ORDER BY o.due_at, o.seq LIMIT ?`,
    ),
    nextReady: db.prepare<{ due: Instant | null }, [number]>(
      `SELECT min(due_at) AS due FROM outbox WHERE state = 'pending' AND head = 1 AND account = +?`,
    ),
    nextBehind: db.prepare<{ due: Instant | null }, [number]>(
      `SELECT min(o.due_at) + ${operatorPatienceMs} AS due ${behind}`,
    ),
  }
}
