// Can any JSON break the parsers? Valid shapes with anything put anywhere: they never throw, always answer, and never forget.
import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import type { InboundEvent } from '../../src/events.ts'
import { parseInstagram } from '../../src/channels/instagram/parse.ts'
import { parseMessenger } from '../../src/channels/messenger/parse.ts'
import { parseWhatsApp } from '../../src/channels/whatsapp/parse.ts'
import * as payloads from './payloads.ts'
import { wellFormed } from './well-formed.ts'

const any = { appId: '111', accounts: null }
const parsers = [
  (payload: unknown) => parseWhatsApp(payload, any),
  (payload: unknown) => parseMessenger(payload, any),
  (payload: unknown) => parseInstagram(payload, any),
]

const media = { id: '1', mime_type: 'image/jpeg', sha256: 'x', caption: 'c', filename: 'f', voice: true }
const url = 'https://a.fbcdn.net/1'
const referral = { source_url: url, source_id: '1', source_type: 'ad', ref: 'r', ad_id: '1', source: 'ADS' }
const card = {
  name: { formatted_name: 'A' },
  phones: [{ phone: '1' }],
  emails: [{ email: 'e' }],
  vcard: 'FN:A',
}
const items = [{ product_retailer_id: 'p', quantity: 1, item_price: 1, currency: 'EUR', name: 'n' }]
const error = { code: 1, title: 't', message: 'm', error_data: { details: 'd' } }

const whatsapp = [
  {
    type: 'text',
    text: { body: 'x' },
    context: { id: 'w', referred_product: { product_retailer_id: 'p' } },
    referral,
  },
  { type: 'image', image: media, errors: [error] },
  {
    type: 'interactive',
    interactive: { type: 'nfm_reply', nfm_reply: { name: 'n', body: 'b', response_json: '{}' } },
  },
  { type: 'interactive', interactive: { type: 'list_reply', list_reply: { id: 'i', title: 't' } } },
  { type: 'contacts', contacts: [card] },
  { type: 'order', order: { catalog_id: 'c', text: 't', product_items: items } },
  { type: 'reaction', reaction: { message_id: 'm', emoji: '👍' } },
  { type: 'edit', edit: { original_message_id: 'o', message: { type: 'text', text: { body: 'x' } } } },
  { type: 'system', system: { type: 'user_changed_number', wa_id: '1', user_id: 'US.1', body: 'b' } },
].map(payloads.whatsappMessage)
const more = [
  payloads.whatsappStatus({ status: 'failed', errors: [error], biz_opaque_callback_data: 'k' }),
  payloads.whatsappEcho({ type: 'text', text: { body: 'x' } }),
  payloads.whatsappField('messaging_handovers', {
    sender: { phone_number: '1' },
    type: 'control_taken',
    control_taken: {},
  }),
  payloads.whatsappField('account_update', {
    event: 'X',
    restriction_info: [{ restriction_type: 'R' }],
    alert_info: {},
  }),
  payloads.whatsappField(
    'calls',
    payloads.whatsappValue({ calls: [{ id: 'c', event: 'connect', from: '1' }] }),
  ),
  payloads.whatsappField('messages', payloads.whatsappValue({ errors: [error] })),
]
const messages = [
  {
    mid: 'm',
    text: 'x',
    reply_to: { mid: 'n', story: { id: 's' } },
    referral,
    quick_reply: { payload: 'p' },
  },
  {
    mid: 'm',
    attachments: [
      { type: 'image', payload: { url, sticker_id: 5 } },
      { type: 'sticker', payload: { sticker_id: 5 } },
    ],
  },
  {
    mid: 'm',
    attachments: [{ type: 'template', payload: { product: { elements: [{ title: 't', subtitle: 's' }] } } }],
  },
  { mid: 'm', attachments: [{ type: 'location', payload: { coordinates: { lat: 1, long: 2 } } }] },
  { mid: 'm', is_echo: true, app_id: 5, metadata: 'x', text: 'y' },
  { mid: 'm', is_deleted: true },
].map((message) => ({ message }))
const events = [
  ...messages,
  { postback: { mid: 'm', title: 't', payload: 'p', referral } },
  { delivery: { mids: ['m'], watermark: 5 } },
  { read: { watermark: 5, mid: 'm' } },
  { reaction: { mid: 'm', action: 'react', emoji: 'e' } },
  { message_edit: { mid: 'm', text: 't', num_edit: 1 } },
  { order: { note: 'n', products: items } },
  { referral },
  { policy_enforcement: { action: 'block', reason: 'r' } },
  { pass_thread_control: { new_owner_app_id: '1' } },
]
const shapes = [
  ...whatsapp,
  ...more,
  ...events.flatMap((event) => [payloads.messengerEvent(event), payloads.instagramEvent(event)]),
  payloads.pageEntry({ standby: [{}], changes: [{ field: 'feed' }], changed_fields: ['x'] }),
  payloads.instagramEntry({ field: 'comments', value: {} }),
]

/** What nobody expects there: wrong types, and text that databases, engines and prototypes choke on. */
const poison = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    0,
    -1,
    1e308,
    Number.NaN,
    '',
    '\0',
    'a\0b',
    '\uD800',
    'x\uDFFFy',
    '__proto__',
    'constructor',
    'toString',
    '💥'.repeat(100),
    [],
    {},
    [[[[]]]],
    JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{}},"length":-1}'),
    Array.from({ length: 1_100 }, () => ({})),
  ),
  fc.jsonValue({ maxDepth: 3 }),
  fc.string({ unit: 'binary', maxLength: 40 }),
)

/** Walks `steps` down into a copy and puts `value` there: in place of what stands there, beside it, or repeated. */
function mutate(root: unknown, steps: readonly number[], value: unknown, how: number): unknown {
  const copy: unknown = structuredClone(root)
  let place: unknown = copy
  for (const step of steps) {
    if (typeof place !== 'object' || place === null) break
    const holder = place as Record<string, unknown>
    const keys = Object.keys(holder)
    if (keys.length === 0) break
    const name = keys[step % keys.length] ?? ''
    const inner = holder[name]
    if (step % 4 === 0 || typeof inner !== 'object' || inner === null) {
      if (how === 0) holder[name] = value
      else if (how === 1) delete holder[name]
      else if (how === 2) holder[name] = [inner, value, inner]
      else Object.defineProperty(holder, '__proto__', { value, enumerable: true, configurable: true })
      return copy
    }
    place = inner
  }
  return copy
}

const kinds = new Set<InboundEvent['type']>([
  'message.received',
  'message.echoed',
  'message.edited',
  'message.unsent',
  'message.reacted',
  'message.progressed',
  'contact.merged',
  'account.alert',
  'ignored',
  'quarantined',
])
const loose = new Set<string>(['ignored', 'quarantined', 'account.alert'])

/** What every event promises, whatever it was made of. */
function broken(event: InboundEvent): string | null {
  if (!kinds.has(event.type) || event.key === '') return 'no type or no key'
  if (!Number.isSafeInteger(event.at) || event.at < 0) return `at ${event.at}`
  if (loose.has(event.type) && event.from.contact !== '') return `contact of ${event.type}`
  // A receipt is found by its ref or our key; everything else needs somebody.
  const named =
    event.type === 'message.progressed' && (event.ref !== undefined || event.callback !== undefined)
  if (!loose.has(event.type) && !named && event.from.contact === '') return `no contact of ${event.type}`
  if (!wellFormed(event)) return 'NUL or a lone surrogate'
  return null
}

describe('hostile payloads', () => {
  test('20,000 mutants of valid shapes: never a throw, always sound events', () => {
    let executions = 0
    fc.assert(
      fc.property(
        fc.constantFrom(...shapes),
        fc.array(fc.nat(40), { minLength: 1, maxLength: 10 }),
        poison,
        fc.nat(3),
        (shape, steps, value, how) => {
          const payload = mutate(shape, steps, value, how)
          for (const parse of parsers) {
            executions += 1
            const because = parse(payload)
              .map(broken)
              .find((reason) => reason !== null)
            if (because !== undefined) throw new Error(`${because}: ${JSON.stringify(payload)}`)
          }
        },
      ),
      { numRuns: 7_000 },
    )
    expect(executions).toBeGreaterThanOrEqual(20_000)
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
  }, 60_000)

  test('any JSON at all becomes events', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (payload) => {
        for (const parse of parsers) expect(parse(payload).length).toBeGreaterThan(0)
      }),
      { numRuns: 1_000 },
    )
  })

  test('the same payload twice has the same keys, and within it no key stands for two events', () => {
    for (const shape of shapes) {
      for (const parse of parsers) {
        const [once, twice] = [parse(shape), parse(structuredClone(shape))]
        expect(once.map(({ key }) => key)).toEqual(twice.map(({ key }) => key))
        expect(new Set(once.map(({ key }) => key)).size).toBe(once.length)
      }
    }
  })
})
