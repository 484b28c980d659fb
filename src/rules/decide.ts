// What follows from an event? Every decision of the house, in one switch: pure, sync, data in, data out.
import type { Action } from '../actions.ts'
import type { Event } from '../events.ts'
import type { Instant } from '../model.ts'
import type { ConversationState } from '../state.ts'
import { answered, failed } from './answer.ts'
import { failedSend, sendDue, stale, succeeded, unknown, unsettled } from './delivery.ts'
import { echoed, progressed, reacted, received } from './inbound.ts'
import { endSilence, release, silence } from './intervention.ts'
import { tagged, untagged, wrote } from './operator.ts'
import { silenceEnded, windowClosed } from './timers.ts'
import { turnDue, turnLost } from './turns.ts'

export function decide(state: ConversationState | null, event: Event, now: Instant): readonly Action[] {
  return state === null ? decideAlone(event, now) : decideFor(state, event, now)
}

/** What belongs to an account and to no conversation. */
function decideAlone(event: Event, now: Instant): readonly Action[] {
  switch (event.type) {
    case 'account.alert':
      return [{ type: 'alert.raise', loud: event.loud, code: event.code, detail: event.detail, at: now }]
    case 'ignored':
    case 'quarantined':
      return [{ type: 'note.ignored', because: event.because }]
    case 'message.progressed':
      return progressed(event, now)
    default:
      return []
  }
}

function decideFor(state: ConversationState, event: Event, now: Instant): readonly Action[] {
  switch (event.type) {
    case 'message.received':
      return received(state, event, now)
    case 'message.echoed':
      return echoed(state, event, now)
    case 'message.edited':
      return [{ type: 'message.edit', ref: event.ref, body: event.body }]
    case 'message.unsent':
      return [{ type: 'message.erase', ref: event.ref }]
    case 'message.reacted':
      return reacted(event, now)
    case 'message.progressed':
      return progressed(event, now)
    case 'contact.merged':
      return [{ type: 'contact.alias', alias: event.alias }]
    case 'media.stored':
      return [{ type: 'media.keep', message: event.message, file: event.file, mime: event.mime }]
    case 'media.lost':
      return [{ type: 'media.lose', message: event.message, because: event.because }]
    case 'contact.named':
      return state.contactNamed ? [] : [{ type: 'contact.name', name: event.name }]
    case 'turn.due':
      return turnDue(state, now)
    case 'turn.lost':
      return turnLost(state, event, now)
    case 'agent.answered':
      return answered(state, event, now)
    case 'agent.failed':
      return failed(state, event, now)
    default:
      return decideMore(state, event, now)
  }
}

function decideMore(state: ConversationState, event: Event, now: Instant): readonly Action[] {
  switch (event.type) {
    case 'operator.wrote':
      return wrote(state, event, now)
    case 'operator.silenced':
      return silence(state, event.until, event.by, now)
    case 'operator.unsilenced':
      return endSilence(state, now)
    case 'operator.released':
      return release(state, now)
    case 'operator.tagged':
      return tagged(state, event, now)
    case 'operator.untagged':
      return untagged(state, event, now)
    case 'operator.read':
      return [{ type: 'conversation.read' }]
    case 'send.due':
      return sendDue(state, event, now)
    case 'send.succeeded':
      return succeeded(state, event, now)
    case 'send.failed':
      return failedSend(state, event, now)
    case 'send.unknown':
      return unknown(state, event, now)
    case 'send.stale':
      return stale(state, event, now)
    case 'send.unsettled':
      return unsettled(state, event, now)
    case 'window.closed':
      return windowClosed(state, now)
    case 'silence.ended':
      return silenceEnded(state, now)
    default:
      return decideAlone(event, now)
  }
}
