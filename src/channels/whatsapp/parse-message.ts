// What did a customer do on WhatsApp? Who they are, and their messages, reactions, edits and new names as events.
import type { InboundEvent } from '../../events.ts'
import type { Address, Instant, Referral } from '../../model.ts'
import { fields, ignored, instant, type Loose, some, text } from '../meta/parse.ts'
import { contentOf } from './parse-content.ts'
import type { AdReferral, Contact, Message, MessageContext, System } from './wire.ts'

/** Where an item was said: our number, and the people named beside it. */
export interface Place {
  readonly account: string
  readonly contacts: readonly Loose<Contact>[]
}

export interface Speaker {
  readonly contact: string
  readonly aliases: readonly string[]
  readonly name: string
}

/** The business-scoped id names a person, the phone number is another name of theirs. */
export function speakerOf(place: Place, phone: string, user: string): Speaker {
  const known = place.contacts.find(
    (one) => (user !== '' && text(one.user_id) === user) || (phone !== '' && text(one.wa_id) === phone),
  )
  const only = phone === '' && user === '' && place.contacts.length === 1 ? place.contacts[0] : undefined
  const named = known ?? only
  const id = user || text(named?.user_id)
  const number = phone || text(named?.wa_id)
  const profile = fields<{ name: string; username: string }>(named?.profile)
  return {
    contact: id || number,
    aliases: id !== '' && number !== '' ? [number] : [],
    name: text(profile?.name) || text(profile?.username),
  }
}

export function messageEvents(place: Place, value: unknown): readonly InboundEvent[] {
  const message = fields<Message>(value)
  if (message === null) throw new Error('not a message')
  const { contact, aliases, name } = speakerOf(place, text(message.from), text(message.from_user_id))
  const from: Address = { channel: 'whatsapp', account: place.account, contact }
  const at = instant(message.timestamp)
  const type = text(message.type)
  const id = text(message.id) || `${contact}:${at}:${type}`
  if (text(message.group_id) !== '') return [ignored(from, id, at, 'group')]
  if (type === 'system') return systemEvents(from, id, at, message.system)
  if (contact === '') throw new Error('no sender')
  if (type === 'reaction') {
    const reaction = fields<{ message_id: string; emoji: string }>(message.reaction)
    const emoji = text(reaction?.emoji) || null
    return [
      { type: 'message.reacted', key: id, from, at, ref: text(reaction?.message_id), emoji, window: false },
    ]
  }
  const amended = amendedBy(from, id, at, message)
  if (amended !== null) return [amended]
  const context = fields<MessageContext>(message.context)
  return [
    {
      type: 'message.received',
      key: id,
      from,
      at,
      ref: id,
      ...contentOf(message),
      ...some({
        contactName: name,
        aliases: aliases.length > 0 ? aliases : null,
        inReplyTo: text(context?.id),
        referral: referralOf(message.referral, context),
      }),
    },
  ]
}

/** Edits and deletions, of the customer's messages or of ours. */
export function amendedBy(
  from: Address,
  key: string,
  at: Instant,
  message: Loose<Message>,
): InboundEvent | null {
  const type = text(message.type)
  if (type === 'revoke') {
    const ref = text(fields<{ original_message_id: string }>(message.revoke)?.original_message_id)
    return { type: 'message.unsent', key, from, at, ref }
  }
  if (type !== 'edit') return null
  const edit = fields<{ original_message_id: string; message: unknown }>(message.edit)
  const ref = text(edit?.original_message_id)
  const { body } = contentOf(fields<Message>(edit?.message) ?? {})
  return { type: 'message.edited', key, from, at, ref, body }
}

function referralOf(value: unknown, context: Loose<MessageContext> | null): Referral | undefined {
  const ad = fields<AdReferral>(value)
  if (ad !== null) {
    return {
      source: text(ad.source_type) || 'ad',
      ...some({
        id: text(ad.source_id),
        url: text(ad.source_url),
        title: text(ad.headline),
        text: text(ad.body),
        click: text(ad.ctwa_clid),
      }),
    }
  }
  const product = fields<{ product_retailer_id: string }>(context?.referred_product)
  const id = text(product?.product_retailer_id)
  return id === '' ? undefined : { source: 'product', id }
}

/** The new names of somebody we know. Their text is not read: it holds a name that the person chose. */
function systemEvents(from: Address, id: string, at: Instant, value: unknown): readonly InboundEvent[] {
  const system = fields<System>(value)
  const type = text(system?.type)
  if (!/changed_(number|user_id)$/u.test(type)) return [ignored(from, id, at, 'system')]
  const contact = text(system?.previous_user_id) || from.contact
  const names = [text(system?.user_id), text(system?.wa_id) || text(system?.new_wa_id)]
  const fresh = names.filter((name) => name !== '' && name !== contact)
  if (contact === '' || fresh.length === 0) return [ignored(from, id, at, 'contact moved')]
  return fresh.map((alias) => ({
    type: 'contact.merged',
    key: `${id}:${alias}`,
    from: { ...from, contact },
    at,
    alias,
  }))
}
