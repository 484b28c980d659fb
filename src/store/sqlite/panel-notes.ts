// What does the team say to itself? Notes in a table of their own, told in the feed, found by search, shown between the messages.
import type { Database } from 'bun:sqlite'
import type { Ids } from '../../ids.ts'
import type { ConversationId, Instant } from '../../model.ts'
import { type NoteRow, toNote } from '../rows-panel.ts'
import type { NewNote, NoteQuery, Notes } from '../panel.ts'
import type { Batch } from './batch.ts'
import type { Feed } from './feed.ts'
import { matchOf } from './finder.ts'
import type { Ledger } from './ledger.ts'
import { createThread } from './panel-thread.ts'
import type { TagBook } from './tag-book.ts'
import type { Views } from './views.ts'

const noteColumns = `n.*, c.public AS conversation_public, p.name AS by_name
  FROM note n JOIN conversation c ON c.id = n.conversation LEFT JOIN operator p ON p.public = n.by`

/** Hits looked at for one search. */
const farthest = 1_000

export interface NoteParts {
  readonly db: Database
  readonly batch: Batch
  readonly ids: Ids
  readonly feed: Feed
  readonly ledger: Ledger
  readonly views: Views
  readonly book: TagBook
}

export function createNotes(parts: NoteParts): Notes {
  const { db, batch, views, book } = parts
  const sql = prepare(db)
  const write = createWrite(parts, sql)

  function search({ q, channel, tag, limit }: NoteQuery, now: Instant) {
    const match = matchOf(q, true)
    const wanted = tag === undefined ? null : (book.byName(tag)?.id ?? -1)
    if (match === null) return []
    return sql.hits.all(match, farthest, channel ?? null, wanted, limit).flatMap((row) => {
      const conversation = views.byIds([row.conversation], now)[0]
      return conversation === undefined ? [] : [{ note: toNote(row), conversation }]
    })
  }

  return {
    add: (id, note, now) => batch.submit(() => write(id, note, now)),
    note: async (id) => {
      const row = sql.one.get(id)
      return row === null ? null : toNote(row)
    },
    thread: createThread(db),
    search: async (query, now) => search(query, now),
  }
}

function createWrite({ ids, feed, ledger }: NoteParts, sql: ReturnType<typeof prepare>) {
  return (id: ConversationId, { clientId, by, text }: NewNote, now: Instant) => {
    const conversation = sql.idOf.get(id)?.id
    if (conversation === undefined) return null
    const known = sql.byClient.get(conversation, by, clientId)
    if (known !== null) return { note: toNote(known), repeated: true }
    const made = sql.insert.get(
      ids.next('msg', now),
      conversation,
      ledger.lastMessage(),
      by,
      now,
      text,
      clientId,
    )
    const row = made === null ? null : sql.byRow.get(made.id)
    if (row === null) throw new Error('note not written')
    sql.words.run(row.id, text)
    feed.note('note.added', now, conversation, row.id)
    return { note: toNote(row), repeated: false }
  }
}

type Row = NoteRow & { readonly conversation: number }

function prepare(db: Database) {
  return {
    idOf: db.prepare<{ id: number }, [string]>('SELECT id FROM conversation WHERE public = +?'),
    one: db.prepare<Row, [string]>(`SELECT ${noteColumns} WHERE n.public = +?`),
    byRow: db.prepare<Row, [number]>(`SELECT ${noteColumns} WHERE n.id = +?`),
    byClient: db.prepare<Row, [number, string, string]>(
      `SELECT ${noteColumns} WHERE n.conversation = +? AND n.by = +? AND n.client_id = +?`,
    ),
    insert: db.prepare<{ id: number }, [string, number, number, string, Instant, string, string]>(
      `INSERT INTO note (public, conversation, after, by, at, text, client_id) VALUES (?, ?, ?, ?, ?, ?, ?)
       RETURNING id`,
    ),
    words: db.prepare('INSERT INTO note_words (rowid, text) VALUES (?, ?)'),
    hits: db.prepare<Row, [string, number, string | null, number | null, number]>(
      `SELECT ${noteColumns} JOIN
         (SELECT rowid FROM note_words WHERE note_words MATCH ?1 ORDER BY rowid DESC LIMIT ?2) h ON h.rowid = n.id
       WHERE (?3 IS NULL OR c.channel = ?3)
         AND (?4 IS NULL OR EXISTS (SELECT 1 FROM tag_link l WHERE l.conversation = n.conversation AND l.tag = ?4))
       ORDER BY n.id DESC LIMIT ?5`,
    ),
  }
}
