// How far are we? The inbox cursor, the numbers that only grow, and the counters that no read may compute.
import type { Database } from 'bun:sqlite'

export interface Ledger {
  nextConversation(): number
  nextMessage(): number
  nextChange(): number
  lastMessage(): number
  lastChange(): number
  cursor(): number
  /** How many events of this delivery are applied although the cursor is not there yet. */
  partOf(seq: number): number
  moveCursor(seq: number): void
  movePart(seq: number, part: number): void
  indexed(): number
  moveIndexed(seq: number): void
  totals(): { readonly conversations: number; readonly messages: number }
  flush(): void
  /** Under a SAVEPOINT from here on, and what to do when it is undone. */
  mark(): void
  revert(): void
  /** After a rollback: what the file says. */
  reload(): void
}

interface Row {
  cursor: number
  part_seq: number
  part: number
  conversations: number
  messages: number
  indexed: number
}

const fresh: Row = { cursor: 0, part_seq: 0, part: 0, conversations: 0, messages: 0, indexed: 0 }

export function createLedger(db: Database): Ledger {
  const file = prepare(db)
  let row = fresh
  let next = { conversation: 0, message: 0, change: 0 }
  let dirty = false
  let marked = { row, next }

  function reload(): void {
    ;({ row, next } = file.read())
    dirty = false
  }

  function set(part: Partial<Row>): void {
    row = { ...row, ...part }
    dirty = true
  }

  reload()
  return {
    nextConversation: () => {
      set({ conversations: row.conversations + 1 })
      next = { ...next, conversation: next.conversation + 1 }
      return next.conversation
    },
    nextMessage: () => {
      set({ messages: row.messages + 1 })
      next = { ...next, message: next.message + 1 }
      return next.message
    },
    nextChange: () => {
      next = { ...next, change: next.change + 1 }
      return next.change
    },
    lastMessage: () => next.message,
    lastChange: () => next.change,
    cursor: () => row.cursor,
    partOf: (seq) => (row.part_seq === seq ? row.part : 0),
    moveCursor: (seq) => set({ cursor: seq, part_seq: 0, part: 0 }),
    movePart: (seq, part) => set({ part_seq: seq, part }),
    indexed: () => row.indexed,
    moveIndexed: (seq) => set({ indexed: seq }),
    totals: () => ({ conversations: row.conversations, messages: row.messages }),
    flush: () => {
      if (!dirty) return
      file.write(row)
      dirty = false
    },
    mark: () => {
      marked = { row, next }
    },
    revert: () => {
      ;({ row, next } = marked)
    },
    reload,
  }
}

function prepare(db: Database) {
  const select = db.prepare<Row, []>('SELECT * FROM ledger')
  const update = db.prepare(
    'UPDATE ledger SET cursor = ?, part_seq = ?, part = ?, conversations = ?, messages = ?, indexed = ?',
  )
  const last = (table: string): number =>
    db.query<{ last: number | null }, []>(`SELECT max(rowid) AS last FROM ${table}`).get()?.last ?? 0
  return {
    read: () => ({
      row: { ...fresh, ...select.get() },
      next: { conversation: last('conversation'), message: last('message'), change: last('change') },
    }),
    write: (row: Row) => {
      update.run(row.cursor, row.part_seq, row.part, row.conversations, row.messages, row.indexed)
    },
  }
}
