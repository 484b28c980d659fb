// What does the panel remember that no rule needs? Operators and their sessions, drafts, notes, quick replies, history and figures.
import type { ChannelName, ConversationId, Instant, MessageId, OperatorId } from '../model.ts'
import type { ConversationView, MessageView, Page, Person } from './store.ts'

/** `viewer` looks, `operator` acts in conversations, `admin` also decides who may. */
export type Role = 'admin' | 'operator' | 'viewer'
export type Language = 'es-MX' | 'en' | 'pt-BR'

export interface Operator {
  readonly id: OperatorId
  readonly name: string
  readonly email: string
  readonly role: Role
  readonly language: Language
  readonly disabled: boolean
  /** A second factor is asked for at sign-in. */
  readonly totp: boolean
}

export interface NewOperator {
  readonly name: string
  readonly email: string
  readonly language: Language
  readonly passwordHash: string
}

/** What sign-in compares with; never leaves the server. */
export interface Credentials {
  readonly operator: Operator
  readonly passwordHash: string
  /** Hex. Null: no second factor. */
  readonly totpSecret: string | null
}

export interface Invitation {
  /** SHA-256 of the token, hex. */
  readonly hash: string
  readonly email: string
  readonly name: string
  readonly role: Role
  readonly expiresAt: Instant
}

export interface OperatorChange {
  readonly name?: string
  readonly language?: Language
  readonly role?: Role
  readonly disabled?: boolean
}

/** Every change of a password, role or second factor, and disabling, ends the operator's sessions in the same transaction. */
export interface Operators {
  isEmpty(): boolean
  list(): Promise<readonly Operator[]>
  byId(id: string): Promise<Operator | null>
  /** An e-mail in any case. */
  byEmail(email: string): Promise<Credentials | null>
  credentials(id: OperatorId): Promise<Credentials | null>
  /** The first one, an admin; null when there is one already. */
  begin(first: NewOperator, now: Instant): Promise<Operator | null>
  /** False: somebody has that e-mail. A second invitation replaces the first. */
  invite(invitation: Invitation, by: OperatorId, now: Instant): Promise<boolean>
  /** Who a token that still holds invites. */
  invited(hash: string, now: Instant): Promise<Pick<Invitation, 'email' | 'name' | 'role'> | null>
  /** Null: unknown, used or expired. */
  accept(hash: string, who: Omit<NewOperator, 'email'>, now: Instant): Promise<Operator | null>
  change(
    id: string,
    change: OperatorChange,
    by: OperatorId,
    now: Instant,
  ): Promise<Operator | 'unknown' | 'last-admin'>
  setPassword(id: OperatorId, passwordHash: string, now: Instant): Promise<void>
  /** Waits to be confirmed; replaces an earlier offer. Hex. */
  offerTotp(id: OperatorId, secret: string): Promise<void>
  offeredTotp(id: OperatorId): Promise<string | null>
  /** The offered secret holds from now on, `step` is used up, and these are the hashes of the recovery codes. */
  confirmTotp(id: OperatorId, step: number, codes: readonly string[], now: Instant): Promise<void>
  dropTotp(id: OperatorId, now: Instant): Promise<void>
  /** False when this step or a later one was used before. */
  useStep(id: OperatorId, step: number): Promise<boolean>
  /** False when there is no such code, or no longer. */
  useCode(id: OperatorId, hash: string, now: Instant): Promise<boolean>
}

export interface Session {
  readonly operator: Operator
  readonly startedAt: Instant
  readonly seenAt: Instant
}

/** `hash` is the SHA-256 of what the browser holds, hex. */
export interface Sessions {
  open(hash: string, id: OperatorId, now: Instant): Promise<void>
  /** Null also when its operator is disabled. */
  find(hash: string): Promise<Session | null>
  touch(hash: string, now: Instant): Promise<void>
  end(hash: string): Promise<void>
  /** Forgets those that began or were last seen before these instants. */
  prune(startedBefore: Instant, seenBefore: Instant): Promise<void>
}

export interface AuditEntry {
  readonly id: number
  readonly at: Instant
  /** Null: nobody who had signed in. */
  readonly by: OperatorId | null
  readonly what: string
  readonly about: string
  /** False: this row, or the one before it, was changed after it was written. */
  readonly intact: boolean
}

export interface Audit {
  write(entry: Pick<AuditEntry, 'by' | 'what' | 'about'>, now: Instant): Promise<void>
  /** Newest first. */
  page(query: { readonly limit: number; readonly cursor?: string }): Promise<Page<AuditEntry>>
}

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
