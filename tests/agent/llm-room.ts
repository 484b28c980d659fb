// A room with a model in it, for tests: the sample pack, a pretended OpenAI on loopback, and an agent that asks it.
import type { Agent } from '../../src/agent/agent.ts'
import type { Budget } from '../../src/agent/budget.ts'
import type { ModelSettings } from '../../src/agent/provider.ts'
import type { ReadMedia, ToolGet } from '../../src/agent/ports.ts'
import type { FakeOpenAi, FakeOpenAiOptions } from '../../src/agent/rehearsal/fake-openai.ts'
import type { Clock } from '../../src/clock.ts'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createLlmAgent } from '../../src/agent/llm-agent.ts'
import { createModels } from '../../src/agent/models.ts'
import { createModeration } from '../../src/agent/moderation.ts'
import { createNoModelAgent } from '../../src/agent/no-model.ts'
import { openAgent } from '../../src/agent/open.ts'
import { startFakeOpenAi } from '../../src/agent/rehearsal/fake-openai.ts'
import { createVoice } from '../../src/agent/voice.ts'
import { systemClock } from '../../src/clock.ts'
import { createModelFetch } from '../../src/egress-fetch.ts'
import { createLog } from '../../src/log.ts'

export interface RoomOptions {
  readonly chat: FakeOpenAiOptions['chat']
  readonly transcribe?: FakeOpenAiOptions['transcribe']
  readonly moderate?: FakeOpenAiOptions['moderate']
  readonly packDir?: string
  readonly model?: string
  readonly fallback?: string | null
  readonly budget?: Budget
  readonly readMedia?: ReadMedia
  readonly toolGet?: ToolGet
  readonly voice?: boolean
  readonly moderation?: boolean
  /** OpenAI itself, as far as the agent knows: nothing is made compatible. */
  readonly own?: boolean
  readonly clock?: Clock
  readonly timeoutMs?: number
  /** Other providers at the same server. */
  readonly providers?: Partial<ModelSettings>
}

export interface Room {
  readonly agent: Agent
  readonly fake: FakeOpenAi
  /** What the house has logged. */
  readonly lines: readonly string[]
  close(): Promise<void>
}

/** Waits between tries take no time; everything else does. */
export const hastyClock: Clock = { ...systemClock, wait: (ms, signal) => systemClock.wait(ms / 200, signal) }

export function openRoom(options: RoomOptions): Room {
  const fake = startFakeOpenAi({
    clock: systemClock,
    chat: options.chat,
    ...(options.transcribe === undefined ? {} : { transcribe: options.transcribe }),
    ...(options.moderate === undefined ? {} : { moderate: options.moderate }),
  })
  const lines: string[] = []
  const agent = agentAt(fake.url, options, (line) => lines.push(line))
  return { agent, fake, lines, close: () => fake.stop() }
}

/** The agent of this installation, asking the server at `baseUrl`. */
export function agentAt(
  baseUrl: string,
  options: Omit<RoomOptions, 'chat'>,
  write: (line: string) => void = () => undefined,
): Agent {
  const { clock = hastyClock, own = false, timeoutMs = 5_000 } = options
  const fetch = createModelFetch({ clock: systemClock, bases: [baseUrl], timeoutMs })
  const log = createLog({ level: 'info', write })
  const openai = { apiKey: 'llave-de-prueba', baseUrl, own }
  const settings: ModelSettings = {
    ...{ openai, anthropic: null, google: null, ollama: null },
    model: options.model ?? 'gpt-4.1-mini',
    fallback: options.fallback === undefined ? 'gpt-4.1-nano' : options.fallback,
    ...options.providers,
  }
  const readMedia = options.readMedia ?? (async () => null)
  const hearing = { settings: { ...openai, model: 'whisper-1' }, fetch, readMedia, clock, log }
  const judging = { settings: { ...openai, model: 'omni-moderation-latest' }, fetch, clock, log }
  return createLlmAgent({
    ...partsOf(options.packDir ?? 'prompts'),
    models: createModels(settings, fetch),
    readMedia,
    toolGet: options.toolGet ?? noTool,
    clock,
    budget: options.budget ?? { contact: null, total: null },
    voice: options.voice ? createVoice(hearing) : null,
    moderation: options.moderation ? createModeration(judging) : null,
    log,
  })
}

type Parts = Parameters<NonNullable<Parameters<typeof openAgent>[0]['withModel']>>[0]
const read = new Map<string, Parts>()

/** A pack is read once, however many rooms it serves. */
function partsOf(packDir: string): Parts {
  const known = read.get(packDir)
  if (known !== undefined) return known
  const caught: Parts[] = []
  openAgent({
    ...{ packDir, baseDir: 'prompts/base', engine: '0.1.0' },
    withModel: (parts) => {
      caught.push(parts)
      return createNoModelAgent(parts)
    },
  })
  const [parts] = caught
  if (parts === undefined) throw new Error('the pack gave no agent')
  read.set(packDir, parts)
  return parts
}

const noTool: ToolGet = async () => ({ ok: false, because: 'not allowed: no tools here' })

/** The whole of a good answer, as the model would give it. */
export function saying(text: string, over: Readonly<Record<string, unknown>> = {}) {
  const args = { mensajes: [text], etiquetas: [], datos: {}, sin_respuesta: false, ...over }
  return { calls: [{ name: 'responder', args }] }
}

export interface PackCopy {
  readonly dir: string
  remove(): void
}

/** The sample pack with some files more, or other ones. */
export function packWith(files: Readonly<Record<string, string>>): PackCopy {
  const dir = mkdtempSync(join(tmpdir(), 'relevo-pack-'))
  cpSync('prompts', dir, { recursive: true })
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, path)), { recursive: true })
    writeFileSync(join(dir, path), text)
  }
  return { dir, remove: () => rmSync(dir, { recursive: true, force: true }) }
}

/** … with a tool that looks an order up. */
export function packWithTool(): PackCopy {
  const ficha = [
    'nombre: consultar_pedido',
    'descripcion: "Estado de un pedido por su folio"',
    'url: "https://api.vivero-colibri.example/pedidos/{folio}"',
    'parametros:',
    '  folio: { tipo: texto, descripcion: "folio, como P-123" }',
    'respuesta_max: 400',
  ]
  return packWith({ 'tools/pedido.md': `---\n${ficha.join('\n')}\n---\nSolo cuando den el folio.\n` })
}
