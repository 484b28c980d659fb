// What does the house remember? One door for writing (`step` and its batches), claims for the workers, reads for people.
import type { Turn } from '../agent/agent.ts'
import type { Event, InboundEvent, Rejection, Signature, Trace, Usage } from '../events.ts'
import type {
  Address,
  Author,
  Body,
  ChannelName,
  ConversationId,
  Instant,
  MediaBody,
  MessageId,
  OperatorId,
  QuietReason,
  RefusalCode,
  SendState,
  TagId,
} from '../model.ts'
import type { QueuedSend } from '../state.ts'

export interface ParsedDelivery {
  readonly seq: number
  readonly channel: ChannelName
  readonly at: Instant
  readonly events: readonly InboundEvent[]
}

/** What one step did. */
export interface Step {
  readonly conversation: ConversationId | null
  /** The key or client id was seen before; nothing changed. */
  readonly repeated: boolean
  readonly refused: RefusalCode | null
  /** The message it added or queued, also when repeated. */
  readonly message: MessageId | null
}

/** What the sweeper steps: each is an event whose time has come. */
export interface Due {
  readonly conversation: ConversationId
  readonly event: Event
}

export interface Job {
  readonly id: number
  readonly kind: 'media' | 'profile'
  readonly conversation: ConversationId
  readonly of: Address
  readonly message: MessageId | null
  readonly body: MediaBody | null
  readonly attempt: number
}

export interface TagView {
  readonly id: TagId
  readonly name: string
  /** Put by the agent or a rule, with its proof. */
  readonly automatic: boolean
}

/** Someone who works at the panel; `opr_api` is a program that holds the key. */
export interface Person {
  readonly id: OperatorId
  readonly name: string
}

/** Who keeps the agent quiet, and since or until when. */
export interface Control {
  readonly intervention: { readonly by: Person | 'device'; readonly since: Instant } | null
  /** `until` is null until further notice. A tag's silence ends with the window. */
  readonly silence: { readonly until: Instant | null; readonly by: Person | 'tag' } | null
}

export interface AgentView {
  /** A turn waits or runs. */
  readonly thinking: boolean
  /** Why the customer's last message got no answer although nothing keeps the agent quiet. */
  readonly failed: 'agent-failed' | 'budget' | null
}

export interface ConversationView {
  readonly id: ConversationId
  readonly channel: ChannelName
  readonly account: string
  readonly contact: { readonly id: string; readonly name: string | null; readonly address: string }
  readonly lastMessageAt: Instant | null
  readonly lastInboundAt: Instant | null
  readonly windowClosesAt: Instant | null
  readonly whyQuiet: QuietReason | null
  readonly control: Control
  readonly agent: AgentView
  readonly unread: number
  readonly preview: { readonly author: Author; readonly text: string } | null
  readonly tags: readonly TagView[]
}

export interface MessageView {
  readonly id: MessageId
  readonly conversationId: ConversationId
  readonly author: Author
  /** Of what was written at the panel. */
  readonly by?: Person
  readonly body: Body
  readonly at: Instant
  /** Null for what arrived; an outbox state for what leaves. */
  readonly status: SendState | null
  readonly ref: string | null
  /** Why it was not answered, not sent, or failed. */
  readonly because?: string
  readonly inReplyTo?: string
  readonly clientId?: string
  readonly reaction?: string
  readonly edited?: boolean
  readonly maybeDuplicate?: boolean
  /** It did not arrive, or nobody knows, and was not sent again yet. */
  readonly mayRetry?: boolean
  /** When the platform last said what became of it. */
  readonly receiptAt?: Instant
}

export interface Page<T> {
  readonly items: readonly T[]
  /** Cursor of the next page, or null at the end. */
  readonly next: string | null
}

export interface ConversationQuery {
  readonly channel?: ChannelName
  readonly tag?: string
  /** Words of messages, tags and contact names. */
  readonly q?: string
  readonly state?: 'unread' | 'unanswered' | 'closing' | 'paused'
  readonly limit: number
  readonly cursor?: string
}

export interface Hit {
  readonly message: MessageView
  readonly conversation: ConversationView
}

export interface SearchQuery {
  readonly q: string
  readonly channel?: ChannelName
  readonly tag?: string
  readonly limit: number
  readonly cursor?: string
}

export interface Change {
  readonly seq: number
  readonly at: Instant
  readonly type:
    | 'message.added'
    | 'note.added' /** `message` names a note */
    | 'message.changed'
    | 'conversation.changed'
    | 'tags.changed'
    | 'alert.raised'
    | 'operators.called'
  readonly conversation: ConversationId | null
  readonly message: MessageId | null
}

/** How an answer of the agent came about. */
export interface WhyView {
  readonly at: Instant
  readonly by: Signature
  readonly usage: Usage
  readonly trace: Trace
  readonly rejected: readonly Rejection[]
}

export interface Alert {
  readonly at: Instant
  readonly loud: boolean
  readonly code: string
  readonly detail: string
}

/** For health and metrics. */
export interface Counts {
  readonly cursor: number
  readonly conversations: number
  readonly messages: number
  readonly pendingSends: number
  readonly unknownSends: number
  readonly quarantined: number
  readonly ignored: number
  readonly alerts: readonly Alert[]
  readonly pausedAccounts: readonly {
    readonly channel: ChannelName
    readonly account: string
    readonly until: Instant
    readonly because: string
  }[]
}

export interface Store {
  /** Applies deliveries and moves the cursor behind them in one transaction. A step that throws is quarantined, its siblings go on. */
  drain(deliveries: readonly ParsedDelivery[], now: Instant): Promise<void>
  /** Sequence number of the last delivery applied. */
  cursor(): number
  /** Deaths while draining this delivery; `strike` adds one and commits it. */
  strikes(seq: number): Promise<number>
  strike(seq: number, now: Instant): Promise<void>
  /** Loads, decides, evolves, writes, commits. An Address that is new begins a conversation. Null: the event belongs to none. */
  step(where: ConversationId | Address | null, event: Event, now: Instant): Promise<Step>
  /** Leases the most overdue turn for 60 s, or null. A turn that must not run is ended on the way, with its reason. */
  claimTurn(now: Instant): Promise<Turn | null>
  /** Takes the next body that may leave (compare-and-set `pending → sending`), or null. Those that may not are settled on the way. */
  claimSend(now: Instant): Promise<QueuedSend | null>
  claimJob(now: Instant): Promise<Job | null>
  /** Without `dueAt` the job is done. */
  finishJob(id: number, dueAt?: Instant): Promise<void>
  /** Earliest instant at which a turn, send or job will be due, or null. */
  nextDueAt(): Instant | null
  /** What the sweeper must step now, found through partial indexes. */
  due(now: Instant, limit: number): Promise<readonly Due[]>
  /** Is this lease still the conversation's? */
  holds(conversation: ConversationId, fence: number): boolean
  /** Removes seen keys, quarantine and changes older than `before`. */
  prune(before: Instant): Promise<void>
  /** Spare time: merge the search index, checkpoint. */
  tidy(): Promise<void>

  conversations(query: ConversationQuery, now: Instant): Promise<Page<ConversationView>>
  conversation(id: ConversationId, now: Instant): Promise<ConversationView | null>
  find(address: Address): Promise<ConversationId | null>
  /** Newest first; `cursor` goes back in time. Null: no such conversation. */
  messages(
    id: ConversationId,
    query: { readonly limit: number; readonly cursor?: string },
  ): Promise<Page<MessageView> | null>
  message(id: MessageId): Promise<MessageView | null>
  /** Null for what the agent did not say, or said without a trace. */
  why(id: MessageId): Promise<WhyView | null>
  search(query: SearchQuery, now: Instant): Promise<Page<Hit>>
  tags(): Promise<readonly (TagView & { readonly uses: number; readonly builtIn: boolean })[]>
  createTag(name: string, now: Instant): Promise<TagView>
  /** Unlinks it everywhere and forgets it; false for unknown and built-in ones. */
  deleteTag(id: TagId, now: Instant): Promise<boolean>
  /** After `seq`, in order. */
  changes(seq: number, limit: number): Promise<readonly Change[]>
  lastChange(): number
  /** Called after every commit with nothing in its hands. Returns the way to stop listening. */
  onCommit(listener: () => void): () => void
  counts(): Promise<Counts>
  close(): Promise<void>
}
