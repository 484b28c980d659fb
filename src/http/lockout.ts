// Has this been tried too often? Failed tries by key within a time; who reaches the limit waits until that time is over.
import type { Clock } from '../clock.ts'
import { SECOND } from '../clock.ts'

/** Beyond this many keys, those whose time is over are swept out. */
const mostKeys = 10_000

export interface Lockout {
  /** 0, or the whole seconds to wait. */
  waits(key: string): number
  /** Counts a try; `pardon` takes it back when it was a good one. */
  strike(key: string): void
  pardon(key: string): void
}

interface Strikes {
  count: number
  readonly until: number
}

/** Up to `most` failed tries of a key within `windowMs` of the first. */
export function createLockout(clock: Clock, most: number, windowMs: number): Lockout {
  const keys = new Map<string, Strikes>()
  const current = (key: string): Strikes | null => {
    const found = keys.get(key)
    return found !== undefined && found.until > clock.now() ? found : null
  }
  const sweep = (): void => {
    for (const [key, { until }] of keys) if (until <= clock.now()) keys.delete(key)
  }
  return {
    waits(key) {
      const found = current(key)
      return found === null || found.count < most ? 0 : Math.ceil((found.until - clock.now()) / SECOND)
    },
    strike(key) {
      const found = current(key)
      if (found !== null) found.count += 1
      else {
        if (keys.size >= mostKeys) sweep()
        keys.set(key, { count: 1, until: clock.now() + windowMs })
      }
    },
    pardon(key) {
      const found = current(key)
      if (found !== null) found.count = Math.max(0, found.count - 1)
    },
  }
}
