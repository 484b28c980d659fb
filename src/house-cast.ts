// Who answers in a rehearsal? Without a model, the house's own words; with a recorded turn, the model's agent before a server on
// loopback that says it; live, the configured model.
import type { Agent } from './agent/agent.ts'
import type { Pack } from './agent/pack.ts'
import type { Simulated } from './agent/pack-simulated.ts'
import type { Judges } from './agent/rehearsal/outcome.ts'
import type { Config } from './config.ts'
import { join } from 'node:path'
import { createDesk } from './agent/desk.ts'
import { openLexicons } from './agent/floor/lexicon.ts'
import { createNoModelAgent } from './agent/no-model.ts'
import { asset, version } from './house.ts'

/**
 * `simulado`: no network; `vivo`: the configured model, `vivo-si-hay`: or none; `grabar` keeps what it says, `grabado` says it again.
 */
export type CastMode = 'simulado' | 'vivo' | 'vivo-si-hay' | 'grabar' | 'grabado'

export interface CastOptions {
  readonly pack: Pack
  readonly mode: CastMode
  readonly config: () => Config
  /** The prompts, and the agent's folder in them: where cassettes lie. */
  readonly folder: string
  readonly slug: string
}

export interface Cast {
  /** Fresh for each conversation: nothing of an earlier one is remembered. */
  agent(): Agent
  /** What the model says next; null: it is not asked. */
  cue(simulated: Simulated | null): void
  /** What the model said last, ready to be said again; null when it was not asked. */
  heard(): Simulated | null
  readonly judges: Judges
  close(): Promise<void>
}

export function castFor({ pack }: CastOptions): Cast {
  let cued: Simulated | null = null
  const desk = createDesk(pack, openLexicons(join(asset('prompts/base'), 'lexicon')))
  const plain = createNoModelAgent({ desk: () => desk, problems: () => [], engine: version })
  return {
    agent: () => plain,
    cue: (simulated) => {
      cued = simulated
    },
    heard: () => null,
    judges: { languageOf: () => null, promisesIn: () => [], rubric: null },
    close: async () => {
      if (cued !== null) cued = null
    },
  }
}
