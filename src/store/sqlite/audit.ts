// Who did what that outlives a conversation? Rows that are only appended; each hash is over its row and the hash before it.
import type { Database } from 'bun:sqlite'
import type { Instant, OperatorId } from '../../model.ts'
import type { Audit, AuditEntry } from '../operators.ts'
import type { Batch } from './batch.ts'
import { fromCursor, toCursor } from './cursor.ts'

type Entry = Pick<AuditEntry, 'by' | 'what' | 'about'>

export interface AuditTrail {
  /** Inside the transaction of what it tells of. */
  append(entry: Entry, now: Instant): void
  readonly audit: Audit
}

interface Row {
  id: number
  at: Instant
  by: OperatorId | null
  what: string
  about: string
  hash: string
}

export function createAudit(db: Database, batch: Batch): AuditTrail {
  const last = db.prepare<{ hash: string }, []>('SELECT hash FROM audit ORDER BY id DESC LIMIT 1')
  const insert = db.prepare('INSERT INTO audit (at, by, what, about, hash) VALUES (?, ?, ?, ?, ?)')
  const page = db.prepare<Row, [number, number]>('SELECT * FROM audit WHERE id < +? ORDER BY id DESC LIMIT ?')

  function append(entry: Entry, at: Instant): void {
    const { by, what, about } = entry
    insert.run(at, by, what, about, digest(last.get()?.hash ?? '', { at, by, what, about }))
  }

  return {
    append,
    audit: {
      write: async (entry, now) => batch.submit(() => append(entry, now)),
      page: async ({ limit, cursor }) => {
        const rows = page.all(fromCursor(cursor, 1)?.[0] ?? Number.MAX_SAFE_INTEGER, limit + 1)
        const items = rows.slice(0, limit).map((row, index) => viewOf(row, rows[index + 1]))
        const end = items.at(-1)
        return { items, next: rows.length > limit && end !== undefined ? toCursor([end.id]) : null }
      },
    },
  }
}

function viewOf(row: Row, before: Row | undefined): AuditEntry {
  const { id, at, by, what, about } = row
  const follows = before === undefined ? id === 1 : before.id === id - 1
  return { id, at, by, what, about, intact: follows && row.hash === digest(before?.hash ?? '', row) }
}

function digest(before: string, { at, by, what, about }: Omit<Row, 'id' | 'hash'>): string {
  return new Bun.CryptoHasher('sha256').update(JSON.stringify([before, at, by, what, about])).digest('hex')
}
