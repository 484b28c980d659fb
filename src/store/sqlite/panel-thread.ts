// In which order does a person read a conversation? Messages by their number, and after each the notes written while it was the last.
import type { Database } from 'bun:sqlite'
import type { ConversationId } from '../../model.ts'
import { type MessageRow, toMessage } from '../rows-message.ts'
import { type NoteRow, toNote } from '../rows-panel.ts'
import type { Notes, ThreadItem } from '../panel.ts'
import { fromCursor, toCursor } from './cursor.ts'
import { messageColumns, messageTables } from './reads.ts'

/** A message stands at `(seq, 0)`, a note at `(after, id)`. */
interface Placed {
  readonly seq: number
  readonly note: number
  readonly item: ThreadItem
}

export function createThread(db: Database): Notes['thread'] {
  const idOf = db.prepare<{ id: number }, [string]>('SELECT id FROM conversation WHERE public = +?')
  const messages = db.prepare<MessageRow, [number, number, number]>(
    `SELECT ${messageColumns} ${messageTables} WHERE m.conversation = +? AND m.seq < +? ORDER BY m.seq DESC LIMIT ?`,
  )
  const notes = db.prepare<NoteRow, [number, number, number, number]>(
    `SELECT n.*, c.public AS conversation_public, p.name AS by_name
     FROM note n JOIN conversation c ON c.id = n.conversation LEFT JOIN operator p ON p.public = n.by
     WHERE n.conversation = +? AND (n.after, n.id) < (?, ?) ORDER BY n.after DESC, n.id DESC LIMIT ?`,
  )

  function placed(conversation: number, seq: number, note: number, limit: number): readonly Placed[] {
    // Before a note stands the message it was written after.
    const found = [
      ...messages.all(conversation, note > 0 ? seq + 1 : seq, limit).map(placeMessage),
      ...notes.all(conversation, seq, note, limit).map(placeNote),
    ]
    return found.sort((a, b) => b.seq - a.seq || b.note - a.note)
  }

  return async (id: ConversationId, { limit, cursor }) => {
    const conversation = idOf.get(id)
    if (conversation === null) return null
    const [seq = Number.MAX_SAFE_INTEGER, note = 0] = fromCursor(cursor, 2) ?? []
    const all = placed(conversation.id, seq, note, limit + 1)
    const shown = all.slice(0, limit)
    const last = shown.at(-1)
    const next = all.length > limit && last !== undefined ? toCursor([last.seq, last.note]) : null
    return { items: shown.map(({ item }) => item), next }
  }
}

function placeMessage(row: MessageRow): Placed {
  return { seq: row.seq, note: 0, item: { kind: 'message', message: toMessage(row) } }
}

function placeNote(row: NoteRow): Placed {
  return { seq: row.after, note: row.id, item: { kind: 'note', note: toNote(row) } }
}
