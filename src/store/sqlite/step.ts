// What does one event do? Seen before, or: load, decide, write each action and evolve, all inside the transaction that commits it.
import type { Action, Rules } from '../../actions.ts'
import { HouseError } from '../../errors.ts'
import type { Event, InboundEvent } from '../../events.ts'
import type { Address, ConversationId, Instant, MessageId } from '../../model.ts'
import type { ConversationState } from '../../state.ts'
import type { Step } from '../store.ts'
import type { createApply } from './apply.ts'
import type { Doing } from './doing.ts'
import type { Feed } from './feed.ts'
import type { Held } from './held.ts'
import type { Locate, Place } from './locate.ts'
import type { Outbox } from './outbox.ts'
import { type Seen, keyOf } from './seen.ts'

export interface Stepper {
  /** One event from outside, once. Throws what a rule or a constraint throws: the caller undoes it. */
  step(where: ConversationId | Address | null, event: Event, now: Instant): Step
  /** The same for a conversation already at hand. */
  advance(place: Place, event: Event, now: Instant): Doing
}

export interface StepParts {
  readonly rules: Rules
  readonly seen: Seen
  readonly locate: Locate
  readonly outbox: Outbox
  readonly apply: ReturnType<typeof createApply>
  readonly feed: Feed
  /** The public ids of a message's row. */
  readonly messageAt: (
    seq: number,
  ) => { readonly id: MessageId; readonly conversation: ConversationId } | null
}

const dayMs = 24 * 60 * 60_000
/** A window's end may be noted this much too early: its index need not move with every message. */
const windowSlackMs = 30 * 60_000

export function createStepper(parts: StepParts): Stepper {
  const { rules, seen, outbox, apply, feed } = parts

  function advance({ held, row }: Place, event: Event, now: Instant): Doing {
    const doing: Doing = {
      event,
      now,
      held,
      row,
      of: accountOf(held, event),
      added: null,
      message: null,
      refused: null,
    }
    const before = held === null ? null : held.state
    const send = held === null || row === null ? null : outbox.view(row, held)
    const known = before === null || send === null ? before : { ...before, send }
    for (const action of rules.decide(known, event, now)) {
      apply(doing, action)
      if (held !== null) evolve(held, action)
    }
    if (held !== null) finish(held, before, doing)
    return doing
  }

  /** The rules cannot know which number a message gets: the real one stands in after each. */
  function evolve(held: Held, action: Action): void {
    const state = rules.evolve(held.state, action)
    const adds = action.type === 'message.add' || action.type === 'send.queue'
    held.state = adds ? { ...state, lastSeq: held.desk.previewSeq } : state
  }

  function finish(held: Held, before: ConversationState | null, doing: Doing): void {
    const { state } = held
    const end = state.windowOpen && state.lastInboundAt !== null ? state.lastInboundAt + dayMs : null
    const due = held.desk.windowDue
    const holds = end === null ? due === null : due !== null && due <= end && end - due <= windowSlackMs
    if (!holds) held.desk = { ...held.desk, windowDue: end }
    if (state.lease === null && held.desk.leaseBy !== null) held.desk = { ...held.desk, leaseBy: null }
    if (state !== before || doing.event.type === 'operator.read')
      feed.note('conversation.changed', doing.now, held.id)
  }

  function inbound(where: Address, event: InboundEvent, now: Instant): Step {
    const key = keyOf(event)
    const known = key === null ? null : seen.find(key)
    if (known !== null) {
      const made = known.message === null ? null : parts.messageAt(known.message)
      return {
        conversation: made?.conversation ?? null,
        repeated: true,
        refused: null,
        message: made?.id ?? null,
      }
    }
    const doing = advance(parts.locate(where, event, now), event, now)
    if (key !== null) seen.put(key, now, doing.added)
    return result(doing)
  }

  return {
    advance,
    step: (where, event, now) => {
      if ('key' in event)
        return inbound(typeof where === 'string' || where === null ? event.from : where, event, now)
      const place = parts.locate(where, event, now)
      if (event.type === 'operator.wrote' && place.held !== null) {
        const earlier = outbox.byClient(place.held.id, event.clientId)
        if (earlier !== null)
          return { conversation: place.held.state.id, repeated: true, refused: null, message: earlier.id }
      }
      if (place.held === null) throw new HouseError('not-found', 'La conversación no existe.')
      return result(advance(place, event, now))
    },
  }
}

function accountOf(held: Held | null, event: Event): Doing['of'] {
  if ('from' in event) return event.from
  return held === null ? null : { channel: held.state.channel, account: held.desk.accountName }
}

function result(doing: Doing): Step {
  return {
    conversation: doing.held?.state.id ?? null,
    repeated: false,
    refused: doing.refused,
    message: doing.message,
  }
}
