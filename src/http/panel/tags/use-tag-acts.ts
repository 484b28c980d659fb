// What can be done with tags? Applied, made when they are new, and deleted for ever; the list of all tags is asked for again after each.
import type { TagWire } from '../../wire.ts'
import type { Card } from '../cache.ts'
import { useQueryClient } from '@tanstack/react-query'
import { useActs } from '../acts.ts'
import { ask } from '../api.ts'
import { useDesk } from '../desk.ts'
import { useWords } from '../words.ts'

export interface TagActs {
  apply(card: Card, name: string): void
  erase(tag: TagWire): void
}

export function useTagActs(): TagActs {
  const words = useWords()
  const acts = useActs()
  const { toasts } = useDesk()
  const queries = useQueryClient()
  const attempt = async (work: Promise<unknown>): Promise<boolean> => {
    try {
      await work
      return true
    } catch {
      toasts.show(words.tags.applyFailed, { tone: 'danger' })
      return false
    } finally {
      void queries.invalidateQueries({ queryKey: ['tags'] })
    }
  }
  const put = async (card: Card, name: string): Promise<void> => {
    if (await attempt(ask('POST', '/tags', { name }))) acts.tag(card, name)
  }
  return {
    apply: (card, name) => void put(card, name),
    erase: (tag) => void attempt(ask('DELETE', `/tags/${tag.id}`)),
  }
}
