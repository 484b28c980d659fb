// Which words were said? The search index, written in larger batches behind the rows, with a cursor of its own.
import type { Database } from 'bun:sqlite'
import type { Body, ChannelName } from '../../model.ts'
import { toBody } from '../rows.ts'
import { textOf } from '../text.ts'
import type { Ledger } from './ledger.ts'

export interface Fulltext {
  /** How many messages are not in the index yet. */
  behind(): number
  /** Is any message or contact missing in it? */
  isBehind(): boolean
  /** Writes the next messages and contacts into the index; at most `limit` of each. */
  catchUp(limit: number): void
  /** A message that is in the index says something else now. */
  replace(seq: number, channel: ChannelName, body: Body): void
  /** One bounded step of merging; false when nothing is left to merge. */
  merge(pages: number): boolean
}

interface Unwritten {
  seq: number
  body: string
  channel: ChannelName
}

export function createFulltext(db: Database, ledger: Ledger): Fulltext {
  const next = db.prepare<Unwritten, [number, number]>(
    `SELECT m.seq, m.body, c.channel FROM message m CROSS JOIN conversation c ON c.id = m.conversation
     WHERE m.seq > +? ORDER BY m.seq LIMIT ?`,
  )
  const insert = db.prepare('INSERT INTO message_words (rowid, text, channel) VALUES (?, ?, ?)')
  const remove = db.prepare('DELETE FROM message_words WHERE rowid = +?')
  const merge = db.prepare("INSERT INTO message_words (message_words, rank) VALUES ('merge', ?)")
  const total = db.prepare<{ total: number }, []>('SELECT total_changes() AS total')
  const contacts = prepareContacts(db)

  function catchUpContacts(limit: number): void {
    for (const { conversation, text } of contacts.next.all(limit)) {
      contacts.remove.run(conversation)
      contacts.insert.run(conversation, text)
      contacts.done.run(conversation)
    }
  }

  return {
    behind: () => ledger.lastMessage() - ledger.indexed(),
    isBehind: () => ledger.lastMessage() > ledger.indexed() || contacts.any.get() !== null,
    catchUp: (limit) => {
      const rows = next.all(ledger.indexed(), limit)
      for (const { seq, body, channel } of rows) {
        const text = textOf(toBody(body))
        if (text !== '') insert.run(seq, text, channel)
      }
      const last = rows.at(-1)
      if (last !== undefined) ledger.moveIndexed(last.seq)
      catchUpContacts(limit)
    },
    replace: (seq, channel, body) => {
      if (seq > ledger.indexed()) return
      remove.run(seq)
      const text = textOf(body)
      if (text !== '') insert.run(seq, text, channel)
    },
    merge: (pages) => {
      const before = total.get()?.total ?? 0
      merge.run(pages)
      // fts5 documents it: fewer than two changes mean that there was nothing to merge.
      return (total.get()?.total ?? 0) - before >= 2
    },
  }
}

function prepareContacts(db: Database) {
  return {
    any: db.prepare<{ conversation: number }, []>('SELECT conversation FROM renamed LIMIT 1'),
    next: db.prepare<{ conversation: number; text: string }, [number]>(
      `SELECT r.conversation, coalesce(p.name, '') || ' ' || c.display || ' ' || c.address AS text
       FROM renamed r CROSS JOIN conversation c ON c.id = r.conversation JOIN contact p ON p.id = c.contact
       ORDER BY r.conversation LIMIT ?`,
    ),
    remove: db.prepare('DELETE FROM contact_words WHERE rowid = +?'),
    insert: db.prepare('INSERT INTO contact_words (rowid, text) VALUES (?, ?)'),
    done: db.prepare('DELETE FROM renamed WHERE conversation = +?'),
  }
}
