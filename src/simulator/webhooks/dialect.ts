// What can Meta tell a product about a conversation? The sentences that all three channels have, each in its own JSON.
import type { Instant } from '../../model.ts'
import type { Acceptance } from '../ledger.ts'
import type { Person } from '../people.ts'

/** A webhook's body, before it is written out. */
export type Payload = Readonly<Record<string, unknown>>

export type MediaSort = 'image' | 'audio' | 'video' | 'document' | 'sticker'

/** A choice the customer was offered, and how it comes back. */
export interface Offered {
  readonly id: string
  readonly label: string
  readonly description?: string
  readonly as: 'button' | 'row' | 'quick-reply' | 'postback' | 'template-button'
}

export type Content =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'media'
      readonly sort: MediaSort
      readonly fileId: string
      readonly mime: string
      readonly sha256: string
      readonly url: string
      readonly caption?: string
      readonly filename?: string
      readonly voice?: boolean
    }
  | { readonly kind: 'choice'; readonly choice: Offered }
  | { readonly kind: 'location'; readonly latitude: number; readonly longitude: number }
  /** What a product may never have seen: the type and the keys beside it, as they are. */
  | { readonly kind: 'raw'; readonly type: string; readonly fields: Payload }

export interface Saying {
  readonly ref: string
  readonly at: Instant
  readonly content: Content
  readonly inReplyTo?: string
  /** Where an ad or a link brought them from. */
  readonly referral?: Payload
}

export type ReceiptStatus = 'sent' | 'delivered' | 'read' | 'failed'

export interface Dialect {
  message(who: Person, saying: Saying): Payload
  edited(who: Person, ref: string, text: string, at: Instant, edit: { ref: string; count: number }): Payload
  unsent(who: Person, ref: string, at: Instant, revoke: { ref: string }): Payload
  /** Null takes the reaction back. */
  reacted(who: Person, ref: string, emoji: string | null, at: Instant, reaction: { ref: string }): Payload
  /** Null where the platform has no such receipt. `code` says why it failed. */
  receipt(who: Person, of: Acceptance, status: ReceiptStatus, at: Instant, code?: number): Payload | null
  /** The copy of a message that the product itself sent; null where there is none. */
  ownEcho(who: Person, of: Acceptance, at: Instant): Payload | null
  /** A person answered outside the product: in the phone's app, or in Meta's inbox. */
  foreignEcho(who: Person, text: string, ref: string, at: Instant): Payload
}
