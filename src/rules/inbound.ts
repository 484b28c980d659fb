// A platform told us something: what follows from it?
import type { Action } from '../actions.ts'
import type { InboundEvent } from '../events.ts'
import type { Instant } from '../model.ts'
import type { ConversationState } from '../state.ts'
import { replay } from './evolve.ts'
import { stepIn } from './intervention.ts'
import { isSilenced, whyQuiet } from './quiet.ts'
import { schedule } from './turns.ts'

type Received = Extract<InboundEvent, { type: 'message.received' }>
type Echoed = Extract<InboundEvent, { type: 'message.echoed' }>

export function received(state: ConversationState, event: Received, now: Instant): readonly Action[] {
  const arrival = arrive(state, event, now)
  if (event.turn === 'never') return arrival
  return [...arrival, ...wake(replay(state, arrival), state, event, now)]
}

/** Everything we sent comes back as an echo; what we did not send was said by a person elsewhere. */
export function echoed(state: ConversationState, event: Echoed, now: Instant): readonly Action[] {
  if (state.send !== null)
    return [{ type: 'message.progress', status: 'sent', ref: event.ref, at: past(event.at, now) }]
  const said: Action = {
    type: 'message.add',
    author: 'device',
    body: event.body,
    ref: event.ref,
    at: past(event.at, now),
  }
  return [...stepIn(state, 'device', now), said]
}

export function reacted(
  event: Extract<InboundEvent, { type: 'message.reacted' }>,
  now: Instant,
): readonly Action[] {
  const mark: Action = { type: 'message.react', ref: event.ref, emoji: event.emoji }
  return event.window ? [{ type: 'window.open', at: past(event.at, now) }, mark] : [mark]
}

export function progressed(
  event: Extract<InboundEvent, { type: 'message.progressed' }>,
  now: Instant,
): readonly Action[] {
  return [
    {
      type: 'message.progress',
      status: event.status,
      at: past(event.at, now),
      ...(event.ref === undefined ? {} : { ref: event.ref }),
      ...(event.upTo === undefined ? {} : { upTo: event.upTo }),
      ...(event.callback === undefined ? {} : { callback: event.callback }),
      ...(event.error === undefined ? {} : { error: event.error }),
    },
  ]
}

/** A platform's instant, never in the future; the arrival where it gave none. */
export function past(at: Instant, now: Instant): Instant {
  return at > 0 && at < now ? at : now
}

function arrive(state: ConversationState, event: Received, now: Instant): readonly Action[] {
  const at = past(event.at, now)
  const actions: Action[] = []
  if (event.window) actions.push({ type: 'window.open', at })
  if (!state.contactNamed && event.contactName)
    actions.push({ type: 'contact.name', name: event.contactName })
  actions.push({
    type: 'message.add',
    author: 'contact',
    body: event.body,
    ref: event.ref,
    at,
    ...(event.inReplyTo === undefined ? {} : { inReplyTo: event.inReplyTo }),
    ...(event.referral === undefined ? {} : { referral: event.referral }),
  })
  if (state.channel !== 'web' && event.body.kind === 'media')
    actions.push({ type: 'job.queue', job: 'media', dueAt: now })
  if (asksForProfile(state, event)) actions.push({ type: 'job.queue', job: 'profile', dueAt: now })
  if (event.needsPerson)
    actions.push({ type: 'operators.call', because: event.body.kind, labels: [], at: now })
  return actions
}

function asksForProfile(state: ConversationState, event: Received): boolean {
  const tells = state.channel === 'messenger' || state.channel === 'instagram'
  return tells && !state.contactNamed && !event.contactName && state.lastSeq === 0
}

/** `before` is the state without the new message: its last number is where the silence, if any, is noted from. */
function wake(
  state: ConversationState,
  before: ConversationState,
  event: Received,
  now: Instant,
): readonly Action[] {
  const quiet = whyQuiet(state, now)
  if (quiet !== null) {
    const note: Action = { type: 'stay.quiet', because: quiet, after: before.lastSeq }
    return mustCall(state, quiet, now)
      ? [
          note,
          { type: 'operators.call', because: quiet === 'loop' ? 'loop' : 'waiting', labels: [], at: now },
        ]
      : [note]
  }
  if (event.turn === 'joins' && state.turns > 0) return []
  if (event.body.kind !== 'unsupported') {
    const turn = schedule(state, event.body, now)
    return state.unreadableAnswered ? [{ type: 'flag.set', unreadableAnswered: false }, turn] : [turn]
  }
  if (state.unreadableAnswered) return [{ type: 'stay.quiet', because: 'unreadable', after: before.lastSeq }]
  return [{ type: 'flag.set', unreadableAnswered: true }, schedule(state, event.body, now)]
}

/** A customer who was handed over and waits for a person, or a loop, is worth another call. */
function mustCall(state: ConversationState, quiet: string, now: Instant): boolean {
  if (quiet === 'loop') return true
  return quiet === 'silence' && isSilenced(state, now) && state.silence?.by === 'tag'
}
