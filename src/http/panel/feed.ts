// What does a live event change on the screen? It replaces what is held or asks again, once a frame; membership is asked of the server.
import type { InfiniteData, QueryClient } from '@tanstack/react-query'
import type { ListWire } from '../wire.ts'
import type { Card, ThreadMessage } from './cache.ts'
import type { Live, LiveEvent } from './live.ts'
import type { Filter } from './view.ts'
import { addCard, holdsCard, mergeFirst, putMessage, replaceCard } from './cache.ts'
import { readCards } from './reads.ts'
import { after } from './time.ts'
import { isPlain } from './view.ts'

type CardPages = InfiniteData<ListWire<Card>, string | null>
type MessagePages = InfiniteData<ListWire<ThreadMessage>, string | null>

export interface Feed {
  /** Number of events heard so far, to be handed to `again`. */
  mark(): number
  /** An answer that was asked for at `mark` has come: what was heard meanwhile is newer. */
  again(mark: number): void
  /** A card that came as the answer to an act asked for at `mark`. */
  take(card: Card, mark: number): void
  start(): () => void
}

/** How many events are remembered for answers that are on their way. */
const memory = 1_000
const askEveryMs = 700
const frameMs = 16

export function createFeed(queries: QueryClient, live: Live): Feed {
  let heard: LiveEvent[] = []
  let forgotten = 0
  let waiting: LiveEvent[] = []
  const applied = new Map<string, number>()
  const asker = createAsker(queries)

  const isNews = (key: string, seq: number): boolean => {
    if ((applied.get(key) ?? -1) > seq) return false
    applied.set(key, seq)
    return true
  }

  const apply = (event: LiveEvent): void => {
    const { type, seq, data } = event
    if (type === 'reset') void queries.invalidateQueries()
    else if (type === 'message') {
      if (isNews(data.message.id, seq)) putInThread(queries, data.conversationId, data.message)
    } else if (type === 'conversation') {
      if (isNews(data.id, seq)) putCard(queries, data, asker.list)
      asker.rest(data.id)
    } else if (type === 'tags') queries.setQueryData(['tags'], { items: data.tags, next: null })
  }

  const flush = (): void => {
    const now = waiting
    waiting = []
    for (const event of now) apply(event)
  }

  const hear = (event: LiveEvent): void => {
    heard.push(event)
    if (heard.length > memory) {
      forgotten += heard.length - memory / 2
      heard = heard.slice(-memory / 2)
    }
    if (waiting.push(event) > 1) return
    // No frame is painted in a hidden tab.
    if (document.hidden) after(frameMs, flush)
    else requestAnimationFrame(flush)
  }

  return {
    mark: () => forgotten + heard.length,
    again: (mark) => after(0, () => heard.slice(Math.max(0, mark - forgotten)).forEach(apply)),
    take: (card, mark) => {
      const later = heard.slice(Math.max(0, mark - forgotten))
      if (!later.some(({ type, data }) => type === 'conversation' && data.id === card.id))
        putCard(queries, card, asker.list)
    },
    start() {
      const stop = [live.onEvent(hear), live.onGap(() => void queries.invalidateQueries())]
      return () => stop.forEach((end) => end())
    },
  }
}

function putInThread(queries: QueryClient, conversation: string, message: ThreadMessage): void {
  queries.setQueryData<MessagePages>(['thread', conversation], (data) => data && putMessage(data, message))
}

function putCard(queries: QueryClient, card: Card, ask: (filter: Filter) => void): void {
  queries.setQueryData<Card>(['card', card.id], (held) => held && card)
  for (const query of queries.getQueryCache().findAll({ queryKey: ['list'] })) {
    const filter = filterOfKey(query.queryKey)
    const data = queries.getQueryData<CardPages>(query.queryKey)
    if (filter === null || data === undefined) continue
    const held = holdsCard(data.pages, card.id)
    const belongs = isPlain(filter) && (filter.channel === null || filter.channel === card.channel)
    if (held) queries.setQueryData(query.queryKey, replaceCard(data, card))
    else if (belongs) queries.setQueryData(query.queryKey, addCard(data, card))
    if (!isPlain(filter)) ask(filter)
  }
}

export function keyOfList({ channel, tag, state, q }: Filter): readonly unknown[] {
  return ['list', { channel, tag, state, q }]
}

function filterOfKey(key: readonly unknown[]): Filter | null {
  const filter = key[1]
  return typeof filter === 'object' && filter !== null && 'q' in filter
    ? Object.assign(emptyFilter(), filter)
    : null
}

function emptyFilter(): Filter {
  return { channel: null, tag: null, state: null, q: null }
}

interface Asker {
  /** The first page of a list whose members only the server knows. */
  list(filter: Filter): void
  /** Figures and the conversation's events. */
  rest(conversation: string): void
}

/** However much happens, each thing is asked at most once in a while. */
function createAsker(queries: QueryClient): Asker {
  const resting = new Map<string, boolean>()
  const seldom = (key: string, ask: () => void): void => {
    const asked = resting.get(key)
    if (asked !== undefined) return void resting.set(key, true)
    ask()
    resting.set(key, false)
    after(askEveryMs, () => {
      const again = resting.get(key)
      resting.delete(key)
      if (again === true) seldom(key, ask)
    })
  }
  return {
    list: (filter) => {
      const key = keyOfList(filter)
      seldom(JSON.stringify(key), () => {
        if (queries.getQueryCache().find({ queryKey: key })?.isActive() !== true)
          return void queries.invalidateQueries({ queryKey: key, refetchType: 'none' })
        void readCards(filter, null).then(
          (page) => queries.setQueryData<CardPages>(key, (data) => data && mergeFirst(data, page)),
          () => queries.invalidateQueries({ queryKey: key }),
        )
      })
    },
    rest: (conversation) => {
      seldom('unread', () => void queries.invalidateQueries({ queryKey: ['unread'] }))
      seldom(`history ${conversation}`, () =>
        queries.invalidateQueries({ queryKey: ['history', conversation] }),
      )
      seldom('metrics', () => void queries.invalidateQueries({ queryKey: ['metrics'] }))
    },
  }
}
