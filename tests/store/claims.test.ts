// In which order do bodies leave, and who may overtake? One at a time in each conversation, by message order.
import { expect, test } from 'bun:test'
import {
  accepted,
  answered,
  answers,
  claimed,
  conversationOf,
  customer,
  deliver,
  hour,
  minute,
  noon,
  opener,
  says,
  second,
  statusOf,
} from '../support/memory.ts'
import type { ConversationId } from '../../src/model.ts'
import type { Store } from '../../src/store/store.ts'

const open = opener(':memory:')
const later = noon + minute

async function writes(store: Store, id: ConversationId, text: string, now: number) {
  const body = { kind: 'text', text } as const
  return store.step(id, { type: 'operator.wrote', by: 'opr_1', at: now, clientId: text, body }, now)
}

test('a body leaves only when the one before it is settled', async () => {
  const store = open()
  await answered(store, ['uno', 'dos', 'tres'])
  const one = await claimed(store, later)
  expect(one).toMatchObject({ body: { text: 'uno' }, state: 'sending', attempt: 1, claimedAt: later })
  expect(await store.claimSend(later)).toBeNull()
  await accepted(store, one, 'w1', later)
  expect(await claimed(store, later)).toMatchObject({ body: { text: 'dos' } })
  await store.close()
})

test('conversations do not wait for each other; the longest due goes first', async () => {
  const store = open()
  await answered(store, ['a Ana'], customer('1'))
  await deliver(store, [says('m2', 'Hola, buenas', { from: customer('2') })], noon + minute)
  await answers(store, ['a Beto'], noon + 2 * minute)
  const order = [await claimed(store, noon + hour), await claimed(store, noon + hour)]
  expect(order.map((send) => send.to.contact)).toEqual(['1', '2'])
  await store.close()
})

test('two senders at the same tick never get the same body', async () => {
  const store = open()
  await answered(store, ['a Ana'], customer('1'))
  await answered(store, ['a Beto'], customer('2'))
  const claims = await Promise.all([1, 2, 3].map(() => store.claimSend(later)))
  const ids = claims.flatMap((send) => send?.id ?? [])
  expect(new Set(ids).size).toBe(2)
  expect(ids).toHaveLength(2)
  await store.close()
})

test.each([
  ['before', -1, false],
  ['at', 0, true],
  ['after', 1, true],
])('a body is not claimed early: %s its time', async (_, offset, leaves) => {
  const store = open()
  await answered(store, ['uno'])
  const dueAt = store.nextDueAt() ?? 0
  expect((await store.claimSend(dueAt + offset)) !== null).toBe(leaves)
  await store.close()
})

test('a late result of an earlier attempt changes nothing', async () => {
  const store = open()
  const id = await answered(store, ['uno'])
  const one = await claimed(store, later)
  const failed = {
    type: 'send.failed',
    at: later,
    id: one.id,
    attempt: 1,
    because: 'not-sent',
    detail: '',
  } as const
  await store.step(id, failed, later)
  const two = await claimed(store, later + minute)
  expect(two.attempt).toBe(2)
  await accepted(store, one, 'tarde', later + minute)
  await store.step(id, failed, later + minute)
  expect(await statusOf(store, one)).toBe('sending')
  await accepted(store, two, 'w1', later + minute)
  expect(await store.message(one.id)).toMatchObject({ status: 'accepted', ref: 'w1' })
  await store.close()
})

test('whoever steps in withdraws what the agent has not sent, and what is in flight stays one', async () => {
  const store = open()
  const id = await answered(store, ['uno', 'dos'])
  const one = await claimed(store, later)
  await writes(store, id, 'Soy Luis', later)
  const page = await store.messages(id, { limit: 10 })
  expect(page?.items.map((message) => message.status)).toEqual(['pending', 'cancelled', 'sending', null])
  expect(await store.claimSend(later)).toBeNull()
  await accepted(store, one, 'w1', later + second)
  expect(await claimed(store, later + second)).toMatchObject({ author: 'operator' })
  await store.close()
})

test.each([
  ['before', -1, false],
  ['at', 0, true],
  ['after', 1, true],
])('an operator’s body waits ten seconds for one in doubt: %s', async (_, offset, leaves) => {
  const store = open()
  const id = await answered(store, ['uno'])
  await claimed(store, later)
  await writes(store, id, 'Soy Luis', later)
  const end = later + 10 * second
  expect(store.nextDueAt()).toBe(end)
  const send = await store.claimSend(end + offset)
  expect(send?.author === 'operator').toBe(leaves)
  await store.close()
})

test('an operator’s second body never overtakes the first', async () => {
  const store = open()
  const id = await answered(store, ['uno'])
  await claimed(store, later)
  await writes(store, id, 'primero', later)
  await writes(store, id, 'segundo', later)
  expect(await claimed(store, later + hour)).toMatchObject({ body: { text: 'primero' } })
  const next = await store.claimSend(later + hour)
  expect(next?.body).toEqual({ kind: 'text', text: 'segundo' })
  await store.close()
})

test('a paused account waits, the others go on', async () => {
  const store = open()
  await answered(store, ['a Ana'], customer('1'))
  await answered(store, ['a Beto'], customer('2', 'messenger'))
  const one = await claimed(store, later)
  const limited = {
    type: 'send.failed',
    at: later,
    id: one.id,
    attempt: 1,
    because: 'rate-limited',
    detail: '',
    retryAfterMs: minute,
  } as const
  await store.step(one.conversation, limited, later)
  const paused = one.to.channel
  expect((await store.counts()).pausedAccounts).toEqual([
    { channel: paused, account: one.to.account, until: later + minute, because: 'rate-limited' },
  ])
  expect((await claimed(store, later)).to.channel).not.toBe(paused)
  expect(await store.claimSend(later + minute - 1)).toBeNull()
  expect(store.nextDueAt()).toBe(later + minute)
  expect((await claimed(store, later + minute)).to.channel).toBe(paused)
  await store.close()
})

test('what may no longer leave is settled on the way to what may', async () => {
  const store = open()
  for (const contact of ['1', '2', '3']) await answered(store, [`a ${contact}`], customer(contact))
  const night = noon + 30 * hour
  await deliver(store, [says('m9', 'Buenas noches', { from: customer('9'), at: night })], night)
  await answers(store, ['a 9'], night + minute)
  expect((await claimed(store, night + minute)).to.contact).toBe('9')
  const old = await store.messages(await conversationOf(store, customer('1')), { limit: 1 })
  expect(old?.items[0]).toMatchObject({ status: 'expired', because: 'window-closed' })
  await store.close()
})
