// What may the rules know of a conversation? Its state, the row an event speaks of, and its channel's abilities.
import type {
  Address,
  Body,
  ChannelName,
  ConversationId,
  Instant,
  MediaKind,
  MessageId,
  OperatorId,
  SendState,
} from './model.ts'

export interface WindowRule {
  /** How long after the customer's last message anything may be said. */
  readonly freeMs: number
  /** How long a person may still type (HUMAN_AGENT), or null where only templates may follow. */
  readonly humanMs: number | null
}

/** What a channel can do, as data. Lengths of text are in `limitUnit`; `chars` counts UTF-16 units, never fewer than Meta does. */
export interface Traits {
  readonly textLimit: number
  readonly limitUnit: 'chars' | 'bytes'
  readonly captionLimit: number
  readonly choices: { readonly text: number; readonly count: number; readonly label: number }
  readonly media: readonly MediaKind[]
  readonly hasTemplates: boolean
  readonly window: WindowRule | null
  /** Quiet time before an answer; `fragmentMs` after something that looks unfinished. */
  readonly quietMs: number
  readonly fragmentMs: number
  /** Pair rate: one message each `everyMs` to the same contact, after a free burst. */
  readonly pace: { readonly everyMs: number; readonly burst: number } | null
  /** Does the platform give our SendKey back? Without it an ambiguous send is never repeated. */
  readonly echoesKey: boolean
}

/** Open turn of a conversation: it waits until `dueAt`; `since` is the first unanswered message, `restarts` counts aborted runs. */
export interface PendingTurn {
  readonly dueAt: Instant
  readonly since: Instant
  readonly restarts: number
  /** Not an answer but a summary of what was said: gives way to any customer. */
  readonly memo?: boolean
}

/** A turn that a worker is thinking about: only its `fence` may end it. `since` and `restarts` are the pending turn's. */
export interface Lease {
  readonly fence: number
  readonly upto: number
  readonly until: Instant
  readonly since: Instant
  readonly restarts: number
  readonly memo?: boolean
}

export interface Silence {
  readonly until: Instant | 'further-notice'
  /** A tag's silence ends with the window; a person's does not. */
  readonly by: OperatorId | 'tag'
}

/** One message on its way out: a row of the outbox. Its id is its message's id. */
export interface QueuedSend {
  readonly id: MessageId
  readonly conversation: ConversationId
  readonly to: Address
  readonly author: 'agent' | 'operator'
  readonly body: Body
  readonly state: SendState
  readonly epoch: number
  readonly attempt: number
  readonly dueAt: Instant
  readonly claimedAt: Instant | null
  readonly ref: string | null
  /** An earlier attempt ended as `unknown`: it may have been sent. The attempt in flight does not count. */
  readonly mayBeOnWire: boolean
  readonly maybeDuplicate: boolean
  /** The last words of a turn whose own tag silences the agent. */
  readonly farewell: boolean
  /** Leaves as HUMAN_AGENT: decided at the claim. */
  readonly human: boolean
  /** Later sends of the same account whose receipt arrived: proof that the receipt channel works. */
  readonly witnesses: number
  /** A customer message arrived after this was queued. */
  readonly overtaken: boolean
}

/** All the rules may know of a conversation; small on purpose. */
export interface ConversationState {
  readonly id: ConversationId
  readonly channel: ChannelName
  readonly traits: Traits
  /** Bumped by intervention, silence, release: what was decided under an older epoch no longer holds. */
  readonly epoch: number
  /** The platform's own timestamp, never in the future. */
  readonly lastInboundAt: Instant | null
  /** Set while the 24 hours run, on every channel; the sweeper clears it. */
  readonly windowOpen: boolean
  readonly intervention: { readonly by: OperatorId | 'device'; readonly since: Instant } | null
  readonly silence: Silence | null
  /** Names of the tags on the conversation and on its contact. */
  readonly tags: readonly string[]
  /** Tags a person removed, and when: only newer evidence brings them back. */
  readonly lockedTags: Readonly<Record<string, Instant>>
  readonly pendingTurn: PendingTurn | null
  readonly lease: Lease | null
  readonly fence: number
  /**
   * Sequence number of the last message (the store writes the real one after each `message.add` and `send.queue`),
   * and of the last one that a finished turn has consumed.
   */
  readonly lastSeq: number
  readonly answeredUpto: number
  /** Finished turns, and the instants of the latest (at most 20): bots talking to bots stop there. */
  readonly turns: number
  readonly recentTurns: readonly Instant[]
  /** An unreadable message was already answered with the polite line. */
  readonly unreadableAnswered: boolean
  /** The agent failed and the customer was told once: quiet until something works again. */
  readonly failureTold: boolean
  readonly contactNamed: boolean
  /** When the next message to this contact is due under the pair rate (a GCRA arrival time). */
  readonly paceAt: Instant
  /** The outbox row the event speaks of, or null. */
  readonly send: QueuedSend | null
}
