// What is under way? One step: its event, the conversation it is about, and what it has done so far.
import type { Event } from '../../events.ts'
import type { Address, Instant, MessageId, RefusalCode } from '../../model.ts'
import type { ConversationState } from '../../state.ts'
import type { Desk } from '../rows.ts'

/** A conversation as the running transaction holds it: changed in memory, written before the COMMIT. */
export interface Held {
  readonly id: number
  state: ConversationState
  desk: Desk
}

export interface Doing {
  readonly event: Event
  readonly now: Instant
  /** Null when the event belongs to an account only. */
  readonly held: Held | null
  readonly of: Pick<Address, 'channel' | 'account'> | null
  /** The outbox row the event speaks of. */
  readonly row: OutboxKey | null
  /** Row of the first message it added or queued. */
  added: number | null
  message: MessageId | null
  refused: RefusalCode | null
}

export interface OutboxKey {
  readonly seq: number
  readonly conversation: number
}
