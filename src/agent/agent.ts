// What is an agent? Something that reads a conversation and answers it once; it keeps nothing.
import type { Answer } from '../events.ts'
import type { Address, Author, Body, ConversationId, Instant, MessageId } from '../model.ts'
import type { Traits } from '../state.ts'

export interface TurnMessage {
  readonly id: MessageId
  /** Its number: grows with arrival. */
  readonly seq: number
  readonly author: Author
  /** The platform's message id. */
  readonly ref: string | null
  readonly body: Body
  readonly at: Instant
}

/** Everything the agent may know. Nothing of another contact is in it. */
export interface Turn {
  readonly conversation: ConversationId
  readonly to: Address
  readonly traits: Traits
  readonly contactName: string | null
  /** Data captured from this contact so far. */
  readonly data: Readonly<Record<string, string | number>>
  readonly tags: readonly string[]
  /** Earlier messages, oldest first; then the burst that waits for an answer. */
  readonly history: readonly TurnMessage[]
  readonly burst: readonly TurnMessage[]
  /** How many turns of this conversation were answered before. */
  readonly turns: number
  /** What is asked: an answer to the burst, or a memo of `history` (the burst is empty). */
  readonly kind: 'answer' | 'memo'
  /** The latest memo, and the number of the last message it covers. */
  readonly memo: { readonly text: string; readonly upto: number } | null
  /** Model tokens spent today (UTC), by this contact and by all. */
  readonly spent: { readonly contact: number; readonly total: number }
  readonly now: Instant
  readonly epoch: number
  readonly fence: number
  readonly upto: number
}

export interface Agent {
  /** Throws when `signal` aborts and leaves nothing behind; every other failure is an Answer or a throw that the turn survives. */
  answer(turn: Turn, signal: AbortSignal): Promise<Answer>
  /** For `GET /health`: what answers, and what is wrong with its files. */
  describe(): AgentHealth
  /** *Probar conexión*: would its models answer? Costs no tokens; absent without a model. Throws only for the signal. */
  check?(signal: AbortSignal): Promise<readonly ModelCheck[]>
}

export interface ModelCheck {
  readonly model: string
  readonly ok: boolean
  /** Spanish. */
  readonly detail: string
}

export interface AgentHealth {
  readonly model: string
  readonly prompt: string
  readonly problems: readonly string[]
  /** The model has failed too often: the knowledge answers alone until it works again. */
  readonly resting?: boolean
}
