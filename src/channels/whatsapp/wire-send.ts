// What does the WhatsApp Cloud API take? The bodies of its send endpoint.
// https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/send-messages

/** `POST /{phone number id}/messages`, like a message. */
export interface ReadRequest {
  readonly messaging_product: 'whatsapp'
  readonly status: 'read'
  readonly message_id: string
  readonly typing_indicator?: { readonly type: 'text' }
}

export interface MessageRequest {
  readonly messaging_product: 'whatsapp'
  readonly recipient_type: 'individual'
  /** With its `+`; otherwise our own country code is put in front. */
  readonly to?: string
  /** A business-scoped id, in place of `to`. */
  readonly recipient?: string
  readonly context?: { readonly message_id: string }
  readonly biz_opaque_callback_data?: string
  readonly type: string
  readonly text?: { readonly body: string }
  readonly image?: OutboundMedia
  readonly video?: OutboundMedia
  readonly audio?: OutboundMedia
  readonly document?: OutboundMedia
  readonly sticker?: OutboundMedia
  readonly location?: OutboundLocation
  readonly contacts?: readonly OutboundContact[]
  readonly interactive?: OutboundInteractive
  readonly template?: OutboundTemplate
}

export interface OutboundMedia {
  readonly id?: string
  readonly link?: string
  readonly caption?: string
  readonly filename?: string
}

export interface OutboundLocation {
  readonly latitude: number
  readonly longitude: number
  readonly name?: string
  readonly address?: string
}

export interface OutboundContact {
  readonly name: { readonly formatted_name: string; readonly first_name: string }
  readonly phones?: readonly { readonly phone: string }[]
  readonly emails?: readonly { readonly email: string }[]
}

export interface OutboundInteractive {
  readonly type: 'button' | 'list'
  readonly body: { readonly text: string }
  readonly action:
    | { readonly buttons: readonly { readonly type: 'reply'; readonly reply: Row }[] }
    | { readonly button: string; readonly sections: readonly { readonly rows: readonly Row[] }[] }
}

export interface Row {
  readonly id: string
  readonly title: string
  readonly description?: string
}

export interface OutboundTemplate {
  readonly name: string
  readonly language: { readonly code: string }
  readonly components?: readonly {
    readonly type: 'body'
    readonly parameters: readonly { readonly type: 'text'; readonly text: string }[]
  }[]
}

export interface SendAnswer {
  readonly messaging_product: 'whatsapp'
  readonly messages: readonly { readonly id: string }[]
}
