// Which tags are there, who put them, and what does taking them away leave behind?
import { expect, test } from 'bun:test'
import type { Finding } from '../../src/events.ts'
import { answers, conversationOf, customer, deliver, minute, noon, opener, says } from '../support/memory.ts'

const open = opener(':memory:')

const lead: Finding = {
  tag: 'Lead',
  on: 'contact',
  actor: 'model:guion',
  because: 'pidió precio',
  quote: 'precio',
  message: 'msg_1',
  at: noon,
  effects: { silence: false, call: [], push: true },
}

function tagged(tag: string, type: 'operator.tagged' | 'operator.untagged' = 'operator.tagged') {
  return { type, by: 'opr_1', at: noon, tag } as const
}

test('a tag of the agent is automatic, a hand-put one is not', async () => {
  const store = open()
  await deliver(store, [says('m1', '¿Qué precio tienen?')])
  const id = await conversationOf(store)
  await answers(store, ['250'], noon + minute, [lead])
  await store.step(id, tagged('Mayoreo'), noon)
  const view = await store.conversation(id, noon)
  expect(view?.tags.map(({ name, automatic }) => [name, automatic])).toEqual([
    ['Lead', true],
    ['Mayoreo', false],
  ])
  expect((await store.tags()).map(({ name, uses, builtIn }) => [name, uses, builtIn])).toEqual([
    ['Escalar', 0, true],
    ['Lead', 1, true],
    ['Mayoreo', 1, false],
  ])
  await store.close()
})

test('a tag a person removed stays away until newer words bring it back', async () => {
  const store = open()
  await deliver(store, [says('m1', '¿Qué precio tienen?')])
  const id = await conversationOf(store)
  await answers(store, ['250'], noon + minute, [lead])
  await store.step(id, tagged('Lead', 'operator.untagged'), noon + 2 * minute)
  const names = async () => (await store.conversation(id, noon))?.tags.map((tag) => tag.name)
  expect(await names()).toEqual([])
  await deliver(store, [says('m2', '¿y de mayoreo?', { at: noon + 3 * minute })], noon + 3 * minute)
  await answers(store, ['200'], noon + 4 * minute, [lead])
  expect(await names()).toEqual([])
  await deliver(store, [says('m3', '¿qué precio?', { at: noon + 5 * minute })], noon + 5 * minute)
  await answers(store, ['200'], noon + 6 * minute, [{ ...lead, at: noon + 5 * minute }])
  expect(await names()).toEqual(['Lead'])
  await store.close()
})

test('two spellings of a name are one tag; its first spelling stays', async () => {
  const store = open()
  const made = await store.createTag('Café  Molido ', noon)
  expect(made.name).toBe('Café Molido')
  expect((await store.createTag('cafe molido', noon)).id).toBe(made.id)
  await deliver(store, [says('m1', 'Hola')])
  const id = await conversationOf(store)
  await store.step(id, tagged('CAFÉ MOLIDO'), noon)
  await store.step(id, tagged('café molido'), noon)
  expect((await store.conversation(id, noon))?.tags).toEqual([{ ...made, automatic: false }])
  await store.close()
})

test.each(['', '   ', 'x'.repeat(61)])('%j is no name for a tag', async (name) => {
  const store = open()
  await expect(store.createTag(name, noon)).rejects.toMatchObject({ code: 'bad-request' })
  await store.close()
})

test('a deleted tag is gone from everywhere; the built-in ones stay', async () => {
  const store = open()
  await deliver(store, [says('m1', 'Hola'), says('m2', 'Hola', { from: customer('2') })])
  const id = await conversationOf(store)
  await store.step(id, tagged('Mayoreo'), noon)
  const [lead, mayoreo] = ['Lead', 'Mayoreo'].map((name) => ({ name }))
  const idOf = async (name?: string) => (await store.tags()).find((tag) => tag.name === name)?.id ?? 'tag_'
  expect(await store.deleteTag(await idOf(mayoreo?.name), noon)).toBe(true)
  expect((await store.conversation(id, noon))?.tags).toEqual([])
  expect((await store.conversations({ tag: 'Mayoreo', limit: 5 }, noon)).items).toEqual([])
  expect(await store.deleteTag(await idOf(lead?.name), noon)).toBe(false)
  expect(await store.deleteTag('tag_nada', noon)).toBe(false)
  await store.step(id, tagged('Mayoreo'), noon)
  expect((await store.conversation(id, noon))?.tags.map((tag) => tag.name)).toEqual(['Mayoreo'])
  await store.close()
})
