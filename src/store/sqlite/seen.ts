// Did this happen already? Hashes of `channel:account:key`, with the message each one made, kept longer than any platform redelivers.
import type { Database } from 'bun:sqlite'
import type { InboundEvent } from '../../events.ts'
import type { Instant } from '../../model.ts'
import { accountKey } from '../rows.ts'

export interface Seen {
  /** Null for a key that never came; otherwise the row of the message it made, if it made one. */
  find(key: Uint8Array): { readonly message: number | null } | null
  put(key: Uint8Array, now: Instant, message: number | null): void
}

/** 16 bytes of a SHA-256: nobody finds two keys that share them. Null when the event has no key. */
export function keyOf(event: InboundEvent): Uint8Array | null {
  if (event.key === '') return null
  Bun.SHA256.hash(`${accountKey(event.from)}:${event.key}`, digest)
  return digest.slice(0, 16)
}

/** Written anew by each call; a view on it would make the collector run all the time. */
const digest = new Uint8Array(32)

export function createSeen(db: Database): Seen {
  const find = db.prepare<{ message: number | null }, [Uint8Array]>('SELECT message FROM seen WHERE key = +?')
  const put = db.prepare('INSERT INTO seen (key, at, message) VALUES (?, ?, ?)')
  return {
    find: (key) => find.get(key),
    put: (key, now, message) => put.run(key, now, message),
  }
}
