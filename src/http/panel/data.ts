// What does a component read? Each piece of server state as a hook; all of it lives in the one cache that the live stream keeps true.
import type { HistoryWire } from '../wire-panel.ts'
import type { ListWire } from '../wire.ts'
import type { Card, ThreadMessage } from './cache.ts'
import type { Filter } from './view.ts'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useCallback, useMemo, useSyncExternalStore } from 'react'
import { cardsOf, messagesOf } from './cache.ts'
import { useDesk } from './desk.ts'
import { keyOfList } from './feed.ts'
import {
  readCard,
  readCards,
  readChannels,
  readHistory,
  readMessages,
  readQuickReplies,
  readTags,
  readUnread,
} from './reads.ts'
import { every, now } from './time.ts'

const first: string | null = null

export function useCards(filter: Filter) {
  const { feed } = useDesk()
  const query = useInfiniteQuery({
    queryKey: keyOfList(filter),
    queryFn: async ({ pageParam, signal }): Promise<ListWire<Card>> => {
      const mark = feed.mark()
      const page = await readCards(filter, pageParam, signal)
      feed.again(mark)
      return page
    },
    initialPageParam: first,
    getNextPageParam: (page) => page.next,
  })
  const pages = query.data?.pages
  const cards = useMemo(() => (pages === undefined ? null : cardsOf(pages)), [pages])
  return { ...query, cards }
}

export function useCard(id: string | null) {
  const { feed, queries } = useDesk()
  return useQuery({
    queryKey: ['card', id],
    queryFn: async (): Promise<Card> => {
      const mark = feed.mark()
      const card = await readCard(id ?? '')
      feed.again(mark)
      return card
    },
    enabled: id !== null,
    placeholderData: () => (id === null ? undefined : heldCard(queries, id)),
  })
}

function heldCard(queries: ReturnType<typeof useDesk>['queries'], id: string): Card | undefined {
  for (const [, data] of queries.getQueriesData<{ readonly pages: readonly ListWire<Card>[] }>({
    queryKey: ['list'],
  }))
    for (const page of data?.pages ?? []) for (const card of page.items) if (card.id === id) return card
  return undefined
}

/** `far`: bigger steps, for whoever looks for something old. */
export function useThread(id: string, far: boolean) {
  const { feed, outgoing } = useDesk()
  const query = useInfiniteQuery({
    queryKey: ['thread', id],
    queryFn: async ({ pageParam }): Promise<ListWire<ThreadMessage>> => {
      const mark = feed.mark()
      const page = await readMessages(id, pageParam, far)
      feed.again(mark)
      return page
    },
    initialPageParam: first,
    getNextPageParam: (page) => page.next,
  })
  const ours = useSyncExternalStore(
    outgoing.onChange,
    useCallback(() => outgoing.of(id), [outgoing, id]),
  )
  const pages = query.data?.pages
  const messages = useMemo(() => (pages === undefined ? null : messagesOf(pages, ours)), [pages, ours])
  return { ...query, messages }
}

const nothing: readonly HistoryWire[] = []

/** Tags, interventions and silences of a conversation, newest first; null until it is known. */
export function useHistory(id: string): readonly HistoryWire[] | null {
  const { data, isPending } = useQuery({
    queryKey: ['history', id],
    queryFn: () => readHistory(id, null),
    retry: false,
  })
  return isPending ? null : (data?.items ?? nothing)
}

export function useUnread() {
  return useQuery({ queryKey: ['unread'], queryFn: readUnread, refetchInterval: 60_000 }).data
}

export function useTags() {
  return useQuery({ queryKey: ['tags'], queryFn: readTags }).data?.items
}

export function useChannels() {
  return useQuery({ queryKey: ['channels'], queryFn: readChannels, refetchInterval: 60_000 }).data?.items
}

export function useQuickReplies() {
  return useQuery({ queryKey: ['quick-replies'], queryFn: readQuickReplies }).data?.items
}

export function useLiveState() {
  const { live } = useDesk()
  return useSyncExternalStore(live.onState, live.state)
}

/** The clock, as a component sees it: told anew every `ms`. */
export function useNow(ms: number): number {
  const subscribe = useCallback((tell: () => void) => every(ms, tell), [ms])
  return useSyncExternalStore(subscribe, () => Math.floor(now() / ms) * ms)
}
