// Who answers in a rehearsal? Without a model, the house's own words; with a recorded turn, the model's agent before a server on
// loopback that says it; live, the configured model.
import type { Agent } from './agent/agent.ts'
import type { Desk } from './agent/desk.ts'
import type { Simulated } from './agent/pack-simulated.ts'
import type { Judges } from './agent/rehearsal/outcome.ts'
import { createNoModelAgent } from './agent/no-model.ts'
import { version } from './house.ts'

export interface Cast {
  /** Fresh for each conversation: nothing of an earlier one is remembered. */
  agent(): Agent
  /** What the model says next; null: it is not asked. */
  cue(simulated: Simulated | null): void
  readonly judges: Judges
  close(): Promise<void>
}

/** Offline: a step with a recorded turn asks the fake model, every other one is answered without. */
export function offlineCast(desk: Desk): Cast {
  let cued: Simulated | null = null
  const plain = createNoModelAgent({ desk: () => desk, problems: () => [], engine: version })
  return {
    agent: () => plain,
    cue: (simulated) => {
      cued = simulated
    },
    judges: { languageOf: () => null, promisesIn: () => [], rubric: null },
    close: async () => {
      if (cued !== null) cued = null
    },
  }
}
