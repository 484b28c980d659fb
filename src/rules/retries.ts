// When may a refused send be tried again, and does its whole account have to wait?
// Meta's error tables, by class: back-off is free where the platform said no, and never guessed where it said nothing.
import type { SendFailure } from '../model.ts'

const second = 1_000
const minute = 60 * second

/** Milliseconds until the next attempt, or null: never. `attempt` counts from 1. */
export function nextAttempt(because: SendFailure, attempt: number, retryAfterMs?: number): number | null {
  switch (because) {
    case 'not-sent':
      return backOff(second, 2, attempt, 5 * minute)
    case 'rate-limited':
      return pauseOf(because, attempt, retryAfterMs)
    // Meta: wait 4^X seconds, X = 0, 1, 2 … (error 131056); other contacts are unaffected.
    case 'pair-rate':
      return retryAfterMs ?? backOff(second, 4, attempt, 5 * minute)
    case 'maintenance':
      return retryAfterMs ?? minute
    case 'unauthorized':
      return minute
    default:
      return null
  }
}

/** Milliseconds for which nothing of the account leaves, or null: the others go on. */
export function pauseOf(because: SendFailure, attempt: number, retryAfterMs?: number): number | null {
  switch (because) {
    case 'rate-limited':
      return retryAfterMs ?? backOff(30 * second, 2, attempt, 10 * minute)
    case 'unauthorized':
      return minute
    case 'policy':
      return 10 * minute
    default:
      return null
  }
}

function backOff(firstMs: number, factor: number, attempt: number, mostMs: number): number {
  return Math.min(firstMs * factor ** Math.max(attempt - 1, 0), mostMs)
}
