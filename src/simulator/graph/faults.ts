// What goes wrong between a sender and Meta, and when? A plan is asked before every call; a queue breaks the next sends.
import type { MetaChannel } from '../world.ts'

/** How the answer gets lost. `cut` ends inside the body, `truncated` is whole HTTP around half a JSON. */
export type Loss = 'reset' | 'timeout' | 'cut' | 'truncated' | 'html-502' | 'no-id'

export type GraphFault =
  /** Everything as usual, later. */
  | { readonly do: 'delay'; readonly ms: number }
  /** Nobody will hear what became of it; `accepted` says what did. */
  | { readonly do: 'lose'; readonly how: Loss; readonly accepted: boolean }
  /** A Graph error. With `accepted` the message leaves all the same, as code 131000 may. */
  | {
      readonly do: 'refuse'
      readonly code: number
      readonly subcode?: number
      readonly details?: string
      readonly status?: number
      readonly accepted?: boolean
    }
  /** HTTP 429 with Retry-After. */
  | { readonly do: 'too-many'; readonly retryAfterSeconds: number }
  /** From now on the account's token is no longer valid. */
  | { readonly do: 'expire-token' }

export interface PlannedCall {
  /** Counts all calls, from 0. */
  readonly index: number
  readonly method: string
  readonly path: string
  readonly channel: MetaChannel | null
  readonly account: string | null
  /** A message, as opposed to a read mark, a look-up or an upload. */
  readonly isMessage: boolean
  readonly body: unknown
}

export type GraphPlan = (call: PlannedCall) => GraphFault | null

export interface GraphFaults {
  /** One fault for each of the next messages; `null` lets one through. */
  next(...faults: readonly (GraphFault | null)[]): void
  take(call: PlannedCall): GraphFault | null
}

export function createGraphFaults(plan: GraphPlan = () => null): GraphFaults {
  const queue: (GraphFault | null)[] = []
  return {
    next: (...faults) => void queue.push(...faults),
    take: (call) => {
      if (call.isMessage && queue.length > 0) return queue.shift() ?? null
      return plan(call)
    },
  }
}
