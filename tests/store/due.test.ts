// Whose time has come? Found at the instant, never before, and not in the way of what comes after it.
import { describe, expect, test } from 'bun:test'
import type { Store } from '../../src/store/store.ts'
import {
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
  says,
  second,
} from '../support/memory.ts'

const open = opener(':memory:')
const later = noon + minute

async function types(store: Store, now: number): Promise<readonly string[]> {
  return (await store.due(now, 100)).map((due) => due.event.type)
}

const around = [
  ['before', -1, false],
  ['at', 0, true],
  ['after', 1, true],
] as const

describe.each(around)('%s its time', (_, offset, isDue) => {
  test('a window', async () => {
    const store = open()
    await deliver(store, [says('m1', 'Hola', { turn: 'never' })])
    expect(await types(store, noon + day + offset)).toEqual(isDue ? ['window.closed'] : [])
    await store.close()
  })

  test('a window that a later message moved', async () => {
    const store = open()
    await deliver(store, [says('m1', 'Hola', { turn: 'never' })])
    const at = noon + 20 * minute
    await deliver(store, [says('m2', 'Hola', { at, turn: 'never' })], at)
    expect(await types(store, noon + day)).toEqual([])
    expect(await types(store, at + day + offset)).toEqual(isDue ? ['window.closed'] : [])
    await store.close()
  })

  test('a silence', async () => {
    const store = open()
    await deliver(store, [says('m1', 'Hola', { turn: 'never' })])
    const id = await conversationOf(store)
    await store.step(id, { type: 'operator.silenced', by: 'opr_1', at: noon, until: noon + hour }, noon)
    expect(await types(store, noon + hour + offset)).toEqual(isDue ? ['silence.ended'] : [])
    await store.close()
  })

  test('a lease', async () => {
    const store = open()
    await deliver(store, [says('m1', 'Hola')])
    await store.claimTurn(later)
    expect(await types(store, later + minute + offset)).toEqual(isDue ? ['turn.lost'] : [])
    await store.close()
  })

  test('a send that nobody waits for', async () => {
    const store = open()
    await answered(store, ['uno'])
    await claimed(store, later)
    expect(await types(store, later + 20 * second + offset)).toEqual(isDue ? ['send.stale'] : [])
    await store.close()
  })

  test('a send in doubt', async () => {
    const store = open()
    const id = await answered(store, ['uno'])
    const { id: message } = await claimed(store, later)
    await store.step(id, { type: 'send.unknown', at: later, id: message, attempt: 1, detail: '' }, later)
    const due = await store.due(later + minute + offset, 10)
    expect(due.map(({ event }) => event)).toEqual(
      isDue
        ? [{ type: 'send.unsettled', at: later + minute + offset, id: message, attempt: 1, upSince: noon }]
        : [],
    )
    await store.close()
  })
})

test('what stays in doubt is looked at again, and does not fill the page', async () => {
  const store = open()
  for (const contact of ['1', '2', '3']) {
    const id = await answered(store, ['uno'], customer(contact))
    const send = await claimed(store, later)
    await store.step(id, { type: 'send.unknown', at: later, id: send.id, attempt: 1, detail: '' }, later)
  }
  const now = later + hour
  const seen = [...(await store.due(now, 2)), ...(await store.due(now, 2))]
  expect(new Set(seen.map((due) => due.conversation)).size).toBe(3)
  expect(await store.due(now, 2)).toEqual([])
  expect(await types(store, now + minute)).toHaveLength(3)
  await store.close()
})

test('a window that is over is over once', async () => {
  const store = open()
  await deliver(store, [says('m1', 'Hola', { turn: 'never' })])
  const now = noon + day
  for (const { conversation, event } of await store.due(now, 10)) await store.step(conversation, event, now)
  expect(await store.due(now, 10)).toEqual([])
  await store.close()
})

test('the next due instant is the earliest of turns, sends and jobs, or null', async () => {
  const store = open()
  expect(store.nextDueAt()).toBeNull()
  await deliver(store, [says('m1', 'Quiero zapatos rojos.', { at: noon })])
  expect(store.nextDueAt()).toBe(noon + 3_500)
  await store.close()
})
