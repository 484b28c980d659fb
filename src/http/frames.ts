// What do the streams say about a change? One encoded frame for the panels, and one for the visitor whose conversation it is.
import type { VisitorNews } from '../channels/web/wire.ts'
import type { Clock } from '../clock.ts'
import type { ConversationId } from '../model.ts'
import type { Change, ConversationView, Store } from '../store/store.ts'
import type { FeedWire } from './wire.ts'
import { visitorMessage } from './visitor.ts'
import { conversationWire, iso, messageWire } from './wire.ts'

/** Everything that changed may be sent to whoever listens at `panels`; the rest listens at one visitor's address. */
export const panels = 'panels'

export interface Frame {
  readonly seq: number
  /** Bytes by listening place, encoded once and shared by all streams there. */
  readonly bytes: ReadonlyMap<string, Uint8Array>
}

/** Where the streams of one visitor listen. */
export function visitorPlace(site: string, visitor: string): string {
  return `visitor\0${site}\0${visitor}`
}

export type Render = (changes: readonly Change[]) => Promise<readonly Frame[]>

/** Turns changes into frames, in their order; of several about the same thing only the last one is told. */
export function createFrames(store: Store, clock: Clock): Render {
  return async (changes) => {
    const last = new Map(changes.map((change) => [subject(change), change.seq]))
    const view = remember((id: ConversationId) => store.conversation(id, clock.now()))
    const frames: Frame[] = []
    for (const change of changes) {
      if (last.get(subject(change)) !== change.seq) continue
      frames.push({ seq: change.seq, bytes: await bytesOf(store, change, view) })
    }
    return frames
  }
}

export function encode<T extends keyof FeedWire>(type: T, seq: number, data: FeedWire[T]): Uint8Array {
  return frame(type, seq, JSON.stringify(data))
}

type ViewOf = (id: ConversationId) => Promise<ConversationView | null>

async function bytesOf(store: Store, change: Change, viewOf: ViewOf): Promise<Map<string, Uint8Array>> {
  const { seq } = change
  const at = iso(change.at)
  switch (change.type) {
    case 'message.added':
    case 'message.changed':
      return messageBytes(store, change, viewOf)
    case 'conversation.changed': {
      const view = change.conversation === null ? null : await viewOf(change.conversation)
      return onPanels(view === null ? null : encode('conversation', seq, conversationWire(view)))
    }
    case 'tags.changed':
      return onPanels(encode('tags', seq, { seq, tags: await store.tags() }))
    case 'alert.raised': {
      const found = (await store.counts()).alerts.findLast((alert) => alert.at === change.at)
      const alert = found === undefined ? null : { ...found, at: iso(found.at) }
      return onPanels(encode('alert', seq, { seq, at, alert }))
    }
    case 'operators.called': {
      const conversationId = change.conversation
      const view = conversationId === null ? null : await viewOf(conversationId)
      const conversation = view === null ? null : conversationWire(view)
      return onPanels(encode('call', seq, { seq, at, conversationId, conversation }))
    }
  }
}

async function messageBytes(store: Store, change: Change, viewOf: ViewOf): Promise<Map<string, Uint8Array>> {
  const { seq } = change
  const view = change.message === null ? null : await store.message(change.message)
  if (view === null) return new Map()
  const { conversationId } = view
  const bytes = onPanels(encode('message', seq, { seq, conversationId, message: messageWire(view) }))
  const conversation = await viewOf(conversationId)
  if (conversation?.channel !== 'web') return bytes
  const message = visitorMessage(view)
  if (message === null) return bytes
  const news: VisitorNews = { seq, message }
  const place = visitorPlace(conversation.account, conversation.contact.address)
  return bytes.set(place, frame('message', seq, JSON.stringify(news)))
}

function onPanels(bytes: Uint8Array | null): Map<string, Uint8Array> {
  return bytes === null ? new Map() : new Map([[panels, bytes]])
}

function subject({ type, conversation, message, seq }: Change): string {
  if (type === 'tags.changed') return type
  if (type === 'conversation.changed') return `${type} ${conversation}`
  return message !== null && type.startsWith('message.') ? `message ${message}` : `${type} ${seq}`
}

function frame(type: string, seq: number, json: string): Uint8Array {
  return new TextEncoder().encode(`id: ${seq}\nevent: ${type}\ndata: ${json}\n\n`)
}

function remember<K, V>(load: (key: K) => Promise<V>): (key: K) => Promise<V> {
  const known = new Map<K, Promise<V>>()
  return (key) => {
    const found = known.get(key) ?? load(key)
    known.set(key, found)
    return found
  }
}
