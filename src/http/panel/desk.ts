// What does every part of the panel work with? The cache, the live stream, what is on its way, drafts, and words to the operator; made once.
import type { SessionWire } from '../wire-panel.ts'
import type { Drafts } from './drafts.ts'
import type { Feed } from './feed.ts'
import type { Live } from './live.ts'
import type { Outgoing } from './outgoing.ts'
import type { Toasts } from './toasts.ts'
import { QueryClient } from '@tanstack/react-query'
import { createContext, use } from 'react'
import { Refused } from './api.ts'
import { putMessage, type Pages, type ThreadMessage } from './cache.ts'
import { createDrafts } from './drafts.ts'
import { createFeed } from './feed.ts'
import { createLive } from './live.ts'
import { createOutgoing } from './outgoing.ts'
import { createToasts } from './toasts.ts'

export interface Desk {
  readonly queries: QueryClient
  readonly live: Live
  readonly feed: Feed
  readonly drafts: Drafts
  readonly outgoing: Outgoing
  readonly toasts: Toasts
}

export type Me = SessionWire['operator']

const DeskContext = createContext<Desk | null>(null)
const MeContext = createContext<Me | null>(null)

export const DeskProvider = DeskContext.Provider
export const MeProvider = MeContext.Provider

/** `overdue` words what happens to a message that waited too long for the line. */
export function createDesk(overdue: () => string): Desk {
  const queries = new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: Number.POSITIVE_INFINITY,
        gcTime: 10 * 60_000,
        refetchOnWindowFocus: false,
        retry: (count, error) =>
          count < 2 && !(error instanceof Refused && error.status >= 400 && error.status < 500),
      },
    },
  })
  const live = createLive()
  const toasts = createToasts()
  const drafts = createDrafts()
  const outgoing = createOutgoing({
    arrived: (conversation, message) =>
      queries.setQueryData<Pages<ThreadMessage>>(
        ['thread', conversation],
        (data) => data && putMessage(data, message),
      ),
    overdue: (conversation, text) => {
      drafts.write(conversation, 'reply', text)
      toasts.show(overdue(), { tone: 'warning' })
    },
  })
  return { queries, live, feed: createFeed(queries, live), drafts, outgoing, toasts }
}

export function useDesk(): Desk {
  const desk = use(DeskContext)
  if (desk === null) throw new Error('no desk above this component')
  return desk
}

/** Who is signed in. */
export function useMe(): Me {
  const me = use(MeContext)
  if (me === null) throw new Error('nobody is signed in above this component')
  return me
}

/** May this operator change anything? */
export function useMayAct(): boolean {
  return useMe().role !== 'viewer'
}
