// What can happen? Everything that changes anything is one of these, and goes through `step`.
import type {
  Address,
  Body,
  Instant,
  MessageId,
  OperatorId,
  Receipt,
  Referral,
  SendFailure,
} from './model.ts'

export interface PlatformError {
  readonly code: string
  readonly detail: string
}

/** What a platform told us. `key` makes it happen once; `at` is the platform's own instant; 0 when it gave none that can be read. */
export type InboundEvent = { readonly key: string; readonly from: Address; readonly at: Instant } & (
  | {
      readonly type: 'message.received'
      /** The platform's message id. */
      readonly ref: string
      readonly body: Body
      /** Does it open the 24-hour window? */
      readonly window: boolean
      /** Does it deserve an answer? `joins` is read by the next turn and starts none. */
      readonly turn: 'answers' | 'joins' | 'never'
      /** Only a person can deal with this (an order, a payment). */
      readonly needsPerson?: boolean
      readonly contactName?: string
      /** Other names of the same contact on this account: phone number, business-scoped id. */
      readonly aliases?: readonly string[]
      readonly inReplyTo?: string
      readonly referral?: Referral
    }
  | {
      readonly type: 'message.echoed'
      readonly ref: string
      readonly body: Body
      readonly app?: string
      readonly aliases?: readonly string[]
    }
  | { readonly type: 'message.edited'; readonly ref: string; readonly body: Body }
  | { readonly type: 'message.unsent'; readonly ref: string }
  | {
      readonly type: 'message.reacted'
      readonly ref: string
      readonly emoji: string | null
      readonly window: boolean
    }
  | {
      readonly type: 'message.progressed'
      readonly status: Receipt
      readonly ref?: string
      /** Everything of ours before this instant, in place of one ref. */
      readonly upTo?: Instant
      /** Our own SendKey, given back. */
      readonly callback?: string
      readonly error?: PlatformError
    }
  /** Two identities turn out to be one person: `alias` is the new name of `from.contact`. */
  | { readonly type: 'contact.merged'; readonly alias: string }
  /** For operators; belongs to an account, to no conversation. */
  | { readonly type: 'account.alert'; readonly loud: boolean; readonly code: string; readonly detail: string }
  /** Kept and counted, never silent. */
  | { readonly type: 'ignored'; readonly because: string }
  /** Could not be read: `index` is its place in the delivery. */
  | { readonly type: 'quarantined'; readonly because: string; readonly index: number }
)

export type OperatorEvent = { readonly by: OperatorId; readonly at: Instant } & (
  | { readonly type: 'operator.wrote'; readonly clientId: string; readonly body: Body }
  | { readonly type: 'operator.silenced'; readonly until: Instant | 'further-notice' }
  | { readonly type: 'operator.unsilenced' }
  | { readonly type: 'operator.released' }
  | { readonly type: 'operator.tagged'; readonly tag: string }
  | { readonly type: 'operator.untagged'; readonly tag: string }
  | { readonly type: 'operator.read' }
)

/** Who answered: pack version, engine version, the model that really spoke (`ninguno` without one). */
export interface Signature {
  readonly prompt: string
  readonly engine: string
  readonly model: string
}

export interface Finding {
  readonly tag: string
  readonly on: 'contact' | 'conversation'
  readonly actor: `rule:${string}` | `model:${string}` | `system:${string}`
  readonly because: string
  readonly criterion?: string
  readonly quote: string
  readonly message: MessageId
  /** When the quoted message was said: a tag a person removed needs newer evidence. */
  readonly at: Instant
  readonly effects: { readonly silence: boolean; readonly call: readonly string[]; readonly push: boolean }
}

export interface Rejection {
  readonly tag: string
  readonly because: string
  readonly quote: string
}

export interface Usage {
  readonly requests: number
  readonly inputTokens: number
  readonly outputTokens: number
}

/** How an answer came about: kept with it, so that the panel can say why. Plain JSON, no secret, no other contact's data. */
export interface Trace {
  readonly ms: number
  readonly language?: string
  /** Sections of the knowledge that were read, as `document › section`. */
  readonly passages: readonly string[]
  /** Every request to a model, in order. */
  readonly calls: readonly { readonly model: string; readonly outcome: string; readonly ms: number }[]
  readonly tools: readonly { readonly name: string; readonly outcome: string; readonly ms: number }[]
  /** Sentences that were not let out, and by which lock. */
  readonly dropped: readonly { readonly text: string; readonly because: string }[]
}

/** What the agent makes of a turn. `waitMs` counts from the bubble before. */
export interface Answer {
  readonly by: Signature
  readonly bubbles: readonly { readonly body: Body; readonly waitMs: number }[]
  readonly findings: readonly Finding[]
  readonly rejected: readonly Rejection[]
  readonly data: Readonly<Record<string, string | number>>
  readonly noAnswer: boolean
  readonly usage: Usage
  readonly because?: string
  readonly failure?: 'model-down' | 'budget'
  readonly trace?: Trace
  readonly transcripts?: readonly { readonly message: MessageId; readonly text: string }[]
  /** The conversation up to message number `upto` in a few lines: what a memo turn is for. */
  readonly memo?: { readonly text: string; readonly upto: number }
  /** Older messages have piled up outside the memo: a memo turn is due. */
  readonly memoDue?: boolean
}

export type AgentEvent = { readonly at: Instant; readonly fence: number; readonly epoch: number } & (
  | { readonly type: 'agent.answered'; readonly upto: number; readonly answer: Answer }
  | { readonly type: 'agent.failed'; readonly upto: number; readonly detail: string }
)

export type SendEvent = { readonly at: Instant; readonly id: MessageId; readonly attempt: number } & (
  | { readonly type: 'send.due' }
  | { readonly type: 'send.succeeded'; readonly ref: string }
  | {
      readonly type: 'send.failed'
      readonly because: SendFailure
      readonly detail: string
      readonly retryAfterMs?: number
    }
  | { readonly type: 'send.unknown'; readonly detail: string }
)

export type TimerEvent = { readonly at: Instant } & (
  | { readonly type: 'turn.due' }
  | { readonly type: 'turn.lost'; readonly fence: number }
  | { readonly type: 'window.closed' }
  | { readonly type: 'silence.ended' }
  /** A send that nobody is waiting for any more: its process died, or 20 s passed. */
  | { readonly type: 'send.stale'; readonly id: MessageId; readonly attempt: number }
  /** An unknown send has waited; `upSince` is when our door last opened, receipts before it may be lost. */
  | {
      readonly type: 'send.unsettled'
      readonly id: MessageId
      readonly attempt: number
      readonly upSince: Instant
    }
)

export type JobEvent = { readonly at: Instant } & (
  | {
      readonly type: 'media.stored'
      readonly message: MessageId
      readonly file: string
      readonly mime: string
    }
  | { readonly type: 'media.lost'; readonly message: MessageId; readonly because: string }
  | { readonly type: 'contact.named'; readonly name: string }
)

export type Event = InboundEvent | OperatorEvent | AgentEvent | SendEvent | TimerEvent | JobEvent
