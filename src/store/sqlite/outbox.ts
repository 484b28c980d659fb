// How does a row of the outbox change? Every transition is a compare-and-set; who comes second changes nothing.
import type { Database } from 'bun:sqlite'
import type { Action } from '../../actions.ts'
import type { Instant, MessageId, SendState } from '../../model.ts'
import type { QueuedSend } from '../../state.ts'
import { type OutboxRow, toSend } from '../rows.ts'
import type { Held } from './doing.ts'

type Of<T extends Action['type']> = Extract<Action, { type: T }>

export interface Outbox {
  row(seq: number): OutboxRow | null
  /** The row as the rules see it. */
  view(row: OutboxRow, held: Held): QueuedSend
  byId(id: MessageId): OutboxRow | null
  byRef(account: number, ref: string): OutboxRow | null
  /** Rows of the conversation that wait for the platform's answer, newest first. */
  inFlight(conversation: number): readonly OutboxRow[]
  /** The message an operator's client id stands for. */
  byClient(conversation: number, clientId: string): { readonly id: MessageId } | null
  /** Has this part of this turn been queued? */
  isQueued(conversation: number, fence: number, part: number): boolean
  queue(seq: number, held: Held, action: Of<'send.queue'>): void
  /** False when someone else was first. */
  start(row: OutboxRow, action: Of<'send.start'>, boot: string): boolean
  settle(row: OutboxRow, action: Of<'send.settle'>): boolean
  /** The agent's pending rows leave the queue. Returns which. */
  withdraw(conversation: number, because: string): readonly number[]
  /** Marks the first open row of the conversation as the one that may be claimed. */
  moveHead(conversation: number): void
  /** When an unknown row is looked at again. */
  lookAgain(seq: number, at: Instant): void
  /** Is the newest message that left, or may leave, ours? */
  isAnswered(conversation: number): boolean
}

/** How long after becoming unknown a row is looked at. */
export const unknownLookMs = 60_000
const open = `('pending', 'sending', 'unknown')`

export function createOutbox(db: Database): Outbox {
  const sql = prepare(db)
  return {
    row: (seq) => sql.row.get(seq),
    view: (row, held) =>
      toSend(row, {
        conversation: held.state.id,
        to: { channel: held.state.channel, account: held.desk.accountName, contact: held.desk.address },
        witnesses:
          row.state === 'unknown' ? (sql.witnesses.get(row.account, row.claimed_at ?? 0)?.n ?? 0) : 0,
        overtaken: sql.overtaken.get(row.conversation, row.seq) !== null,
      }),
    byId: (id) => sql.byId.get(id),
    byRef: (account, ref) => sql.byRef.get(account, ref),
    inFlight: (conversation) => sql.inFlight.all(conversation),
    byClient: (conversation, clientId) => sql.byClient.get(conversation, clientId),
    isQueued: (conversation, fence, part) => sql.byTurn.get(conversation, fence, part) !== null,
    queue: (seq, held, action) => {
      sql.insert.run({
        seq,
        conversation: held.id,
        account: held.desk.account,
        author: action.author,
        by: typeof action.by === 'string' ? action.by : JSON.stringify(action.by),
        epoch: held.state.epoch,
        due_at: action.dueAt,
        farewell: action.farewell ? 1 : 0,
        fence: held.state.fence,
        part: action.part,
        client_id: action.clientId ?? null,
        head: sql.anyOpen.get(held.id) === null ? 1 : 0,
      })
      if (typeof action.by !== 'string' && action.part === 0) sql.used.run(action.by.prompt)
    },
    start: (row, action, boot) =>
      sql.start.run(action.at, boot, action.human ? 1 : 0, row.seq, action.attempt).changes === 1,
    settle: (row, action) => {
      if (!action.from.includes(row.state)) return false
      return sql.settle.run(settled(row, action)).changes === 1
    },
    withdraw: (conversation, because) => {
      const empty: SendState = because === 'window-closed' ? 'expired' : 'cancelled'
      return sql.withdraw.all(empty, because, conversation).map(({ seq }) => seq)
    },
    moveHead: (conversation) => {
      sql.moveHead.run(conversation)
    },
    lookAgain: (seq, at) => {
      sql.lookAgain.run(at, seq)
    },
    isAnswered: (conversation) => sql.newest.get(conversation)?.author !== 'contact',
  }
}

function settled(row: OutboxRow, action: Of<'send.settle'>) {
  const arrived = action.to === 'accepted'
  return {
    to: action.to,
    because: arrived ? null : (action.because ?? null),
    due: action.dueAt ?? row.due_at,
    ref: action.ref ?? row.ref,
    accepted: arrived ? action.at : null,
    look: action.to === 'unknown' ? action.at + unknownLookMs : null,
    wire: action.to === 'unknown' ? 1 : 0,
    duplicate: action.maybeDuplicate === true ? 1 : 0,
    seq: row.seq,
    from: row.state,
    attempt: action.attempt,
  }
}

const columns = `o.seq, o.conversation, o.account, m.id, m.body, o.author, o.state, o.epoch, o.attempt, o.due_at,
  o.claimed_at, o.ref, o.on_wire, o.maybe_duplicate, o.farewell, o.human
  FROM outbox o JOIN message m ON m.seq = o.seq`

function prepare(db: Database) {
  return { ...prepareReads(db), ...prepareWrites(db) }
}

function prepareReads(db: Database) {
  return {
    row: db.prepare<OutboxRow, [number]>(`SELECT ${columns} WHERE o.seq = +?`),
    byId: db.prepare<OutboxRow, [string]>(`SELECT ${columns} WHERE m.id = +?`),
    byRef: db.prepare<OutboxRow, [number, string]>(`SELECT ${columns} WHERE o.account = +? AND o.ref = +?`),
    inFlight: db.prepare<OutboxRow, [number]>(
      `SELECT ${columns} WHERE o.conversation = +? AND o.state IN ${open} AND o.state <> 'pending'
       ORDER BY o.seq DESC LIMIT 20`,
    ),
    byClient: db.prepare<{ id: MessageId }, [number, string]>(
      'SELECT m.id FROM outbox o JOIN message m ON m.seq = o.seq WHERE o.conversation = +? AND o.client_id = +?',
    ),
    byTurn: db.prepare<{ seq: number }, [number, number, number]>(
      `SELECT seq FROM outbox WHERE conversation = +? AND fence = +? AND part = +? AND author = 'agent'`,
    ),
    anyOpen: db.prepare<{ seq: number }, [number]>(
      `SELECT seq FROM outbox WHERE conversation = +? AND state IN ${open} LIMIT 1`,
    ),
    // Among the account's newest sends: proof that receipts arrive now.
    witnesses: db.prepare<{ n: number }, [number, number]>(
      `SELECT count(*) AS n FROM
         (SELECT account, state, claimed_at FROM outbox ORDER BY seq DESC LIMIT 1000)
       WHERE account = +? AND claimed_at > +? AND state IN ('sent', 'delivered', 'read')`,
    ),
    overtaken: db.prepare<{ seq: number }, [number, number]>(
      `SELECT seq FROM message WHERE conversation = +? AND seq > +? AND author = 'contact' LIMIT 1`,
    ),
    newest: db.prepare<{ author: string }, [number]>(
      `SELECT m.author FROM (SELECT seq, author FROM message WHERE conversation = +? ORDER BY seq DESC LIMIT 50) m
       LEFT JOIN outbox o ON o.seq = m.seq
       WHERE o.state IS NULL OR o.state NOT IN ('cancelled', 'expired', 'failed') ORDER BY m.seq DESC LIMIT 1`,
    ),
  }
}

function prepareWrites(db: Database) {
  return {
    insert: db.prepare(
      `INSERT INTO outbox (seq, conversation, account, author, by, state, epoch, due_at, farewell, fence, part,
         client_id, head)
       VALUES ($seq, $conversation, $account, $author, $by, 'pending', $epoch, $due_at, $farewell, $fence, $part,
         $client_id, $head)`,
    ),
    used: db.prepare(
      'INSERT INTO prompt_use (hash, turns) VALUES (?, 1) ON CONFLICT (hash) DO UPDATE SET turns = turns + 1',
    ),
    start: db.prepare(
      `UPDATE outbox SET state = 'sending', attempt = attempt + 1, claimed_at = ?, claimed_by = ?, human = ?
       WHERE seq = +? AND state = 'pending' AND attempt = +?`,
    ),
    settle: db.prepare(
      `UPDATE outbox SET state = $to, because = $because, due_at = $due, ref = $ref,
         accepted_at = coalesce(accepted_at, $accepted), look_at = $look, on_wire = max(on_wire, $wire),
         maybe_duplicate = max(maybe_duplicate, $duplicate)
       WHERE seq = +$seq AND state = +$from AND attempt = +$attempt`,
    ),
    withdraw: db.prepare<{ seq: number }, [string, string, number]>(
      `UPDATE outbox SET state = CASE on_wire WHEN 1 THEN 'unconfirmed' ELSE ?1 END, because = ?2
       WHERE conversation = +?3 AND state IN ${open} AND state = 'pending' AND author = 'agent' RETURNING seq`,
    ),
    moveHead: db.prepare(
      `UPDATE outbox SET head = 1
       WHERE seq = (SELECT min(seq) FROM outbox WHERE conversation = +?1 AND state IN ${open}) AND head = 0`,
    ),
    lookAgain: db.prepare(`UPDATE outbox SET look_at = ? WHERE seq = +? AND state = 'unknown'`),
  }
}
