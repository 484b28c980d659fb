// How is a model asked once? One request with the function it must call; what comes back is read, or thrown as useless.
import type { InvalidToolCall, MessageContent, ToolCall, UsageMetadata } from '@langchain/core/messages'
import type { ChatModel } from './models.ts'
import type { Meter } from './meter.ts'
import type { Proposal } from './proposal.ts'
import type { ToolShape } from './shape.ts'
import type { ChatLine } from './transcript.ts'
import { UselessAnswer } from './model-failure.ts'
import { proposalOfText, readProposal } from './shape.ts'
import { tokensOf } from './tokens.ts'

export interface Question {
  readonly system: string
  readonly lines: readonly ChatLine[]
  readonly shape: ToolShape
}

/** As much of a model's message as is read. */
export interface ModelMessage {
  readonly content: MessageContent
  readonly tool_calls?: readonly ToolCall[] | undefined
  readonly invalid_tool_calls?: readonly InvalidToolCall[] | undefined
  readonly usage_metadata?: UsageMetadata | undefined
}

type Bound = ReturnType<NonNullable<ChatModel['bindTools']>>
const bindings = new WeakMap<ChatModel, WeakMap<ToolShape, Bound>>()

/** Exactly one request. Throws what the library throws. */
export async function askModel(
  model: ChatModel,
  question: Question,
  meter: Meter,
  signal: AbortSignal,
): Promise<ModelMessage> {
  const { system, lines } = question
  const message = await bound(model, question.shape).invoke([{ role: 'system', content: system }, ...lines], {
    signal,
  })
  meter.add(spent(message, question))
  return message
}

/** The answer of a turn. Throws UselessAnswer for an empty one, a broken call, an echo of the function. */
export function proposalOf(message: ModelMessage, name: string): Proposal {
  const proposal = argumentsOf(message, name)
    .map(readProposal)
    .find((one) => one !== null)
  if (proposal !== undefined) return proposal
  const called = (message.tool_calls?.length ?? 0) + (message.invalid_tool_calls?.length ?? 0) > 0
  const plain = proposalOfText(textOf(message))
  if (plain === null || called) throw new UselessAnswer(called ? 'a call that cannot be read' : 'no text')
  return plain
}

/** Arguments of the function's calls, the one asked for first. */
export function argumentsOf({ tool_calls: calls = [] }: ModelMessage, name: string): readonly unknown[] {
  return [...calls]
    .sort((left, right) => Number(right.name === name) - Number(left.name === name))
    .map(({ args }) => args)
}

export function textOf({ content }: ModelMessage): string {
  if (typeof content === 'string') return content
  return content
    .map((part) => (part.type === 'text' && typeof part.text === 'string' ? part.text : ''))
    .join('')
}

/** What the server says it cost; an estimate where it says nothing. */
export function spent(
  { usage_metadata: usage, content, tool_calls: calls }: ModelMessage,
  { system, lines }: Pick<Question, 'system' | 'lines'>,
): { readonly input: number; readonly output: number } {
  if (usage?.input_tokens) return { input: usage.input_tokens, output: usage.output_tokens ?? 0 }
  const said = JSON.stringify(calls ?? []) + (typeof content === 'string' ? content : '')
  const read = lines.map((line) => (typeof line.content === 'string' ? line.content : '')).join('')
  return { input: tokensOf(system + read), output: tokensOf(said) }
}

function bound(model: ChatModel, shape: ToolShape): Bound {
  const known = bindings.get(model) ?? new WeakMap<ToolShape, Bound>()
  bindings.set(model, known)
  const found = known.get(shape) ?? bind(model, shape)
  known.set(shape, found)
  return found
}

function bind(model: ChatModel, shape: ToolShape): Bound {
  if (model.bindTools === undefined) throw new Error('this model cannot call functions')
  return model.bindTools([shape], { tool_choice: shape.function.name })
}
