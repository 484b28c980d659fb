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

const drawn = new Uint32Array(1_024)
let used = drawn.length

/** Randomness that nobody can guess, as numbers in [0, 1). Drawn in advance: every id asks for some. */
export function secureRandom(): number {
  if (used === drawn.length) {
    crypto.getRandomValues(drawn)
    used = 0
  }
  used += 1
  return (drawn[used - 1] ?? 0) / 2 ** 32
}

/** A secret of `bytes` random bytes, in lowercase hex. */
export function randomHex(bytes: number): string {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(bytes))).toString('hex')
}
