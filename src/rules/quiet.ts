// May the agent speak in this conversation, and if not, why? The answer is a reason that the panel can show.
import type { Instant, QuietReason } from '../model.ts'
import type { ConversationState } from '../state.ts'
import { freeToSpeak } from './window.ts'

export function whyQuiet(state: ConversationState, now: Instant): QuietReason | null {
  if (state.intervention !== null) return 'intervention'
  if (isSilenced(state, now)) return 'silence'
  if (!freeToSpeak(state, now)) return 'window-closed'
  if (isLooping(state, now)) return 'loop'
  return null
}

export function isSilenced(state: ConversationState, now: Instant): boolean {
  if (state.silence === null) return false
  return state.silence.until === 'further-notice' || now < state.silence.until
}

const loopTurns = 20
const loopMs = 10 * 60_000

function isLooping(state: ConversationState, now: Instant): boolean {
  return state.recentTurns.filter((at) => now - at < loopMs).length >= loopTurns
}
