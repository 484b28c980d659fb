// How does a model look something up before it answers? langchain's agent, at most three requests, the last of which must answer.
// The only file that loads langchain itself: it is imported by the first turn of a pack that has tools.
import type { ChatModel } from './models.ts'
import type { ModelMessage, Question } from './ask.ts'
import type { Meter } from './meter.ts'
import type { ToolFile } from './pack-tools.ts'
import type { Calls, Resilient } from './resilient.ts'
import type { ToolShape } from './shape.ts'
import type { Lookups, ToolParts } from './tools.ts'
import { AIMessage, createAgent, createMiddleware, tool, toolStrategy } from 'langchain'
import { z } from 'zod'
import { spent, textOf } from './ask.ts'
import { UselessAnswer } from './model-failure.ts'
import { useTool } from './tools.ts'

export interface LoopParts extends ToolParts {
  readonly resilient: Resilient
  readonly open: (name: string) => Promise<ChatModel>
}

export interface Loop {
  readonly names: readonly string[]
  readonly question: Question
  readonly tools: readonly ToolFile[]
  readonly meter: Meter
  readonly lookups: Lookups
}

const runLimit = 3
const recursionLimit = 8

/** The message that answers, and who wrote it. Throws ModelDown, or the signal's reason. */
export async function askWithTools(
  parts: LoopParts,
  loop: Loop,
  signal: AbortSignal,
): Promise<{ readonly message: ModelMessage; readonly model: string }> {
  const { names, question, lookups, tools } = loop
  const ears: Ears = { last: null, calls: 0, ids: 0 }
  const agent = createAgent({
    model: await parts.open(names[0] ?? ''),
    tools: tools.map((file) => toolOf(file, parts, lookups, signal)),
    systemPrompt: question.system,
    responseFormat: toolStrategy(formatOf(question.shape), { handleError: false, toolMessageContent: 'ok' }),
    middleware: [resilientMiddleware(parts, loop, ears, signal)],
  })
  await agent.invoke({ messages: [...question.lines] }, { signal, recursionLimit })
  if (ears.last === null) throw new UselessAnswer('no message')
  return ears.last
}

/** What was heard of the model: never the run's last message, which is an echo of the tool. */
interface Ears {
  last: { readonly message: ModelMessage; readonly model: string } | null
  calls: number
  ids: number
}

function resilientMiddleware({ resilient, open }: LoopParts, loop: Loop, ears: Ears, signal: AbortSignal) {
  const { names, question, meter } = loop
  const calls: Calls = meter.calls
  return createMiddleware({
    name: 'resilient',
    wrapModelCall: async (request, handler) => {
      ears.calls++
      const last = ears.calls >= runLimit ? { ...request, tools: [] } : request
      const { value, model } = await resilient.ask(
        names,
        async (name) => {
          const answer = await handler({ ...last, model: await open(name) })
          const message = messageIn(answer)
          if (message === null) throw new UselessAnswer('no message')
          meter.add(spent(message, question))
          if (isUseless(message)) throw new UselessAnswer('nothing in it')
          return { answer, message }
        },
        calls,
        signal,
      )
      ears.last = { message: value.message, model }
      return AIMessage.isInstance(value.answer) ? freshened(value.answer, ears) : value.answer
    },
  })
}

/** The base handler gives a message, or the structured answer with the messages it stands for. */
function messageIn(answer: unknown): AIMessage | null {
  if (AIMessage.isInstance(answer)) return answer
  if (typeof answer !== 'object' || answer === null || !('messages' in answer)) return null
  const messages: unknown[] = Array.isArray(answer.messages) ? answer.messages : []
  return messages.find((one) => AIMessage.isInstance(one)) ?? null
}

function isUseless(message: ModelMessage): boolean {
  if ((message.invalid_tool_calls?.length ?? 0) > 0) return true
  return (message.tool_calls?.length ?? 0) === 0 && textOf(message).trim() === ''
}

/** Ids are keys of the run's memory: a server that repeats them would overwrite what was said before. */
function freshened(message: AIMessage, ears: Ears): AIMessage {
  const { content, tool_calls: calls = [] } = message
  const id = `ai_${++ears.ids}`
  return new AIMessage({ id, content, tool_calls: calls.map((call, at) => ({ ...call, id: `${id}_${at}` })) })
}

function toolOf(file: ToolFile, parts: ToolParts, lookups: Lookups, signal: AbortSignal) {
  const { name, description, params } = file
  const schema = z.object(
    Object.fromEntries(
      params.map(({ id, type, description: about }) => {
        return [id, (type === 'numero' ? z.number() : z.string()).describe(about)]
      }),
    ),
  )
  return tool((args) => useTool(file, args, parts, lookups, signal), { name, description, schema })
}

/** Sent is the strict `schema`; checked is the object around it, which takes anything: our own reading judges what comes back. */
function formatOf({ function: { name, description, parameters } }: ToolShape) {
  return { type: 'object', title: name, description, properties: {}, schema: parameters } as const
}
