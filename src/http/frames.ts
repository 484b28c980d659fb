// What do the streams say about a change? One encoded frame for the panels, and one for the visitor whose conversation it is.
import type { VisitorNews } from '../channels/web/wire.ts'
import type { Clock } from '../clock.ts'
import type { ConversationId } from '../model.ts'
import type { Notes } from '../store/panel.ts'
import type { Change, ConversationView, Store } from '../store/store.ts'
import type { FeedWire } from './wire.ts'
import { visitorMessage } from './visitor.ts'
import { conversationWire, iso, messageWire, noteWire } from './wire.ts'

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
export function createFrames(store: Store, clock: Clock, notes: Pick<Notes, 'note'>): Render {
  return async (changes) => {
    const subjects = changes.flatMap(subjectsOf)
    const last = new Map(subjects.map((subject) => [subject.key, subject]))
    const viewOf = remember((id: ConversationId) => store.conversation(id, clock.now()))
    const frames: Frame[] = []
    for (const subject of subjects) {
      if (last.get(subject.key) !== subject) continue
      frames.push({ seq: subject.change.seq, bytes: await bytesOf(store, notes, subject, viewOf) })
    }
    return frames
  }
}

export function encode<T extends keyof FeedWire>(type: T, seq: number, data: FeedWire[T]): Uint8Array {
  return frame(type, seq, JSON.stringify(data))
}

interface Subject {
  /** Equal for what the same frame would be about. */
  readonly key: string
  readonly what: keyof FeedWire
  readonly change: Change
}

type ViewOf = (id: ConversationId) => Promise<ConversationView | null>

// A message that was added also says that its conversation changed, and so do a conversation's tags.
function subjectsOf(change: Change): readonly Subject[] {
  const message: Subject = { key: `message ${change.message}`, what: 'message', change }
  const card: Subject = { key: `conversation ${change.conversation}`, what: 'conversation', change }
  switch (change.type) {
    case 'message.added':
      return [message, card]
    case 'message.changed':
      return [message]
    case 'note.added':
      return [{ key: `note ${change.message}`, what: 'message', change }]
    case 'conversation.changed':
      return [card]
    case 'tags.changed':
      return [{ key: 'tags', what: 'tags', change }, ...(change.conversation === null ? [] : [card])]
    case 'alert.raised':
      return [{ key: `alert ${change.seq}`, what: 'alert', change }]
    case 'operators.called':
      return [{ key: `call ${change.seq}`, what: 'call', change }]
  }
}

async function bytesOf(
  store: Store,
  notes: Pick<Notes, 'note'>,
  { what, change }: Subject,
  viewOf: ViewOf,
): Promise<Map<string, Uint8Array>> {
  const { seq, conversation: conversationId } = change
  if (change.type === 'note.added') return noteBytes(notes, change)
  if (what === 'message') return messageBytes(store, change, viewOf)
  if (what === 'tags') return onPanels(encode('tags', seq, { seq, tags: await store.tags() }))
  const at = iso(change.at)
  if (what === 'alert') {
    const found = (await store.counts()).alerts.findLast((alert) => alert.at === change.at)
    const alert = found === undefined ? null : { ...found, at: iso(found.at) }
    return onPanels(encode('alert', seq, { seq, at, alert }))
  }
  const view = conversationId === null ? null : await viewOf(conversationId)
  const conversation = view === null ? null : conversationWire(view)
  if (what === 'call') return onPanels(encode('call', seq, { seq, at, conversationId, conversation }))
  return onPanels(conversation === null ? null : encode('conversation', seq, conversation))
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

// A note is for the panels, whatever the channel.
async function noteBytes(
  notes: Pick<Notes, 'note'>,
  { seq, message }: Change,
): Promise<Map<string, Uint8Array>> {
  const note = message === null ? null : await notes.note(message)
  if (note === null) return new Map()
  const { conversationId } = note
  return onPanels(encode('message', seq, { seq, conversationId, message: noteWire(note) }))
}

function onPanels(bytes: Uint8Array | null): Map<string, Uint8Array> {
  return bytes === null ? new Map() : new Map([[panels, bytes]])
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
