// Which number is ours under which id? Accounts are few: known by heart, learned from the file when first met.
import type { Database } from 'bun:sqlite'
import type { Address, ChannelName, Instant, SendFailure } from '../../model.ts'
import type { Counts } from '../store.ts'
import { accountKey } from '../rows.ts'

type AccountOf = Pick<Address, 'channel' | 'account'>

export interface Accounts {
  /** The account's id; a new one is written down. */
  idOf(of: AccountOf): number
  /** Null when nothing ever came from there. */
  find(of: AccountOf): number | null
  pause(of: AccountOf, until: Instant, because: SendFailure): void
  /** Every account with the instant until which it is paused. */
  all(): readonly { readonly id: number; readonly pausedUntil: Instant }[]
  paused(now: Instant): Counts['pausedAccounts']
  /** After a rollback: what was learned may never have happened. */
  forget(): void
}

interface AccountRow {
  id: number
  channel: ChannelName
  name: string
  paused_until: Instant
  because: string | null
}

export function createAccounts(db: Database): Accounts {
  const known = new Map<string, number>()
  const select = db.prepare<{ id: number }, [string, string]>(
    'SELECT id FROM account WHERE channel = +? AND name = +?',
  )
  const insert = db.prepare<{ id: number }, [string, string]>(
    'INSERT INTO account (channel, name) VALUES (?, ?) RETURNING id',
  )
  const pause = db.prepare('UPDATE account SET paused_until = ?, because = ? WHERE id = +?')
  const all = db.prepare<{ id: number; pausedUntil: Instant }, []>(
    'SELECT id, paused_until AS pausedUntil FROM account',
  )
  const paused = db.prepare<AccountRow, [Instant]>(
    'SELECT * FROM account WHERE paused_until > +? ORDER BY id',
  )

  function find(of: AccountOf): number | null {
    const key = accountKey(of)
    const id = known.get(key) ?? select.get(of.channel, of.account)?.id
    if (id === undefined) return null
    known.set(key, id)
    return id
  }

  function idOf(of: AccountOf): number {
    const id = find(of) ?? insert.get(of.channel, of.account)?.id ?? 0
    known.set(accountKey(of), id)
    return id
  }

  return {
    idOf,
    find,
    pause: (of, until, because) => pause.run(until, because, idOf(of)),
    all: () => all.all(),
    paused: (now) =>
      paused.all(now).map((row) => ({
        channel: row.channel,
        account: row.name,
        until: row.paused_until,
        because: row.because ?? '',
      })),
    forget: () => known.clear(),
  }
}
