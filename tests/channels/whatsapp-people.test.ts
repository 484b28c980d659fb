// Who wrote on WhatsApp, and when? Numbers, business-scoped ids and the names beside them; instants in every spelling.
import { describe, expect, test } from 'bun:test'
import type { InboundEvent } from '../../src/events.ts'
import { parseWhatsApp } from '../../src/channels/whatsapp/parse.ts'
import { MS, PHONE, SECONDS, USER_ID, whatsappField, whatsappMessage, whatsappValue } from './payloads.ts'

function parse(payload: unknown): readonly InboundEvent[] {
  return parseWhatsApp(payload, { appId: '111', accounts: null })
}

describe('who wrote it', () => {
  const said = { id: 'wamid.in', timestamp: SECONDS, type: 'text', text: { body: 'hola' } }
  const named = { profile: { name: 'Pablo M.', username: '@pablo' } }

  test.each([
    ['a phone number', { from: PHONE }, { ...named, wa_id: PHONE }, PHONE, undefined],
    [
      'a business-scoped id beside a number',
      { from: PHONE, from_user_id: USER_ID },
      { ...named, wa_id: PHONE },
      USER_ID,
      [PHONE],
    ],
    [
      'an id that only the contact tells',
      { from: PHONE },
      { ...named, wa_id: PHONE, user_id: USER_ID },
      USER_ID,
      [PHONE],
    ],
    [
      'an id and no number',
      { from_user_id: USER_ID, from: '' },
      { ...named, user_id: USER_ID },
      USER_ID,
      undefined,
    ],
    ['nobody but the only contact', {}, { ...named, user_id: USER_ID }, USER_ID, undefined],
  ])('%s', (_name, parts, contact, address, aliases) => {
    const value = whatsappValue({ contacts: [contact], messages: [{ ...said, ...parts }] })
    const [event] = parse(whatsappField('messages', value))
    expect(event).toMatchObject({
      type: 'message.received',
      from: { contact: address },
      contactName: 'Pablo M.',
    })
    expect(event !== undefined && 'aliases' in event ? event.aliases : undefined).toEqual(aliases)
  })

  test('the names beside a batch belong to whom they match, not to their place in it', () => {
    const contacts = [
      { profile: { name: 'Dos' }, wa_id: '34600000002' },
      { profile: { name: 'Uno' }, wa_id: '34600000001' },
    ]
    const messages = [
      { ...said, from: '34600000001' },
      { ...said, from: '34600000003', id: 'wamid.3' },
    ]
    const events = parse(whatsappField('messages', whatsappValue({ contacts, messages })))
    expect(events.map((event) => ('contactName' in event ? event.contactName : null))).toEqual(['Uno', null])
  })

  test('a message of nobody is quarantined', () => {
    const value = whatsappValue({ messages: [said] })
    expect(parse(whatsappField('messages', value))).toMatchObject([
      { type: 'quarantined', because: 'no sender', index: 0 },
    ])
  })
})

describe('where they came from', () => {
  test('the ad it came from stays with the first message', () => {
    const referral = {
      source_url: 'https://fb.me/x',
      source_id: '120',
      source_type: 'ad',
      headline: 'Oferta',
      body: 'Ven',
      ctwa_clid: 'clid',
    }
    expect(parse(whatsappMessage({ type: 'text', text: { body: 'info' }, referral }))).toMatchObject([
      {
        referral: {
          source: 'ad',
          id: '120',
          url: 'https://fb.me/x',
          title: 'Oferta',
          text: 'Ven',
          click: 'clid',
        },
      },
    ])
  })

  test('so does the product they were looking at', () => {
    const context = { referred_product: { catalog_id: 'c', product_retailer_id: 'SKU' } }
    const [event] = parse(whatsappMessage({ type: 'text', text: { body: 'info' }, context }))
    expect(event).toMatchObject({ referral: { source: 'product', id: 'SKU' } })
    expect(event).not.toHaveProperty('inReplyTo')
  })
})

test.each([
  ['seconds', SECONDS, MS],
  ['a number of seconds', 1_750_030_073, MS],
  ['milliseconds', MS, MS],
  ['nothing', undefined, 0],
  ['not a number', 'TIMESTAMP', 0],
  ['before the epoch', '-5', 0],
  ['endless', '1e300', 0],
])('an instant of %s', (_name, timestamp, at) => {
  expect(parse(whatsappMessage({ type: 'text', text: { body: 'x' }, timestamp }))).toMatchObject([{ at }])
})
