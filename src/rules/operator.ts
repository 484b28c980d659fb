// A person at the panel acts: what follows, and when is it refused?
import type { Action } from '../actions.ts'
import type { OperatorEvent } from '../events.ts'
import type { Body, Instant, RefusalCode } from '../model.ts'
import type { ConversationState } from '../state.ts'
import { stepIn } from './intervention.ts'
import { parts } from './parts.ts'
import { mayLeave } from './window.ts'

export function wrote(
  state: ConversationState,
  event: Extract<OperatorEvent, { type: 'operator.wrote' }>,
  now: Instant,
): readonly Action[] {
  const { body, by } = event
  const unfit = whyUnfit(body, state)
  if (unfit !== null) return [{ type: 'refuse', because: unfit }]
  const verdict = mayLeave(body, 'operator', state, now)
  if (!verdict.ok) return [{ type: 'refuse', because: verdict.because }]
  const queued = parts(body, state.traits).map((part, index): Action => ({
    type: 'send.queue',
    author: 'operator',
    by,
    body: part,
    at: now,
    dueAt: now,
    part: index,
    farewell: false,
    ...(index === 0 ? { clientId: event.clientId } : {}),
  }))
  return [...stepIn(state, by, now), ...queued, { type: 'conversation.read' }]
}

export function tagged(
  state: ConversationState,
  event: Extract<OperatorEvent, { type: 'operator.tagged' }>,
  now: Instant,
): readonly Action[] {
  if (state.tags.includes(event.tag)) return []
  return [{ type: 'tag.put', tag: event.tag, finding: null, by: event.by, at: now }]
}

export function untagged(
  state: ConversationState,
  event: Extract<OperatorEvent, { type: 'operator.untagged' }>,
  now: Instant,
): readonly Action[] {
  if (!state.tags.includes(event.tag)) return []
  return [{ type: 'tag.drop', tag: event.tag, by: event.by, at: now }]
}

function whyUnfit(body: Body, state: ConversationState): RefusalCode | null {
  switch (body.kind) {
    case 'text':
    case 'choices':
      return body.text.trim() === '' ? 'empty' : null
    case 'media':
      return state.traits.media.includes(body.media) ? null : 'media-not-allowed'
    case 'template':
      return state.traits.hasTemplates ? null : 'no-templates'
    default:
      return 'unsupported-body'
  }
}
