// What must someone know to sign in? A password's hash, a second factor each of whose steps counts once, codes that are used up.
import { toCredentials } from '../rows-panel.ts'
import type { Operators } from '../operators.ts'
import type { OperatorBook, OperatorParts } from './operator-book.ts'

type Kept = Pick<
  Operators,
  | 'credentials'
  | 'setPassword'
  | 'offerTotp'
  | 'offeredTotp'
  | 'confirmTotp'
  | 'dropTotp'
  | 'useStep'
  | 'useCode'
>

export function createCredentials(parts: OperatorParts & { readonly book: OperatorBook }): Kept {
  const { db, batch, trail, book } = parts
  const password = db.prepare('UPDATE operator SET password = ? WHERE id = +?')

  return {
    credentials: async (id) => {
      const row = book.row(id)
      return row === null ? null : toCredentials(row)
    },
    setPassword: (id, passwordHash, now) =>
      batch.submit(() => {
        const row = book.row(id)
        if (row === null) return
        password.run(passwordHash, row.id)
        book.endSessions(row)
        trail.append({ by: id, what: 'password.changed', about: id }, now)
      }),
    ...createSecondFactor({ db, batch, trail, book }),
  }
}

function createSecondFactor({
  db,
  batch,
  trail,
  book,
}: Omit<OperatorParts, 'ids'> & { readonly book: OperatorBook }): Omit<Kept, 'credentials' | 'setPassword'> {
  const sql = prepare(db)
  return {
    offerTotp: async (id, secret) => {
      await batch.submit(() => sql.offer.run(secret, id))
    },
    offeredTotp: async (id) => sql.offered.get(id)?.totp_offer ?? null,
    confirmTotp: (id, step, codes, now) =>
      batch.submit(() => {
        const row = book.row(id)
        if (row === null) return
        sql.confirm.run(step, row.id)
        sql.dropCodes.run(row.id)
        for (const hash of codes) sql.addCode.run(row.id, hash)
        book.endSessions(row)
        trail.append({ by: id, what: 'totp.enabled', about: id }, now)
      }),
    dropTotp: (id, now) =>
      batch.submit(() => {
        const row = book.row(id)
        if (row === null) return
        sql.forget.run(row.id)
        sql.dropCodes.run(row.id)
        book.endSessions(row)
        trail.append({ by: id, what: 'totp.disabled', about: id }, now)
      }),
    useStep: (id, step) => batch.submit(() => sql.useStep.run(step, id, step).changes === 1),
    useCode: (id, hash, now) =>
      batch.submit(() => {
        const row = book.row(id)
        if (row === null || sql.useCode.run(row.id, hash).changes === 0) return false
        trail.append({ by: id, what: 'recovery.used', about: id }, now)
        return true
      }),
  }
}

function prepare(db: OperatorParts['db']) {
  return {
    offer: db.prepare('UPDATE operator SET totp_offer = ? WHERE public = +?'),
    offered: db.prepare<{ totp_offer: string | null }, [string]>(
      'SELECT totp_offer FROM operator WHERE public = +?',
    ),
    confirm: db.prepare(
      'UPDATE operator SET totp = totp_offer, totp_offer = NULL, totp_step = ? WHERE id = +? AND totp_offer IS NOT NULL',
    ),
    forget: db.prepare('UPDATE operator SET totp = NULL, totp_offer = NULL WHERE id = +?'),
    dropCodes: db.prepare('DELETE FROM recovery_code WHERE operator = +?'),
    addCode: db.prepare('INSERT INTO recovery_code (operator, hash) VALUES (?, ?)'),
    useStep: db.prepare('UPDATE operator SET totp_step = ? WHERE public = +? AND totp_step < ?'),
    useCode: db.prepare('DELETE FROM recovery_code WHERE operator = +? AND hash = +?'),
  }
}
