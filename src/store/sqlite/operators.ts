// Who works here, and with which rights? Read by anyone, changed by admins, never without one; a change of rights ends sessions.
import type { Instant, OperatorId } from '../../model.ts'
import { type OperatorRow, toCredentials, toOperator } from '../rows-panel.ts'
import type { OperatorChange, Operators } from '../operators.ts'
import { createCredentials } from './credentials.ts'
import { createInvitations } from './invitations.ts'
import { createOperatorBook, type OperatorBook, type OperatorParts } from './operator-book.ts'

export function createOperators(parts: OperatorParts): Operators {
  const { db, batch, trail } = parts
  const book = createOperatorBook(parts)
  const all = db.prepare<OperatorRow, []>('SELECT * FROM operator ORDER BY id')
  const any = db.prepare<{ id: number }, []>('SELECT id FROM operator LIMIT 1')
  const change = createChange(parts, book)

  return {
    isEmpty: () => any.get() === null,
    list: async () => all.all().map(toOperator),
    byId: async (id) => {
      const row = book.row(id)
      return row === null ? null : toOperator(row)
    },
    byEmail: async (email) => {
      const row = book.byEmail(email)
      return row === null ? null : toCredentials(row)
    },
    begin: (first, now) =>
      batch.submit(() => {
        if (any.get() !== null) return null
        const made = book.add(first, 'admin', now)
        trail.append({ by: made.id, what: 'operator.first', about: made.id }, now)
        return made
      }),
    change: (id, what, by, now) => batch.submit(() => change(id, what, by, now)),
    ...createInvitations({ ...parts, book }),
    ...createCredentials({ ...parts, book }),
  }
}

function createChange({ db, trail }: OperatorParts, book: OperatorBook) {
  const update = db.prepare(
    'UPDATE operator SET name = ?, language = ?, role = ?, disabled = ? WHERE id = +?',
  )
  const otherAdmin = db.prepare<{ id: number }, [number]>(
    `SELECT id FROM operator WHERE role = 'admin' AND disabled = 0 AND id <> +? LIMIT 1`,
  )

  return (id: string, what: OperatorChange, by: OperatorId, now: Instant) => {
    const row = book.row(id)
    if (row === null) return 'unknown'
    const before = toOperator(row)
    const after = { ...before, ...what }
    const stays = after.role === 'admin' && !after.disabled
    if (before.role === 'admin' && !before.disabled && !stays && otherAdmin.get(row.id) === null)
      return 'last-admin'
    update.run(after.name, after.language, after.role, after.disabled ? 1 : 0, row.id)
    if (before.role !== after.role) {
      trail.append({ by, what: 'operator.role', about: `${row.public} ${before.role} → ${after.role}` }, now)
    }
    if (before.disabled !== after.disabled) {
      trail.append(
        { by, what: after.disabled ? 'operator.disabled' : 'operator.enabled', about: row.public },
        now,
      )
    }
    if (before.role !== after.role || after.disabled) book.endSessions(row)
    return after
  }
}
