// Who answers in a rehearsal? Without a model, the house's own words; with a recorded turn, the model's agent before a server on
// loopback that says it; live, the configured model.
import type { Agent } from './agent/agent.ts'
import type { ModelSettings } from './agent/models.ts'
import type { Pack } from './agent/pack.ts'
import type { Simulated } from './agent/pack-simulated.ts'
import type { ModelFetch } from './agent/ports.ts'
import type { Judges } from './agent/rehearsal/outcome.ts'
import type { Config } from './config.ts'
import { join } from 'node:path'
import { createDesk, type Desk } from './agent/desk.ts'
import { openLexicons } from './agent/floor/lexicon.ts'
import { createLlmAgent } from './agent/llm-agent.ts'
import { createModels } from './agent/models.ts'
import { createNoModelAgent } from './agent/no-model.ts'
import { judgesFor } from './agent/rehearsal/judges.ts'
import { startUnderstudy } from './agent/rehearsal/understudy.ts'
import { systemClock } from './clock.ts'
import { createModelFetch } from './egress-fetch.ts'
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
  const desk = createDesk(pack, openLexicons(join(asset('prompts/base'), 'lexicon')))
  return simulatedCast(desk)
}

/** A step with a recorded turn goes the whole way to a server; every other one is answered without a model. */
function simulatedCast(desk: Desk): Cast {
  const understudy = startUnderstudy(systemClock)
  const plain = withoutModel(desk)
  let simulates = false
  return {
    agent: () => {
      const model = withModel(desk, understudy.settings, modelFetch(understudy.settings))
      const now = (): Agent => (simulates ? model : plain)
      return { answer: (turn, signal) => now().answer(turn, signal), describe: plain.describe }
    },
    cue: (simulated) => {
      simulates = simulated !== null
      understudy.cue(simulated)
    },
    heard: () => null,
    judges: judgesFor(desk),
    close: understudy.stop,
  }
}

function withoutModel(desk: Desk): Agent {
  return createNoModelAgent({ desk: () => desk, problems: () => [], engine: version })
}

function withModel(desk: Desk, settings: ModelSettings, fetch: ModelFetch): Agent {
  return createLlmAgent({
    desk: () => desk,
    problems: () => [],
    engine: version,
    models: createModels(settings, fetch),
    readMedia: async () => null,
    toolGet: async () => ({ ok: false, because: 'ensayo' }),
    clock: systemClock,
    noModel: withoutModel(desk),
    budget: { contact: null, total: null },
    voice: null,
    moderation: null,
  })
}

function modelFetch({ openai, anthropic, google, ollama }: ModelSettings): ModelFetch {
  const bases = [openai, anthropic, google, ollama].flatMap((server) => server?.baseUrl ?? [])
  return createModelFetch({ clock: systemClock, bases })
}
