// How is the memory doing? Counters for health and metrics; nothing here walks a table.
import type { Database } from 'bun:sqlite'
import type { Instant } from '../../model.ts'
import type { Alert, Counts } from '../store.ts'
import type { Accounts } from './accounts.ts'
import type { Ledger } from './ledger.ts'

/** Counts of what should be few stop here. */
const most = 100_000
const alertsShown = 20

export function createCounts(db: Database, ledger: Ledger, accounts: Accounts): () => Counts {
  const count = (from: string) => {
    const capped = `SELECT count(*) AS n FROM (SELECT 1 FROM ${from} LIMIT ${most})`
    const statement = db.prepare<{ n: number }, []>(capped)
    return (): number => statement.get()?.n ?? 0
  }
  const pending = count(`outbox WHERE state IN ('pending', 'sending', 'unknown') AND state <> 'unknown'`)
  const unknown = count(`outbox WHERE state = 'unknown'`)
  const quarantined = count('quarantine')
  const ignored = db.prepare<{ n: number }, []>('SELECT coalesce(sum(count), 0) AS n FROM ignored')
  const alerts = db.prepare<{ at: Instant; loud: number; code: string; detail: string }, [number]>(
    'SELECT at, loud, code, detail FROM alert ORDER BY id DESC LIMIT ?',
  )

  return () => ({
    cursor: ledger.cursor(),
    ...ledger.totals(),
    pendingSends: pending(),
    unknownSends: unknown(),
    quarantined: quarantined(),
    ignored: ignored.get()?.n ?? 0,
    alerts: alerts.all(alertsShown).map((row): Alert => ({ ...row, loud: row.loud === 1 })),
    pausedAccounts: accounts.paused(0),
  })
}
