// What can people read? Lists, one conversation, its messages, a search: on the connection that writes, between its transactions.
import type { Database } from 'bun:sqlite'
import type { Rules } from '../../actions.ts'
import type { ChannelName } from '../../model.ts'
import type { Traits } from '../../state.ts'
import type { Store } from '../store.ts'
import type { Accounts } from './accounts.ts'
import type { Batch } from './batch.ts'
import { wordsBatch } from './drain.ts'
import { createFinder } from './finder.ts'
import type { Fulltext } from './fulltext.ts'
import { createLists } from './lists.ts'
import { createReads } from './reads.ts'
import { createSearch } from './search.ts'
import type { TagBook } from './tag-book.ts'
import { createViews } from './views.ts'

export function createFaces(parts: {
  readonly db: Database
  readonly batch: Batch
  readonly accounts: Accounts
  readonly book: TagBook
  readonly fulltext: Fulltext
  readonly rules: Rules
  readonly traits: Readonly<Record<ChannelName, Traits>>
}): Pick<Store, 'conversations' | 'conversation' | 'find' | 'messages' | 'message' | 'search'> {
  const { db, batch, book, fulltext } = parts
  const views = createViews(parts)
  const finder = createFinder(db)
  const lists = createLists({ db, views, book, finder })
  const search = createSearch({ db, finder, views, book })
  const reads = createReads(db, parts.accounts)

  /** Whoever searches finds what was said a moment ago. */
  async function upToDate(): Promise<void> {
    while (fulltext.isBehind()) await batch.slice(() => fulltext.catchUp(wordsBatch))
  }

  return {
    conversations: async (query, now) => {
      if (query.q !== undefined) await upToDate()
      return lists(query, now)
    },
    conversation: async (id, now) => views.byPublic(id, now),
    find: async (address) => reads.find(address),
    messages: async (id, query) => reads.messages(id, query),
    message: async (id) => reads.message(id),
    search: async (query, now) => {
      await upToDate()
      return search(query, now)
    },
  }
}
