// How long may work take before its caller is let go? One limit for all that wait, one timer for the oldest of them.
import type { Clock } from '../clock.ts'
import { reasonOf } from '../errors.ts'

export interface Patience {
  /** Null when `work` succeeded in time, else why not. Never rejects; late work goes on unwatched. */
  within(work: Promise<void>): Promise<string | null>
}

/** A timer never outlives the last of them by more, so that an idle house can end. */
const GRAIN_MS = 250

export function createPatience(clock: Clock, limitMs: number): Patience {
  /** Whoever waits, oldest first, and since when. */
  const waiting = new Map<(because: string) => void, number>()
  let watching = false
  /** Deliveries of one commit share a promise, so they share its outcome too. */
  let latest: { readonly work: Promise<void>; readonly outcome: Promise<string | null> } | null = null

  async function watch(): Promise<void> {
    watching = true
    for (;;) {
      const [oldest] = waiting.values()
      if (oldest === undefined) break
      const leftMs = oldest + limitMs - clock.mono()
      if (leftMs > 0) await clock.wait(Math.min(leftMs, GRAIN_MS))
      else letGo()
    }
    watching = false
  }

  function letGo(): void {
    for (const [giveUp, since] of waiting) {
      if (since + limitMs > clock.mono()) return
      waiting.delete(giveUp)
      giveUp(`waited ${limitMs} ms`)
    }
  }

  function outcomeOf(work: Promise<void>): Promise<string | null> {
    return new Promise((resolve) => {
      const settle = (because: string | null): void => {
        waiting.delete(resolve)
        resolve(because)
      }
      waiting.set(resolve, clock.mono())
      if (!watching) void watch()
      work.then(
        () => settle(null),
        (failure: unknown) => settle(reasonOf(failure)),
      )
    })
  }

  return {
    within(work) {
      if (latest?.work !== work) latest = { work, outcome: outcomeOf(work) }
      return latest.outcome
    },
  }
}
