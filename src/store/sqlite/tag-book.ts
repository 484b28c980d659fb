// Which tags are there? A small open set, known by heart; two spellings that fold to the same word are one tag.
import type { Database } from 'bun:sqlite'
import type { Ids } from '../../ids.ts'
import type { Instant, TagId } from '../../model.ts'
import { fold } from '../text.ts'

export interface Tag {
  readonly id: number
  readonly public: TagId
  readonly name: string
  readonly built_in: number
}

export interface TagBook {
  byId(id: number): Tag | null
  byPublic(id: TagId): Tag | null
  byName(name: string): Tag | null
  /** The tag of that name; a new one is written down. */
  ensure(name: string, now: Instant): Tag
  remove(tag: Tag): void
  forget(): void
}

export function createTagBook(db: Database, ids: Ids): TagBook {
  const select = db.prepare<Tag, []>('SELECT id, public, name, built_in FROM tag')
  const insert = db.prepare<Tag, [string, string, string]>(
    'INSERT INTO tag (public, name, folded) VALUES (?, ?, ?) RETURNING id, public, name, built_in',
  )
  const remove = db.prepare('DELETE FROM tag WHERE id = +?')
  let tags: readonly Tag[] | null = null
  let byIds = new Map<number, Tag>()
  let byFolds = new Map<string, Tag>()

  function load(): readonly Tag[] {
    if (tags !== null) return tags
    tags = select.all()
    byIds = new Map(tags.map((tag) => [tag.id, tag]))
    byFolds = new Map(tags.map((tag) => [fold(tag.name), tag]))
    return tags
  }

  function byName(name: string): Tag | null {
    load()
    return byFolds.get(fold(name)) ?? null
  }

  function forget(): void {
    tags = null
  }

  return {
    byId: (id) => {
      load()
      return byIds.get(id) ?? null
    },
    byPublic: (id) => load().find((tag) => tag.public === id) ?? null,
    byName,
    ensure: (name, now) => {
      const known = byName(name)
      if (known !== null) return known
      const made = insert.get(ids.next('tag', now), name.trim(), fold(name))
      forget()
      if (made === null) throw new Error(`tag not written: ${name}`)
      return made
    },
    remove: (tag) => {
      remove.run(tag.id)
      forget()
    },
    forget,
  }
}
