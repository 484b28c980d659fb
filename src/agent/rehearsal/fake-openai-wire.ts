// Which shapes does an OpenAI server speak? Requests read leniently, answers written plain and as a stream of deltas.
import { z } from 'zod'

/** A chat request, as far as a script cares. */
export interface ChatRequest {
  readonly model: string
  readonly messages: readonly { readonly role: string; readonly text: string }[]
  /** Names of the functions offered, and the one that must be called. */
  readonly tools: readonly string[]
  readonly forced: string | null
  readonly stream: boolean
  readonly includeUsage: boolean
  readonly raw: unknown
}

export interface ChatTurn {
  /** What the model says outside any tool. */
  readonly text?: string
  /** Calls of tools; without a name, the forced or the first one. A string goes out as it is, be it broken JSON. */
  readonly calls?: readonly { readonly name?: string; readonly args: unknown }[]
  readonly usage?: { readonly input: number; readonly output: number }
  /** Repeated on purpose by a bad server; unique otherwise. */
  readonly id?: string
}

const part = z.looseObject({ text: z.string().optional() })
const message = z.looseObject({
  role: z.string(),
  content: z.union([z.string(), z.array(part), z.null()]).optional(),
})
const tool = z.looseObject({ function: z.looseObject({ name: z.string() }).optional() })
const chat = z.looseObject({
  model: z.string(),
  messages: z.array(message),
  tools: z.array(tool).optional(),
  tool_choice: z.union([z.string(), tool]).optional(),
  stream: z.boolean().nullish(),
  stream_options: z.looseObject({ include_usage: z.boolean().optional() }).nullish(),
})

/** Null for what no server would take as a chat request. */
export function readChat(raw: unknown): ChatRequest | null {
  const read = chat.safeParse(raw)
  if (!read.success) return null
  const { model, messages, tools = [], tool_choice: choice, stream, stream_options: options } = read.data
  return {
    model,
    messages: messages.map(({ role, content }) => ({
      role,
      text: Array.isArray(content) ? content.map(({ text = '' }) => text).join('') : (content ?? ''),
    })),
    tools: tools.flatMap((one) => one.function?.name ?? []),
    forced: typeof choice === 'object' ? (choice.function?.name ?? null) : null,
    stream: stream === true,
    includeUsage: options?.include_usage === true,
    raw,
  }
}

interface Completion {
  readonly id: string
  readonly request: ChatRequest
  readonly turn: ChatTurn
}

export function completion({ id, request, turn }: Completion): unknown {
  const calls = callsOf(id, request, turn)
  return {
    ...head(id, request, 'chat.completion'),
    choices: [
      {
        index: 0,
        message: {
          role: 'assistant',
          content: turn.text ?? null,
          refusal: null,
          ...(calls.length === 0 ? {} : { tool_calls: calls }),
        },
        logprobs: null,
        finish_reason: calls.length === 0 ? 'stop' : 'tool_calls',
      },
    ],
    usage: usageOf(request, turn),
  }
}

/** The events of a streamed answer, in order: `data:` lines of server-sent events. */
export function deltas({ id, request, turn }: Completion): readonly string[] {
  const chunk = (delta: unknown, finish: string | null = null): unknown => ({
    ...head(id, request, 'chat.completion.chunk'),
    choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }],
  })
  const calls = callsOf(id, request, turn)
  const events = [
    chunk({ role: 'assistant', content: turn.text === undefined ? null : '' }),
    ...pieces(turn.text ?? '').map((content) => chunk({ content })),
    ...calls.flatMap(({ function: { name, arguments: json }, ...call }, index) => [
      chunk({ tool_calls: [{ index, ...call, function: { name, arguments: '' } }] }),
      ...pieces(json).map((piece) => chunk({ tool_calls: [{ index, function: { arguments: piece } }] })),
    ]),
    chunk({}, calls.length === 0 ? 'stop' : 'tool_calls'),
    ...(request.includeUsage
      ? [{ ...head(id, request, 'chat.completion.chunk'), choices: [], usage: usageOf(request, turn) }]
      : []),
  ]
  return [...events.map((event) => `data: ${JSON.stringify(event)}\n\n`), 'data: [DONE]\n\n']
}

/** An API's way of saying no. */
export function problem(status: number, text: string): unknown {
  return { error: { message: text, type: status === 429 ? 'rate_limit_exceeded' : 'api_error', code: null } }
}

/** Numbers of a unit vector that depend on the text alone. */
export function vectorOf(text: string, size: number): readonly number[] {
  const vector = Array.from({ length: size }, () => 0)
  for (let at = 0; at < text.length; at++) {
    const place = (text.charCodeAt(at) * 31 + at) % size
    vector[place] = (vector[place] ?? 0) + 1
  }
  const length = Math.hypot(...vector) || 1
  return vector.map((number) => number / length)
}

function head(id: string, { model }: ChatRequest, object: string): Record<string, unknown> {
  return { id, object, created: 1_700_000_000, model, system_fingerprint: 'fp_ensayo' }
}

function callsOf(id: string, request: ChatRequest, turn: ChatTurn) {
  return (turn.calls ?? []).map(({ name, args }, index) => ({
    id: `call_${id}_${index}`,
    type: 'function',
    function: {
      name: name ?? request.forced ?? request.tools[0] ?? 'responder',
      arguments: typeof args === 'string' ? args : JSON.stringify(args),
    },
  }))
}

/** Without numbers of its own: characters / 4, as good as any in a rehearsal. */
function usageOf(request: ChatRequest, turn: ChatTurn): unknown {
  const read = request.messages.reduce((sum, { text }) => sum + text.length, 0)
  const said = (turn.text ?? '').length + JSON.stringify(turn.calls ?? []).length
  const prompt = turn.usage?.input ?? Math.ceil(read / 4)
  const written = turn.usage?.output ?? Math.ceil(said / 4)
  return { prompt_tokens: prompt, completion_tokens: written, total_tokens: prompt + written }
}

function pieces(text: string): readonly string[] {
  return text.match(/[\s\S]{1,24}/g) ?? []
}
