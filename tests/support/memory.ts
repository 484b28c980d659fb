// A store to test, and the sentences tests speak to it: a customer says something, the agent answers, the platform confirms.
import type { Answer, Finding, InboundEvent } from '../../src/events.ts'
import { createIds } from '../../src/ids.ts'
import type { Address, ChannelName, ConversationId, Instant, Receipt } from '../../src/model.ts'
import { createRules } from '../../src/rules/rules.ts'
import type { QueuedSend } from '../../src/state.ts'
import { openStore, type SqliteStore, type StoreOptions } from '../../src/store/sqlite/open.ts'
import type { ParsedDelivery, Store } from '../../src/store/store.ts'
import { traitsOf } from './states.ts'

export const noon = 1_800_000_000_000
export const second = 1_000
export const minute = 60_000
export const hour = 3_600_000
export const day = 24 * hour

export type Open = (over?: Partial<StoreOptions>) => Store

let drawn = 0

/** Ids from a counter: no two the same, also in a memory that is opened again. */
export function countedIds() {
  return createIds(() => (drawn = (drawn * 16_807 + 11) % 2_147_483_647) / 2_147_483_647)
}

/** Every call opens the same path again. */
export function opener(path: string): (over?: Partial<StoreOptions>) => SqliteStore {
  return (over = {}) =>
    openStore({
      path,
      rules: createRules(),
      traits: traitsOf,
      ids: countedIds(),
      boot: 'arranque-1',
      now: noon,
      ...over,
    })
}

export function customer(contact = '52155', channel: ChannelName = 'whatsapp'): Address {
  return { channel, account: `cuenta-${channel}`, contact }
}

type Received = Extract<InboundEvent, { type: 'message.received' }>

export function says(ref: string, text: string, over: Partial<Received> = {}): Received {
  return {
    type: 'message.received',
    key: ref,
    ref,
    from: customer(),
    at: noon,
    body: { kind: 'text', text },
    window: true,
    turn: 'answers',
    ...over,
  }
}

export function receipt(
  status: Receipt,
  over: Partial<Extract<InboundEvent, { type: 'message.progressed' }>>,
): InboundEvent {
  const key = `${over.ref ?? over.callback ?? over.upTo}:${status}`
  return { type: 'message.progressed', key, from: customer(), at: noon, status, ...over }
}

let seq = 0

/** One delivery with these events, applied at `now`. */
export async function deliver(store: Store, events: readonly InboundEvent[], now: Instant = noon) {
  await store.drain([parcel(events, now)], now)
}

export function parcel(events: readonly InboundEvent[], at: Instant = noon): ParsedDelivery {
  seq += 1
  return { seq, channel: events[0]?.from.channel ?? 'whatsapp', at, events }
}

/** The only conversation of a customer; fails when there is none. */
export async function conversationOf(store: Store, address = customer()): Promise<ConversationId> {
  const id = await store.find(address)
  if (id === null) throw new Error('no such conversation')
  return id
}

export function answerOf(texts: readonly string[], findings: readonly Finding[] = []): Answer {
  return {
    by: { prompt: 'p1', engine: 'e1', model: 'guion' },
    bubbles: texts.map((text) => ({ body: { kind: 'text', text }, waitMs: 0 })),
    findings,
    rejected: [],
    data: {},
    noAnswer: false,
    usage: { requests: 1, inputTokens: 1, outputTokens: 1 },
  }
}

/** Claims the due turn and commits this answer to it. */
export async function answers(
  store: Store,
  texts: readonly string[],
  now: Instant,
  findings?: readonly Finding[],
): Promise<void> {
  const turn = await store.claimTurn(now)
  if (turn === null) throw new Error('no turn is due')
  const { fence, epoch, upto } = turn
  const answer = answerOf(texts, findings)
  await store.step(turn.conversation, { type: 'agent.answered', at: now, fence, epoch, upto, answer }, now)
}

/** A customer who spoke, and an agent whose `texts` wait in the outbox at `noon + 10 s`. */
export async function answered(store: Store, texts: readonly string[], from = customer()) {
  await deliver(store, [says(`hola-${from.contact}`, 'Hola, buenas tardes.', { from, contactName: 'Ana' })])
  await answers(store, texts, noon + 10 * second)
  return conversationOf(store, from)
}

export async function claimed(store: Store, now: Instant): Promise<QueuedSend> {
  const send = await store.claimSend(now)
  if (send === null) throw new Error('nothing may leave')
  return send
}

export async function accepted(store: Store, send: QueuedSend, ref: string, now: Instant): Promise<void> {
  const { id, attempt, conversation } = send
  await store.step(conversation, { type: 'send.succeeded', at: now, id, attempt, ref }, now)
}

export async function statusOf(store: Store, send: { readonly id: QueuedSend['id'] }) {
  return (await store.message(send.id))?.status
}
