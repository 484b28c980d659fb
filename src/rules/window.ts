// May this body leave now? Meta's 24-hour window, with a margin for clocks and for the way to the platform.
// WhatsApp: free-form until 24 h after the customer's last message, then templates (error 131047). Messenger, Instagram: the same,
// then HUMAN_AGENT until 7 days for what a person typed (errors 10/2018278, 10/2534022). The site chat has no window.
import type { Body, Instant, RefusalCode } from '../model.ts'
import type { ConversationState } from '../state.ts'

/** How early the window counts as closed. */
export const windowMarginMs = 60_000 + 30_000
/** After this long without the customer, an intervention ends on every channel. */
export const dayMs = 24 * 60 * 60_000

export type Verdict =
  { readonly ok: true; readonly human: boolean } | { readonly ok: false; readonly because: RefusalCode }

/** Is free-form text allowed, whoever speaks? */
export function freeToSpeak(state: ConversationState, now: Instant): boolean {
  const rule = state.traits.window
  return rule === null || within(state, rule.freeMs, now)
}

/** The real end of the window, without the margin; null where there is none, or none is open. */
export function windowClosesAt(state: ConversationState): Instant | null {
  if (state.traits.window === null || state.lastInboundAt === null || !state.windowOpen) return null
  return state.lastInboundAt + state.traits.window.freeMs
}

export function mayLeave(
  body: Body,
  author: 'agent' | 'operator',
  state: ConversationState,
  now: Instant,
): Verdict {
  if (body.kind === 'template')
    return state.traits.hasTemplates ? { ok: true, human: false } : refused('no-templates')
  if (freeToSpeak(state, now)) return { ok: true, human: false }
  const humanMs = state.traits.window?.humanMs ?? null
  const typed = author === 'operator' && body.kind === 'text'
  if (typed && humanMs !== null && within(state, humanMs, now)) return { ok: true, human: true }
  return refused('window-closed')
}

function within(state: ConversationState, lengthMs: number, now: Instant): boolean {
  return state.lastInboundAt !== null && now + windowMarginMs < state.lastInboundAt + lengthMs
}

function refused(because: RefusalCode): Verdict {
  return { ok: false, because }
}
