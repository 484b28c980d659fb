// What does the JSON of Messenger and Instagram look like, both ways? As its documents say; what arrives is still read as untrusted.
// https://developers.facebook.com/docs/messenger-platform/webhooks · https://developers.facebook.com/docs/instagram-platform/webhooks

export interface Delivery<Entry> {
  readonly object: string
  readonly entry: readonly Entry[]
}

export interface Entry {
  /** Our Page or Instagram account. */
  readonly id: string
  /** Milliseconds; when Meta sent it. */
  readonly time: number
  readonly messaging?: readonly MessagingEvent[]
  /** In place of `messaging` while another app owns the thread: never ours to answer. */
  readonly standby?: readonly MessagingEvent[]
  readonly changes?: readonly Change[]
  /** With "Include values" off. */
  readonly changed_fields?: readonly string[]
  /** Instagram Login spells comments and mentions flat. */
  readonly field?: string
  readonly value?: unknown
}

export interface Change {
  readonly field: string
  readonly value: unknown
}

/** Exactly one event key beside the envelope. */
export interface MessagingEvent {
  readonly sender: { readonly id?: string; readonly user_ref?: string }
  readonly recipient: { readonly id: string }
  readonly timestamp: number
  readonly message?: Message
  readonly postback?: Postback
  readonly referral?: Referral
  readonly optin?: unknown
  readonly delivery?: { readonly mids?: readonly string[]; readonly watermark: number }
  /** Messenger tells a watermark, Instagram a mid. */
  readonly read?: { readonly watermark?: number; readonly mid?: string }
  readonly message_edit?: { readonly mid: string; readonly text: string; readonly num_edit: number }
  readonly reaction?: Reaction
  readonly order?: Order
  readonly policy_enforcement?: { readonly action: string; readonly reason: string }
  readonly pass_thread_control?: ThreadControl
  readonly take_thread_control?: ThreadControl
  readonly request_thread_control?: unknown
  readonly app_roles?: unknown
  /** Beside the message of a lead ad. */
  readonly hop_context?: readonly { readonly app_id: number }[]
}

export interface Message {
  readonly mid: string
  readonly text?: string
  readonly attachments?: readonly Attachment[]
  readonly sticker_id?: number
  readonly quick_reply?: { readonly payload: string }
  readonly reply_to?: {
    readonly mid?: string
    readonly story?: { readonly id: string; readonly url: string }
  }
  readonly referral?: Referral
  readonly is_echo?: boolean
  readonly is_deleted?: boolean
  readonly is_unsupported?: boolean
  readonly is_self?: boolean
  readonly app_id?: number
  /** Our SendKey, given back in an echo. */
  readonly metadata?: string
}

export interface Attachment {
  readonly type: string
  readonly payload?: AttachmentPayload | null
  readonly title?: string
  readonly url?: string
}

export interface AttachmentPayload {
  readonly url?: string
  readonly title?: string
  readonly sticker_id?: number
  readonly coordinates?: { readonly lat: number; readonly long: number }
  readonly product?: {
    readonly elements: readonly {
      readonly id: string
      readonly title: string
      readonly subtitle?: string
      readonly image_url?: string
    }[]
  }
  readonly elements?: readonly { readonly title: string }[]
}

export interface Postback {
  readonly mid?: string
  readonly title: string
  readonly payload: string
  readonly referral?: Referral
}

export interface Referral {
  readonly ref?: string
  readonly source?: string
  readonly type?: string
  readonly ad_id?: string
  readonly referer_uri?: string
  readonly ads_context_data?: { readonly ad_title?: string; readonly post_id?: string }
  readonly product?: { readonly id: string }
}

export interface Reaction {
  readonly mid: string
  readonly action: 'react' | 'unreact'
  readonly reaction?: string
  readonly emoji?: string
}

export interface Order {
  readonly note?: string
  readonly products: readonly {
    readonly id?: string
    readonly retailer_id?: string
    readonly name?: string
    readonly quantity: number
    readonly unit_price: number
    readonly currency: string
  }[]
}

export interface ThreadControl {
  readonly previous_owner_app_id?: string
  readonly new_owner_app_id?: string
  readonly metadata?: string
}

/** `POST /{page or me}/messages`: https://developers.facebook.com/docs/messenger-platform/reference/send-api */
export interface SendRequest {
  readonly recipient: { readonly id: string }
  readonly messaging_type?: 'RESPONSE' | 'MESSAGE_TAG'
  readonly tag?: 'HUMAN_AGENT'
  readonly message?: OutboundMessage
  readonly reply_to?: { readonly mid: string }
  readonly sender_action?: 'typing_on' | 'mark_seen'
}

export interface OutboundMessage {
  readonly text?: string
  readonly attachment?: {
    readonly type: 'image' | 'audio' | 'video' | 'file'
    readonly payload: { readonly url?: string; readonly attachment_id?: string }
  }
  readonly quick_replies?: readonly QuickReply[]
  readonly metadata?: string
}

export interface QuickReply {
  readonly content_type: 'text'
  readonly title: string
  readonly payload: string
}

export interface SendAnswer {
  readonly recipient_id: string
  readonly message_id: string
}
