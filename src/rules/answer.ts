// The agent has answered, or failed: what is said, tagged and remembered, if anybody still wants it?
import type { Action } from '../actions.ts'
import type { AgentEvent, Answer } from '../events.ts'
import type { Instant, QuietReason } from '../model.ts'
import type { ConversationState } from '../state.ts'
import { evolve } from './evolve.ts'
import { parts } from './parts.ts'
import { whyQuiet } from './quiet.ts'
import { tagging } from './tags.ts'
import { again, endMemo, endQuietly } from './turns.ts'

type Answered = Extract<AgentEvent, { type: 'agent.answered' }>
type Failed = Extract<AgentEvent, { type: 'agent.failed' }>

/** The most messages the agent may send without hearing from the customer. */
export const maxBubbles = 5
const retryMs = 5_000
const memoWaitMs = 2_000

export function answered(state: ConversationState, event: Answered, now: Instant): readonly Action[] {
  if (!isCurrent(state, event)) return []
  const { answer } = event
  const kept = keep(event, now)
  if (state.lease?.memo) return [...kept, ...endMemo(state, now)]
  const quiet = whyQuiet(state, now)
  if (quiet !== null) return [...kept, ...endQuietly(state, quiet, now)]
  if (answer.failure !== undefined && state.failureTold) {
    return [...kept, ...endQuietly(state, failureOf(answer), now)]
  }

  const { actions, silences } = tagging(state, answer, now)
  const bodies = speech(state, answer)
  const ended: Action[] = [
    ...(bodies.length > 0
      ? []
      : [{ type: 'stay.quiet', because: failureOf(answer), after: state.answeredUpto } as const]),
    { type: 'turn.end', upto: event.upto, answered: bodies.length > 0, at: now },
  ]
  const hush: Action[] = silences ? [{ type: 'silence.set', until: 'further-notice', by: 'tag' }] : []
  return [
    ...kept,
    ...actions,
    ...(Object.keys(answer.data).length > 0 ? [{ type: 'contact.learn', data: answer.data } as const] : []),
    ...outage(state, answer),
    ...ended,
    ...waitingAfter(state, ended, hush, now),
    ...hush,
    ...queue(answer, bodies, silences, now),
    ...memoAfter(state, answer, silences, now),
  ]
}

/** What a turn has cost and learned stays, whether or not its words leave. */
function keep({ answer, fence }: Answered, now: Instant): readonly Action[] {
  const { by, usage, trace, rejected, transcripts = [], memo } = answer
  const actions: Action[] = transcripts.map((transcript) => ({ type: 'media.transcribe', ...transcript }))
  if (usage.requests > 0) actions.push({ type: 'usage.add', usage, at: now })
  if (trace !== undefined) actions.push({ type: 'trace.keep', fence, by, usage, trace, rejected, at: now })
  if (memo !== undefined) actions.push({ type: 'memo.keep', ...memo })
  return actions
}

/** A memo waits for its own turn, after the reply, and gives way to any customer. */
function memoAfter(
  state: ConversationState,
  answer: Answer,
  silences: boolean,
  now: Instant,
): readonly Action[] {
  if (!answer.memoDue || silences || state.pendingTurn !== null) return []
  const turn = { dueAt: now + memoWaitMs, since: now, restarts: 0, memo: true }
  return [{ type: 'turn.schedule', turn, abort: false }]
}

/** A throw is a defect, not an outage: the turn runs again a few times, then a person is called. */
export function failed(state: ConversationState, event: Failed, now: Instant): readonly Action[] {
  return isCurrent(state, event) ? again(state, now, retryMs * ((state.lease?.restarts ?? 0) + 1)) : []
}

function isCurrent(state: ConversationState, event: Answered | Failed): boolean {
  return state.lease !== null && state.lease.fence === event.fence && state.epoch === event.epoch
}

interface Spoken {
  readonly body: ReturnType<typeof parts>[number]
  readonly waitMs: number
}

function speech(state: ConversationState, answer: Answer): readonly Spoken[] {
  const spoken = answer.bubbles.flatMap(({ body, waitMs }) =>
    parts(body, state.traits).map((part, index) => ({ body: part, waitMs: index === 0 ? waitMs : 0 })),
  )
  return spoken.slice(0, maxBubbles)
}

function queue(
  answer: Answer,
  bodies: readonly Spoken[],
  farewell: boolean,
  now: Instant,
): readonly Action[] {
  let dueAt = now
  return bodies.map(({ body, waitMs }, part) => {
    dueAt += waitMs
    const because = answer.because === undefined ? {} : { because: answer.because }
    return {
      type: 'send.queue',
      author: 'agent',
      by: answer.by,
      body,
      at: now,
      dueAt,
      part,
      farewell,
      ...because,
    }
  })
}

/** A silence swallows the turn that newer messages were waiting for: they keep the reason. */
function waitingAfter(
  state: ConversationState,
  ended: readonly Action[],
  hush: readonly Action[],
  now: Instant,
): readonly Action[] {
  const left = ended.reduce(evolve, state)
  return hush.length > 0 && left.pendingTurn !== null ? endQuietly(left, 'silence', now) : []
}

function outage(state: ConversationState, answer: Answer): readonly Action[] {
  const down = answer.failure !== undefined
  return down === state.failureTold ? [] : [{ type: 'flag.set', failureTold: down }]
}

function failureOf(answer: Answer): QuietReason {
  if (answer.because === 'unsent') return 'unsent'
  return answer.failure === 'budget' ? 'budget' : 'agent-failed'
}
