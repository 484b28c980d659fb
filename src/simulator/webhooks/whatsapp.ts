// How does WhatsApp write its webhooks? Real shapes, with the business-scoped user ids that all of them carry since 2026.
// Source: WhatsApp Business Platform, webhooks reference; business-scoped user ids.
import type { Instant } from '../../model.ts'
import type { Acceptance } from '../ledger.ts'
import type { Person } from '../people.ts'
import type { Account } from '../world.ts'
import type { Content, Dialect, Payload, ReceiptStatus, Saying } from './dialect.ts'
import { SECOND } from '../../clock.ts'

export function createWhatsAppDialect(account: Account): Dialect {
  const inbound = (who: Person, message: Payload): Payload =>
    field(account, 'messages', { contacts: [contactOf(who)], messages: [{ ...senderOf(who), ...message }] })
  return {
    message: (who, saying) => inbound(who, messageOf(account, saying)),
    edited: (who, ref, text, at, edit) =>
      inbound(who, {
        id: edit.ref,
        timestamp: seconds(at),
        type: 'edit',
        edit: { original_message_id: ref, message: { type: 'text', text: { body: text } } },
      }),
    unsent: (who, ref, at, revoke) =>
      inbound(who, {
        id: revoke.ref,
        timestamp: seconds(at),
        type: 'revoke',
        revoke: { original_message_id: ref },
      }),
    reacted: (who, ref, emoji, at, reaction) =>
      inbound(who, {
        id: reaction.ref,
        timestamp: seconds(at),
        type: 'reaction',
        reaction: { message_id: ref, ...(emoji === null ? {} : { emoji }) },
      }),
    receipt: (who, of, status, at, code) =>
      field(account, 'messages', {
        contacts: [contactOf(who)],
        statuses: [statusOf(who, of, status, at, code)],
      }),
    ownEcho: () => null,
    foreignEcho: (who, text, ref, at) =>
      field(account, 'smb_message_echoes', {
        contacts: [contactOf(who)],
        message_echoes: [
          {
            from: account.phone ?? '',
            ...(who.phone === undefined ? {} : { to: who.phone }),
            to_user_id: who.id,
            id: ref,
            timestamp: seconds(at),
            type: 'text',
            text: { body: text },
          },
        ],
      }),
  }
}

/** Any field of a number: what stands beside `metadata` is given. */
function field(account: Account, name: string, value: Payload): Payload {
  const metadata = { display_phone_number: account.phone ?? '', phone_number_id: account.id }
  return envelope(account, [{ value: { messaging_product: 'whatsapp', metadata, ...value }, field: name }])
}

/** A field of the whole business account: templates, quality, reviews, user names. */
export function accountField(account: Account, name: string, value: Payload, at: Instant): Payload {
  return envelope(account, [{ value, field: name }], at)
}

export function templateStatus(
  account: Account,
  template: {
    readonly name: string
    readonly language: string
    readonly event: string
    readonly reason: string
  },
  at: Instant,
): Payload {
  const value = {
    event: template.event,
    message_template_id: 1_689_556_908_129_835,
    message_template_name: template.name,
    message_template_language: template.language,
    reason: template.reason,
    message_template_category: 'UTILITY',
  }
  return accountField(account, 'message_template_status_update', value, at)
}

export function businessUsername(account: Account, username: string, status: string, at: Instant): Payload {
  const value = { display_phone_number: account.phone ?? '', username, status }
  return accountField(account, 'business_username_update', value, at)
}

function envelope(account: Account, changes: readonly Payload[], at?: Instant): Payload {
  const time = at === undefined ? {} : { time: Math.floor(at / SECOND) }
  return { object: 'whatsapp_business_account', entry: [{ id: account.waba ?? '0', ...time, changes }] }
}

function contactOf({ id, name, phone, username }: Person): Payload {
  const profile = { name, ...(username === undefined ? {} : { username: `@${username}` }) }
  return { profile, ...(phone === undefined ? {} : { wa_id: phone }), user_id: id }
}

function senderOf({ id, phone }: Person): Payload {
  return { ...(phone === undefined ? {} : { from: phone }), from_user_id: id }
}

function messageOf(account: Account, { ref, at, content, inReplyTo, referral }: Saying): Payload {
  const context = inReplyTo === undefined ? {} : { context: { from: account.phone ?? '', id: inReplyTo } }
  const from = referral === undefined ? {} : { referral }
  return { ...context, ...from, id: ref, timestamp: seconds(at), ...contentOf(content) }
}

function contentOf(content: Content): Payload {
  switch (content.kind) {
    case 'text':
      return { type: 'text', text: { body: content.text } }
    case 'media': {
      const { sort, fileId: id, mime, sha256, caption, filename, voice } = content
      const file = {
        ...(caption === undefined ? {} : { caption }),
        ...(filename === undefined ? {} : { filename }),
        mime_type: mime,
        sha256,
        id,
        ...(sort === 'audio' ? { voice: voice === true } : {}),
        ...(sort === 'sticker' ? { animated: false } : {}),
      }
      return { type: sort, [sort]: file }
    }
    case 'location': {
      const { latitude, longitude } = content
      return { type: 'location', location: { latitude, longitude } }
    }
    case 'choice': {
      const { id, label: title, description, as } = content.choice
      if (as === 'template-button') return { type: 'button', button: { payload: id, text: title } }
      const type = as === 'row' ? 'list_reply' : 'button_reply'
      const reply = { id, title, ...(description === undefined ? {} : { description }) }
      return { type: 'interactive', interactive: { type, [type]: reply } }
    }
    case 'raw':
      return { type: content.type, ...content.fields }
  }
}

function statusOf(who: Person, of: Acceptance, status: ReceiptStatus, at: Instant, code = 131026): Payload {
  const title = code === 131047 ? 'Re-engagement message' : 'Message undeliverable'
  const error = {
    code,
    title,
    message: title,
    error_data: { details: title },
    href: 'https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/',
  }
  const pricing = {
    billable: false,
    pricing_model: 'PMP',
    type: 'free_customer_service',
    category: 'service',
  }
  return {
    id: of.ref,
    status,
    timestamp: seconds(at),
    ...(who.phone === undefined ? {} : { recipient_id: who.phone }),
    recipient_user_id: who.id,
    ...(status === 'delivered' ? { pricing } : {}),
    ...(status === 'failed' ? { errors: [error] } : {}),
    ...(of.key === null ? {} : { biz_opaque_callback_data: of.key }),
  }
}

function seconds(at: Instant): string {
  return String(Math.floor(at / SECOND))
}
