// Time that runs faster than ours, the same in every process that counts from the same instant: waits shrink, deadlines of sockets do not.
import { systemClock, type Clock } from '../../src/clock.ts'

/** `origin` is a real instant, at which both clocks agree. */
export function createFastClock(origin: number, factor: number): Clock {
  return {
    now: () => Math.round(origin + (systemClock.now() - origin) * factor),
    mono: systemClock.mono,
    wait: (ms, signal) => systemClock.wait(ms / factor, signal),
  }
}
