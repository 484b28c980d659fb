// A person steps in, silences, or gives the conversation back: what changes at that instant?
import type { Action } from '../actions.ts'
import type { Instant, OperatorId, QuietReason } from '../model.ts'
import type { ConversationState } from '../state.ts'
import { endQuietly, everything } from './turns.ts'

/** Everything of the agent that has not left is withdrawn in the same commit. */
export function stepIn(state: ConversationState, by: OperatorId | 'device', now: Instant): readonly Action[] {
  if (state.intervention !== null) return []
  return [...hush(state, 'intervention', now), { type: 'intervention.start', by, at: now }]
}

export function silence(
  state: ConversationState,
  until: Instant | 'further-notice',
  by: OperatorId,
  now: Instant,
): readonly Action[] {
  if (until !== 'further-notice' && until <= now) return [{ type: 'refuse', because: 'past' }]
  return [...hush(state, 'silence', now), { type: 'silence.set', until, by }]
}

/** *Devolver a la IA*: only what arrives later starts a turn. */
export function release(state: ConversationState, now: Instant): readonly Action[] {
  const ended: Action[] = state.intervention === null ? [] : [{ type: 'intervention.end' }]
  return [...ended, ...endSilence(state, now, ended.length > 0)]
}

/** The agent may speak again, about what arrives from now on: earlier messages keep their reason. */
export function endSilence(state: ConversationState, now: Instant, released = false): readonly Action[] {
  const ended: Action[] = state.silence === null ? [] : [{ type: 'silence.clear' }]
  if (ended.length === 0 && !released) return []
  // A timed silence may be over before anybody notes it: then a turn already waits or runs, and goes on.
  if (state.pendingTurn !== null || state.lease !== null) return ended
  return [{ type: 'turn.end', upto: everything, answered: false, at: now }, ...ended]
}

function hush(state: ConversationState, because: QuietReason, now: Instant): readonly Action[] {
  const waiting = state.pendingTurn !== null || state.lease !== null
  return [{ type: 'send.withdraw', because }, ...(waiting ? endQuietly(state, because, now) : [])]
}
