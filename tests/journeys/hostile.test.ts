// Whatever is signed is kept and answered 200, however broken; whatever is not signed leaves no trace. Nothing crashes, nothing is a 5xx.
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ConversationWire, ListWire, MessageWire } from '../../src/http/wire.ts'
import { HouseError } from '../../src/errors.ts'
import { buildHouse } from '../../src/house.ts'
import { demoSettings } from '../../src/simulator/world.ts'
import { configOf } from '../support/town-config.ts'
import { openTown, type Town } from '../support/town.ts'

let town: Town
beforeAll(async () => {
  town = await openTown()
})
afterAll(() => town.close())

function signed(body: string | Uint8Array): Record<string, string> {
  const mac = new Bun.CryptoHasher('sha256', demoSettings.appSecret).update(body).digest('hex')
  return { 'content-type': 'application/json', 'x-hub-signature-256': `sha256=${mac}` }
}

async function posts(
  channel: string,
  body: string | Uint8Array<ArrayBuffer>,
  headers = signed(body),
): Promise<number> {
  const response = await fetch(`${town.url}/webhooks/${channel}`, { method: 'POST', headers, body })
  await response.text()
  return response.status
}

function message(over: Record<string, unknown>, account = demoSettings.whatsapp.id): string {
  const value = {
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: '15550783881', phone_number_id: account },
    contacts: [{ profile: { name: 'Ana' }, wa_id: '5215500000001' }],
    messages: [
      {
        from: '5215500000001',
        id: `wamid.${Math.random()}`,
        timestamp: '1767225600',
        type: 'text',
        text: { body: 'hola' },
        ...over,
      },
    ],
  }
  return JSON.stringify({
    object: 'whatsapp_business_account',
    entry: [{ id: '1', changes: [{ field: 'messages', value }] }],
  })
}

const drained = (): Promise<void> =>
  town.until(() => town.house().store.cursor() === town.house().inbox.last(), 'drained')

const hostile: readonly (readonly [string, string | Uint8Array<ArrayBuffer>])[] = [
  ['an empty body', ''],
  ['cut JSON', message({}).slice(0, 60)],
  ['no JSON at all', '<html>hola</html>'],
  ['200,000 levels', '['.repeat(200_000) + ']'.repeat(200_000)],
  [
    '200,000 levels inside a message',
    message({ text: 'X' }).replace('"X"', '{"a":'.repeat(200_000) + '1' + '}'.repeat(200_000)),
  ],
  [
    '__proto__',
    message({}).replace(
      '"type":"text"',
      '"__proto__":{"type":"text"},"constructor":{"prototype":{"x":1}},"type":"text"',
    ),
  ],
  ['NUL in a text', message({ text: { body: 'a\u0000b' } })],
  ['lone surrogates', message({ text: { body: '\ud83d' } })],
  ['bytes that are no UTF-8', new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d])],
  ['a BOM', `\uFEFF${message({})}`],
  ['1e999', message({ timestamp: 'N' }).replace('"N"', '1e999')],
  ['a number for an id', message({ id: 7 })],
  ['a list for a text', message({ text: ['hola'] })],
  [
    'null for a message',
    JSON.stringify({
      object: 'whatsapp_business_account',
      entry: [{ changes: [{ field: 'messages', value: { messages: [null, 3, 'x'] } }] }],
    }),
  ],
  ['null for everything', 'null'],
  ['a number for everything', '3'],
  ['an unknown account', message({}, '999')],
  [
    'an unknown field',
    JSON.stringify({
      object: 'whatsapp_business_account',
      entry: [{ id: '1', changes: [{ field: 'telepathy', value: {} }] }],
    }),
  ],
  ['another object', JSON.stringify({ object: 'user', entry: [{ id: '1', changed_fields: ['photos'] }] })],
  [
    '5,000 elements',
    JSON.stringify({
      object: 'page',
      entry: Array.from({ length: 5_000 }, () => ({ id: '1', messaging: [{}] })),
    }),
  ],
]

describe('signed', () => {
  test.each(hostile)('%s is kept as it came and answered 200', async (_, body) => {
    const { inbox } = town.house()
    const before = inbox.last()
    for (const channel of ['whatsapp', 'messenger', 'instagram', 'meta'])
      expect(await posts(channel, body)).toBe(200)
    const kept = await inbox.read(before, 4)
    const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body
    expect(kept.map(({ raw }) => Buffer.compare(raw, bytes))).toEqual([0, 0, 0, 0])
    await drained()
    expect((await fetch(`${town.url}/health`)).status).toBe(200)
  })

  test.each([
    ['thirty days ago', -30 * 86_400],
    ['a day ahead', 86_400],
    ['in milliseconds', null],
    ['negative', Number.NaN],
  ])('a message dated %s never opens the window beyond now', async (_, shift) => {
    const seconds = Math.floor(town.clock.now() / 1000)
    const timestamp =
      shift === null ? `${town.clock.now()}` : Number.isNaN(shift) ? '-5' : `${seconds + shift}`
    const phone = `52155${Math.floor(Math.random() * 1e8)}`
    expect(
      await posts('whatsapp', message({ timestamp, from: phone }).replaceAll('5215500000001', phone)),
    ).toBe(200)
    await drained()
    const { body } = await town.api<ListWire<ConversationWire>>(
      'GET',
      '/api/conversations?channel=whatsapp&limit=100',
    )
    const found = body.items.find(({ contact }) => contact.address === phone)
    expect(Date.parse(found!.lastInboundAt!)).toBeLessThanOrEqual(town.clock.now())
    if (shift === -30 * 86_400) expect(found!.whyQuiet).toBe('window-closed')
  })

  test('one unreadable element does not cost its siblings', async () => {
    const phone = '5215512340001'
    const good = JSON.parse(message({ from: phone, text: { body: 'los hermanos llegan' } }))
    const value = good.entry[0].changes[0].value
    value.messages = [7, value.messages[0], 'x', null]
    expect(await posts('whatsapp', JSON.stringify(good).replaceAll('5215500000001', phone))).toBe(200)
    await drained()
    const { body } = await town.api<ListWire<ConversationWire>>(
      'GET',
      '/api/conversations?channel=whatsapp&limit=100',
    )
    expect(body.items.find(({ contact }) => contact.address === phone)?.preview?.text).toBe(
      'los hermanos llegan',
    )
  })
})

describe('not signed', () => {
  const body = message({ text: { body: 'falso' } })
  const mac = new Bun.CryptoHasher('sha256', demoSettings.appSecret).update(body).digest('hex')
  test.each<[string, Record<string, string>]>([
    ['without a signature', {}],
    ['with an empty one', { 'x-hub-signature-256': '' }],
    ['with sha1', { 'x-hub-signature': `sha1=${mac.slice(0, 40)}` }],
    ['in upper case', { 'x-hub-signature-256': `sha256=${mac.toUpperCase()}` }],
    ['cut short', { 'x-hub-signature-256': `sha256=${mac.slice(0, 62)}` }],
    ['one bit off', { 'x-hub-signature-256': `sha256=${mac.slice(0, -1)}${mac.endsWith('0') ? '1' : '0'}` }],
    [
      "with another app's secret",
      {
        'x-hub-signature-256': `sha256=${new Bun.CryptoHasher('sha256', 'otro').update(body).digest('hex')}`,
      },
    ],
  ])('%s it is 401 and nothing is kept', async (_, headers) => {
    const before = town.house().inbox.last()
    expect(await posts('whatsapp', body, headers)).toBe(401)
    expect(await posts('meta', body, headers)).toBe(401)
    expect(town.house().inbox.last()).toBe(before)
  })
})

test('4 MB is taken, one byte more is 413', async () => {
  const body = message({ text: { body: '' } })
  const limit = 4 * 1024 * 1024
  const exact = body + ' '.repeat(limit - body.length)
  expect(await posts('whatsapp', exact)).toBe(200)
  expect(await posts('whatsapp', `${exact} `)).toBe(413)
})

test('a second house on the same data directory is refused at once', () => {
  const since = performance.now()
  expect(() => buildHouse(configOf(town.dataDir, town.graph.url))).toThrow(HouseError)
  expect(performance.now() - since).toBeLessThan(1_000)
})

const corpus = join(import.meta.dir, '../../../shared/meta/corpus')

test('every public payload that we know of is answered 200, and the house goes on', async () => {
  if (!existsSync(corpus)) return console.log('the corpus of public payloads is not here: nothing was posted')
  const [, ...rows] = readFileSync(join(corpus, 'INDEX.csv'), 'utf8').trim().split('\n')
  let posted = 0
  for (const row of rows) {
    const [file = '', channel = ''] = row.split(',')
    if (!file.endsWith('.json')) continue
    const door = ['whatsapp', 'messenger', 'instagram'].includes(channel) ? channel : 'meta'
    expect(await posts(door, new Uint8Array(readFileSync(join(corpus, file))))).toBe(200)
    posted += 1
  }
  expect(posted).toBeGreaterThanOrEqual(487)
  await drained()
  const { status } = await town.api<ListWire<MessageWire>>('GET', '/api/conversations')
  expect(status).toBe(200)
}, 60_000)
