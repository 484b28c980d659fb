// Who may become an operator? Whoever holds the token of an invitation that is neither used nor too old.
import type { Instant } from '../../model.ts'
import type { Invitation, Operators, Role } from '../operators.ts'
import { fold } from '../text.ts'
import type { OperatorBook, OperatorParts } from './operator-book.ts'

interface Row {
  folded: string
  email: string
  name: string
  role: Role
  expires_at: Instant
}

export function createInvitations(
  parts: OperatorParts & { readonly book: OperatorBook },
): Pick<Operators, 'invite' | 'invited' | 'accept'> {
  const { db, batch, trail, book } = parts
  const put = db.prepare(
    'INSERT OR REPLACE INTO invitation (folded, hash, email, name, role, expires_at) VALUES (?, ?, ?, ?, ?, ?)',
  )
  const find = db.prepare<Row, [string, Instant]>(
    'SELECT * FROM invitation WHERE hash = +? AND expires_at > +?',
  )
  const drop = db.prepare('DELETE FROM invitation WHERE folded = +?')

  function invite({ hash, email, name, role, expiresAt }: Invitation): boolean {
    if (book.byEmail(email) !== null) return false
    put.run(fold(email), hash, email.trim(), name, role, expiresAt)
    return true
  }

  return {
    invite: (invitation, by, now) =>
      batch.submit(() => {
        if (!invite(invitation)) return false
        trail.append({ by, what: 'operator.invited', about: invitation.role }, now)
        return true
      }),
    invited: async (hash, now) => {
      const row = find.get(hash, now)
      return row === null ? null : { email: row.email, name: row.name, role: row.role }
    },
    accept: (hash, who, now) =>
      batch.submit(() => {
        const row = find.get(hash, now)
        if (row === null || book.byEmail(row.email) !== null) return null
        drop.run(row.folded)
        const made = book.add({ ...who, email: row.email }, row.role, now)
        trail.append({ by: made.id, what: 'operator.joined', about: `${made.id} ${made.role}` }, now)
        return made
      }),
  }
}
