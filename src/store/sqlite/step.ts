// What does one event do? Seen before, or: load, decide, write each action and evolve, all inside the transaction that commits it.
import { HouseError } from '../../errors.ts'
import type { Event, InboundEvent } from '../../events.ts'
import type { Address, ConversationId, Instant, MessageId } from '../../model.ts'
import type { Step } from '../store.ts'
import type { Advance } from './advance.ts'
import type { Doing } from './doing.ts'
import type { Locate } from './locate.ts'
import type { Outbox } from './outbox.ts'
import { type Seen, keyOf } from './seen.ts'
import type { TagBook } from './tag-book.ts'

export interface Stepper {
  /** One event from outside, once. Throws what a rule or a constraint throws: the caller undoes it. */
  step(where: ConversationId | Address | null, event: Event, now: Instant): Step
  /** The same for a conversation already at hand. */
  advance: Advance
}

export interface StepParts {
  readonly seen: Seen
  readonly locate: Locate
  readonly outbox: Outbox
  readonly advance: Advance
  readonly book: TagBook
  /** The public ids of a message's row. */
  readonly messageAt: (
    seq: number,
  ) => { readonly id: MessageId; readonly conversation: ConversationId } | null
}

export function createStepper(parts: StepParts): Stepper {
  const { seen, outbox, advance } = parts

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

  /** A tag is written as it was first written. */
  function spelled(event: Event): Event {
    if (event.type !== 'operator.tagged' && event.type !== 'operator.untagged') return event
    return { ...event, tag: parts.book.byName(event.tag)?.name ?? event.tag.trim() }
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
      return result(advance(place, spelled(event), now))
    },
  }
}

function result(doing: Doing): Step {
  return {
    conversation: doing.held?.state.id ?? null,
    repeated: false,
    refused: doing.refused,
    message: doing.message,
  }
}
