// Which row is an operator's? By id, by e-mail in any case; written once, and what all their changes share.
import type { Database } from 'bun:sqlite'
import type { Ids } from '../../ids.ts'
import type { Instant, OperatorId } from '../../model.ts'
import { type OperatorRow, toOperator } from '../rows-panel.ts'
import type { NewOperator, Operator, Role } from '../operators.ts'
import { fold } from '../text.ts'
import type { AuditTrail } from './audit.ts'
import type { Batch } from './batch.ts'

export interface OperatorParts {
  readonly db: Database
  readonly batch: Batch
  readonly ids: Ids
  readonly trail: AuditTrail
}

/** What the pieces of this table share, inside a transaction. */
export interface OperatorBook {
  row(id: string): OperatorRow | null
  byEmail(email: string): OperatorRow | null
  add(who: NewOperator, role: Role, now: Instant): Operator
  endSessions(row: OperatorRow): void
}

export function createOperatorBook({ db, ids }: OperatorParts): OperatorBook {
  const byPublic = db.prepare<OperatorRow, [string]>('SELECT * FROM operator WHERE public = +?')
  const byFolded = db.prepare<OperatorRow, [string]>('SELECT * FROM operator WHERE folded = +?')
  const insert = db.prepare<OperatorRow, [OperatorId, string, string, string, Role, string, string]>(
    `INSERT INTO operator (public, name, email, folded, role, language, password) VALUES (?, ?, ?, ?, ?, ?, ?)
     RETURNING *`,
  )
  const endSessions = db.prepare('DELETE FROM session WHERE operator = +?')
  return {
    row: (id) => byPublic.get(id),
    byEmail: (email) => byFolded.get(fold(email)),
    add: (who, role, now) => {
      const { name, email, language, passwordHash } = who
      const id = ids.next('opr', now)
      const row = insert.get(id, name, email.trim(), fold(email), role, language, passwordHash)
      if (row === null) throw new Error('operator not written')
      return toOperator(row)
    },
    endSessions: (row) => {
      endSessions.run(row.id)
    },
  }
}
