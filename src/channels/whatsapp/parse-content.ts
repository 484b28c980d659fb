// What does a WhatsApp message say, and does it deserve an answer? Each type of message as a body, with its window and its turn.
// https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages
import type { InboundEvent } from '../../events.ts'
import type { Body, MediaKind, SharedContact } from '../../model.ts'
import { fields, finite, list, type Loose, some, text } from '../meta/parse.ts'
import type { CardContact, Interactive, Location, Media, Message, Order } from './wire.ts'

type Received = Extract<InboundEvent, { type: 'message.received' }>
export type Content = Pick<Received, 'body' | 'window' | 'turn' | 'needsPerson'>
type Read = (message: Loose<Message>) => Content

const TYPES = new Map<string, Read>([
  ['text', (message) => answers(textOf(message))],
  ['image', (message) => answers(mediaOf('image', message.image))],
  ['video', (message) => answers(mediaOf('video', message.video))],
  ['document', (message) => answers(mediaOf('document', message.document))],
  ['audio', (message) => answers(mediaOf('audio', message.audio))],
  ['voice', (message) => answers(mediaOf('audio', message.audio))],
  ['sticker', (message) => joins(mediaOf('sticker', message.sticker))],
  ['button', (message) => answers(buttonOf(message.button))],
  ['interactive', (message) => interactiveOf(message.interactive)],
  ['location', (message) => answers(locationOf(message.location))],
  ['contacts', (message) => answers(contactsOf(message.contacts))],
  ['order', (message) => ({ ...answers(orderOf(message.order)), needsPerson: true })],
  ['request_welcome', () => answers({ kind: 'choice', id: 'request_welcome', label: '' })],
])

/** Whatever the type, something: what nobody can read is `unsupported` by its own name. */
export function contentOf(message: Loose<Message>): Content {
  const type = text(message.type) || [...TYPES.keys()].find((key) => Object.hasOwn(message, key)) || ''
  const read = TYPES.get(type)
  if (read === undefined) return unreadable(message, type)
  // 131052 and its like: the content exists and could not be delivered.
  return list(message.errors).length > 0 ? answers(unsupported('media')) : read(message)
}

function unreadable(message: Loose<Message>, type: string): Content {
  const label = text(fields<{ type: string }>(message.unsupported)?.type) || type || 'unknown'
  if (label === 'edit') return { body: unsupported(label), window: false, turn: 'never' }
  return answers(unsupported(label.slice(0, 64)))
}

function answers(body: Body): Content {
  return { body, window: true, turn: 'answers' }
}

function joins(body: Body): Content {
  return { body, window: true, turn: 'joins' }
}

function unsupported(label: string): Body {
  return { kind: 'unsupported', label }
}

function textOf(message: Loose<Message>): Body {
  const said = text(fields<{ body: string }>(message.text)?.body)
  return said === '' ? unsupported('empty') : { kind: 'text', text: said }
}

function mediaOf(media: MediaKind, value: unknown): Body {
  const found = fields<Media>(value)
  const ref = text(found?.id)
  if (found === null || ref === '') return unsupported(media)
  return {
    kind: 'media',
    media,
    ref,
    ...some({
      mime: text(found.mime_type),
      caption: text(found.caption),
      filename: text(found.filename),
      sha256: text(found.sha256),
      voice: found.voice === true ? true : null,
    }),
  }
}

function buttonOf(value: unknown): Body {
  const button = fields<{ payload: string; text: string }>(value)
  const label = text(button?.text)
  const id = text(button?.payload) || label
  return id === '' ? unsupported('button') : { kind: 'choice', id, label }
}

function interactiveOf(value: unknown): Content {
  const interactive = fields<Interactive>(value)
  const type = text(interactive?.type)
  const reply = fields<{ id: string; title: string }>(interactive?.button_reply ?? interactive?.list_reply)
  if (reply !== null && (type === 'button_reply' || type === 'list_reply')) {
    const label = text(reply.title)
    return answers({ kind: 'choice', id: text(reply.id) || label, label })
  }
  const form = fields<{ name: string; body: string; response_json: string }>(interactive?.nfm_reply)
  if (form !== null) {
    const id = text(form.name) || 'flow'
    return answers({
      kind: 'choice',
      id,
      label: text(form.body),
      ...some({ data: text(form.response_json) }),
    })
  }
  const permission = text(fields<{ response: string }>(interactive?.call_permission_reply)?.response)
  if (permission !== '') return joins({ kind: 'choice', id: `call_permission:${permission}`, label: '' })
  return { ...answers(unsupported(type.slice(0, 64) || 'interactive')), needsPerson: true }
}

function locationOf(value: unknown): Body {
  const place = fields<Location>(value)
  const [latitude, longitude] = [finite(place?.latitude), finite(place?.longitude)]
  if (latitude === null || longitude === null) return unsupported('location')
  return {
    kind: 'location',
    latitude,
    longitude,
    ...some({ name: text(place?.name), address: text(place?.address) }),
  }
}

function contactsOf(value: unknown): Body {
  const contacts = list(value)
    .slice(0, 100)
    .flatMap((item): readonly SharedContact[] => {
      const card = fields<CardContact>(item)
      if (card === null) return []
      const phones = parts(card.phones, (one) => text(one.phone) || text(one.wa_id))
      const emails = parts(card.emails, (one) => text(one.email))
      const name = fields<{ formatted_name: string; first_name: string }>(card.name)
      const written = text(name?.formatted_name) || text(name?.first_name)
      return [{ name: written || nameOfCard(text(card.vcard)) || phones[0] || '', phones, emails }]
    })
  return contacts.length === 0 ? unsupported('contacts') : { kind: 'contacts', contacts }
}

interface Part {
  readonly phone: string
  readonly wa_id: string
  readonly email: string
}

function parts(value: unknown, read: (part: Loose<Part>) => string): readonly string[] {
  return list(value)
    .slice(0, 20)
    .map((part) => read(fields<Part>(part) ?? {}))
    .filter((part) => part !== '')
}

function nameOfCard(vcard: string): string {
  return /^FN[^:\n]*:(.*)$/mu.exec(vcard)?.[1]?.trim() ?? ''
}

function orderOf(value: unknown): Body {
  const order = fields<Order>(value)
  const items = list(order?.product_items)
    .slice(0, 100)
    .map((item) => {
      const one = fields<Order['product_items'][number]>(item)
      return {
        product: text(one?.product_retailer_id),
        quantity: finite(one?.quantity) ?? 1,
        price: finite(one?.item_price) ?? 0,
        currency: text(one?.currency),
      }
    })
  return {
    kind: 'order',
    ...some({ catalog: text(order?.catalog_id), text: text(order?.text) }),
    items,
  }
}
