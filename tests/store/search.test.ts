// What do typed words find? Accents and capitals do not matter, the newest come first, and nothing typed can break the query.
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import type { Store } from '../../src/store/store.ts'
import { conversationOf, customer, deliver, minute, noon, opener, says } from '../support/memory.ts'

let store: Store

beforeAll(async () => {
  store = opener(':memory:')()
  const web = customer('ana', 'web')
  await deliver(store, [
    says('m1', 'Quiero unas zapatillas rojas', { contactName: 'María Núñez' }),
    says('m2', 'El pedido número 1234 no llegó'),
    says('m3', 'zapatillas azules, por favor', { from: web, contactName: 'Ana Zapata' }),
    says('m4', 'rojas no, unas azules', { from: customer('52199'), contactName: 'Luis' }),
  ])
  await store.step(
    await conversationOf(store, web),
    { type: 'operator.tagged', by: 'opr_1', at: noon, tag: 'Mayoreo' },
    noon,
  )
})
afterAll(() => store.close())

async function found(q: string, more: { channel?: 'web' | 'whatsapp'; tag?: string } = {}) {
  const page = await store.search({ q, limit: 10, ...more }, noon)
  return page.items.map((hit) => hit.message.ref)
}

async function people(q: string, more: { channel?: 'web'; tag?: string } = {}) {
  const page = await store.conversations({ q, limit: 10, ...more }, noon)
  return page.items.map((view) => view.contact.name)
}

describe('messages', () => {
  test.each([
    ['a word, newest first', 'zapatillas', ['m3', 'm1']],
    ['without accents, in capitals', 'LLEGO', ['m2']],
    ['all words, in any order', 'rojas zapatillas', ['m1']],
    ['a phrase in its order', '"zapatillas rojas"', ['m1']],
    ['a phrase in another order', '"rojas zapatillas"', []],
    ['a word as typed so far', 'zapat', ['m3', 'm1']],
    ['a finished word is whole', 'zapat ', []],
    ['a star where it is wanted', 'zapat* azules', ['m3']],
    ['a number', '1234', ['m2']],
    ['one letter finds nothing', 'z', []],
    ['nothing finds nothing', '   ', []],
    ['only signs find nothing', '"*()^', []],
    ['words of the query language are words', 'rojas OR azules', []],
    ['a column name is a word', 'channel:web', []],
    ['an open quote closes itself', '"zapatillas roj', []],
  ])('%s', async (_, q, refs) => {
    expect(await found(q)).toEqual(refs)
  })

  test('only of one channel, only with one tag', async () => {
    expect(await found('zapatillas', { channel: 'web' })).toEqual(['m3'])
    expect(await found('zapatillas', { channel: 'whatsapp' })).toEqual(['m1'])
    expect(await found('zapatillas', { tag: 'mayoreo' })).toEqual(['m3'])
    expect(await found('zapatillas', { tag: 'mayoreo', channel: 'whatsapp' })).toEqual([])
    expect(await found('zapatillas', { tag: 'no existe' })).toEqual([])
  })

  test('a hit shows its conversation', async () => {
    const page = await store.search({ q: '1234', limit: 1 }, noon)
    expect(page.items[0]?.conversation.contact.name).toBe('María Núñez')
  })
})

describe('conversations', () => {
  test.each([
    ['by a name', 'nunez', ['María Núñez']],
    ['by the beginning of a name or a message', 'zapa', ['Ana Zapata', 'María Núñez']],
    ['by the beginning of a number', '521', ['Luis', 'María Núñez']],
    ['by a number', '52199', ['Luis']],
    ['by a tag', 'mayo', ['Ana Zapata']],
    ['by what was said', 'pedido', ['María Núñez']],
  ])('%s', async (_, q, names) => {
    expect((await people(q)).toSorted()).toEqual(names.toSorted())
  })

  test('filters go together', async () => {
    expect(await people('zapa', { channel: 'web' })).toEqual(['Ana Zapata'])
    expect(await people('zapa', { tag: 'Lead' })).toEqual([])
  })
})

test('pages of a search follow each other without gap or repetition', async () => {
  const many = opener(':memory:')()
  const events = Array.from({ length: 25 }, (_, n) => says(`m${n}`, `pedido número ${n}`))
  await deliver(many, events)
  const refs: (string | null)[] = []
  let cursor: string | undefined
  do {
    const page = await many.search({ q: 'ped', limit: 10, ...(cursor === undefined ? {} : { cursor }) }, noon)
    refs.push(...page.items.map((hit) => hit.message.ref))
    cursor = page.next ?? undefined
  } while (cursor !== undefined)
  expect(refs).toEqual(events.map((event) => event.ref).reverse())
  await many.close()
})

test('what was said a moment ago is found, what was edited says the new, what was unsent is gone', async () => {
  const fresh = opener(':memory:')()
  const find = async (q: string) => (await fresh.search({ q, limit: 5 }, noon)).items.length
  await deliver(fresh, [says('m1', 'secreto primero'), says('m2', 'otra cosa')])
  expect(await find('secreto')).toBe(1)
  const from = customer()
  const body = { kind: 'text', text: 'distinto segundo' } as const
  await deliver(fresh, [{ type: 'message.edited', key: 'e1', from, at: noon, ref: 'm1', body }])
  expect([await find('secreto'), await find('distinto')]).toEqual([0, 1])
  await deliver(fresh, [{ type: 'message.unsent', key: 'u1', from, at: noon, ref: 'm1' }], noon + minute)
  expect(await find('distinto')).toBe(0)
  const page = await fresh.messages(await conversationOf(fresh), { limit: 5 })
  expect(page?.items.map((message) => message.body.kind)).toEqual(['text', 'erased'])
  await fresh.close()
})
