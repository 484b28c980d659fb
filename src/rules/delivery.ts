// One body on its way out: may it start, and what does the platform's answer, or its silence, mean for it?
// States and transitions are a compare-and-set in the store; `from` says where each is allowed to begin.
import type { Action } from '../actions.ts'
import type { SendEvent, TimerEvent } from '../events.ts'
import type { Instant, QuietReason, SendFailure, SendState } from '../model.ts'
import type { ConversationState, QueuedSend } from '../state.ts'
import { stepIn } from './intervention.ts'
import { nextAttempt, pauseOf } from './retries.ts'
import { whyQuiet } from './quiet.ts'
import { mayLeave } from './window.ts'

type Of<T extends SendEvent['type'] | TimerEvent['type']> = Extract<SendEvent | TimerEvent, { type: T }>

/** How long evidence for an ambiguous send is waited for. */
export const unknownWaitMs = 60_000
/** Later sends whose receipts arrived: without them the receipts themselves are suspect, and silence proves nothing. */
export const witnessesNeeded = 3

/** The claim, asked inside the transaction that takes the row. */
export function sendDue(state: ConversationState, event: Of<'send.due'>, now: Instant): readonly Action[] {
  const row = subject(state, event, ['pending'])
  if (row === null) return []
  const verdict = mayLeave(row.body, row.author, state, now)
  if (!verdict.ok)
    return [settle(row, now, row.mayBeOnWire ? 'unconfirmed' : 'expired', { because: verdict.because })]
  const quiet = row.author === 'agent' ? whyNot(row, state, now) : null
  if (quiet !== null)
    return [settle(row, now, row.mayBeOnWire ? 'unconfirmed' : 'cancelled', { because: quiet })]
  const pacedUntil = paced(state, now)
  if (pacedUntil > now) return [settle(row, now, 'pending', { dueAt: pacedUntil })]
  return [{ type: 'send.start', id: row.id, attempt: row.attempt, human: verdict.human, at: now }]
}

export function succeeded(
  state: ConversationState,
  event: Of<'send.succeeded'>,
  now: Instant,
): readonly Action[] {
  const row = subject(state, event, ['sending', 'unknown', 'unconfirmed'])
  return row === null ? [] : [settle(row, now, 'accepted', { ref: event.ref })]
}

export function failedSend(
  state: ConversationState,
  event: Of<'send.failed'>,
  now: Instant,
): readonly Action[] {
  const row = subject(state, event, ['sending', 'unknown'])
  if (row === null) return []
  const { because, detail, retryAfterMs } = event
  const wait = nextAttempt(because, row.attempt, retryAfterMs)
  const until = pauseOf(because, row.attempt, retryAfterMs)
  const actions: Action[] = []
  if (until !== null) actions.push({ type: 'account.pause', until: now + until, because })
  if (isAlarm(because)) actions.push({ type: 'alert.raise', loud: true, code: because, detail, at: now })
  if (because === 'not-thread-owner') actions.push(...stepIn(state, 'device', now))
  actions.push(
    wait === null
      ? settle(row, now, lastState(row, because), { because })
      : settle(row, now, 'pending', { because, dueAt: now + wait }),
  )
  return actions
}

export function unknown(
  state: ConversationState,
  event: Of<'send.unknown'>,
  now: Instant,
): readonly Action[] {
  const row = subject(state, event, ['sending'])
  return row === null ? [] : [settle(row, now, 'unknown', { because: event.detail })]
}

/** Nobody waits for this request any more. The site chat's send is a commit, so there it certainly did not happen. */
export function stale(state: ConversationState, event: Of<'send.stale'>, now: Instant): readonly Action[] {
  const row = subject(state, event, ['sending'])
  if (row === null) return []
  if (state.channel === 'web') return [settle(row, now, 'pending', { dueAt: now })]
  return [settle(row, now, 'unknown', { because: 'stale' })]
}

/**
 * An ambiguous send without evidence: repeated once, late, if repeating is harmless; otherwise a person decides.
 * Without witnesses the wait goes on until the window closes.
 */
export function unsettled(
  state: ConversationState,
  event: Of<'send.unsettled'>,
  now: Instant,
): readonly Action[] {
  const row = subject(state, event, ['unknown'])
  if (row === null || now - Math.max(row.claimedAt ?? now, event.upSince) < unknownWaitMs) return []
  if (!mayRepeat(row, state, now)) return [settle(row, now, 'unconfirmed', {})]
  if (row.witnesses < witnessesNeeded) return []
  return [settle(row, now, 'pending', { dueAt: now, maybeDuplicate: true })]
}

function mayRepeat(row: QueuedSend, state: ConversationState, now: Instant): boolean {
  if (row.author !== 'agent' || !state.traits.echoesKey || row.maybeDuplicate) return false
  if (row.body.kind === 'template' || row.overtaken) return false
  return mayLeave(row.body, row.author, state, now).ok && whyNot(row, state, now) === null
}

function whyNot(row: QueuedSend, state: ConversationState, now: Instant): QuietReason | null {
  const quiet = whyQuiet(state, now)
  if (row.epoch !== state.epoch) return quiet ?? 'superseded'
  // A turn may carry its own change of epoch: the farewell before its own silence. A loop stops turns, not what they said.
  if (quiet === 'loop' || (quiet === 'silence' && row.farewell && state.silence?.by === 'tag')) return null
  return quiet
}

/** When the pair rate lets the next message to this contact go: a free burst, then one each `everyMs`. */
function paced(state: ConversationState, now: Instant): Instant {
  const pace = state.traits.pace
  return pace === null ? now : Math.max(state.paceAt, now) - (pace.burst - 1) * pace.everyMs
}

function lastState(row: QueuedSend, because: SendFailure): SendState {
  if (row.mayBeOnWire) return 'unconfirmed'
  if (because === 'window-closed') return 'expired'
  return because === 'not-thread-owner' && row.author === 'agent' ? 'cancelled' : 'failed'
}

function isAlarm(because: SendFailure): boolean {
  return because === 'unauthorized' || because === 'policy'
}

function subject(
  state: ConversationState,
  event: { readonly id: string; readonly attempt: number },
  from: readonly SendState[],
): QueuedSend | null {
  const row = state.send
  return row !== null && row.id === event.id && row.attempt === event.attempt && from.includes(row.state)
    ? row
    : null
}

function settle(
  row: QueuedSend,
  at: Instant,
  to: SendState,
  more: Partial<
    Pick<Extract<Action, { type: 'send.settle' }>, 'ref' | 'because' | 'dueAt' | 'maybeDuplicate'>
  >,
): Action {
  return { type: 'send.settle', id: row.id, attempt: row.attempt, from: [row.state], to, at, ...more }
}
