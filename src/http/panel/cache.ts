// How does what the server says meet what the panel holds? Pure merging of cards and messages into pages, by id and by age.
import type { ConversationWire, ListWire, MessageWire, NoteWire } from '../wire.ts'

export interface Pages<T> {
  readonly pages: readonly ListWire<T>[]
  readonly pageParams: readonly unknown[]
}

export type Card = ConversationWire

/** What stands in a conversation's history. `outgoing`: one of ours that the server has not answered yet. */
export type ThreadMessage = (MessageWire | NoteWire) & {
  readonly outgoing?: 'leaving' | 'waiting' | 'refused'
  /** Why the server refused it, in words. */
  readonly refusal?: string
}

/** All cards of the pages, each once, newest last message first. */
export function cardsOf(pages: readonly ListWire<Card>[]): readonly Card[] {
  return once(pages.flatMap(({ items }) => items)).sort(newestFirst)
}

export function holdsCard(pages: readonly ListWire<Card>[], id: string): boolean {
  return pages.some(({ items }) => items.some((card) => card.id === id))
}

/** Puts a newer card in the place of the one that is held. */
export function replaceCard<P extends Pages<Card>>(data: P, card: Card): P {
  const swap = (page: ListWire<Card>): ListWire<Card> =>
    holdsCard([page], card.id)
      ? { ...page, items: page.items.map((held) => (held.id === card.id ? card : held)) }
      : page
  return { ...data, pages: data.pages.map(swap) }
}

/** Adds a card that belongs, if it stands among what was read; a list that goes on below does not hold what is older. */
export function addCard<P extends Pages<Card>>(data: P, card: Card): P {
  const [first, ...rest] = data.pages
  if (first === undefined) return data
  const last = data.pages.at(-1)
  const oldest = last?.items.at(-1)
  const beyond = last?.next !== null && oldest !== undefined && newestFirst(oldest, card) < 0
  return beyond ? data : { ...data, pages: [{ ...first, items: [card, ...first.items] }, ...rest] }
}

/** Lays a first page that was read again over what is held: what it would have to show and does not is gone. */
export function mergeFirst<P extends Pages<Card>>(data: P, fresh: ListWire<Card>): P {
  const edge = fresh.next === null ? undefined : fresh.items.at(-1)
  const stays = (card: Card): boolean =>
    edge !== undefined && !holdsCard([fresh], card.id) && newestFirst(edge, card) < 0
  const [first, ...others] = data.pages.map((page) => ({ ...page, items: page.items.filter(stays) }))
  if (first === undefined) return data
  const next = others.length === 0 && first.items.length === 0 ? fresh.next : first.next
  return { ...data, pages: [{ items: [...fresh.items, ...first.items], next }, ...others] }
}

/** Puts a message where it stands, or first when it is new. */
export function putMessage<P extends Pages<ThreadMessage>>(data: P, message: ThreadMessage): P {
  const held = data.pages.some(({ items }) => items.some(({ id }) => id === message.id))
  const [first, ...rest] = data.pages
  if (first === undefined) return data
  if (!held) return { ...data, pages: [{ ...first, items: [message, ...first.items] }, ...rest] }
  const swap = (page: ListWire<ThreadMessage>): ListWire<ThreadMessage> => ({
    ...page,
    items: page.items.map((one) => (one.id === message.id ? message : one)),
  })
  return { ...data, pages: data.pages.map(swap) }
}

/** Oldest first, each once; ours that the server has not answered stand last, until their twin with the same client id is there. */
export function messagesOf(
  pages: readonly ListWire<ThreadMessage>[],
  outgoing: readonly ThreadMessage[] = [],
): readonly ThreadMessage[] {
  const all = once(pages.flatMap(({ items }) => items)).toReversed()
  const arrived = new Set(all.map(({ clientId }) => clientId))
  return [...all, ...outgoing.filter(({ clientId }) => !arrived.has(clientId))]
}

function once<T extends { readonly id: string }>(items: readonly T[]): T[] {
  const seen = new Set<string>()
  return items.filter(({ id }) => !seen.has(id) && seen.add(id))
}

function newestFirst(one: Card, other: Card): number {
  const [a, b] = [one.lastMessageAt ?? '', other.lastMessageAt ?? '']
  return a === b ? 0 : a < b ? 1 : -1
}
