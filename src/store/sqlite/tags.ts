// Which tags can be chosen, made, taken away for ever? The built-in ones stay.
import type { Database } from 'bun:sqlite'
import { HouseError } from '../../errors.ts'
import type { Instant, TagId } from '../../model.ts'
import type { Store, TagView } from '../store.ts'
import type { Batch } from './batch.ts'
import type { Feed } from './feed.ts'
import type { Holding } from './held.ts'
import type { TagBook } from './tag-book.ts'

const longest = 60

interface TagRow {
  public: TagId
  name: string
  built_in: number
  uses: number
}

export function createTags(parts: {
  readonly db: Database
  readonly batch: Batch
  readonly book: TagBook
  readonly feed: Feed
  readonly holding: Holding
}): Pick<Store, 'tags' | 'createTag' | 'deleteTag'> {
  const { db, batch, book, feed, holding } = parts
  const all = db.prepare<TagRow, []>(
    'SELECT public, name, built_in, uses FROM tag ORDER BY built_in DESC, folded',
  )
  const linked = db.prepare<{ conversation: number }, [number]>(
    'DELETE FROM tag_link WHERE tag = +? RETURNING conversation',
  )
  /** So many at once are told one by one; above it the panel is told once. */
  const mostNotes = 1_000

  function view(tag: { public: TagId; name: string }): TagView {
    return { id: tag.public, name: tag.name, automatic: false }
  }

  function remove(id: TagId, now: Instant): boolean {
    const tag = book.byPublic(id)
    if (tag === null || tag.built_in === 1) return false
    const conversations = linked.all(tag.id)
    for (const { conversation } of conversations) {
      const held = holding.atHand(conversation)
      if (held === null) continue
      held.state = { ...held.state, tags: held.state.tags.filter((name) => name !== tag.name) }
    }
    book.remove(tag)
    for (const { conversation } of conversations.slice(0, mostNotes))
      feed.note('tags.changed', now, conversation)
    feed.note('tags.changed', now, null)
    return true
  }

  return {
    tags: async () => all.all().map((row) => ({ ...view(row), uses: row.uses, builtIn: row.built_in === 1 })),
    createTag: async (name, now) => {
      const clean = name.trim().replace(/\s+/g, ' ')
      if (clean === '' || clean.length > longest) {
        throw new HouseError('bad-request', 'La etiqueta necesita un nombre de 1 a 60 letras.', {
          because: 'name',
        })
      }
      return await batch.submit(() => {
        const known = book.byName(clean)
        if (known === null) feed.note('tags.changed', now, null)
        return view(known ?? book.ensure(clean, now))
      })
    },
    deleteTag: (id, now) => batch.submit(() => remove(id, now)),
  }
}
