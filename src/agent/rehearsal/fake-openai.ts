// Who plays the model when nothing may leave this machine? A server on loopback that answers what a script says, fails on
// demand in the ways real ones do, and writes down what came in, cancelled requests included.
import { z } from 'zod'
import type { Clock } from '../../clock.ts'
import type { ChatRequest, ChatTurn } from './fake-openai-wire.ts'
import type { Fault } from './fake-openai-faults.ts'
import { failing } from './fake-openai-faults.ts'
import { completion, deltas, problem, readChat, vectorOf } from './fake-openai-wire.ts'

/** What a script makes of a request; `delayMs` first waits. Text without calls is a model that forgot the tool. */
export type Scripted<T> = (T | Fault) & { readonly delayMs?: number }

export interface HeardFile {
  readonly name: string
  readonly type: string
  readonly size: number
  readonly model: string
  readonly language: string | null
  readonly prompt: string | null
}

export interface FakeOpenAiOptions {
  readonly clock: Clock
  /** `number` counts chat requests from 1. */
  readonly chat: (request: ChatRequest, number: number) => Scripted<ChatTurn>
  readonly transcribe?: (file: HeardFile, number: number) => Scripted<{ readonly text: string }>
  /** Is this text to be flagged? Nothing is, when absent. */
  readonly moderate?: (text: string) => boolean
  readonly models?: readonly string[]
}

export interface Received {
  readonly method: string
  readonly path: string
  /** The JSON, or the fields of a form; null for neither. */
  readonly body: unknown
  /** Present, whatever it says: keys are not kept. */
  readonly authorized: boolean
  status: 'open' | 'answered' | 'cancelled'
}

export interface FakeOpenAi {
  /** With `/v1`: what goes into OPENAI_BASE_URL. */
  readonly url: string
  readonly journal: readonly Received[]
  stop(): Promise<void>
}

interface Stage extends FakeOpenAiOptions {
  readonly closing: AbortSignal
  readonly counts: { chat: number; heard: number }
}

const texts = z.union([z.string(), z.array(z.string())]).transform((input) => [input].flat())
const embedding = z.looseObject({
  model: z.string(),
  input: texts,
  encoding_format: z.string().optional(),
  dimensions: z.number().int().positive().default(8),
})
const moderation = z.looseObject({ input: texts })

export function startFakeOpenAi(options: FakeOpenAiOptions): FakeOpenAi {
  const journal: Received[] = []
  const closing = new AbortController()
  const stage: Stage = { ...options, closing: closing.signal, counts: { chat: 0, heard: 0 } }
  const server = Bun.serve({
    hostname: '127.0.0.1',
    port: 0,
    idleTimeout: 255,
    development: false,
    async fetch(request) {
      const entry = await received(request)
      journal.push(entry)
      request.signal.addEventListener('abort', () => {
        if (entry.status === 'open') entry.status = 'cancelled'
      })
      const response = await route(stage, entry, request)
      if (entry.status === 'open') entry.status = 'answered'
      return response
    },
  })
  return {
    url: `${server.url.origin}/v1`,
    journal,
    stop: async () => {
      closing.abort()
      await server.stop(true)
    },
  }
}

async function received(request: Request): Promise<Received> {
  const form = request.headers.get('content-type')?.startsWith('multipart/form-data') === true
  const text = form ? '' : await request.text()
  return {
    method: request.method,
    path: new URL(request.url).pathname,
    body: form ? Object.fromEntries(await request.formData()) : jsonOf(text),
    authorized: request.headers.has('authorization'),
    status: 'open',
  }
}

function route(
  stage: Stage,
  { method, path, body }: Received,
  request: Request,
): Response | Promise<Response> {
  switch (`${method} ${path}`) {
    case 'POST /v1/chat/completions':
      return chat(stage, body, request.signal)
    case 'POST /v1/audio/transcriptions':
      return transcribe(stage, body, request.signal)
    case 'POST /v1/embeddings':
      return embed(body)
    case 'POST /v1/moderations':
      return moderate(stage, body)
    case 'GET /v1/models': {
      const names = stage.models ?? ['gpt-4.1-mini', 'gpt-4.1-nano']
      const data = names.map((id) => ({ id, object: 'model', created: 1_700_000_000, owned_by: 'ensayo' }))
      return Response.json({ object: 'list', data })
    }
    default:
      return Response.json(problem(404, `Unknown request URL: ${method} ${path}`), { status: 404 })
  }
}

async function chat(stage: Stage, body: unknown, signal: AbortSignal): Promise<Response> {
  const request = readChat(body)
  if (request === null) return Response.json(problem(400, 'invalid request'), { status: 400 })
  const number = ++stage.counts.chat
  const scripted = stage.chat(request, number)
  await stage.clock.wait(scripted.delayMs ?? 0, signal)
  const turn = 'fault' in scripted ? { text: 'Esta respuesta se corta' } : scripted
  const answer = { id: turn.id ?? `chatcmpl-ensayo-${number}`, request, turn }
  const whole = request.stream ? deltas(answer) : [JSON.stringify(completion(answer))]
  if ('fault' in scripted) return failing(scripted, whole, ends(stage, signal))
  const type = request.stream ? 'text/event-stream' : 'application/json'
  return new Response(whole.join(''), { headers: { 'content-type': type, 'x-request-id': answer.id } })
}

async function transcribe(stage: Stage, body: unknown, signal: AbortSignal): Promise<Response> {
  const form = new Map(Object.entries(body ?? {}))
  const file: unknown = form.get('file')
  if (!(file instanceof Blob)) return Response.json(problem(400, 'file is missing'), { status: 400 })
  const field = (name: string): string | null => (form.has(name) ? String(form.get(name)) : null)
  const heard = {
    name: file instanceof File ? file.name : '',
    type: file.type,
    size: file.size,
    model: field('model') ?? '',
    language: field('language'),
    prompt: field('prompt'),
  }
  const scripted = stage.transcribe?.(heard, ++stage.counts.heard) ?? { text: 'nota de prueba' }
  await stage.clock.wait(scripted.delayMs ?? 0, signal)
  if ('fault' in scripted) return failing(scripted, ['{"text":"esto se corta"}'], ends(stage, signal))
  return Response.json({ text: scripted.text })
}

function embed(body: unknown): Response {
  const read = embedding.safeParse(body)
  if (!read.success) return Response.json(problem(400, 'invalid request'), { status: 400 })
  const { input, dimensions, model, encoding_format: format } = read.data
  const data = input.map((text, index) => {
    const vector = vectorOf(text, dimensions)
    const packed = Buffer.from(new Float32Array(vector).buffer).toString('base64')
    return { object: 'embedding', index, embedding: format === 'base64' ? packed : vector }
  })
  return Response.json({ object: 'list', model, data, usage: { prompt_tokens: 1, total_tokens: 1 } })
}

function moderate(stage: Stage, body: unknown): Response {
  const read = moderation.safeParse(body)
  if (!read.success) return Response.json(problem(400, 'invalid request'), { status: 400 })
  const results = read.data.input.map((text) => {
    const flagged = stage.moderate?.(text) ?? false
    return {
      flagged,
      categories: { violence: flagged },
      category_scores: { violence: flagged ? 0.99 : 0.01 },
    }
  })
  return Response.json({ id: 'modr-ensayo', model: 'omni-moderation-latest', results })
}

/** The caller hung up, or the play is over. */
function ends(stage: Stage, signal: AbortSignal): AbortSignal {
  return AbortSignal.any([signal, stage.closing])
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
