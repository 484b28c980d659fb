// What changed, in which order? Notes of the running transaction, each once, written before the COMMIT and read by everyone after it.
import type { Database } from 'bun:sqlite'
import type { ConversationId, Instant, MessageId } from '../../model.ts'
import type { Change } from '../store.ts'
import type { Ledger } from './ledger.ts'

export interface Feed {
  note(type: Change['type'], now: Instant, conversation: number | null, message?: number): void
  changes(seq: number, limit: number): readonly Change[]
  mark(): void
  revert(): void
  flush(): void
  forget(): void
}

interface Note {
  readonly type: Change['type']
  readonly at: Instant
  readonly conversation: number | null
  readonly message: number | null
}

interface ChangeRow {
  seq: number
  at: Instant
  type: Change['type']
  conversation: ConversationId | null
  message: MessageId | null
}

export function createFeed(db: Database, ledger: Ledger): Feed {
  const insert = db.prepare(
    'INSERT INTO change (seq, at, type, conversation, message) VALUES (?, ?, ?, ?, ?)',
  )
  const select = db.prepare<ChangeRow, [number, number]>(
    `SELECT h.seq, h.at, h.type, c.public AS conversation, coalesce(m.id, n.public) AS message
     FROM change h LEFT JOIN conversation c ON c.id = h.conversation
     LEFT JOIN message m ON m.seq = h.message AND h.type <> 'note.added'
     LEFT JOIN note n ON n.id = h.message AND h.type = 'note.added'
     WHERE h.seq > +? ORDER BY h.seq LIMIT ?`,
  )
  let notes: Note[] = []
  let marked = 0

  return {
    note: (type, now, conversation, message) => {
      notes.push({ type, at: now, conversation, message: message ?? null })
    },
    changes: (seq, limit) => select.all(seq, limit),
    mark: () => {
      marked = notes.length
    },
    revert: () => {
      notes.length = marked
    },
    flush: () => {
      for (const { at, type, conversation, message } of coalesce(notes))
        insert.run(ledger.nextChange(), at, type, conversation, message)
      notes = []
    },
    forget: () => {
      notes = []
    },
  }
}

/** The same note twice is one, where it was last said; a message that was added says that its conversation changed. */
function coalesce(notes: readonly Note[]): readonly Note[] {
  if (notes.length < 2) return notes
  const last = new Map<string, Note>()
  const added = new Set<number | null>()
  for (const [index, note] of notes.entries()) {
    if (note.type === 'message.added') added.add(note.conversation)
    const key = note.conversation === null ? `${index}` : `${note.type} ${note.conversation} ${note.message}`
    last.delete(key)
    last.set(key, note)
  }
  return [...last.values()].filter(
    (note) => note.type !== 'conversation.changed' || !added.has(note.conversation),
  )
}
