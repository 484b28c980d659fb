// What does the panel remember that no rule needs? Notes, drafts, quick replies, history, counts and figures; operators.ts says who works there.
import type { ChannelName, ConversationId, Instant, MessageId, OperatorId } from '../model.ts'
import type { Audit, Operators, Sessions } from './operators.ts'
import type { ConversationView, MessageView, Page, Person } from './store.ts'

/** A word of the team to itself. It is no message: what leaves, what the agent reads and what a visitor sees never knows of it. */
export interface NoteView {
  readonly id: MessageId
  readonly conversationId: ConversationId
  readonly by: Person
  readonly text: string
  readonly at: Instant
  readonly clientId: string
}

export type ThreadItem =
  | { readonly kind: 'message'; readonly message: MessageView }
  | { readonly kind: 'note'; readonly note: NoteView }

export interface NewNote {
  readonly clientId: string
  readonly by: OperatorId
  readonly text: string
}

export interface NoteHit {
  readonly note: NoteView
  readonly conversation: ConversationView
}

export interface NoteQuery {
  readonly q: string
  readonly channel?: ChannelName
  readonly tag?: string
  readonly limit: number
}

export interface Notes {
  /** The same client id of the same operator again changes nothing. Null: no such conversation. */
  add(
    id: ConversationId,
    note: NewNote,
    now: Instant,
  ): Promise<{ readonly note: NoteView; readonly repeated: boolean } | null>
  note(id: MessageId): Promise<NoteView | null>
  /** Messages and notes as they came, newest first. Null: no such conversation. */
  thread(
    id: ConversationId,
    query: { readonly limit: number; readonly cursor?: string },
  ): Promise<Page<ThreadItem> | null>
  /** The newest that say it. */
  search(query: NoteQuery, now: Instant): Promise<readonly NoteHit[]>
}

export type DraftKind = 'reply' | 'note'

export interface Draft {
  readonly conversation: ConversationId
  readonly kind: DraftKind
  readonly text: string
  readonly at: Instant
}

/** Each operator's own; an empty text is none. */
export interface Drafts {
  of(by: OperatorId, id: ConversationId): Promise<readonly Draft[]>
  /** Newest first. */
  all(by: OperatorId, limit: number): Promise<readonly Draft[]>
  /** False: no such conversation. */
  put(by: OperatorId, draft: Draft): Promise<boolean>
  drop(by: OperatorId, id: ConversationId, kind?: DraftKind): Promise<void>
}

export interface QuickReply {
  readonly id: string
  readonly shortcut: string
  readonly text: string
}

export interface QuickReplies {
  list(): Promise<readonly QuickReply[]>
  /** Null: the shortcut is taken. */
  add(reply: Omit<QuickReply, 'id'>, by: OperatorId, now: Instant): Promise<QuickReply | null>
  drop(id: string, by: OperatorId, now: Instant): Promise<boolean>
}

/** Conversations; every count stops at `most`. */
export interface Unread {
  readonly most: number
  readonly channels: Readonly<Record<ChannelName, number>>
  readonly escalated: number
  readonly leads: number
  readonly unanswered: number
  readonly paused: number
  readonly closing: number
}

export type HistoryType =
  | 'tag.put'
  | 'tag.drop'
  | 'tag.reject'
  | 'intervention.started'
  | 'intervention.ended'
  | 'silence.set'
  | 'silence.ended'
  | 'window.closed'

export type Actor =
  | { readonly kind: 'operator'; readonly id: OperatorId; readonly name: string }
  | { readonly kind: 'rule' | 'model' | 'system'; readonly name: string }
  | { readonly kind: 'device' | 'tag' | 'time' }

/** Something that happened to a conversation besides what was said, with its proof. */
export interface HistoryEntry {
  readonly id: number
  readonly at: Instant
  readonly type: HistoryType
  readonly by: Actor
  readonly tag?: string
  readonly because?: string
  readonly criterion?: string
  readonly quote?: string
  readonly message?: MessageId
  /** Of a silence; null: until further notice. */
  readonly until?: Instant | null
  readonly versions?: { readonly prompt: string; readonly engine: string; readonly model: string }
}

export interface ChannelPulse {
  readonly channel: ChannelName
  readonly accounts: readonly {
    readonly account: string
    readonly pausedUntil: Instant | null
    readonly because: string | null
  }[]
  readonly lastMessageAt: Instant | null
}

/** One stretch of time of the dashboard. Figures of several stretches add up, save `conversations`. */
export interface Stretch {
  readonly from: Instant
  /** Not included. */
  readonly to: Instant
}

export interface Figures {
  /** Conversations in which the customer said something. */
  readonly conversations: number
  /** Turns that the agent answered by itself. */
  readonly answered: number
  /** Contacts who became leads for the first time, and still are. */
  readonly leads: number
  /** Of `conversations`, those that became leads. */
  readonly converted: number
}

export interface Metrics {
  /** The figures of all stretches together and of each; works in slices, so that nobody else waits. */
  over(
    stretches: readonly Stretch[],
    channel?: ChannelName,
  ): Promise<{ readonly whole: Figures; readonly each: readonly Figures[] }>
}

export interface PanelStore {
  readonly operators: Operators
  readonly sessions: Sessions
  readonly audit: Audit
  readonly notes: Notes
  readonly drafts: Drafts
  readonly quickReplies: QuickReplies
  readonly metrics: Metrics
  unread(now: Instant): Promise<Unread>
  /** Newest first. Null: no such conversation. */
  history(
    id: ConversationId,
    query: { readonly limit: number; readonly cursor?: string },
  ): Promise<Page<HistoryEntry> | null>
  pulse(now: Instant): Promise<readonly ChannelPulse[]>
}
