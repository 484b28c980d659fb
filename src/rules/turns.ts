// When does the agent answer? Once per burst: after a quiet time that every new message starts again, up to a cap.
import type { Action } from '../actions.ts'
import type { TimerEvent } from '../events.ts'
import type { Body, Instant, QuietReason } from '../model.ts'
import type { ConversationState } from '../state.ts'
import { whyQuiet } from './quiet.ts'

/** A burst is answered this long after its first message, however fast more arrive. */
export const burstCapMs = 12_000
/** A thought is begun again for a newer message at most this often; the rest goes to the next turn. */
export const maxRestarts = 2
/** A turn that was lost or failed this often is given up. */
export const maxAttempts = 4
export const leaseMs = 60_000
/** The end of a turn that consumes everything there is. */
export const everything = Number.MAX_SAFE_INTEGER

export function schedule(state: ConversationState, body: Body, now: Instant): Action {
  const { lease } = state
  const waiting = state.pendingTurn?.memo ? null : state.pendingTurn
  const aborts = lease !== null && (lease.memo === true || lease.restarts < maxRestarts)
  const interrupted = aborts && !lease.memo ? lease : null
  const since = interrupted?.since ?? waiting?.since ?? now
  const restarts = interrupted === null ? (waiting?.restarts ?? 0) : interrupted.restarts + 1
  const dueAt = Math.max(now, Math.min(now + quietTime(state, body), since + burstCapMs))
  return { type: 'turn.schedule', turn: { dueAt, since, restarts }, abort: aborts }
}

/** The claim of a turn whose time has come: it starts, or ends at once with the reason. */
export function turnDue(state: ConversationState, now: Instant): readonly Action[] {
  if (state.pendingTurn === null || state.pendingTurn.dueAt > now || state.lease !== null) return []
  const quiet = state.pendingTurn.memo ? null : whyQuiet(state, now)
  if (quiet !== null) return endQuietly(state, quiet, now)
  return [{ type: 'turn.start', fence: state.fence + 1, until: now + leaseMs }]
}

/** The worker of this turn is gone: another one takes it, a few times. */
export function turnLost(
  state: ConversationState,
  event: Extract<TimerEvent, { type: 'turn.lost' }>,
  now: Instant,
): readonly Action[] {
  return state.lease?.fence === event.fence ? again(state, now) : []
}

/** Runs the leased turn again after `waitMs`, or gives it up for a person. */
export function again(state: ConversationState, now: Instant, waitMs = 0): readonly Action[] {
  const lease = state.lease
  if (lease === null) return []
  if (lease.restarts >= maxAttempts) return lease.memo ? endMemo(state, now) : giveUp(state, now)
  const memo = lease.memo ? { memo: true } : {}
  const turn = { dueAt: now + waitMs, since: lease.since, restarts: lease.restarts + 1, ...memo }
  return [{ type: 'turn.schedule', turn, abort: true }]
}

/** A memo consumes nothing: customers who wrote meanwhile still wait for their own turn. */
export function endMemo(state: ConversationState, now: Instant): readonly Action[] {
  return [{ type: 'turn.end', upto: state.answeredUpto, answered: false, at: now }]
}

/** Ends whatever turn waits or runs, and writes beside the waiting messages why nobody answers. */
export function endQuietly(state: ConversationState, because: QuietReason, now: Instant): readonly Action[] {
  return [
    { type: 'stay.quiet', because, after: state.answeredUpto },
    { type: 'turn.end', upto: everything, answered: false, at: now },
  ]
}

function giveUp(state: ConversationState, now: Instant): readonly Action[] {
  return [
    ...endQuietly(state, 'agent-failed', now),
    { type: 'operators.call', because: 'agent-failed', labels: [], at: now },
  ]
}

function quietTime(state: ConversationState, body: Body): number {
  if (body.kind === 'choice') return 0
  return looksUnfinished(body) ? state.traits.fragmentMs : state.traits.quietMs
}

function looksUnfinished(body: Body): boolean {
  if (body.kind !== 'text') return false
  const text = body.text.trim()
  if (unfinished.some((end) => text.endsWith(end))) return true
  return !finished.includes(text.at(-1) ?? '') && isShort(text)
}

const unfinished = [',', '…', '...']
const finished = '?!.'

/** Fewer than three words. Asked of every message, so it stops at the second gap. */
function isShort(text: string): boolean {
  let gaps = 0
  for (let at = 1; at < text.length; at += 1) {
    if (isGap(text.charCodeAt(at)) && !isGap(text.charCodeAt(at - 1))) gaps += 1
    if (gaps > 1) return false
  }
  return true
}

function isGap(code: number): boolean {
  return code === 0x20 || (code >= 0x09 && code <= 0x0d) || code === 0xa0
}
