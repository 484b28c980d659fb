// Whose receipt is this, in whatever order they come? A rank never decreases, and nothing that proves a message is lost.
import { describe, expect, test } from 'bun:test'
import type { InboundEvent } from '../../src/events.ts'
import type { Receipt } from '../../src/model.ts'
import {
  accepted,
  answered,
  claimed,
  customer,
  deliver,
  minute,
  noon,
  opener,
  receipt,
  second,
  statusOf,
} from '../support/memory.ts'

const open = opener(':memory:')
const later = noon + minute
const statuses: readonly Receipt[] = ['sent', 'failed', 'delivered', 'read']
const at = later + second

function orders<T>(items: readonly T[]): readonly (readonly T[])[] {
  if (items.length === 0) return [[]]
  return items.flatMap((item) =>
    orders(items.filter((other) => other !== item)).map((rest) => [item, ...rest]),
  )
}

describe('receipts in every order', () => {
  test.each(orders(statuses).map((order) => [order.join(' '), order] as const))(
    '%s ends as read',
    async (_, order) => {
      const store = open()
      await answered(store, ['uno'])
      const send = await claimed(store, later)
      await accepted(store, send, 'w1', later)
      const ranks = ['accepted', 'sent', 'failed', 'delivered', 'read']
      let rank = 0
      for (const status of order) {
        await deliver(store, [receipt(status, { ref: 'w1' })], at)
        const now = ranks.indexOf((await statusOf(store, send)) ?? '')
        expect(now).toBeGreaterThanOrEqual(rank)
        rank = now
      }
      expect(await statusOf(store, send)).toBe('read')
      await store.close()
    },
  )
})

test('a receipt that comes before the platform’s answer joins by our key, and the answer then changes nothing', async () => {
  const store = open()
  await answered(store, ['uno'])
  const send = await claimed(store, later)
  await deliver(store, [receipt('delivered', { ref: 'w1', callback: `${send.id}.1.0a1b2c3d` })], at)
  expect(await store.message(send.id)).toMatchObject({ status: 'delivered', ref: 'w1' })
  await accepted(store, send, 'w1', at)
  expect(await statusOf(store, send)).toBe('delivered')
  await store.close()
})

test('a receipt whose ref nobody knows is kept and joined when the ref is', async () => {
  const store = open()
  await answered(store, ['uno'])
  const send = await claimed(store, later)
  await deliver(store, [receipt('sent', { ref: 'w1' }), receipt('read', { ref: 'w1' })], at)
  await deliver(store, [receipt('delivered', { ref: 'w1' })], at)
  expect(await statusOf(store, send)).toBe('sending')
  await accepted(store, send, 'w1', at)
  expect(await statusOf(store, send)).toBe('read')
  await store.close()
})

test('the receipt of a stranger begins no conversation', async () => {
  const store = open()
  await deliver(store, [receipt('delivered', { ref: 'campaña', from: customer('nadie') })], at)
  expect((await store.counts()).conversations).toBe(0)
  await store.close()
})

test('a failure that was reported is shown with its reason', async () => {
  const store = open()
  await answered(store, ['uno'])
  const send = await claimed(store, later)
  await accepted(store, send, 'w1', later)
  const error = { code: '131026', detail: 'undeliverable' }
  await deliver(store, [receipt('failed', { ref: 'w1', error })], at)
  expect(await store.message(send.id)).toMatchObject({ status: 'failed', because: '131026 undeliverable' })
  await store.close()
})

test.each(['unknown', 'unconfirmed'] as const)(
  'evidence for a body that is %s takes the mark away',
  async (state) => {
    const store = open()
    const from = customer('52155', 'instagram')
    const id = await answered(store, ['uno'], from)
    const send = await claimed(store, later)
    await store.step(id, { type: 'send.unknown', at, id: send.id, attempt: 1, detail: 'reset' }, at)
    if (state === 'unconfirmed') {
      const event = { type: 'send.unsettled', at, id: send.id, attempt: 1, upSince: noon } as const
      await store.step(id, event, at + 5 * minute)
    }
    expect(await statusOf(store, send)).toBe(state)
    await deliver(store, [receipt('read', { callback: `${send.id}.1.0a1b2c3d`, ref: 'i1', from })], at)
    expect(await store.message(send.id)).toMatchObject({ status: 'read', ref: 'i1' })
    await store.close()
  },
)

test('evidence for the first try stops the second', async () => {
  const store = open()
  const id = await answered(store, ['uno'])
  const send = await claimed(store, later)
  await store.step(id, { type: 'send.unknown', at, id: send.id, attempt: 1, detail: 'reset' }, at)
  for (const contact of ['1', '2', '3']) {
    await answered(store, ['otro'], customer(contact))
    const other = await claimed(store, at + second)
    await accepted(store, other, contact, at + second)
    await deliver(store, [receipt('sent', { ref: contact, from: customer(contact) })], at + second)
  }
  const event = { type: 'send.unsettled', at, id: send.id, attempt: 1, upSince: noon } as const
  await store.step(id, event, at + 5 * minute)
  expect(await store.message(send.id)).toMatchObject({ status: 'pending', maybeDuplicate: true })
  await deliver(store, [receipt('delivered', { callback: `${send.id}.1.0a1b2c3d`, ref: 'w1' })], at)
  expect(await statusOf(store, send)).toBe('delivered')
  expect(await store.claimSend(at + 10 * minute)).toBeNull()
  await store.close()
})

test('a watermark raises everything accepted before it, and nothing after', async () => {
  const store = open()
  const from = customer('52155', 'messenger')
  await answered(store, ['uno', 'dos'], from)
  const one = await claimed(store, later)
  await accepted(store, one, 'f1', later)
  const two = await claimed(store, later)
  await accepted(store, two, 'f2', later + 10)
  await deliver(store, [receipt('read', { upTo: later + 10, from })], at)
  expect([await statusOf(store, one), await statusOf(store, two)]).toEqual(['read', 'accepted'])
  await deliver(store, [receipt('delivered', { upTo: later + 11, from })], at)
  expect([await statusOf(store, one), await statusOf(store, two)]).toEqual(['read', 'delivered'])
  await store.close()
})

function echo(text: string, ref: string): InboundEvent {
  const from = customer('52155', 'instagram')
  return { type: 'message.echoed', key: `${ref}:echo`, ref, from, at, body: { kind: 'text', text } }
}

describe('an echo on a channel that does not give our key back', () => {
  test.each([
    ['the same words while a send is in flight are our own', 'uno', null, 'sent'],
    ['other words were said by a person elsewhere', 'Soy Luis', 'intervention', 'sending'],
  ] as const)('%s', async (_, text, quiet, status) => {
    const store = open()
    const id = await answered(store, ['uno'], customer('52155', 'instagram'))
    const send = await claimed(store, later)
    await deliver(store, [echo(text, 'i1')], at)
    expect((await store.conversation(id, at))?.whyQuiet).toBe(quiet)
    expect(await statusOf(store, send)).toBe(status)
    await store.close()
  })

  test('with a ref we were given it is our own, whatever it says', async () => {
    const store = open()
    const id = await answered(store, ['uno'], customer('52155', 'instagram'))
    await accepted(store, await claimed(store, later), 'i1', later)
    await deliver(store, [echo('otra cosa', 'i1')], at)
    expect((await store.conversation(id, at))?.whyQuiet).toBeNull()
    await store.close()
  })

  test('the same words after the send was settled were said by a person', async () => {
    const store = open()
    const id = await answered(store, ['uno'], customer('52155', 'instagram'))
    await accepted(store, await claimed(store, later), 'i1', later)
    await deliver(store, [echo('uno', 'i2')], at)
    expect((await store.conversation(id, at))?.whyQuiet).toBe('intervention')
    await store.close()
  })
})
