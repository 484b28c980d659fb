// A person steps in, silences, or gives the conversation back: what changes at that instant?
import type { Action } from '../actions.ts'
import type { Instant, OperatorId, QuietReason } from '../model.ts'
import type { ConversationState } from '../state.ts'
import { endQuietly } from './turns.ts'

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
  const actions: Action[] = []
  if (state.intervention !== null) actions.push({ type: 'intervention.end' })
  if (state.silence !== null) actions.push({ type: 'silence.clear' })
  if (actions.length === 0) return []
  return [{ type: 'turn.end', upto: Number.MAX_SAFE_INTEGER, answered: false, at: now }, ...actions]
}

function hush(state: ConversationState, because: QuietReason, now: Instant): readonly Action[] {
  const waiting = state.pendingTurn !== null || state.lease !== null
  return [{ type: 'send.withdraw', because }, ...(waiting ? endQuietly(state, because, now) : [])]
}
