// How does a message's row become what a person sees of it? With the outbox row that carries it out, and who wrote it.
import type { Author, ConversationId, Instant, MessageId, OperatorId, SendState } from '../model.ts'
import { toBody } from './rows.ts'
import { toPerson } from './rows-panel.ts'
import type { MessageView } from './store.ts'

/** A message, with the outbox row that carries it out, if one does. */
export interface MessageRow {
  seq: number
  id: MessageId
  public: ConversationId
  author: Author
  at: Instant
  body: string
  ref: string | null
  because: string | null
  in_reply_to: string | null
  reaction: string | null
  edited: number
  state: SendState | null
  out_ref: string | null
  out_because: string | null
  client_id: string | null
  maybe_duplicate: number | null
  by_id: OperatorId | null
  by_name: string | null
  may_retry: number | null
  receipt_at: Instant | null
}

export function toMessage(row: MessageRow): MessageView {
  const because = row.out_because ?? row.because
  return {
    id: row.id,
    conversationId: row.public,
    author: row.author,
    ...(row.by_id === null ? {} : { by: toPerson(row.by_id, row.by_name) }),
    body: toBody(row.body),
    at: row.at,
    status: row.state,
    ref: row.out_ref ?? row.ref,
    ...(because === null ? {} : { because }),
    ...(row.in_reply_to === null ? {} : { inReplyTo: row.in_reply_to }),
    ...(row.client_id === null ? {} : { clientId: row.client_id }),
    ...(row.reaction === null ? {} : { reaction: row.reaction }),
    ...(row.edited === 1 ? { edited: true } : {}),
    ...(row.maybe_duplicate === 1 ? { maybeDuplicate: true } : {}),
    ...(row.may_retry === 1 ? { mayRetry: true } : {}),
    ...(row.receipt_at === null ? {} : { receiptAt: row.receipt_at }),
  }
}
