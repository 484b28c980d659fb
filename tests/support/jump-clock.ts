// Real time that can be skipped: what waits three seconds is woken by a jump, while sockets and disks keep their own pace.
import type { Clock } from '../../src/clock.ts'

export interface JumpClock extends Clock {
  /** Moves `now` forward and wakes whoever was waiting for an instant that has passed. `mono` does not jump. */
  jump(ms: number): void
}

interface Sleeper {
  readonly wakesAt: number
  readonly wake: () => void
}

export function createJumpClock(): JumpClock {
  let offset = 0
  const sleepers = new Set<Sleeper>()
  const now = (): number => Date.now() + offset
  return {
    now,
    mono: () => performance.now(),
    wait: (ms, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) return resolve()
        const wake = (): void => {
          clearTimeout(timer)
          sleepers.delete(sleeper)
          signal?.removeEventListener('abort', wake)
          resolve()
        }
        const sleeper: Sleeper = { wakesAt: now() + ms, wake }
        const timer = setTimeout(wake, Math.min(ms, 2 ** 31 - 1))
        sleepers.add(sleeper)
        signal?.addEventListener('abort', wake, { once: true })
      }),
    jump: (ms) => {
      offset += ms
      for (const sleeper of [...sleepers]) if (sleeper.wakesAt <= now()) sleeper.wake()
    },
  }
}
