// Does the fake Graph accept and refuse as Meta does, and does its ledger tell the truth whatever the sender heard?
import { afterEach, beforeEach, describe, expect, test } from 'bun:test'
import { DAY, HOUR, MINUTE, SECOND } from '../../src/clock.ts'
import type { GraphFault, Loss } from '../../src/simulator/graph/faults.ts'
import type { Person } from '../../src/simulator/people.ts'
import { instagram, messenger, openGraph, whatsapp, type GraphDesk } from './outside.ts'

let desk: GraphDesk
let ana: Person
let luis: Person
let eva: Person

beforeEach(async () => {
  desk = await openGraph()
  const { people } = desk.graph
  ana = people.add({
    channel: 'whatsapp',
    account: whatsapp.id,
    id: 'ES.135',
    name: 'Ana Gil',
    phone: '34600111222',
  })
  luis = people.add({
    channel: 'messenger',
    account: messenger.id,
    id: '5614879045272581',
    name: 'Luis Mora',
  })
  eva = people.add({
    channel: 'instagram',
    account: instagram.id,
    id: '7714879045272581',
    name: 'Eva',
    username: 'eva.r',
  })
})
afterEach(() => desk.close())

const toAna = { messaging_product: 'whatsapp', to: '+34600111222', type: 'text', text: { body: 'Hola' } }
const toLuis = {
  recipient: { id: '5614879045272581' },
  messaging_type: 'RESPONSE',
  message: { text: 'Hola' },
}
const toEva = { recipient: { id: '7714879045272581' }, message: { text: 'Hola' } }

const sendToAna = (over: object = {}) => desk.post(`/v25.0/${whatsapp.id}/messages`, { ...toAna, ...over })
const sendToLuis = (over: object = {}) =>
  desk.post(`/v25.0/me/messages`, { ...toLuis, ...over }, messenger.token)
const sendToEva = (over: object = {}) =>
  desk.post(`/v25.0/${instagram.id}/messages`, { ...toEva, ...over }, instagram.token)
const hears = (...people: readonly Person[]): void => {
  for (const person of people) desk.graph.people.heard(person, desk.clock.now())
}

describe('acceptance', () => {
  test('a WhatsApp text is accepted with an id and the number it went to', async () => {
    hears(ana)
    const { status, body } = await sendToAna({ biz_opaque_callback_data: 'key-1' })
    expect(status).toBe(200)
    expect(body).toMatchObject({ contacts: [{ input: '+34600111222', wa_id: '34600111222' }] })
    const [entry] = desk.graph.ledger.acceptances
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
    hears(ana)
    const { to: _, ...rest } = toAna
    const { status } = await desk.post(`/v25.0/${whatsapp.id}/messages`, { ...rest, recipient: 'ES.135' })
    expect({ status, contact: desk.graph.ledger.acceptances[0]?.contact }).toEqual({
      status: 200,
      contact: 'ES.135',
    })
  })

  test('Messenger and Instagram take the account’s id or `me`, and give a message id', async () => {
    hears(luis, eva)
    expect((await sendToLuis()).body).toMatchObject({ recipient_id: luis.id, message_id: expect.any(String) })
    expect((await sendToEva()).body).toMatchObject({ recipient_id: eva.id, message_id: expect.any(String) })
  })

  test('signs of life are no messages', async () => {
    hears(luis)
    desk.graph.people.heard(ana, desk.clock.now(), 'wamid.in')
    const mark = {
      messaging_product: 'whatsapp',
      status: 'read',
      message_id: 'wamid.in',
      typing_indicator: { type: 'text' },
    }
    expect((await desk.post(`/v25.0/${whatsapp.id}/messages`, mark)).body).toEqual({ success: true })
    await desk.post(
      '/v25.0/me/messages',
      { recipient: { id: luis.id }, sender_action: 'typing_on' },
      messenger.token,
    )
    expect(desk.graph.ledger.acceptances).toEqual([])
    expect(desk.graph.ledger.presences.map(({ channel, what }) => `${channel} ${what}`)).toEqual([
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
    () => desk.post(`/v25.0/${whatsapp.id}/messages`, toAna, 'wrong'),
    { status: 401, code: 190 },
  ],
  [
    'somebody else’s account',
    () => desk.post(`/v25.0/123123/messages`, toAna),
    { status: 400, code: 100, error_subcode: 33 },
  ],
  ['a body without a recipient', () => sendToAna({ to: undefined }), { status: 400, code: 100 }],
  ['a WhatsApp number that is not there', () => sendToAna({ to: '34999' }), { status: 400, code: 131026 }],
  [
    'a Messenger user that is not there',
    () => sendToLuis({ recipient: { id: '1' } }),
    { code: 100, error_subcode: 2018001 },
  ],
  [
    'an Instagram user that is not there',
    () => sendToEva({ recipient: { id: '1' } }),
    { code: 100, error_subcode: 2534014 },
  ],
  [
    'media that nobody uploaded',
    () => sendToAna({ type: 'image', image: { id: '9' }, text: undefined }),
    { code: 131009 },
  ],
  ['2001 characters on Messenger', () => sendToLuis({ message: { text: 'x'.repeat(2001) } }), { code: 100 }],
  ['1001 bytes on Instagram', () => sendToEva({ message: { text: `${'é'.repeat(500)}x` } }), { code: 100 }],
  [
    '14 quick replies',
    () => sendToLuis({ message: { text: 'x', quick_replies: replies(14) } }),
    { code: 100 },
  ],
  ['an empty message', () => sendToLuis({ message: {} }), { code: 100, error_subcode: 2018034 }],
  ['a message beside a sender action', () => sendToLuis({ sender_action: 'typing_on' }), { code: 100 }],
  [
    'a retired tag',
    () => sendToLuis({ messaging_type: 'MESSAGE_TAG', tag: 'ACCOUNT_UPDATE' }),
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
      hears(ana, luis, eva)
      const answer = await ask()
      expect(answer).toMatchObject({ status, body: { error } })
      expect(desk.graph.ledger.acceptances).toEqual([])
      expect(desk.graph.ledger.refusals).toHaveLength(1)
    })

  test('limits hold at their edge: 2000 characters, 1000 bytes, 13 quick replies', async () => {
    hears(luis, eva)
    expect(
      (await sendToLuis({ message: { text: 'x'.repeat(2000), quick_replies: replies(13) } })).status,
    ).toBe(200)
    expect((await sendToEva({ message: { text: 'é'.repeat(500) } })).status).toBe(200)
  })
})

describe('the 24-hour window', () => {
  const window: readonly (readonly [string, () => Promise<{ status: number; body: object }>, object])[] = [
    ['whatsapp', sendToAna, { code: 131047 }],
    ['messenger', sendToLuis, { code: 10, error_subcode: 2018278 }],
    ['instagram', sendToEva, { code: 10, error_subcode: 2534022 }],
  ]
  for (const [name, send, error] of window) {
    test(`${name}: closed to somebody who never wrote`, async () => {
      expect((await send()).body).toMatchObject({ error })
    })
    test(`${name}: open up to 24 hours, closed after`, async () => {
      hears(ana, luis, eva)
      desk.clock.advance(DAY - 1)
      expect((await send()).status).toBe(200)
      desk.clock.advance(1)
      expect((await send()).status).toBe(200)
      desk.clock.advance(1)
      expect((await send()).body).toMatchObject({ error })
    })
  }

  test('a template leaves at any time', async () => {
    const template = { name: 'aviso', language: { code: 'es' } }
    const { status, body } = await sendToAna({ type: 'template', template, text: undefined })
    expect({ status, body }).toMatchObject({
      status: 200,
      body: { messages: [{ message_status: 'accepted' }] },
    })
  })

  test('HUMAN_AGENT leaves for seven days and is marked in the ledger', async () => {
    hears(luis)
    const human = { messaging_type: 'MESSAGE_TAG', tag: 'HUMAN_AGENT' }
    desk.clock.advance(7 * DAY)
    expect((await sendToLuis(human)).status).toBe(200)
    expect(desk.graph.ledger.acceptances[0]?.human).toBe(true)
    desk.clock.advance(1)
    expect((await sendToLuis(human)).body).toMatchObject({ error: { code: 10 } })
  })
})

describe('rates', () => {
  test('the pair rate lets 45 through at once, then one each six seconds', async () => {
    hears(ana)
    for (let n = 0; n < 45; n++) expect((await sendToAna()).status).toBe(200)
    expect((await sendToAna()).body).toMatchObject({ error: { code: 131056 } })
    desk.clock.advance(6 * SECOND)
    expect((await sendToAna()).status).toBe(200)
    expect((await sendToAna()).body).toMatchObject({ error: { code: 131056 } })
  })

  test('throughput is limited when told', async () => {
    const slow = await openGraph({ limits: { throughput: 2, pair: null } })
    slow.graph.people.heard(slow.graph.people.add(ana), slow.clock.now())
    const send = () => slow.post(`/v25.0/${whatsapp.id}/messages`, toAna)
    expect([(await send()).status, (await send()).status]).toEqual([200, 200])
    expect((await send()).body).toMatchObject({ error: { code: 130429 } })
    slow.clock.advance(SECOND)
    expect((await send()).status).toBe(200)
    await slow.close()
  })
})

describe('faults', () => {
  const lost: readonly (readonly [Loss, boolean])[] = (
    ['reset', 'timeout', 'cut', 'truncated', 'html-502', 'no-id'] as const
  ).flatMap((how) => [[how, true] as const, [how, false] as const])
  for (const [how, accepted] of lost)
    test(`${how}: nobody hears that it was ${accepted ? 'accepted' : 'not accepted'}`, async () => {
      hears(ana)
      desk.graph.faults.next({ do: 'lose', how, accepted })
      const heard = await Promise.race([sendToAna().catch(() => null), Bun.sleep(60)])
      expect(heard?.body).not.toHaveProperty('messages')
      expect(desk.graph.ledger.acceptances).toHaveLength(accepted ? 1 : 0)
      if (how === 'html-502')
        expect(heard).toMatchObject({ status: 502, raw: expect.stringContaining('<html') })
      if (how === 'truncated')
        expect(heard).toMatchObject({ status: 200, body: accepted ? { unreadable: true } : {} })
      if (how === 'reset' || how === 'cut') expect(heard).toBeNull()
      expect((await sendToAna()).status).toBe(200)
    })

  const told: readonly (readonly [string, GraphFault, number, object, number])[] = [
    ['a Graph error', { do: 'refuse', code: 131000 }, 500, { code: 131000 }, 0],
    ['a Graph error that lies', { do: 'refuse', code: 131000, accepted: true }, 500, { code: 131000 }, 1],
    ['a subcode', { do: 'refuse', code: 10, subcode: 2018300 }, 403, { code: 10, error_subcode: 2018300 }, 0],
    ['too many requests', { do: 'too-many', retryAfterSeconds: 30 }, 429, { code: 4 }, 0],
    ['an expired token', { do: 'expire-token' }, 401, { code: 190, error_subcode: 463 }, 0],
  ]
  for (const [name, fault, status, error, accepted] of told)
    test(`${name} is told as Meta tells it`, async () => {
      hears(ana)
      desk.graph.faults.next(fault)
      expect(await sendToAna()).toMatchObject({ status, body: { error } })
      expect(desk.graph.ledger.acceptances).toHaveLength(accepted)
      expect(desk.graph.ledger.refusals).toHaveLength(1)
    })

  test('429 says when to come back', async () => {
    desk.graph.faults.next({ do: 'too-many', retryAfterSeconds: 30 })
    expect((await sendToAna()).headers.get('Retry-After')).toBe('30')
  })

  test('an expired token stays expired until it is renewed', async () => {
    hears(ana)
    desk.graph.faults.next({ do: 'expire-token' })
    expect([(await sendToAna()).status, (await sendToAna()).status]).toEqual([401, 401])
    desk.graph.renewToken(whatsapp.id)
    expect((await sendToAna()).status).toBe(200)
  })

  test('the queue spares signs of life and look-ups, a plan sees every call', async () => {
    const seen: string[] = []
    const planned = await openGraph({
      plan: ({ method, isMessage }) => (seen.push(`${method} ${isMessage}`), null),
    })
    planned.graph.faults.next({ do: 'refuse', code: 1 })
    expect((await planned.get(`/v25.0/${whatsapp.id}`)).status).toBe(200)
    expect((await planned.post(`/v25.0/${whatsapp.id}/messages`, toAna)).body).toMatchObject({
      error: { code: 1 },
    })
    expect(seen).toEqual(['GET false'])
    await planned.close()
  })

  test('a delay waits for the clock', async () => {
    hears(ana)
    desk.graph.faults.next({ do: 'delay', ms: MINUTE })
    const sending = sendToAna()
    expect(await Promise.race([sending, Bun.sleep(30)])).toBeUndefined()
    desk.clock.advance(MINUTE)
    expect((await sending).status).toBe(200)
  })
})

describe('the library', () => {
  test('a media id gives a link that wants the token and lasts five minutes', async () => {
    const { id, sha256 } = desk.graph.files.put({ mime: 'image/png', bytes: Buffer.from('bytes') })
    const { body } = await desk.get(`/v25.0/${id}`)
    expect(body).toMatchObject({
      mime_type: 'image/png',
      file_size: 5,
      sha256: Buffer.from(sha256, 'base64').toString('hex'),
    })
    const url = String(body['url'])
    expect((await desk.get(url)).raw).toBe('bytes')
    expect((await desk.get(url, 'wrong')).status).toBe(401)
    desk.clock.advance(5 * MINUTE + 1)
    expect((await desk.get(url)).status).toBe(404)
  })

  test('an upload is checked and can then be sent', async () => {
    hears(ana)
    const upload = async (type: string) => {
      const form = new FormData()
      form.set('messaging_product', 'whatsapp')
      form.set('type', type)
      form.set('file', new File(['bytes'], 'a', { type }))
      const headers = { Authorization: `Bearer ${whatsapp.token}` }
      const response = await fetch(`${desk.graph.url}/v25.0/${whatsapp.id}/media`, {
        method: 'POST',
        body: form,
        headers,
      })
      return (await response.json()) as { id?: string; error?: { code: number } }
    }
    expect(await upload('image/tiff')).toMatchObject({ error: { code: 131053 } })
    const { id } = await upload('image/png')
    expect((await sendToAna({ type: 'image', image: { id }, text: undefined })).status).toBe(200)
  })

  test('names are told by id, on Instagram only of those who wrote', async () => {
    const path = (person: Person, fields: string) => `/v25.0/${person.id}?fields=${fields}`
    expect((await desk.get(path(luis, 'first_name,last_name'), messenger.token)).body).toEqual({
      first_name: 'Luis',
      last_name: 'Mora',
      id: luis.id,
    })
    expect((await desk.get(path(eva, 'name,username'), instagram.token)).body).toMatchObject({
      error: { code: 230 },
    })
    hears(eva)
    expect((await desk.get(path(eva, 'name,username'), instagram.token)).body).toEqual({
      name: 'Eva',
      username: 'eva.r',
      id: eva.id,
    })
  })

  test('subscriptions can be read, lost and renewed', async () => {
    const bare = await openGraph({ subscribed: false })
    const path = `/v25.0/${messenger.id}/subscribed_apps`
    expect((await bare.get(path, messenger.token)).body).toEqual({ data: [] })
    await bare.post(`${path}?subscribed_fields=messages,message_echoes`, {}, messenger.token)
    expect((await bare.get(path, messenger.token)).body).toMatchObject({
      data: [{ subscribed_fields: ['messages', 'message_echoes'] }],
    })
    await bare.close()
  })

  test('answers carry Meta’s headers, dated by the simulator’s own clock', async () => {
    desk.clock.advance(HOUR)
    const { headers } = await desk.get(`/v25.0/${whatsapp.id}`)
    expect(headers.get('Date')).toBe('Wed, 14 Oct 2026 13:00:00 GMT')
    expect(headers.get('Facebook-Api-Version')).toBe('v25.0')
    expect(headers.get('X-Business-Use-Case-Usage')).toContain('whatsapp')
  })
})
