// How is a new thing named? Sortable ulids behind a prefix that says what it is; time and randomness are handed in.
import { monotonicFactory } from 'ulid'
import type { Instant } from './model.ts'

export type Prefix = 'cnv' | 'cnt' | 'msg' | 'opr' | 'tag' | 'evt' | 'qrp'

export interface Ids {
  /** Grows with every call, even when `now` steps back. */
  next<P extends Prefix>(prefix: P, now: Instant): `${P}_${string}`
}

/** `random` gives numbers in [0, 1). */
export function createIds(random: () => number): Ids {
  const ulid = monotonicFactory(random)
  return { next: (prefix, now) => `${prefix}_${ulid(now)}` }
}

/** Randomness that nobody can guess, as numbers in [0, 1). */
export function secureRandom(): number {
  return (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) / 2 ** 32
}

/** A secret of `bytes` random bytes, in lowercase hex. */
export function randomHex(bytes: number): string {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(bytes))).toString('hex')
}
