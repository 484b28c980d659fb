// Does the fake Graph accept and refuse as Meta does? Recipients, bodies, the 24-hour window and the rates.
import { afterEach, beforeEach, describe, expect, test } from 'bun:test'
import { DAY, SECOND } from '../../src/clock.ts'
import { messenger, openGraph, whatsapp } from './outside.ts'
import { openShop, toAna, type Shop } from './shop.ts'

let shop: Shop
beforeEach(async () => {
  shop = await openShop()
})
afterEach(() => shop.close())

describe('acceptance', () => {
  test('a WhatsApp text is accepted with an id and the number it went to', async () => {
    shop.hears(shop.ana)
    const { status, body } = await shop.sendToAna({ biz_opaque_callback_data: 'key-1' })
    expect(status).toBe(200)
    expect(body).toMatchObject({ contacts: [{ input: '+34600111222', wa_id: '34600111222' }] })
    const [entry] = shop.graph.ledger.acceptances
    expect(entry).toMatchObject({
      channel: 'whatsapp',
      contact: 'ES.135',
      text: 'Hola',
      key: 'key-1',
      human: false,
    })
    expect(body).toMatchObject({ messages: [{ id: entry?.ref }] })
  })

  test('a WhatsApp customer is reached by business-scoped id too', async () => {
    shop.hears(shop.ana)
    const { to: _, ...rest } = toAna
    const { status } = await shop.post(`/v25.0/${whatsapp.id}/messages`, { ...rest, recipient: 'ES.135' })
    expect({ status, contact: shop.graph.ledger.acceptances[0]?.contact }).toEqual({
      status: 200,
      contact: 'ES.135',
    })
  })

  test('Messenger and Instagram take the account’s id or `me`, and give a message id', async () => {
    shop.hears(shop.luis, shop.eva)
    expect((await shop.sendToLuis()).body).toMatchObject({
      recipient_id: shop.luis.id,
      message_id: expect.any(String),
    })
    expect((await shop.sendToEva()).body).toMatchObject({
      recipient_id: shop.eva.id,
      message_id: expect.any(String),
    })
  })

  test('signs of life are no messages', async () => {
    shop.hears(shop.luis)
    shop.graph.people.heard(shop.ana, shop.clock.now(), 'wamid.in')
    const mark = {
      messaging_product: 'whatsapp',
      status: 'read',
      message_id: 'wamid.in',
      typing_indicator: { type: 'text' },
    }
    expect((await shop.post(`/v25.0/${whatsapp.id}/messages`, mark)).body).toEqual({ success: true })
    await shop.post(
      '/v25.0/me/messages',
      { recipient: { id: shop.luis.id }, sender_action: 'typing_on' },
      messenger.token,
    )
    expect(shop.graph.ledger.acceptances).toEqual([])
    expect(shop.graph.ledger.presences.map(({ channel, what }) => `${channel} ${what}`)).toEqual([
      'whatsapp read',
      'whatsapp typing',
      'messenger typing',
    ])
  })
})

type Row = readonly [name: string, ask: () => Promise<{ status: number; body: object }>, expected: object]

const refusals: readonly Row[] = [
  [
    'an unknown token',
    () => shop.post(`/v25.0/${whatsapp.id}/messages`, toAna, 'wrong'),
    { status: 401, code: 190 },
  ],
  [
    'somebody else’s account',
    () => shop.post(`/v25.0/123123/messages`, toAna),
    { status: 400, code: 100, error_subcode: 33 },
  ],
  ['a body without a recipient', () => shop.sendToAna({ to: undefined }), { status: 400, code: 100 }],
  [
    'a WhatsApp number that is not there',
    () => shop.sendToAna({ to: '34999' }),
    { status: 400, code: 131026 },
  ],
  [
    'a Messenger user that is not there',
    () => shop.sendToLuis({ recipient: { id: '1' } }),
    { code: 100, error_subcode: 2018001 },
  ],
  [
    'an Instagram user that is not there',
    () => shop.sendToEva({ recipient: { id: '1' } }),
    { code: 100, error_subcode: 2534014 },
  ],
  [
    'media that nobody uploaded',
    () => shop.sendToAna({ type: 'image', image: { id: '9' }, text: undefined }),
    { code: 131009 },
  ],
  [
    '2001 characters on Messenger',
    () => shop.sendToLuis({ message: { text: 'x'.repeat(2001) } }),
    { code: 100 },
  ],
  [
    '1001 bytes on Instagram',
    () => shop.sendToEva({ message: { text: `${'é'.repeat(500)}x` } }),
    { code: 100 },
  ],
  [
    '14 quick replies',
    () => shop.sendToLuis({ message: { text: 'x', quick_replies: replies(14) } }),
    { code: 100 },
  ],
  ['an empty message', () => shop.sendToLuis({ message: {} }), { code: 100, error_subcode: 2018034 }],
  ['a message beside a sender action', () => shop.sendToLuis({ sender_action: 'typing_on' }), { code: 100 }],
  [
    'a retired tag',
    () => shop.sendToLuis({ messaging_type: 'MESSAGE_TAG', tag: 'ACCOUNT_UPDATE' }),
    { code: 100 },
  ],
]

function replies(count: number): object[] {
  return Array.from({ length: count }, (_, n) => ({ content_type: 'text', title: `${n}`, payload: `${n}` }))
}

describe('refusal', () => {
  for (const [name, ask, { status = 400, ...error }] of refusals as readonly [
    string,
    Row[1],
    { status?: number },
  ][])
    test(name, async () => {
      shop.hears(shop.ana, shop.luis, shop.eva)
      const answer = await ask()
      expect(answer).toMatchObject({ status, body: { error } })
      expect(shop.graph.ledger.acceptances).toEqual([])
      expect(shop.graph.ledger.refusals).toHaveLength(1)
    })

  test('limits hold at their edge: 2000 characters, 1000 bytes, 13 quick replies', async () => {
    shop.hears(shop.luis, shop.eva)
    expect(
      (await shop.sendToLuis({ message: { text: 'x'.repeat(2000), quick_replies: replies(13) } })).status,
    ).toBe(200)
    expect((await shop.sendToEva({ message: { text: 'é'.repeat(500) } })).status).toBe(200)
  })
})

describe('the 24-hour window', () => {
  const window: readonly (readonly [string, () => Promise<{ status: number; body: object }>, object])[] = [
    ['whatsapp', () => shop.sendToAna(), { code: 131047 }],
    ['messenger', () => shop.sendToLuis(), { code: 10, error_subcode: 2018278 }],
    ['instagram', () => shop.sendToEva(), { code: 10, error_subcode: 2534022 }],
  ]
  for (const [name, send, error] of window) {
    test(`${name}: closed to somebody who never wrote`, async () => {
      expect((await send()).body).toMatchObject({ error })
    })
    test(`${name}: open up to 24 hours, closed after`, async () => {
      shop.hears(shop.ana, shop.luis, shop.eva)
      shop.clock.advance(DAY - 1)
      expect((await send()).status).toBe(200)
      shop.clock.advance(1)
      expect((await send()).status).toBe(200)
      shop.clock.advance(1)
      expect((await send()).body).toMatchObject({ error })
    })
  }

  test('a template leaves at any time', async () => {
    const template = { name: 'aviso', language: { code: 'es' } }
    const { status, body } = await shop.sendToAna({ type: 'template', template, text: undefined })
    expect({ status, body }).toMatchObject({
      status: 200,
      body: { messages: [{ message_status: 'accepted' }] },
    })
  })

  test('HUMAN_AGENT leaves for seven days and is marked in the ledger', async () => {
    shop.hears(shop.luis)
    const human = { messaging_type: 'MESSAGE_TAG', tag: 'HUMAN_AGENT' }
    shop.clock.advance(7 * DAY)
    expect((await shop.sendToLuis(human)).status).toBe(200)
    expect(shop.graph.ledger.acceptances[0]?.human).toBe(true)
    shop.clock.advance(1)
    expect((await shop.sendToLuis(human)).body).toMatchObject({ error: { code: 10 } })
  })
})

describe('rates', () => {
  test('the pair rate lets 45 through at once, then one each six seconds', async () => {
    shop.hears(shop.ana)
    for (let n = 0; n < 45; n++) expect((await shop.sendToAna()).status).toBe(200)
    expect((await shop.sendToAna()).body).toMatchObject({ error: { code: 131056 } })
    shop.clock.advance(6 * SECOND)
    expect((await shop.sendToAna()).status).toBe(200)
    expect((await shop.sendToAna()).body).toMatchObject({ error: { code: 131056 } })
  })

  test('throughput is limited when told', async () => {
    const slow = await openGraph({ limits: { throughput: 2, pair: null } })
    slow.graph.people.heard(slow.graph.people.add(shop.ana), slow.clock.now())
    const send = () => slow.post(`/v25.0/${whatsapp.id}/messages`, toAna)
    expect([(await send()).status, (await send()).status]).toEqual([200, 200])
    expect((await send()).body).toMatchObject({ error: { code: 130429 } })
    slow.clock.advance(SECOND)
    expect((await send()).status).toBe(200)
    await slow.close()
  })
})
