// What would another version have answered? Every turn of a recorded conversation is asked again over what was really said until
// then, and never over an invented reply: the customer's next words answered something else.
import type { Answer, Finding } from '../../events.ts'
import type { ChannelName, Instant } from '../../model.ts'
import type { Traits } from '../../state.ts'
import type { Turn } from '../agent.ts'
import type { RecordedConversation, RecordedMessage } from '../ports.ts'
import { SECOND } from '../../clock.ts'
import { textOf } from '../spoken.ts'

export interface TagHit {
  readonly tag: string
  readonly actor: string
  readonly because: string
  readonly quote: string
}

/** What one side made of a turn. */
export interface Side {
  readonly model: string
  readonly replies: readonly string[]
  /** Put in this turn. */
  readonly tags: readonly TagHit[]
  readonly rejected: number
  /** Sentences that a lock held back, and how many of them were promises. */
  readonly dropped: number
  readonly promises: number
  readonly tokens: number
}

export interface ReplayedTurn {
  /** From 1, among the turns of the conversation. */
  readonly number: number
  readonly at: Instant
  readonly customer: readonly string[]
  readonly recorded: Side
  /** Null: a model is needed, and none was asked. */
  readonly now: Side | null
  /** False: the words of this turn are another agent's, and are not compared. */
  readonly comparesWords: boolean
}

export interface ReplayedConversation {
  readonly conversation: string
  readonly channel: ChannelName
  readonly turns: readonly ReplayedTurn[]
  /** Turns in which a person had the conversation, or the agent was silent. */
  readonly quiet: number
  readonly dataRecorded: Readonly<Record<string, string | number>>
  readonly dataNow: Readonly<Record<string, string | number>>
}

export interface Again {
  /** Null answer: a model is needed. */
  ask(
    turn: Turn,
    recordedModel: string,
  ): Promise<{ readonly answer: Answer | null; readonly comparesWords: boolean }>
  readonly traits: Readonly<Record<ChannelName, Traits>>
}

/** As many earlier messages as an agent reads. */
const historyLength = 60
const quietReasons = ['intervention', 'silence', 'window-closed', 'loop', 'unreadable', 'unsent']
const nobody = 'ninguno'

export async function replay(recorded: RecordedConversation, again: Again): Promise<ReplayedConversation> {
  const turns: ReplayedTurn[] = []
  let data: Readonly<Record<string, string | number>> = {}
  let quiet = 0
  let answered = 0
  for (const { burst, history, replies } of roundsOf(recorded.messages)) {
    if (burst.some(({ because }) => because !== null && quietReasons.includes(because))) {
      quiet += 1
      continue
    }
    const turn = turnOf(recorded, { burst, history, data, answered }, again.traits)
    const then = recordedSide(recorded, burst, replies)
    const { answer, comparesWords } = await again.ask(turn, then.model)
    if (answer !== null) data = { ...data, ...answer.data }
    if (replies.length > 0) answered += 1
    turns.push({
      number: turns.length + 1,
      at: turn.now,
      customer: burst.map(({ body }) => textOf(body) || `[${body.kind}]`),
      recorded: then,
      now: answer === null ? null : sideOf(answer, turn.tags),
      comparesWords,
    })
  }
  const { conversation, to } = recorded
  return { conversation, channel: to.channel, turns, quiet, dataRecorded: recorded.data, dataNow: data }
}

interface Round {
  readonly history: readonly RecordedMessage[]
  readonly burst: readonly RecordedMessage[]
  /** The agent's words until the customer spoke again. */
  readonly replies: readonly RecordedMessage[]
}

/** A round begins with the customer's first message after anybody else's. */
function roundsOf(messages: readonly RecordedMessage[]): readonly Round[] {
  const rounds: Round[] = []
  for (let at = 0; at < messages.length;) {
    if (messages[at]?.author !== 'contact') {
      at += 1
      continue
    }
    let end = at
    while (messages[end]?.author === 'contact') end += 1
    let next = end
    while (next < messages.length && messages[next]?.author !== 'contact') next += 1
    rounds.push({
      history: messages.slice(Math.max(0, at - historyLength), at),
      burst: messages.slice(at, end),
      replies: messages.slice(end, next).filter(({ author }) => author === 'agent'),
    })
    at = next
  }
  return rounds
}

function turnOf(
  recorded: RecordedConversation,
  round: Pick<Round, 'burst' | 'history'> & { readonly data: Turn['data']; readonly answered: number },
  traits: Again['traits'],
): Turn {
  const { burst, history, data, answered } = round
  const last = burst.at(-1)
  const at = last?.at ?? 0
  return {
    conversation: recorded.conversation,
    to: recorded.to,
    traits: traits[recorded.to.channel],
    contactName: recorded.contactName,
    data,
    tags: tagsBefore(recorded, burst[0]?.at ?? at),
    history,
    burst,
    turns: answered,
    kind: 'answer',
    memo: null,
    spent: { contact: 0, total: 0 },
    now: at + 4 * SECOND,
    epoch: 0,
    fence: 1,
    upto: last?.seq ?? 0,
  }
}

function tagsBefore({ tags }: RecordedConversation, at: Instant): readonly string[] {
  const on = new Set<string>()
  for (const one of tags.filter((tag) => tag.at < at)) {
    if (one.what === 'put') on.add(one.tag)
    else if (one.what === 'drop') on.delete(one.tag)
  }
  return [...on]
}

function recordedSide(
  recorded: RecordedConversation,
  burst: readonly RecordedMessage[],
  replies: readonly RecordedMessage[],
): Side {
  const ids = new Set(burst.map(({ id }) => id))
  const [first] = replies
  const turn = recorded.turns.find(({ fence }) => fence === first?.fence)
  const put = recorded.tags.filter(
    ({ what, message, actor }) =>
      what === 'put' && message !== null && ids.has(message) && /^(rule|model|system):/.test(actor),
  )
  return {
    model: first?.by?.model ?? nobody,
    replies: replies.map(({ body }) => textOf(body)),
    tags: put.map(({ tag, actor, because, quote }) => ({
      tag,
      actor,
      because: because ?? '',
      quote: quote ?? '',
    })),
    rejected: turn?.rejected.length ?? 0,
    ...droppedOf(turn?.trace.dropped ?? []),
    tokens: turn === undefined ? 0 : turn.usage.inputTokens + turn.usage.outputTokens,
  }
}

function sideOf(answer: Answer, already: readonly string[]): Side {
  const { by, bubbles, findings, rejected, trace, usage } = answer
  const hit = ({ tag, actor, because, quote }: Finding): TagHit => ({ tag, actor, because, quote })
  return {
    model: by.model,
    replies: bubbles.map(({ body }) => textOf(body)),
    tags: findings.filter(({ tag }) => !already.includes(tag)).map(hit),
    rejected: rejected.length,
    ...droppedOf(trace?.dropped ?? []),
    tokens: usage.inputTokens + usage.outputTokens,
  }
}

function droppedOf(dropped: readonly { readonly because: string }[]): Pick<Side, 'dropped' | 'promises'> {
  return { dropped: dropped.length, promises: dropped.filter(({ because }) => because === 'promesa').length }
}
