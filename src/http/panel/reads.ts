// What does the panel ask for? Each question to the server, by name.
import type {
  ChannelWire,
  DraftWire,
  HistoryWire,
  QuickReplyWire,
  SessionWire,
  UnreadWire,
} from '../wire-panel.ts'
import type { ListWire, TagWire, WhyWire } from '../wire.ts'
import type { Card, ThreadMessage } from './cache.ts'
import type { Filter } from './view.ts'
import { ask, withQuery } from './api.ts'

const pageSize = 50
const farPage = 200

export function readSession(): Promise<SessionWire> {
  return ask('GET', '/session')
}

export function readCards(
  filter: Filter,
  cursor: string | null,
  signal?: AbortSignal,
): Promise<ListWire<Card>> {
  const path = withQuery('/conversations', { ...filter, cursor, limit: pageSize })
  return ask('GET', path, undefined, signal === undefined ? {} : { signal })
}

export function readCard(id: string): Promise<Card> {
  return ask('GET', `/conversations/${id}`)
}

export function readMessages(
  id: string,
  cursor: string | null,
  far: boolean,
): Promise<ListWire<ThreadMessage>> {
  return ask('GET', withQuery(`/conversations/${id}/messages`, { cursor, limit: far ? farPage : pageSize }))
}

export function readHistory(id: string, cursor: string | null): Promise<ListWire<HistoryWire>> {
  return ask('GET', withQuery(`/conversations/${id}/events`, { cursor, limit: farPage }))
}

export function readUnread(): Promise<UnreadWire> {
  return ask('GET', '/unread')
}

export function readTags(): Promise<ListWire<TagWire>> {
  return ask('GET', '/tags')
}

export function readChannels(): Promise<ListWire<ChannelWire>> {
  return ask('GET', '/channels')
}

export function readQuickReplies(): Promise<ListWire<QuickReplyWire>> {
  return ask('GET', '/quick-replies')
}

export function readDrafts(id: string): Promise<ListWire<DraftWire>> {
  return ask('GET', `/conversations/${id}/draft`)
}

export function readWhy(conversation: string, message: string): Promise<WhyWire> {
  return ask('GET', `/conversations/${conversation}/messages/${message}/why`)
}
