// What must a channel do to join the house? Six members; what differs between channels is data in `traits`.
import type { InboundEvent } from '../events.ts'
import type { Address, Body, ChannelName, MediaBody, SendFailure } from '../model.ts'
import type { Traits } from '../state.ts'

/** `"<message id>.<attempt>.<8 hex of an HMAC>"`: goes out with a message and comes back in its receipts. */
export type SendKey = string

/** Signs of life that are no message: they are never queued, and a failure is nobody's business. */
export type Presence = {
  readonly kind: 'presence'
  readonly what: 'typing' | 'read'
  readonly ref: string | null
}

export interface SendOptions {
  readonly key: SendKey
  /** A person typed it and the free window is over: leaves as HUMAN_AGENT where the platform has that. */
  readonly human: boolean
  /** The platform id of the message it answers. */
  readonly inReplyTo?: string
  /** `clock.mono()` before which the first byte must leave; later the result is a certain `not-sent`. */
  readonly deadline: number
}

export type SendResult =
  | { readonly ok: true; readonly ref: string }
  | {
      readonly ok: false
      readonly because: SendFailure
      readonly detail: string
      readonly retryAfterMs?: number
    }
  /** It may have been sent: never repeated blindly. */
  | { readonly ok: 'unknown'; readonly detail: string }

export interface Channel {
  readonly name: ChannelName
  readonly traits: Traits
  /** The handshake of a webhook: the text to answer with, or null for 403. */
  challenge(query: URLSearchParams): string | null
  /** Is this body signed with one of our secrets? Over the raw bytes, in constant time. */
  verify(raw: Uint8Array, headers: Headers): boolean
  /** Pure, and never throws: what cannot be read comes back as `quarantined`, what is not for us as `ignored`. */
  parse(payload: unknown): readonly InboundEvent[]
  send(to: Address, body: Body | Presence, options: SendOptions, signal: AbortSignal): Promise<SendResult>
}

export type MediaResult =
  | { readonly ok: true; readonly file: string; readonly mime: string }
  /** `again` says whether another try may help. */
  | { readonly ok: false; readonly because: string; readonly again: boolean }

/** What can be fetched from a platform after the message is safe: media, and a contact's public name. */
export interface Library {
  /** Streams the bytes to a file of the media folder; capped in size, allowed hosts only, hash checked. */
  media(of: Address, body: MediaBody, signal: AbortSignal): Promise<MediaResult>
  /** Null where the platform does not tell, or the contact did not agree. */
  name(of: Address, signal: AbortSignal): Promise<string | null>
}
