// What was said? One message, or a conversation's, newest first.
import type { Database } from 'bun:sqlite'
import type { Address, ConversationId, MessageId } from '../../model.ts'
import { type MessageRow, toMessage } from '../rows-message.ts'
import type { MessageView, Page } from '../store.ts'
import type { Accounts } from './accounts.ts'
import { fromCursor, toCursor } from './cursor.ts'

export const messageColumns = `m.seq, m.id, c.public, m.author, m.at, m.body, m.ref, m.because, m.in_reply_to,
  m.reaction, m.edited, o.state, o.ref AS out_ref, o.because AS out_because, o.client_id, o.maybe_duplicate,
  CASE o.author WHEN 'operator' THEN o.by END AS by_id, p.name AS by_name, coalesce(o.receipt_at, o.accepted_at)
    AS receipt_at, CASE WHEN o.state IN ('failed', 'unconfirmed') THEN NOT EXISTS (SELECT 1 FROM outbox r
    WHERE r.conversation = o.conversation AND r.client_id = 'retry ' || m.id) END AS may_retry`
export const messageTables = `FROM message m JOIN conversation c ON c.id = m.conversation
  LEFT JOIN outbox o ON o.seq = m.seq LEFT JOIN operator p ON o.author = 'operator' AND p.public = o.by`

export interface Reads {
  messages(id: ConversationId, query: { limit: number; cursor?: string }): Page<MessageView> | null
  message(id: MessageId): MessageView | null
  /** The public ids of a message's row. */
  messageAt(seq: number): { readonly id: MessageId; readonly conversation: ConversationId } | null
  find(address: Address): ConversationId | null
}

export function createReads(db: Database, accounts: Accounts): Reads {
  const idOf = db.prepare<{ id: number }, [string]>('SELECT id FROM conversation WHERE public = +?')
  const page = db.prepare<MessageRow, [number, number, number]>(
    `SELECT ${messageColumns} ${messageTables} WHERE m.conversation = +? AND m.seq < +? ORDER BY m.seq DESC LIMIT ?`,
  )
  const one = db.prepare<MessageRow, [string]>(`SELECT ${messageColumns} ${messageTables} WHERE m.id = +?`)
  const at = db.prepare<{ id: MessageId; conversation: ConversationId }, [number]>(
    `SELECT m.id, c.public AS conversation ${messageTables} WHERE m.seq = +?`,
  )
  const owner = db.prepare<{ public: ConversationId }, [number, string]>(
    'SELECT c.public FROM alias l JOIN conversation c ON c.id = l.conversation WHERE l.account = +? AND l.name = +?',
  )

  return {
    messages: (id, { limit, cursor }) => {
      const conversation = idOf.get(id)
      if (conversation === null) return null
      const before = fromCursor(cursor, 1)?.[0] ?? Number.MAX_SAFE_INTEGER
      const rows = page.all(conversation.id, before, limit + 1)
      const shown = rows.slice(0, limit)
      const last = shown.at(-1)
      const next = rows.length > limit && last !== undefined ? toCursor([last.seq]) : null
      return { items: shown.map(toMessage), next }
    },
    message: (id) => {
      const row = one.get(id)
      return row === null ? null : toMessage(row)
    },
    messageAt: (seq) => at.get(seq),
    find: (address) => {
      const account = accounts.find(address)
      return account === null ? null : (owner.get(account, address.contact)?.public ?? null)
    },
  }
}
