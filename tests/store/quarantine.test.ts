// What does one poisoned event cost? Itself: its siblings, its conversation and the process go on.
import { expect, test } from 'bun:test'
import { scriptedRules } from '../support/scripted-rules.ts'
import { conversationOf, customer, deliver, noon, opener, parcel, says } from '../support/memory.ts'

const poisoned = scriptedRules((_, event) => {
  if (event.type === 'message.received' && event.ref.startsWith('veneno')) throw new Error('defect in a rule')
  return null
})
const open = opener(':memory:')

test('siblings in the delivery and in the conversation are applied, in order', async () => {
  const store = open({ rules: poisoned })
  await deliver(store, [says('m1', 'uno'), says('veneno', 'x'), says('m2', 'dos')])
  const page = await store.messages(await conversationOf(store), { limit: 10 })
  expect(page?.items.map((message) => message.ref)).toEqual(['m2', 'm1'])
  expect(await store.counts()).toMatchObject({ quarantined: 1, messages: 2, conversations: 1 })
  expect((await store.counts()).alerts[0]).toMatchObject({ loud: true, code: 'quarantined' })
  await store.close()
})

test('a poisoned first word leaves no half of a conversation', async () => {
  const store = open({ rules: poisoned })
  await deliver(store, [says('veneno', 'x')])
  expect(await store.find(customer())).toBeNull()
  expect(await store.counts()).toMatchObject({ conversations: 0, messages: 0, quarantined: 1 })
  await store.close()
})

test('a step that throws after it has written leaves nothing of it', async () => {
  const store = open({
    rules: scriptedRules((_, event) => {
      if (event.type !== 'message.received' || event.ref !== 'veneno') return null
      return [
        { type: 'message.add', author: 'contact', body: event.body, ref: event.ref, at: noon },
        { type: 'tag.put', tag: 'Nueva', finding: null, by: 'opr_1', at: noon },
        { type: 'lead.push', tag: 'Nueva', at: Number.NaN },
      ]
    }),
  })
  await deliver(store, [says('m1', 'uno'), says('veneno', 'x'), says('m2', 'dos')])
  expect(await store.counts()).toMatchObject({ messages: 2, quarantined: 1 })
  expect((await store.tags()).map((tag) => tag.name)).toEqual(['Escalar', 'Lead'])
  const [view] = (await store.conversations({ limit: 1 }, noon)).items
  expect(view).toMatchObject({ unread: 2, preview: { text: 'dos' }, tags: [] })
  expect((await store.changes(0, 10)).map((change) => change.type)).toEqual([
    'message.added',
    'alert.raised',
    'message.added',
  ])
  await store.close()
})

test('a quarantined key was not seen: delivered again after a repair, it is applied', async () => {
  const store = open({
    rules: scriptedRules((_, event) => {
      if (broken && event.type === 'message.received') throw new Error('defect')
      return null
    }),
  })
  let broken = true
  await deliver(store, [says('m1', 'uno')])
  broken = false
  await deliver(store, [says('m1', 'uno')])
  expect((await store.counts()).messages).toBe(1)
  await store.close()
})

test('what the parser could not read is kept with its place, counted, and told', async () => {
  const store = open()
  const from = customer()
  await deliver(store, [
    says('m1', 'uno'),
    { type: 'quarantined', key: 'q1', from, at: noon, because: 'depth', index: 1 },
    { type: 'ignored', key: 'i1', from, at: noon, because: 'standby' },
    { type: 'account.alert', key: 'a1', from, at: noon, loud: true, code: 'quality', detail: 'RED' },
  ])
  expect(await store.counts()).toMatchObject({ quarantined: 1, messages: 1, ignored: 2 })
  expect((await store.counts()).alerts.map((alert) => alert.code)).toEqual(['quality', 'quarantined'])
  await store.close()
})

test('a delivery without events moves the cursor', async () => {
  const store = open()
  const delivery = parcel([])
  await store.drain([delivery], noon)
  expect(store.cursor()).toBe(delivery.seq)
  await store.close()
})

test('deaths over a delivery are counted before it is tried', async () => {
  const store = open()
  expect(await store.strikes(7)).toBe(0)
  await store.strike(7, noon)
  await store.strike(7, noon)
  expect(await store.strikes(7)).toBe(2)
  await store.close()
})
