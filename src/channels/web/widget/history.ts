// What was said before? The newest page when the link stands, older ones when the reader asks.
import type { VisitorHistory } from '../wire.ts'
import type { Thread } from './thread.ts'
import type { Visit } from './visit.ts'
import { readHistory } from './api.ts'

export interface History {
  /** Null when it could not be read. */
  load(): Promise<'first' | 'news' | null>
  loadOlder(): Promise<boolean>
  hasOlder(): boolean
  loaded(): boolean
  forget(): void
}

export function createHistory(thread: Thread, visit: Visit): History {
  let older: string | null = null
  let loaded = false
  const read = async (cursor: string | null): Promise<VisitorHistory | null> => {
    const token = visit.token()
    const history = token === null ? null : await readHistory(token, cursor)
    if (history?.ok !== true) return null
    for (const message of history.value.items) thread.take(message)
    return history.value
  }
  return {
    async load() {
      const page = await read(null)
      if (page === null) return null
      const first = !loaded
      if (first) older = page.next
      loaded = true
      return first ? 'first' : 'news'
    },
    async loadOlder() {
      const page = older === null ? null : await read(older)
      if (page !== null) older = page.next
      return page !== null
    },
    hasOlder: () => older !== null,
    loaded: () => loaded,
    forget() {
      older = null
      loaded = false
    },
  }
}
