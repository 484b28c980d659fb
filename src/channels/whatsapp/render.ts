// How is a body said on WhatsApp? As JSON of its send endpoint, within every limit whatever it is given; null for what cannot leave.
// https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/send-messages
import type { Body, Choice, MediaBody, SharedContact } from '../../model.ts'
import type { Presence } from '../channel.ts'
import { distinct, fit, line } from '../meta/fit.ts'
import { toWhatsApp } from '../meta/markdown.ts'
import type { MessageRequest, OutboundContact, OutboundMedia, ReadRequest, Row } from './wire-send.ts'

export const LIMITS = {
  text: 4096,
  caption: 1024,
  buttonText: 1024,
  listText: 4096,
  buttons: 3,
  rows: 10,
  buttonTitle: 20,
  rowTitle: 24,
  rowDescription: 72,
  buttonId: 256,
  rowId: 200,
  parameter: 1024,
  contacts: 5,
  callback: 512,
} as const

const USER_ID = /^[A-Z]{2}\.(?:ENT\.)?[A-Za-z0-9]{1,128}$/
const DEFAULT_BUTTON = 'Ver opciones'

export interface Letter {
  /** Phone number or business-scoped id. */
  readonly contact: string
  readonly key: string
  readonly inReplyTo?: string
}

type Content = Omit<MessageRequest, 'messaging_product' | 'recipient_type' | 'to' | 'recipient'>

/** Null when this body, or this contact, cannot be sent to. */
export function renderWhatsApp(body: Body, letter: Letter): MessageRequest | null {
  const recipient = recipientOf(letter.contact)
  const content = contentOf(body)
  if (recipient === null || content === null) return null
  return {
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    ...recipient,
    ...(letter.inReplyTo === undefined ? {} : { context: { message_id: letter.inReplyTo } }),
    ...(letter.key === '' ? {} : { biz_opaque_callback_data: fit(letter.key, LIMITS.callback) }),
    ...content,
  }
}

/** Typing also marks as read, and is gone with the answer or after 25 s. */
export function renderPresence(presence: Presence): ReadRequest | null {
  if (presence.ref === null || presence.ref === '') return null
  const read = { messaging_product: 'whatsapp', status: 'read', message_id: presence.ref } as const
  return presence.what === 'typing' ? { ...read, typing_indicator: { type: 'text' } } : read
}

function recipientOf(contact: string): { readonly to: string } | { readonly recipient: string } | null {
  if (USER_ID.test(contact)) return { recipient: contact }
  const digits = contact.replace(/[^0-9]/gu, '')
  return digits.length >= 5 && digits.length <= 20 ? { to: `+${digits}` } : null
}

function contentOf(body: Body): Content | null {
  switch (body.kind) {
    case 'text':
      return textOf(body.text)
    case 'media':
      return mediaOf(body)
    case 'choices':
      return choicesOf(body.text, body.choices, body.button)
    case 'location':
      return locationOf(body)
    case 'contacts':
      return contactsOf(body.contacts)
    case 'template':
      return templateOf(body)
    default:
      return null
  }
}

function textOf(written: string): Content | null {
  const body = fit(said(written), LIMITS.text)
  return body === '' ? null : { type: 'text', text: { body } }
}

function mediaOf(body: MediaBody): Content | null {
  if (body.ref === '') return null
  const where = body.ref.startsWith('https://') ? { link: body.ref } : { id: body.ref }
  const captioned = body.media === 'image' || body.media === 'video' || body.media === 'document'
  const caption = captioned ? fit(said(body.caption ?? ''), LIMITS.caption) : ''
  const filename = body.media === 'document' ? fit(line(body.filename ?? ''), 240) : ''
  const media: OutboundMedia = {
    ...where,
    ...(caption === '' ? {} : { caption }),
    ...(filename === '' ? {} : { filename }),
  }
  return { type: body.media, [body.media]: media }
}

/** Up to three plain choices are buttons; more of them, or with a description, are a list. */
function choicesOf(written: string, offered: readonly Choice[], button: string | undefined): Content | null {
  const choices = offered.filter((choice) => line(choice.label) !== '').slice(0, LIMITS.rows)
  if (choices.length === 0) return textOf(written)
  const described = choices.some((choice) => line(choice.description ?? '') !== '')
  const asList = described || choices.length > LIMITS.buttons
  const text = fit(said(written), asList ? LIMITS.listText : LIMITS.buttonText) || '…'
  if (asList) {
    const rows = rowsOf(choices, LIMITS.rowTitle, LIMITS.rowId).map((row, index) => {
      const description = fit(line(choices[index]?.description ?? ''), LIMITS.rowDescription)
      return description === '' ? row : { ...row, description }
    })
    const label = fit(line(button ?? ''), LIMITS.buttonTitle) || DEFAULT_BUTTON
    return {
      type: 'interactive',
      interactive: { type: 'list', body: { text }, action: { button: label, sections: [{ rows }] } },
    }
  }
  const buttons = rowsOf(choices, LIMITS.buttonTitle, LIMITS.buttonId).map((reply) => ({
    type: 'reply' as const,
    reply,
  }))
  return { type: 'interactive', interactive: { type: 'button', body: { text }, action: { buttons } } }
}

function rowsOf(choices: readonly Choice[], titleLimit: number, idLimit: number): readonly Row[] {
  const titles = distinct(
    choices.map((choice) => line(choice.label)),
    titleLimit,
  )
  const ids = distinct(
    choices.map((choice) => line(choice.id) || line(choice.label)),
    idLimit,
  )
  return titles.map((title, index) => ({ id: ids[index] ?? title, title }))
}

function locationOf(place: Extract<Body, { kind: 'location' }>): Content | null {
  const { latitude, longitude } = place
  if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) return null
  const name = fit(line(place.name ?? ''), 1000)
  const address = fit(line(place.address ?? ''), 1000)
  const words = { ...(name === '' ? {} : { name }), ...(address === '' ? {} : { address }) }
  return { type: 'location', location: { latitude, longitude, ...words } }
}

function contactsOf(shared: readonly SharedContact[]): Content | null {
  const contacts = shared.slice(0, LIMITS.contacts).flatMap((one): readonly OutboundContact[] => {
    const phones = one.phones.map((phone) => ({ phone: fit(line(phone), 64) }))
    const emails = one.emails.map((email) => ({ email: fit(line(email), 254) }))
    const name = fit(line(one.name) || phones[0]?.phone || emails[0]?.email || '', 240)
    if (name === '') return []
    return [{ name: { formatted_name: name, first_name: name }, phones, emails }]
  })
  return contacts.length === 0 ? null : { type: 'contacts', contacts }
}

/** A parameter holds no line break, no tab and no run of spaces. */
function templateOf(template: Extract<Body, { kind: 'template' }>): Content | null {
  const [name, code] = [line(template.name), line(template.language)]
  if (name === '' || code === '') return null
  const parameters = template.params.map((param) => ({
    type: 'text' as const,
    text: fit(line(param), LIMITS.parameter) || '-',
  }))
  const components = parameters.length === 0 ? {} : { components: [{ type: 'body' as const, parameters }] }
  return { type: 'template', template: { name, language: { code }, ...components } }
}

function said(written: string): string {
  return toWhatsApp(written.replaceAll('\0', '')).trim()
}
