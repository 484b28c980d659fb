// What happens when a model fails? It is asked once more, then the next one is; whoever failed too often rests. Nothing is ever
// made up: when all have failed, this throws.
import type { Clock } from '../clock.ts'
import type { Trace } from '../events.ts'
import type { Log } from '../log.ts'
import type { Breaker } from './breaker.ts'
import type { ModelFailure } from './model-failure.ts'
import { SECOND } from '../clock.ts'
import { createBreaker } from './breaker.ts'
import { ModelDown, readFailure } from './model-failure.ts'

/** One line for each request of a turn, in order. */
export type Calls = Trace['calls'][number][]

export interface Resilient {
  /**
   * `once` makes exactly one request. `names` are models, best first. Throws ModelDown when all have failed,
   * and the signal's reason, at once, when it aborts.
   */
  ask<T>(
    names: readonly string[],
    once: (name: string) => Promise<T>,
    calls: Calls,
    signal: AbortSignal,
  ): Promise<{ readonly value: T; readonly model: string }>
  /** No model of these would be asked now. */
  resting(names: readonly string[]): boolean
}

export interface ResilientParts {
  readonly clock: Clock
  readonly log?: Log
}

const firstWaitMs = 400
const longestWaitMs = 3 * SECOND
/** A server that names its time is given longer when nobody else could answer. */
const longestLastMs = 10 * SECOND

export function createResilient({ clock, log }: ResilientParts): Resilient {
  const breakers = new Map<string, Breaker>()
  const breakerOf = (name: string): Breaker => {
    const known = breakers.get(name) ?? createBreaker(clock)
    breakers.set(name, known)
    return known
  }
  return {
    resting: (names) => names.every((name) => breakers.get(name)?.isOpen() === true),
    async ask(names, once, calls, signal) {
      let retries = 0
      let last: unknown = null
      for (const [place, name] of names.entries()) {
        const breaker = breakerOf(name)
        for (let attempt = 1; attempt <= 2 && breaker.allows(); attempt++) {
          signal.throwIfAborted()
          const since = clock.mono()
          try {
            const value = await once(name)
            breaker.worked()
            calls.push({ model: name, outcome: 'ok', ms: clock.mono() - since })
            return { value, model: name }
          } catch (error) {
            signal.throwIfAborted()
            last = error
            const failure = readFailure(error, clock.now())
            const ms = clock.mono() - since
            calls.push({ model: name, outcome: failure.outcome, ms })
            log?.modelFailed(name, attempt, failure.outcome, failure.status, ms)
            if (failure.counts) breaker.failed()
            const waitMs = waitOf(failure, retries, place === names.length - 1)
            if (attempt === 2 || waitMs === null) break
            retries++
            await clock.wait(waitMs, signal)
          }
        }
      }
      signal.throwIfAborted()
      throw new ModelDown(last)
    },
  }
}

/** How long before the second try; null: the next model at once. */
function waitOf(failure: ModelFailure, retries: number, isLast: boolean): number | null {
  if (!failure.again) return null
  const { retryAfterMs } = failure
  if (retryAfterMs === null) return Math.min(longestWaitMs, firstWaitMs * 2 ** retries)
  return retryAfterMs <= (isLast ? longestLastMs : longestWaitMs) ? retryAfterMs : null
}
