// What time is it, and how does one wait? The only file that asks the machine.
import type { Instant } from './model.ts'

export interface Clock {
  /** Wall clock, UTC. It may jump. */
  now(): Instant
  /** Monotonic milliseconds: deadlines and durations are measured with it, never compared with `now`. */
  mono(): number
  /** Resolves after `ms`, or at once when `signal` aborts; never rejects. */
  wait(ms: number, signal?: AbortSignal): Promise<void>
}

export const SECOND = 1_000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

export const systemClock: Clock = {
  now: () => Date.now(),
  mono: () => performance.now(),
  wait: (ms, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted) return resolve()
      const done = (): void => {
        clearTimeout(timer)
        signal?.removeEventListener('abort', done)
        resolve()
      }
      const timer = setTimeout(done, Math.min(Math.max(ms, 0), 2 ** 31 - 1))
      signal?.addEventListener('abort', done, { once: true })
    }),
}
