// Which conversations stand in a list, and does paging through it show each exactly once?
import { describe, expect, test } from 'bun:test'
import type { ConversationQuery, Store } from '../../src/store/store.ts'
import {
  accepted,
  answered,
  claimed,
  conversationOf,
  customer,
  day,
  deliver,
  hour,
  minute,
  noon,
  opener,
  receipt,
  says,
  second,
} from '../support/memory.ts'
import type { ChannelName } from '../../src/model.ts'

const open = opener(':memory:')
const channels: readonly ChannelName[] = ['whatsapp', 'instagram', 'messenger', 'web']

/** Customer n of 40 wrote n seconds after noon; every tenth is a lead. */
async function fill(store: Store): Promise<void> {
  for (let n = 0; n < 40; n += 1) {
    const from = customer(`c${n}`, channels[n % 4])
    await deliver(store, [says(`m${n}`, `Hola ${n}`, { from, at: noon + n * second })], noon + hour)
    if (n % 10 > 0) continue
    const event = { type: 'operator.tagged', by: 'opr_1', at: noon, tag: 'Lead' } as const
    await store.step(await conversationOf(store, from), event, noon)
  }
}

async function pages(store: Store, query: Omit<ConversationQuery, 'limit' | 'cursor'>): Promise<string[]> {
  const seen: string[] = []
  let cursor: string | undefined
  do {
    const page = await store.conversations({ limit: 7, ...query, ...(cursor && { cursor }) }, noon + hour)
    seen.push(...page.items.map((view) => view.contact.address))
    cursor = page.next ?? undefined
  } while (cursor !== undefined)
  return seen
}

function expected(keep: (n: number) => boolean): string[] {
  return Array.from({ length: 40 }, (_, n) => n)
    .filter(keep)
    .reverse()
    .map((n) => `c${n}`)
}

describe('every page once, newest first', () => {
  test.each([
    ['everybody', {}, () => true],
    ['one channel', { channel: 'messenger' }, (n: number) => n % 4 === 2],
    ['one tag', { tag: 'lead' }, (n: number) => n % 10 === 0],
    ['one tag on one channel', { tag: 'Lead', channel: 'whatsapp' }, (n: number) => n % 20 === 0],
    ['unread', { state: 'unread' }, () => true],
    ['unread with a tag', { state: 'unread', tag: 'Lead' }, (n: number) => n % 10 === 0],
    ['found by a word', { q: 'hola' }, () => true],
    ['found by a word, with a tag', { q: 'hola', tag: 'Lead' }, (n: number) => n % 10 === 0],
    ['a tag nobody has', { tag: 'Escalar' }, () => false],
    ['a tag that does not exist', { tag: 'nada' }, () => false],
  ] as const)('%s', async (_, query, keep) => {
    const store = open()
    await fill(store)
    expect(await pages(store, query)).toEqual(expected(keep))
    await store.close()
  })
})

test('a conversation that moves up while someone pages is not shown twice on the pages that follow', async () => {
  const store = open()
  await fill(store)
  const first = await store.conversations({ limit: 10 }, noon + hour)
  await deliver(
    store,
    [says('nuevo', 'otra vez', { from: customer('c5', 'instagram'), at: noon + hour })],
    noon + hour,
  )
  const rest = await store.conversations({ limit: 40, cursor: first.next ?? '' }, noon + hour)
  const shown = [...first.items, ...rest.items].map((view) => view.id)
  expect(new Set(shown).size).toBe(shown.length)
  const [top] = (await store.conversations({ limit: 1 }, noon + hour)).items
  expect(top?.contact.address).toBe('c5')
  await store.close()
})

test('a page that was never given is a bad request', async () => {
  const store = open()
  for (const cursor of [
    'nada',
    Buffer.from('1.2.3').toString('base64url'),
    Buffer.from('1.x').toString('base64url'),
  ])
    await expect(store.conversations({ limit: 1, cursor }, noon)).rejects.toMatchObject({
      code: 'bad-request',
    })
  await store.close()
})

test('unanswered means that the customer spoke last and was not answered', async () => {
  const store = open()
  const waits = () =>
    store.conversations({ state: 'unanswered', limit: 5 }, noon).then((page) => page.items.length)
  const id = await answered(store, ['uno'])
  expect(await waits()).toBe(0)
  // The answer was withdrawn before it left: nobody has answered.
  const until = 'further-notice'
  await store.step(id, { type: 'operator.silenced', by: 'opr_1', at: noon, until }, noon + minute)
  expect(await waits()).toBe(1)
  await store.close()
})

test('an answer that did not arrive leaves the customer waiting, one that arrived after all does not', async () => {
  const store = open()
  await answered(store, ['uno'])
  const send = await claimed(store, noon + minute)
  await accepted(store, send, 'w1', noon + minute)
  const waits = async () => (await store.conversations({ state: 'unanswered', limit: 5 }, noon)).items.length
  expect(await waits()).toBe(0)
  await deliver(store, [receipt('failed', { ref: 'w1' })], noon + minute)
  expect(await waits()).toBe(1)
  await deliver(store, [receipt('delivered', { ref: 'w1' })], noon + minute)
  expect(await waits()).toBe(0)
  await store.close()
})

test.each([
  ['two hours and a bit before the end', 22 * hour - 1, 0],
  ['two hours before the end', 22 * hour, 1],
  ['just before the end', day - 1, 1],
  ['at the end', day, 0],
])('closing soon: %s', async (_, age, count) => {
  const store = open()
  await deliver(store, [says('m1', 'Hola')])
  await deliver(store, [says('m2', 'Hola', { from: customer('1', 'web') })])
  const page = await store.conversations({ state: 'closing', limit: 5 }, noon + age)
  expect(page.items).toHaveLength(count)
  await store.close()
})

test('paused are those that a person holds or has silenced', async () => {
  const store = open()
  await fill(store)
  const id = await conversationOf(store, customer('c1', 'instagram'))
  await store.step(
    id,
    { type: 'operator.wrote', by: 'opr_1', at: noon, clientId: 'k', body: { kind: 'text', text: 'Yo' } },
    noon + hour,
  )
  const other = await conversationOf(store, customer('c2', 'messenger'))
  await store.step(
    other,
    { type: 'operator.silenced', by: 'opr_1', at: noon, until: noon + day },
    noon + hour,
  )
  expect(await pages(store, { state: 'paused' })).toEqual(['c1', 'c2'])
  await store.step(id, { type: 'operator.released', by: 'opr_1', at: noon }, noon + hour)
  expect(await pages(store, { state: 'paused' })).toEqual(['c2'])
  await store.close()
})
