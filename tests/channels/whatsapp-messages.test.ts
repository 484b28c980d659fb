// What becomes of each thing a customer can send on WhatsApp? One row for each shape, with its window and its turn.
import { describe, expect, test } from 'bun:test'
import type { InboundEvent } from '../../src/events.ts'
import { parseWhatsApp } from '../../src/channels/whatsapp/parse.ts'
import { MS, NUMBER, PHONE, whatsappMessage } from './payloads.ts'

function parse(payload: unknown): readonly InboundEvent[] {
  return parseWhatsApp(payload, { appId: '111', accounts: null })
}

const media = { id: '4001', mime_type: 'image/jpeg', sha256: 'q2+Y=' }
const kept = { ref: '4001', mime: 'image/jpeg', sha256: 'q2+Y=' }
const unreadable = [{ code: 131051, title: 'Message type unknown' }]
const tooLarge = [{ code: 131052, title: 'Media download error', error_data: { details: 'over 100 MB' } }]
const choice = { kind: 'choice' }

describe('a message of a customer', () => {
  test.each([
    ['a text', { type: 'text', text: { body: 'hola' } }, { kind: 'text', text: 'hola' }, 'answers'],
    [
      'a photo',
      { type: 'image', image: { ...media, caption: 'mira' } },
      { kind: 'media', media: 'image', ...kept, caption: 'mira' },
      'answers',
    ],
    ['a video', { type: 'video', video: media }, { kind: 'media', media: 'video', ...kept }, 'answers'],
    [
      'a document',
      { type: 'document', document: { ...media, filename: 'a.pdf' } },
      { kind: 'media', media: 'document', ...kept, filename: 'a.pdf' },
      'answers',
    ],
    [
      'a voice note',
      { type: 'audio', audio: { ...media, voice: true } },
      { kind: 'media', media: 'audio', ...kept, voice: true },
      'answers',
    ],
    [
      'a sticker joins the next turn',
      { type: 'sticker', sticker: media },
      { kind: 'media', media: 'sticker', ...kept },
      'joins',
    ],
    [
      'a button of a template',
      { type: 'button', button: { payload: 'SI', text: 'Sí' } },
      { ...choice, id: 'SI', label: 'Sí' },
      'answers',
    ],
    [
      'a reply button',
      {
        type: 'interactive',
        interactive: { type: 'button_reply', button_reply: { id: 'b1', title: 'Uno' } },
      },
      { ...choice, id: 'b1', label: 'Uno' },
      'answers',
    ],
    [
      'a row of a list',
      { type: 'interactive', interactive: { type: 'list_reply', list_reply: { id: 'r1', title: 'Fila' } } },
      { ...choice, id: 'r1', label: 'Fila' },
      'answers',
    ],
    [
      'a form',
      {
        type: 'interactive',
        interactive: {
          type: 'nfm_reply',
          nfm_reply: { name: 'flow', body: 'Sent', response_json: '{"a":1}' },
        },
      },
      { ...choice, id: 'flow', label: 'Sent', data: '{"a":1}' },
      'answers',
    ],
    [
      'a form that is no JSON',
      {
        type: 'interactive',
        interactive: {
          type: 'nfm_reply',
          nfm_reply: { name: 'address_message', body: 'B', response_json: '{a' },
        },
      },
      { ...choice, id: 'address_message', label: 'B', data: '{a' },
      'answers',
    ],
    [
      'a permission to call',
      {
        type: 'interactive',
        interactive: { type: 'call_permission_reply', call_permission_reply: { response: 'accept' } },
      },
      { ...choice, id: 'call_permission:accept', label: '' },
      'joins',
    ],
    [
      'a place',
      { type: 'location', location: { latitude: 40.4, longitude: '-3.7', name: 'Casa', address: 'Calle 1' } },
      { kind: 'location', latitude: 40.4, longitude: -3.7, name: 'Casa', address: 'Calle 1' },
      'answers',
    ],
    [
      'a contact',
      {
        type: 'contacts',
        contacts: [
          { name: { formatted_name: 'Ana' }, phones: [{ phone: '+34 600' }], emails: [{ email: 'a@b.es' }] },
        ],
      },
      { kind: 'contacts', contacts: [{ name: 'Ana', phones: ['+34 600'], emails: ['a@b.es'] }] },
      'answers',
    ],
    [
      'an opened chat',
      { type: 'request_welcome' },
      { ...choice, id: 'request_welcome', label: '' },
      'answers',
    ],
    [
      'an unsupported poll',
      { type: 'unsupported', errors: unreadable, unsupported: { type: 'poll' } },
      { kind: 'unsupported', label: 'poll' },
      'answers',
    ],
    [
      'an unsupported something',
      { type: 'unsupported', errors: unreadable },
      { kind: 'unsupported', label: 'unsupported' },
      'answers',
    ],
    [
      'an old unknown',
      { type: 'unknown', errors: unreadable },
      { kind: 'unsupported', label: 'unknown' },
      'answers',
    ],
    ['a disappearing message', { type: 'ephemeral' }, { kind: 'unsupported', label: 'ephemeral' }, 'answers'],
    [
      'a type of tomorrow',
      { type: 'hologram', hologram: {} },
      { kind: 'unsupported', label: 'hologram' },
      'answers',
    ],
    [
      'a file too large to fetch',
      { type: 'video', video: {}, errors: tooLarge },
      { kind: 'unsupported', label: 'media' },
      'answers',
    ],
    [
      'a message without a type',
      { location: { latitude: 1, longitude: 2 } },
      { kind: 'location', latitude: 1, longitude: 2 },
      'answers',
    ],
    ['a text without words', { type: 'text', text: {} }, { kind: 'unsupported', label: 'empty' }, 'answers'],
  ] as const)('%s', (_name, parts, body, turn) => {
    expect(parse(whatsappMessage(parts))).toEqual([
      {
        type: 'message.received',
        key: 'wamid.in',
        ref: 'wamid.in',
        from: { channel: 'whatsapp', account: NUMBER, contact: PHONE },
        at: MS,
        body,
        window: true,
        turn,
        contactName: 'Sheena Nelson',
      } as never,
    ])
  })

  test('an edit that cannot be read opens nothing and is answered by nobody', () => {
    const [event] = parse(
      whatsappMessage({ type: 'unsupported', unsupported: { type: 'edit' }, errors: unreadable }),
    )
    expect(event).toMatchObject({
      body: { kind: 'unsupported', label: 'edit' },
      window: false,
      turn: 'never',
    })
  })

  test.each([
    [
      'an order',
      {
        type: 'order',
        order: {
          catalog_id: 'c',
          text: 'para hoy',
          product_items: [{ product_retailer_id: 'p', quantity: '2', item_price: 3.5, currency: 'EUR' }],
        },
      },
      {
        kind: 'order',
        catalog: 'c',
        text: 'para hoy',
        items: [{ product: 'p', quantity: 2, price: 3.5, currency: 'EUR' }],
      },
    ],
    [
      'a payment',
      { type: 'interactive', interactive: { type: 'payment_method', payment_method: {} } },
      { kind: 'unsupported', label: 'payment_method' },
    ],
    [
      'an interactive of tomorrow',
      { type: 'interactive', interactive: { type: 'hologram_reply' } },
      { kind: 'unsupported', label: 'hologram_reply' },
    ],
  ])('%s needs a person', (_name, parts, body) => {
    expect(parse(whatsappMessage(parts))).toMatchObject([{ body, turn: 'answers', needsPerson: true }])
  })

  test('a reply names what it answers', () => {
    const context = { from: '15550783881', id: 'wamid.ours' }
    expect(parse(whatsappMessage({ type: 'text', text: { body: 'sí' }, context }))).toMatchObject([
      { inReplyTo: 'wamid.ours' },
    ])
  })
})
