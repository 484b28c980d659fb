// What follows when a time has come? A window is over, a silence has ended.
import type { Action } from '../actions.ts'
import type { Instant } from '../model.ts'
import type { ConversationState } from '../state.ts'
import { endSilence, release } from './intervention.ts'
import { endQuietly } from './turns.ts'
import { dayMs } from './window.ts'

/** After 24 hours without the customer nobody is left with a silent bot: interventions and the silence of a tag end. */
export function windowClosed(state: ConversationState, now: Instant): readonly Action[] {
  if (!state.windowOpen || state.lastInboundAt === null || now < state.lastInboundAt + dayMs) return []
  const waiting = state.pendingTurn !== null || state.lease !== null
  const actions: Action[] = [{ type: 'window.close' }]
  if (state.traits.window !== null) {
    if (waiting) actions.push(...endQuietly(state, 'window-closed', now))
    actions.push({ type: 'send.withdraw', because: 'window-closed' })
  }
  if (state.silence?.by === 'tag') return [...actions, ...release(state, now)]
  if (state.intervention !== null) actions.push(...release({ ...state, silence: null }, now))
  return actions
}

export function silenceEnded(state: ConversationState, now: Instant): readonly Action[] {
  const until = state.silence?.until
  return typeof until === 'number' && until <= now ? endSilence(state, now) : []
}
