// What does a turn with a model cost this machine, the model's own time left out? Our agent beside the bare openai SDK and beside
// langchain's smallest agent: `bun bench/turn.ts [--small]`. Goal: at most four times the SDK, memory flat.
import OpenAI from 'openai'
import { ChatOpenAICompletions } from '@langchain/openai'
import { createAgent, toolStrategy } from 'langchain'
import { z } from 'zod'
import type { Agent, Turn } from '../src/agent/agent.ts'
import { createLlmAgent } from '../src/agent/llm-agent.ts'
import { createModels } from '../src/agent/models.ts'
import { createNoModelAgent } from '../src/agent/no-model.ts'
import { openAgent } from '../src/agent/open.ts'
import { systemPrompt } from '../src/agent/system-prompt.ts'
import { systemClock } from '../src/clock.ts'
import { createModelFetch } from '../src/egress-fetch.ts'
import { turnOf } from '../tests/agent/turns.ts'

const small = process.argv.includes('--small')
const rounds = small ? { 1: 150, 50: 500, 500: 1_000 } : { 1: 1_500, 50: 6_000, 500: 12_000 }
const said = [
  'cliente: hola, buenas tardes',
  'agente: ¡Hola! ¿En qué te ayudo?',
  'cliente: quiero unas suculentas para regalo',
  'agente: ¡Qué bonito! ¿Para cuántas personas?',
  'cliente: para unas veinte',
  'agente: Perfecto. ¿Tienes fecha?',
  'cliente: todavía no',
  'cliente: ¿dan factura?',
]
/** Conversations of four turns, each somebody else's: what was made of their texts serves nobody but them. */
const turnNumber = (number: number): Turn => {
  const lines = said.map((line) => `${line} ${word(number >> 2)}`)
  return turnOf(lines.slice(0, [1, 3, 5, 8][number & 3]), { turns: number & 3 })
}
const server = Bun.spawn([process.execPath, `${import.meta.dir}/turn-server.ts`], { stdout: 'pipe' })
const baseUrl = `${await firstLine(server.stdout)}/v1`

const parts = partsOfPack()
const system = systemPrompt(parts.desk(), { turn: turnNumber(3), passages: [], language: 'es' })
const messages = [
  { role: 'system' as const, content: system },
  { role: 'user' as const, content: 'hola, buenas tardes' },
  { role: 'assistant' as const, content: '¡Hola! ¿En qué te ayudo?' },
  { role: 'user' as const, content: 'quiero unas suculentas para regalo, para unas veinte\n¿dan factura?' },
]
const shape = z.object({
  mensajes: z.array(z.string()),
  etiquetas: z.array(z.unknown()),
  datos: z.record(z.string(), z.unknown()),
  sin_respuesta: z.boolean(),
})

const only = process.argv.find((word) => word.startsWith('--only='))?.slice('--only='.length) ?? ''
const contenders: readonly (readonly [string, () => Promise<unknown>])[] = [
  ['openai SDK, own loop', sdkLoop()],
  ['Relevo’s turn', relevo()],
  ['langchain createAgent', smallestAgent()],
]

console.log('                          at once   turns/s   CPU ms/turn   × SDK   RSS MB: start, half, end')
const floor = new Map<number, number>()
for (const [name, run] of contenders.filter(([name]) => name.includes(only))) {
  for (const [text, count] of Object.entries(rounds)) {
    const atOnce = Number(text)
    await repeat(run, Math.min(count, 300), atOnce)
    const { cpuMs, perSecond, rss } = await measure(run, count, atOnce)
    if (!floor.has(atOnce)) floor.set(atOnce, cpuMs)
    const times = cpuMs / (floor.get(atOnce) ?? cpuMs)
    const cells = [name.padEnd(24), text.padStart(8), perSecond.toFixed(0).padStart(10)]
    const rest = [cpuMs.toFixed(3).padStart(14), times.toFixed(1).padStart(7), '   ', rss.join(', ')]
    console.log([...cells, ...rest].join(' '))
  }
}
server.kill()

async function measure(run: () => Promise<unknown>, count: number, atOnce: number) {
  const rss = [megabytes()]
  let cpuMicros = 0
  let seconds = 0
  for (const half of [count / 2, count / 2]) {
    const cpu = process.cpuUsage()
    const since = performance.now()
    await repeat(run, half, atOnce)
    const { user, system: kernel } = process.cpuUsage(cpu)
    cpuMicros += user + kernel
    seconds += (performance.now() - since) / 1_000
    rss.push(megabytes())
  }
  return { cpuMs: cpuMicros / 1_000 / count, perSecond: count / seconds, rss }
}

async function repeat(run: () => Promise<unknown>, count: number, atOnce: number): Promise<void> {
  let left = count
  const worker = async (): Promise<void> => {
    while (left-- > 0) await run()
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
}

function sdkLoop(): () => Promise<unknown> {
  const client = new OpenAI({ apiKey: 'banco', baseURL: baseUrl, maxRetries: 0 })
  const { $schema: _, ...parameters } = z.toJSONSchema(shape)
  const tools = [{ type: 'function' as const, function: { name: 'responder', parameters } }]
  const tool_choice = { type: 'function' as const, function: { name: 'responder' } }
  return async () => {
    const { choices } = await client.chat.completions.create({ model: 'banco', messages, tools, tool_choice })
    const [call] = choices[0]?.message.tool_calls ?? []
    if (call?.type !== 'function') throw new Error('no call')
    return shape.parse(JSON.parse(call.function.arguments))
  }
}

function relevo(): () => Promise<unknown> {
  const fetch = createModelFetch({ clock: systemClock, bases: [baseUrl] })
  const openai = { apiKey: 'banco', baseUrl, own: true }
  const others = { anthropic: null, google: null, ollama: null, fallback: null }
  const agent: Agent = createLlmAgent({
    ...parts,
    models: createModels({ openai, ...others, model: 'banco' }, fetch),
    readMedia: async () => null,
    toolGet: async () => ({ ok: false, because: 'none here' }),
    clock: systemClock,
    budget: { contact: null, total: null },
    voice: null,
    moderation: null,
  })
  let number = 0
  return async () => {
    const answer = await agent.answer(turnNumber(++number), new AbortController().signal)
    if (answer.by.model !== 'banco') throw new Error('the model did not answer')
    return answer
  }
}

function smallestAgent(): () => Promise<unknown> {
  const model = new ChatOpenAICompletions({
    ...{ model: 'banco', apiKey: 'banco', maxRetries: 0 },
    configuration: { baseURL: baseUrl },
  })
  const agent = createAgent({ model, tools: [], responseFormat: toolStrategy(shape) })
  return async () => {
    const { structuredResponse } = await agent.invoke({ messages })
    return structuredResponse
  }
}

function partsOfPack() {
  const caught: Parameters<NonNullable<Parameters<typeof openAgent>[0]['withModel']>>[0][] = []
  openAgent({
    ...{ packDir: 'prompts', baseDir: 'prompts/base', engine: 'banco' },
    withModel: (given) => {
      caught.push(given)
      return createNoModelAgent(given)
    },
  })
  const [given] = caught
  if (given === undefined) throw new Error('the pack gave no agent')
  return given
}

/** Letters that no lexicon knows. */
function word(number: number): string {
  return [...String(number)].map((digit) => 'bcdfghjklm'[Number(digit)]).join('')
}

/** After a collection: what is held, not what lies about. */
function megabytes(): number {
  Bun.gc(true)
  return Math.round(process.memoryUsage.rss() / 2 ** 20)
}

async function firstLine(stdout: ReadableStream<Uint8Array>): Promise<string> {
  const { value } = await stdout.getReader().read()
  return new TextDecoder().decode(value).trim()
}
