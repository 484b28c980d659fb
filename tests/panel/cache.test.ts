// Does what the server says end up where it belongs, however it arrives? Merging of pages, in tables.
import { describe, expect, test } from 'bun:test'
import type { ConversationWire, ListWire } from '../../src/http/wire.ts'
import {
  addCard,
  cardsOf,
  mergeFirst,
  messagesOf,
  putMessage,
  replaceCard,
} from '../../src/http/panel/cache.ts'
import { cardOf, messageOf, spokenAt } from './cards.ts'

type Cards = ListWire<ConversationWire>
const page = (next: string | null, ...cards: readonly ConversationWire[]): Cards => ({ items: cards, next })
const data = (...pages: readonly Cards[]) => ({ pages, pageParams: pages.map(() => null) })
const at = (id: string, minute: number, over: Partial<ConversationWire> = {}) =>
  cardOf(id, { ...spokenAt(minute), ...over })
const ids = (pages: readonly Cards[]): string =>
  cardsOf(pages)
    .map(({ id }) => id.slice(4))
    .join(' ')

describe('cards', () => {
  test('stand by their last message, newest first, each once however many pages hold it', () => {
    const pages = [page('x', at('a', 5), at('b', 4)), page(null, at('b', 4), at('c', 9))]
    expect(ids(pages)).toBe('c a b')
  })

  test('a newer card takes the place of the one that is held, and rises by its last message', () => {
    const before = data(page(null, at('a', 5), at('b', 4)))
    const after = replaceCard(before, at('b', 6, { unread: 2 }))
    expect(ids(after.pages)).toBe('b a')
    expect(cardsOf(after.pages)[0]?.unread).toBe(2)
  })

  test.each([
    ['newer than all', 9, null, 'n a b'],
    ['older than all of a whole list', 1, null, 'a b n'],
    ['older than all of a list that goes on', 1, 'x', 'a b'],
    ['between the two of a list that goes on', 4, 'x', 'a n b'],
  ])('a new one that is %s', (_, minute, next, expected) => {
    const before = data(page(next, at('a', 5), at('b', 3)))
    expect(ids(addCard(before, at('n', minute)).pages)).toBe(expected)
  })
})

describe('a first page read again', () => {
  test('takes out what it would have to show, and does not', () => {
    const before = data(page('x', at('a', 5), at('b', 4), at('c', 3)), page(null, at('d', 2)))
    const fresh = page('y', at('a', 5), at('c', 3))
    expect(ids(mergeFirst(before, fresh).pages)).toBe('a c d')
  })

  test('that is the whole list leaves nothing else', () => {
    const before = data(page('x', at('a', 5)), page(null, at('d', 2)))
    expect(ids(mergeFirst(before, page(null, at('a', 5))).pages)).toBe('a')
  })

  test('brings new ones and keeps what lies below it', () => {
    const before = data(page('x', at('a', 5), at('b', 4)), page(null, at('c', 1)))
    expect(ids(mergeFirst(before, page('y', at('n', 9), at('a', 5))).pages)).toBe('n a b c')
  })

  test('of a list that was short goes on where the fresh one ends', () => {
    const merged = mergeFirst(data(page(null)), page('y', at('a', 5)))
    expect(merged.pages.at(-1)?.next).toBe('y')
  })
})

describe('messages', () => {
  const held = { pages: [{ items: [messageOf('2'), messageOf('1')], next: null }], pageParams: [null] }
  const said = (all: readonly { readonly id: string }[]): string => all.map(({ id }) => id.slice(4)).join(' ')

  test('stand oldest first', () => {
    expect(said(messagesOf(held.pages))).toBe('1 2')
  })

  test('a new one comes last, once, also when it is told twice', () => {
    const once = putMessage(held, messageOf('3'))
    expect(said(messagesOf(putMessage(once, messageOf('3')).pages))).toBe('1 2 3')
  })

  test('a receipt changes a message in its place', () => {
    const sent = putMessage(held, messageOf('1', { status: 'delivered' }))
    expect(said(messagesOf(sent.pages))).toBe('1 2')
    expect(messagesOf(sent.pages)[0]?.status).toBe('delivered')
  })

  test('one of ours on its way gives way to its twin, whichever of answer and event comes first', () => {
    const ours = messageOf('local9', { clientId: 'c9', author: 'operator' })
    expect(said(messagesOf(held.pages, [ours]))).toBe('1 2 local9')
    const arrived = putMessage(held, messageOf('9', { clientId: 'c9', author: 'operator' }))
    expect(said(messagesOf(arrived.pages, [ours]))).toBe('1 2 9')
  })
})
