// What happened to a conversation besides what was said? Tags with their proof, and who kept the agent quiet; newest first.
import type { Database } from 'bun:sqlite'
import { type HistoryRow, toHistory } from '../rows-panel.ts'
import type { PanelStore } from '../panel.ts'
import { fromCursor, toCursor } from './cursor.ts'

export function createHistory(db: Database): PanelStore['history'] {
  const idOf = db.prepare<{ id: number }, [string]>('SELECT id FROM conversation WHERE public = +?')
  const page = db.prepare<HistoryRow, [number, number, number]>(
    `SELECT h.*, p.name AS actor_name FROM history h LEFT JOIN operator p ON p.public = h.actor
     WHERE h.conversation = +? AND h.id < +? ORDER BY h.id DESC LIMIT ?`,
  )
  return async (id, { limit, cursor }) => {
    const conversation = idOf.get(id)
    if (conversation === null) return null
    const before = fromCursor(cursor, 1)?.[0] ?? Number.MAX_SAFE_INTEGER
    const rows = page.all(conversation.id, before, limit + 1)
    const shown = rows.slice(0, limit)
    const last = shown.at(-1)
    return {
      items: shown.map(toHistory),
      next: rows.length > limit && last !== undefined ? toCursor([last.id]) : null,
    }
  }
}
