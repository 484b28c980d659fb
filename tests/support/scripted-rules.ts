// The real rules, except where a test says what follows from an event.
import type { Action, Rules } from '../../src/actions.ts'
import type { Event } from '../../src/events.ts'
import { createRules } from '../../src/rules/rules.ts'
import type { ConversationState } from '../../src/state.ts'

/** Null leaves the decision to the real rules. */
export type Script = (state: ConversationState | null, event: Event) => readonly Action[] | null

export function scriptedRules(script: Script): Rules {
  const real = createRules()
  return { ...real, decide: (state, event, now) => script(state, event) ?? real.decide(state, event, now) }
}
