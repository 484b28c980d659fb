// Whose receipt is this? Joined by our key, by the platform's ref, or by an instant; a rank never decreases, an early receipt waits.
import type { Database } from 'bun:sqlite'
import type { Action } from '../../actions.ts'
import type { Instant, Receipt, SendState } from '../../model.ts'

type Progress = Extract<Action, { type: 'message.progress' }>

export interface Receipts {
  /** Raises the row, stores the ref. Returns whether anything changed. */
  raise(seq: number, receipt: Pick<Progress, 'status' | 'at' | 'ref' | 'error'>): boolean
  /** Everything accepted in the conversation before `upTo`. Returns which rows rose. */
  raiseUpTo(conversation: number, upTo: Instant, receipt: Pick<Progress, 'status' | 'at'>): readonly number[]
  /** Keeps a receipt whose ref nobody knows yet. */
  keep(account: number, ref: string, receipt: Pick<Progress, 'status' | 'at' | 'error'>): void
  /** The kept receipt of this ref joins the row. */
  join(account: number, ref: string, seq: number): boolean
}

/** Where receipts lead, in order: `delivered` beats an earlier `failed`. Rows at 0 can rise on any evidence. */
const ranks: Readonly<Partial<Record<SendState, number>>> = {
  pending: 0,
  sending: 0,
  unknown: 0,
  unconfirmed: 0,
  accepted: 1,
  sent: 2,
  failed: 3,
  delivered: 4,
  read: 5,
}

interface Row {
  state: SendState
  attempt: number
  ref: string | null
}

interface Orphan {
  status: Receipt
  at: Instant
  because: string | null
}

export function createReceipts(db: Database): Receipts {
  const sql = prepare(db)

  function lift(seq: number, receipt: Orphan & { readonly ref: string | null }): boolean {
    const row = sql.row.get(seq)
    if (row === null) return false
    const ref = row.ref ?? receipt.ref
    if (!rises(row, receipt.status)) {
      return row.ref === null && ref !== null && sql.setRef.run(ref, seq).changes === 1
    }
    const because = receipt.status === 'failed' ? receipt.because : null
    return sql.lift.run(receipt.status, ref, receipt.at, because, seq, row.state, row.attempt).changes === 1
  }

  return {
    raise: (seq, receipt) => lift(seq, { ...kept(receipt), ref: receipt.ref ?? null }),
    raiseUpTo: (conversation, upTo, receipt) =>
      sql.upTo
        .all(conversation, upTo, receipt.status)
        .map(({ seq }) => seq)
        .filter((seq) => lift(seq, { ...kept(receipt), ref: null })),
    keep: (account, ref, receipt) => {
      const known = sql.orphan.get(account, ref)
      if (known !== null && (ranks[known.status] ?? 0) >= (ranks[receipt.status] ?? 0)) return
      const { status, at, because } = kept(receipt)
      sql.keep.run(account, ref, status, at, because)
    },
    join: (account, ref, seq) => {
      const orphan = sql.orphan.get(account, ref)
      if (orphan === null) return false
      sql.drop.run(account, ref)
      return lift(seq, { ...orphan, ref })
    },
  }
}

function kept(receipt: Pick<Progress, 'status' | 'at' | 'error'>): Orphan {
  const { status, at, error } = receipt
  return { status, at, because: error === undefined ? null : `${error.code} ${error.detail}`.trim() }
}

/** A row that never left (or was taken back) has no receipts; one that waits for a second try may have the first one's. */
function rises(row: Row, status: Receipt): boolean {
  const rank = ranks[row.state]
  if (rank === undefined || (row.state === 'pending' && row.attempt === 0)) return false
  return (ranks[status] ?? 0) > rank
}

function prepare(db: Database) {
  return {
    row: db.prepare<Row, [number]>('SELECT state, attempt, ref FROM outbox WHERE seq = +?'),
    lift: db.prepare(
      `UPDATE outbox SET state = ?1, ref = ?2, accepted_at = coalesce(accepted_at, ?3), receipt_at = ?3, because = ?4,
         look_at = NULL
       WHERE seq = +?5 AND state = +?6 AND attempt = +?7`,
    ),
    setRef: db.prepare('UPDATE outbox SET ref = ? WHERE seq = +?'),
    upTo: db.prepare<{ seq: number }, [number, Instant, Receipt]>(
      `SELECT seq FROM outbox WHERE conversation = +? AND state IN ('accepted', 'sent', 'delivered')
       AND accepted_at < +? AND (? = 'read' OR state <> 'delivered') ORDER BY seq`,
    ),
    orphan: db.prepare<Orphan, [number, string]>(
      'SELECT status, at, because FROM orphan WHERE account = +? AND ref = +?',
    ),
    keep: db.prepare(
      'INSERT OR REPLACE INTO orphan (account, ref, status, at, because) VALUES (?, ?, ?, ?, ?)',
    ),
    drop: db.prepare('DELETE FROM orphan WHERE account = +? AND ref = +?'),
  }
}
