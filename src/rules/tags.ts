// Which tags does an answer put, and what do they set in motion? A tag a person removed needs newer evidence.
import type { Action } from '../actions.ts'
import type { Answer, Finding } from '../events.ts'
import type { Instant } from '../model.ts'
import type { ConversationState } from '../state.ts'

export interface Tagging {
  readonly actions: readonly Action[]
  /** Some new tag makes the agent go silent after these last words. */
  readonly silences: boolean
}

export function tagging(state: ConversationState, answer: Answer, now: Instant): Tagging {
  const actions: Action[] = answer.rejected.map((rejection) => ({
    type: 'tag.reject',
    rejection,
    by: answer.by,
    at: now,
  }))
  let silences = false
  for (const finding of answer.findings) {
    if (isLocked(state, finding)) {
      const rejection = { tag: finding.tag, because: 'removed-by-person', quote: finding.quote }
      actions.push({ type: 'tag.reject', rejection, by: answer.by, at: now })
      continue
    }
    const stands = state.tags.includes(finding.tag)
    if (!stands) actions.push({ type: 'tag.put', tag: finding.tag, finding, by: answer.by, at: now })
    if (stands && !finding.effects.silence) continue
    actions.push(...effects(finding, !stands, now))
    silences ||= finding.effects.silence
  }
  return { actions, silences }
}

function isLocked(state: ConversationState, finding: Finding): boolean {
  const removedAt = state.lockedTags[finding.tag]
  return removedAt !== undefined && finding.at <= removedAt
}

function effects(finding: Finding, fresh: boolean, now: Instant): readonly Action[] {
  const { silence, call, push } = finding.effects
  const calls = silence || call.length > 0
  return [
    ...(calls ? [{ type: 'operators.call', because: finding.tag, labels: call, at: now } as const] : []),
    ...(push && fresh ? [{ type: 'lead.push', tag: finding.tag, at: now } as const] : []),
  ]
}
