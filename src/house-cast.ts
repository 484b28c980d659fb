// Who answers in a rehearsal? Without a model, the house's own words; with a recorded turn, the model's agent before a server on
// loopback that says it; live, the configured model.
import type { Agent } from './agent/agent.ts'
import type { ModelSettings } from './agent/provider.ts'
import type { Pack } from './agent/pack.ts'
import type { Simulated } from './agent/pack-simulated.ts'
import type { ModelFetch, ToolGet } from './agent/ports.ts'
import type { Judges } from './agent/rehearsal/outcome.ts'
import type { Prompter } from './agent/rehearsal/play.ts'
import type { Config } from './config.ts'
import { join } from 'node:path'
import { createDesk, type Desk } from './agent/desk.ts'
import { openLexicons } from './agent/floor/lexicon.ts'
import { readFolder } from './agent/folder.ts'
import { createLlmAgent } from './agent/llm-agent.ts'
import { createModels } from './agent/models.ts'
import { createNoModelAgent } from './agent/no-model.ts'
import { recording, replaying } from './agent/rehearsal/cassettes.ts'
import { overhear } from './agent/rehearsal/ear.ts'
import { judgesFor } from './agent/rehearsal/judges.ts'
import { wallClock } from './agent/rehearsal/moments.ts'
import { rubricJudge } from './agent/rehearsal/rubric.ts'
import { openShelf } from './agent/rehearsal/shelf.ts'
import { startUnderstudy } from './agent/rehearsal/understudy.ts'
import { systemClock } from './clock.ts'
import { createEgress } from './egress.ts'
import { createModelFetch } from './egress-fetch.ts'
import { asset, version } from './house.ts'
import { toolGetter } from './house-agent.ts'
import { wrong } from './house-words.ts'

/**
 * `simulado`: no network; `vivo`: the configured model, `vivo-si-hay`: or none; `grabar` keeps what it says, `grabado` says it again.
 */
export type CastMode = 'simulado' | 'vivo' | 'vivo-si-hay' | 'grabar' | 'grabado'

export interface CastOptions {
  readonly pack: Pack
  readonly mode: CastMode
  readonly config: () => Config
  /** The pack's own: cassettes lie in its `tests`. */
  readonly folder: string
  readonly closing: AbortSignal
}

export interface Cast extends Prompter {
  /** Fresh for each conversation: nothing of an earlier one is remembered. */
  agent(): Agent
  /** What the model said last, ready to be said again; null when it was not asked. */
  heard(): Simulated | null
  readonly judges: Judges
  close(): Promise<void>
}

/** Throws HouseError `bad-request` when a model is asked for and none is configured. */
export function castFor(options: CastOptions): Cast {
  const { pack, mode, config } = options
  const desk = createDesk(pack, openLexicons(join(asset('prompts/base'), 'lexicon')))
  if (mode === 'simulado') return simulatedCast(desk)
  const { models } = config()
  if (models === null && mode === 'vivo-si-hay') return plainCast(desk)
  if (models === null && mode !== 'grabado') throw wrong(noModel)
  return modelCast(options, desk, models)
}

const noModel =
  'No hay un modelo configurado: define OPENAI_API_KEY, o OPENAI_BASE_URL=http://localhost:11434/v1 y OPENAI_MODEL'

/** A step with a recorded turn goes the whole way to a server; every other one is answered without a model. */
function simulatedCast(desk: Desk): Cast {
  const understudy = startUnderstudy(systemClock)
  const plain = withoutModel(desk)
  const { settings } = understudy
  let simulates = false
  return {
    agent: () => {
      const model = withModel(desk, settings, modelFetch(settings), refuse)
      const now = (): Agent => (simulates ? model : plain)
      return { answer: (turn, signal) => now().answer(turn, signal), describe: plain.describe }
    },
    cue: (simulated) => {
      simulates = simulated !== null
      understudy.cue(simulated)
    },
    heard: () => null,
    complaints: () => [],
    judges: judgesFor(desk),
    close: understudy.stop,
  }
}

function plainCast(desk: Desk): Cast {
  const plain = withoutModel(desk)
  return {
    agent: () => plain,
    cue: () => {},
    heard: () => null,
    complaints: () => [],
    judges: judgesFor(desk),
    close: async () => {},
  }
}

/** Every step asks the model: the configured one, or what was recorded of it. */
function modelCast(
  { pack, mode, folder, closing }: CastOptions,
  desk: Desk,
  models: ModelSettings | null,
): Cast {
  const settings = models ?? recordedSettings
  const shelf = openShelf(join(folder, 'tests', 'cassettes'))
  const player = mode === 'grabado' ? replaying(shelf) : null
  const asking = player?.fetch ?? modelFetch(settings)
  const day = (): string => wallClock(systemClock.now(), 'UTC').slice(0, 10)
  const own = mode === 'grabar' ? testTexts(folder) : ''
  const ear = overhear(mode === 'grabar' ? recording(asking, { shelf, day, own }) : asking)
  const tools = player === null ? toolGetter(createEgress({ clock: systemClock, configured: [] })) : refuse
  const judge = player === null ? rubricJudge(createModels(settings, asking), pack, closing) : null
  return {
    agent: () => withModel(desk, settings, ear.fetch, tools),
    cue: () => void ear.heard(),
    heard: ear.heard,
    complaints: () => player?.misses() ?? [],
    judges: { ...judgesFor(desk), rubric: judge },
    close: async () => {},
  }
}

/** Nothing is reached with these: a name for packs that give none. */
const recordedSettings: ModelSettings = {
  openai: { apiKey: null, baseUrl: 'http://127.0.0.1:1/v1', own: false },
  anthropic: null,
  google: null,
  ollama: null,
  model: 'gpt-4.1-mini',
  fallback: null,
}

const refuse: ToolGet = async () => ({ ok: false, because: 'ensayo' })

function withoutModel(desk: Desk): Agent {
  return createNoModelAgent({ desk: () => desk, problems: () => [], engine: version })
}

function withModel(desk: Desk, settings: ModelSettings, fetch: ModelFetch, toolGet: ToolGet): Agent {
  return createLlmAgent({
    desk: () => desk,
    problems: () => [],
    engine: version,
    models: createModels(settings, fetch),
    readMedia: async () => null,
    toolGet,
    clock: systemClock,
    budget: { contact: null, total: null },
    voice: null,
    moderation: null,
  })
}

function modelFetch({ openai, anthropic, google, ollama }: ModelSettings): ModelFetch {
  const bases = [openai, anthropic, google, ollama].flatMap((server) => server?.baseUrl ?? [])
  return createModelFetch({ clock: systemClock, bases })
}

function testTexts(folder: string): string {
  return readFolder(folder)
    .filter(({ path }) => path.startsWith('tests/'))
    .map(({ text }) => text)
    .join('\n')
}
