// What does the operators' API say? The types of its answers, and the one mapping from the store's views to them.
import type {
  Author,
  Body,
  ChannelName,
  ConversationId,
  Instant,
  MessageId,
  QuietReason,
  SendState,
} from '../model.ts'
import type { NoteView } from '../store/panel.ts'
import type {
  AgentView,
  Control,
  ConversationView,
  Hit,
  MessageView,
  Page,
  Person,
  TagView,
  WhyView,
} from '../store/store.ts'

/** ISO 8601, UTC, milliseconds. */
export type IsoInstant = string

export interface ErrorWire {
  readonly error: { readonly code: string; readonly because: string; readonly message: string }
}

export interface ListWire<T> {
  readonly items: readonly T[]
  readonly next: string | null
}

export interface ConversationWire {
  readonly id: ConversationId
  readonly channel: ChannelName
  readonly account: string
  readonly contact: ConversationView['contact']
  readonly lastMessageAt: IsoInstant | null
  readonly lastInboundAt: IsoInstant | null
  readonly windowClosesAt: IsoInstant | null
  readonly whyQuiet: QuietReason | null
  /** Both may hold at once. */
  readonly control: ControlWire
  readonly agent: AgentView
  readonly unread: number
  readonly preview: { readonly author: Author; readonly text: string } | null
  readonly tags: readonly TagView[]
}

export interface ControlWire {
  readonly intervention: { readonly by: Person | 'device'; readonly since: IsoInstant } | null
  /** `until` is null until further notice. */
  readonly silence: { readonly until: IsoInstant | null; readonly by: Person | 'tag' } | null
}

export interface MessageWire {
  readonly id: MessageId
  readonly conversationId: ConversationId
  readonly author: Author
  /** The operator who wrote it. */
  readonly by?: Person
  readonly body: Body
  readonly at: IsoInstant
  readonly status: SendState | null
  readonly ref: string | null
  readonly because?: string
  readonly inReplyTo?: string
  readonly clientId?: string
  readonly reaction?: string
  readonly edited?: boolean
  readonly maybeDuplicate?: boolean
  /** `POST /api/messages/:id/retry` makes a new attempt of it. */
  readonly mayRetry?: boolean
  /** When the platform last said what became of it. */
  readonly receiptAt?: IsoInstant
}

/** Stands among a conversation's messages; same event `message` in the feed. It never leaves the house. */
export interface NoteWire {
  readonly id: MessageId
  readonly conversationId: ConversationId
  readonly author: 'operator'
  readonly by: Person
  readonly body: { readonly kind: 'note'; readonly text: string }
  readonly at: IsoInstant
  readonly status: null
  readonly ref: null
  readonly clientId: string
}

/** Why the agent said it: what it read, proposed, was refused, and what it cost. */
export type WhyWire = Omit<WhyView, 'at'> & { readonly at: IsoInstant }

export interface HitWire {
  readonly message: MessageWire | NoteWire
  readonly conversation: ConversationWire
}

export interface TagWire extends TagView {
  /** Conversations that bear it. */
  readonly uses: number
  /** Cannot be deleted for ever. */
  readonly builtIn: boolean
}

export interface AlertWire {
  readonly at: IsoInstant
  readonly loud: boolean
  readonly code: string
  readonly detail: string
}

/** Data of each event of `GET /api/events`; `id:` is `seq`. `reset`: the gap is too old, read everything again. */
export interface FeedWire {
  readonly message: {
    readonly seq: number
    readonly conversationId: ConversationId
    readonly message: MessageWire | NoteWire
  }
  readonly conversation: ConversationWire
  readonly tags: { readonly seq: number; readonly tags: readonly TagWire[] }
  readonly alert: { readonly seq: number; readonly at: IsoInstant; readonly alert: AlertWire | null }
  readonly call: {
    readonly seq: number
    readonly at: IsoInstant
    readonly conversationId: ConversationId | null
    readonly conversation: ConversationWire | null
  }
  readonly reset: { readonly seq: number }
}

export function iso(at: Instant): IsoInstant {
  return new Date(at).toISOString()
}

export function listWire<V, W>(page: Page<V>, wire: (view: V) => W): ListWire<W> {
  return { items: page.items.map(wire), next: page.next }
}

export function conversationWire(view: ConversationView): ConversationWire {
  return {
    ...view,
    lastMessageAt: isoOrNull(view.lastMessageAt),
    lastInboundAt: isoOrNull(view.lastInboundAt),
    windowClosesAt: isoOrNull(view.windowClosesAt),
    control: controlWire(view.control),
  }
}

export function messageWire({ at, receiptAt, ...view }: MessageView): MessageWire {
  return { ...view, at: iso(at), ...(receiptAt === undefined ? {} : { receiptAt: iso(receiptAt) }) }
}

export function noteWire({ id, conversationId, by, text, at, clientId }: NoteView): NoteWire {
  const body = { kind: 'note', text } as const
  return { id, conversationId, author: 'operator', by, body, at: iso(at), status: null, ref: null, clientId }
}

export function whyWire(view: WhyView): WhyWire {
  return { ...view, at: iso(view.at) }
}

export function hitWire(hit: Hit): HitWire {
  return { message: messageWire(hit.message), conversation: conversationWire(hit.conversation) }
}

function controlWire({ intervention, silence }: Control): ControlWire {
  return {
    intervention: intervention === null ? null : { by: intervention.by, since: iso(intervention.since) },
    silence: silence === null ? null : { by: silence.by, until: isoOrNull(silence.until) },
  }
}

function isoOrNull(at: Instant | null): IsoInstant | null {
  return at === null ? null : iso(at)
}
