// What are the words of this house? Types only: every room speaks them, and this file imports nothing.
// What a conversation remembers stands in state.ts; events.ts and actions.ts are the sentences made of these words.

export type ChannelName = 'whatsapp' | 'instagram' | 'messenger' | 'web'
/** Milliseconds since the Unix epoch, UTC. */
export type Instant = number
export type ConversationId = `cnv_${string}`
export type ContactId = `cnt_${string}`
export type MessageId = `msg_${string}`
export type OperatorId = `opr_${string}`
export type TagId = `tag_${string}`

/** Where a customer is reached: `account` is our phone number id, Page, Instagram account or site; `contact` is theirs. */
export interface Address {
  readonly channel: ChannelName
  readonly account: string
  readonly contact: string
}

export type MediaKind = 'image' | 'audio' | 'video' | 'document' | 'sticker'

export interface MediaBody {
  readonly kind: 'media'
  readonly media: MediaKind
  /** The platform's media id, or an https link. */
  readonly ref: string
  readonly mime?: string
  readonly caption?: string
  readonly filename?: string
  /** Base64, as WhatsApp gives it: the downloaded bytes must match. */
  readonly sha256?: string
  /** A recorded voice note, as opposed to an audio file. */
  readonly voice?: boolean
  /** Name under `<data>/media/` once the bytes are ours; absent while they are not. */
  readonly file?: string
  /** Why the bytes will never be ours. */
  readonly lost?: string
  /** What a voice note says, or an image shows in writing. */
  readonly transcript?: string
}

export interface Choice {
  readonly id: string
  readonly label: string
  readonly description?: string
}

export interface OrderItem {
  readonly product: string
  readonly quantity: number
  readonly price: number
  readonly currency: string
}

/** What a message says. `choices`, `template` and `presence` only leave; `choice`, `order`, `story`, `share` only arrive. */
export type Body =
  | { readonly kind: 'text'; readonly text: string }
  | MediaBody
  | { readonly kind: 'choice'; readonly id: string; readonly label: string; readonly data?: string }
  | {
      readonly kind: 'choices'
      readonly text: string
      readonly choices: readonly Choice[]
      readonly button?: string
    }
  | {
      readonly kind: 'location'
      readonly latitude: number
      readonly longitude: number
      readonly name?: string
      readonly address?: string
    }
  | { readonly kind: 'contacts'; readonly contacts: readonly SharedContact[] }
  | {
      readonly kind: 'order'
      readonly catalog?: string
      readonly text?: string
      readonly items: readonly OrderItem[]
    }
  | { readonly kind: 'story'; readonly what: 'mention' | 'shared'; readonly url?: string }
  | {
      readonly kind: 'share'
      readonly what: string
      readonly url?: string
      readonly title?: string
      readonly text?: string
    }
  | {
      readonly kind: 'template'
      readonly name: string
      readonly language: string
      readonly params: readonly string[]
    }
  | { readonly kind: 'unsupported'; readonly label: string }
  /** The content is gone: the customer unsent it, or it was erased. */
  | { readonly kind: 'erased' }

export interface SharedContact {
  readonly name: string
  readonly phones: readonly string[]
  readonly emails: readonly string[]
}

/** The ad, link or product a customer came from. */
export interface Referral {
  readonly source: string
  readonly id?: string
  readonly url?: string
  readonly title?: string
  readonly text?: string
  readonly click?: string
}

/** `device` is a person outside the panel: the phone app, Meta's inbox, another program. */
export type Author = 'contact' | 'agent' | 'operator' | 'device'

export type SendState =
  | 'pending'
  | 'sending'
  | 'unknown'
  | 'accepted'
  | 'sent'
  | 'delivered'
  | 'read'
  | 'failed'
  | 'cancelled'
  | 'expired'
  | 'unconfirmed'
export type Receipt = 'sent' | 'delivered' | 'read' | 'failed'

/** Why a customer's message has no answer of the agent. */
export type QuietReason =
  | 'intervention'
  | 'silence'
  | 'window-closed'
  | 'superseded'
  | 'agent-failed'
  | 'budget'
  | 'loop'
  | 'unreadable'
  | 'unsent'

/** Why a body may not leave, or an order of an operator is refused. */
export type RefusalCode =
  | 'window-closed'
  | 'no-templates'
  | 'media-not-allowed'
  | 'empty'
  | 'clock-skewed'
  | 'past'
  | 'unknown-tag'
  | 'unsupported-body'

/** Why the platform did not take a body: all of these are certain. What is uncertain is `unknown`, never a failure. */
export type SendFailure =
  | 'not-sent' /** nothing reached the wire: refused, DNS, TLS, claim deadline missed */
  | 'rate-limited' /** the whole account waits */
  | 'pair-rate' /** this contact waits */
  | 'maintenance'
  | 'window-closed'
  | 'bad-request'
  | 'bad-recipient'
  | 'not-thread-owner'
  | 'policy'
  | 'unauthorized'
  | 'media'
