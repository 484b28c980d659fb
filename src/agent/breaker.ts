// Is it worth asking this model now? After five failures in a minute nobody does, except one probe every half minute.
import type { Clock } from '../clock.ts'
import { MINUTE, SECOND } from '../clock.ts'

export interface Breaker {
  /** May a request leave? On an open breaker a yes is the probe, given once each `probeEvery`. */
  allows(): boolean
  failed(): void
  /** Closes it. */
  worked(): void
  isOpen(): boolean
}

const most = 5
const within = MINUTE
const probeEvery = 30 * SECOND

export function createBreaker(clock: Pick<Clock, 'mono'>): Breaker {
  let failures: number[] = []
  let probedAt: number | null = null
  return {
    isOpen: () => probedAt !== null,
    allows() {
      if (probedAt === null) return true
      if (clock.mono() - probedAt < probeEvery) return false
      probedAt = clock.mono()
      return true
    },
    failed() {
      const now = clock.mono()
      failures = [...failures.filter((at) => now - at < within), now].slice(-most)
      if (failures.length >= most) probedAt ??= now
    },
    worked() {
      failures = []
      probedAt = null
    },
  }
}
