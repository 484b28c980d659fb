// Whose time has come? Lost leases, stale sends, open questions, windows and silences: each found through its partial index.
import type { Database } from 'bun:sqlite'
import type { ConversationId, Instant, MessageId } from '../../model.ts'
import type { Due } from '../store.ts'
import type { Batch } from './batch.ts'
import type { Held } from './doing.ts'
import type { Holding } from './held.ts'

const dayMs = 24 * 60 * 60_000
/** No request is waited for longer than this. */
export const staleMs = 20_000
/** An unknown send that stays unknown is looked at this often. */
const lookEveryMs = 30_000

interface SendRow {
  seq: number
  id: MessageId
  attempt: number
  conversation: ConversationId
}

interface TimerRow {
  id: number
  conversation: ConversationId
  fence: number
  over: number
}

/** `boot` names this process start; `since` is when it began to listen. */
export function createDue(
  parts: { readonly db: Database; readonly batch: Batch; readonly holding: Holding },
  boot: string,
  since: Instant,
): (now: Instant, limit: number) => Promise<readonly Due[]> {
  const { batch, holding } = parts
  const sql = prepare(parts.db)

  function find(now: Instant, limit: number): readonly Due[] {
    const sends = (row: SendRow) => ({ at: now, id: row.id, attempt: row.attempt })
    return [
      ...sql.leases.all(boot, now, limit).map(({ conversation, fence }): Due => ({
        conversation,
        event: { type: 'turn.lost', at: now, fence },
      })),
      ...sql.stale.all(boot, now - staleMs, limit).map((row): Due => ({
        conversation: row.conversation,
        event: { type: 'send.stale', ...sends(row) },
      })),
      ...sql.unsettled.all(now, limit).map((row): Due => ({
        conversation: row.conversation,
        event: { type: 'send.unsettled', ...sends(row), upSince: since },
      })),
      ...sql.windows
        .all(now, dayMs, now, limit)
        .flatMap(({ conversation, over }): Due[] =>
          over === 1 ? [{ conversation, event: { type: 'window.closed', at: now } }] : [],
        ),
      ...sql.silences
        .all(now, limit)
        .map(({ conversation }): Due => ({ conversation, event: { type: 'silence.ended', at: now } })),
    ].slice(0, limit)
  }

  /** So that what stays as it is does not stand in the way of what comes after it. */
  function postpone(now: Instant, limit: number): void {
    for (const { seq } of sql.unsettled.all(now, limit)) sql.lookAgain.run(now + lookEveryMs, seq)
    for (const { id, over } of sql.windows.all(now, dayMs, now, limit))
      if (over === 0) moveWindow(holding.byId(id))
  }

  return async (now, limit) => {
    const due = find(now, limit)
    const waits =
      sql.unsettled.get(now, 1) !== null || sql.windows.all(now, dayMs, now, limit).some((w) => w.over === 0)
    if (waits) await batch.submit(() => postpone(now, limit))
    return due
  }
}

function moveWindow(held: Held | null): void {
  if (held === null || held.state.lastInboundAt === null) return
  held.desk = { ...held.desk, windowDue: held.state.lastInboundAt + dayMs }
}

function prepare(db: Database) {
  return {
    leases: db.prepare<TimerRow, [string, Instant, number]>(
      `SELECT public AS conversation, fence FROM conversation
       WHERE lease_until IS NOT NULL AND (lease_by <> +? OR lease_until <= +?) ORDER BY lease_until LIMIT ?`,
    ),
    stale: db.prepare<SendRow, [string, Instant, number]>(
      `${sends} WHERE o.state = 'sending' AND (o.claimed_by <> +? OR o.claimed_at <= +?)
       ORDER BY o.claimed_at LIMIT ?`,
    ),
    unsettled: db.prepare<SendRow, [Instant, number]>(
      `${sends} WHERE o.state = 'unknown' AND o.look_at <= +? ORDER BY o.look_at LIMIT ?`,
    ),
    windows: db.prepare<TimerRow, [Instant, number, Instant, number]>(
      `SELECT id, public AS conversation, last_inbound_at + ?2 <= ?3 AS over FROM conversation
       WHERE window_due IS NOT NULL AND window_due <= +?1 ORDER BY window_due LIMIT ?4`,
    ),
    silences: db.prepare<TimerRow, [Instant, number]>(
      `SELECT public AS conversation FROM conversation
       WHERE silence_until IS NOT NULL AND silence_until <= +? ORDER BY silence_until LIMIT ?`,
    ),
    lookAgain: db.prepare(`UPDATE outbox SET look_at = ? WHERE seq = +? AND state = 'unknown'`),
  }
}

const sends = `SELECT o.seq, m.id, o.attempt, c.public AS conversation
  FROM outbox o JOIN message m ON m.seq = o.seq JOIN conversation c ON c.id = o.conversation`
