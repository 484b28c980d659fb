// What has this turn cost so far? Every request to a model is counted here once, with its tokens; a silent server is estimated.
import type { Usage } from '../events.ts'
import type { Calls } from './resilient.ts'

export interface Meter {
  /** Every request, in order, for *¿Por qué?*. */
  readonly calls: Calls
  add(tokens: { readonly input: number; readonly output: number }): void
  usage(): Usage
}

export function createMeter(): Meter {
  const calls: Calls = []
  let inputTokens = 0
  let outputTokens = 0
  return {
    calls,
    add: ({ input, output }) => {
      inputTokens += input
      outputTokens += output
    },
    usage: () => ({ requests: calls.length, inputTokens, outputTokens }),
  }
}
