// Is this too fast? One token bucket for each key, in memory; a full bucket is forgotten.
import type { Clock } from '../clock.ts'
import { SECOND } from '../clock.ts'

/** Beyond this many, full buckets are swept out. */
const mostBuckets = 10_000

export interface Buckets {
  /** Takes one token: 0, or the whole seconds after which there will be one. */
  take(key: string): number
}

/** `capacity` at once, and as many again in each `everyMs`. */
export function createBuckets(clock: Clock, capacity: number, everyMs: number): Buckets {
  const perToken = everyMs / capacity
  // When each bucket will be full again: that one number is the whole bucket.
  const fullAt = new Map<string, number>()
  const sweep = (now: number): void => {
    for (const [key, at] of fullAt) if (at <= now) fullAt.delete(key)
  }
  return {
    take(key) {
      const now = clock.mono()
      if (fullAt.size > mostBuckets) sweep(now)
      const next = Math.max(fullAt.get(key) ?? now, now) + perToken
      const wait = next - now - everyMs
      if (wait > 0) return Math.max(1, Math.ceil(wait / SECOND))
      fullAt.set(key, next)
      return 0
    },
  }
}
