// What does the JSON of the WhatsApp Cloud API look like when it arrives? As its documents say, and read as untrusted all the same.
// https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/overview

export interface Delivery {
  readonly object: 'whatsapp_business_account'
  readonly entry: readonly Entry[]
}

export interface Entry {
  /** The WhatsApp Business Account. */
  readonly id: string
  /** Seconds; on account-level fields only. */
  readonly time?: number
  readonly changes?: readonly Change[]
  /** With "Include values" off. */
  readonly changed_fields?: readonly string[]
}

export interface Change {
  readonly field: string
  readonly value: Value
}

export interface Value {
  readonly messaging_product: 'whatsapp'
  readonly metadata?: { readonly display_phone_number: string; readonly phone_number_id: string }
  readonly contacts?: readonly Contact[]
  readonly messages?: readonly Message[]
  readonly statuses?: readonly Status[]
  readonly errors?: readonly WireError[]
  /** Written in the Business app or on a linked device, never by the API. */
  readonly message_echoes?: readonly Echo[]
  readonly calls?: readonly Call[]
}

export interface Contact {
  readonly profile?: { readonly name?: string; readonly username?: string }
  readonly wa_id?: string
  /** Business-scoped id, `<country>.<alphanumerics>`. */
  readonly user_id?: string
}

/** `timestamp` is a string of Unix seconds. */
export interface Message {
  readonly id: string
  readonly timestamp: string
  readonly type: string
  /** Phone number; absent or empty for people with a user name. */
  readonly from?: string
  readonly from_user_id?: string
  readonly group_id?: string
  readonly context?: MessageContext
  readonly referral?: AdReferral
  readonly errors?: readonly WireError[]
  readonly text?: { readonly body: string }
  readonly image?: Media
  readonly video?: Media
  readonly audio?: Media
  readonly document?: Media
  readonly sticker?: Media
  readonly location?: Location
  readonly contacts?: readonly CardContact[]
  readonly interactive?: Interactive
  readonly button?: { readonly payload: string; readonly text: string }
  readonly reaction?: { readonly message_id: string; readonly emoji?: string }
  readonly order?: Order
  readonly system?: System
  readonly edit?: { readonly original_message_id: string; readonly message: Partial<Message> }
  readonly revoke?: { readonly original_message_id: string }
  readonly unsupported?: { readonly type?: string }
}

export interface Echo extends Omit<Message, 'from_user_id'> {
  readonly to?: string
  readonly to_user_id?: string
}

export interface MessageContext {
  readonly from?: string
  readonly id?: string
  readonly forwarded?: boolean
  readonly referred_product?: { readonly catalog_id: string; readonly product_retailer_id: string }
}

export interface AdReferral {
  readonly source_url: string
  readonly source_id: string
  readonly source_type: string
  readonly headline?: string
  readonly body?: string
  readonly ctwa_clid?: string
}

export interface Media {
  readonly id: string
  readonly mime_type: string
  /** Base64. */
  readonly sha256: string
  readonly caption?: string
  readonly filename?: string
  readonly voice?: boolean
}

export interface Location {
  readonly latitude: number
  readonly longitude: number
  readonly name?: string
  readonly address?: string
}

export interface CardContact {
  readonly name?: { readonly formatted_name: string; readonly first_name?: string }
  readonly phones?: readonly { readonly phone: string; readonly wa_id?: string }[]
  readonly emails?: readonly { readonly email: string }[]
  readonly vcard?: string
}

export interface Interactive {
  readonly type: string
  readonly button_reply?: { readonly id: string; readonly title: string }
  readonly list_reply?: { readonly id: string; readonly title: string; readonly description?: string }
  /** `response_json` is a string of JSON. */
  readonly nfm_reply?: { readonly name: string; readonly body: string; readonly response_json: string }
  readonly call_permission_reply?: { readonly response: 'accept' | 'reject' }
}

export interface Order {
  readonly catalog_id: string
  readonly text?: string
  readonly product_items: readonly {
    readonly product_retailer_id: string
    readonly quantity: number
    readonly item_price: number
    readonly currency: string
  }[]
}

export interface System {
  readonly type: string
  readonly body: string
  readonly wa_id?: string
  /** The older spelling of `wa_id`. */
  readonly new_wa_id?: string
  readonly user_id?: string
  readonly previous_user_id?: string
}

export interface Status {
  readonly id: string
  readonly status: string
  readonly timestamp: string
  readonly recipient_id?: string
  readonly recipient_user_id?: string
  readonly recipient_type?: string
  readonly recipient_participant_id?: string
  /** One sample of the documents spells it so. */
  readonly participant_recipient_id?: string
  readonly errors?: readonly WireError[]
  readonly biz_opaque_callback_data?: string
}

export interface WireError {
  readonly code: number
  readonly title: string
  readonly message?: string
  readonly error_data?: { readonly details: string }
}

export interface Call {
  readonly id: string
  readonly from?: string
  readonly from_user_id?: string
  readonly timestamp: string
  readonly event: string
  readonly direction?: 'USER_INITIATED' | 'BUSINESS_INITIATED'
}

/** `control_passed` goes to the new owner, `control_taken` to the previous one. */
export interface Handover {
  readonly sender: { readonly phone_number?: string; readonly user_id?: string }
  readonly recipient: { readonly phone_number_id: string }
  readonly type?: 'control_passed' | 'control_taken'
  readonly timestamp: string
  readonly control_passed?: HandoverRoles
  readonly control_taken?: HandoverRoles
}

export interface HandoverRoles {
  readonly previous_owner_app_id?: string
  readonly previous_owner_role?: string
  readonly new_owner_role?: string
}
