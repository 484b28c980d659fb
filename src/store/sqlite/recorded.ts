// How did conversations really go? A read-only look at the memory, beside a running house: what was said, tagged and spent.
import type { Database } from 'bun:sqlite'
import type { TurnMessage } from '../../agent/agent.ts'
import type { RecordedConversation, RecordedMessage, RecordedTag, RecordedTurn } from '../../agent/ports.ts'
import type { ChannelName, ConversationId } from '../../model.ts'
import { z } from 'zod'
import { toBody, toData, toStory } from '../rows.ts'
import { openDatabase } from './database.ts'

export interface Recorded {
  /** The latest, newest first, one at a time: nothing else of the others is held. */
  conversations(limit: number): Iterable<RecordedConversation>
  close(): void
}

interface Head {
  id: number
  conversation: ConversationId
  channel: ChannelName
  account: string
  contact: string
  name: string | null
  data: string
}

type Line = Omit<TurnMessage, 'body'> &
  Pick<RecordedMessage, 'because' | 'fence'> & { body: string; by: string | null }

const signature = z.object({ prompt: z.string(), engine: z.string(), model: z.string() })

/** A memory of this Relevo or an earlier one that has been started once since. */
export function openRecorded(path: string): Recorded {
  const db = openDatabase(path, { readonly: true })
  const sql = prepare(db)
  return {
    *conversations(limit) {
      for (const { id, conversation, channel, account, contact, name, data } of sql.heads.all(limit)) {
        yield {
          conversation,
          to: { channel, account, contact },
          contactName: name,
          data: toData(data),
          messages: sql.lines.all(id).map(({ body, by, ...line }) => ({
            ...line,
            body: toBody(body),
            by: by === null ? null : signature.parse(JSON.parse(by)),
          })),
          tags: sql.tags.all(id),
          turns: sql.turns.all(id).map(toTurn),
        }
      }
    },
    close: () => db.close(),
  }
}

function toTurn({ fence, story }: { readonly fence: number; readonly story: string }): RecordedTurn {
  const { usage, trace, rejected } = toStory(story)
  return { fence, usage, trace, rejected }
}

function prepare(db: Database) {
  return {
    heads: db.prepare<Head, [number]>(
      `SELECT c.id, c.public AS conversation, c.channel, a.name AS account, c.address AS contact, p.name, p.data
       FROM conversation c JOIN account a ON a.id = c.account JOIN contact p ON p.id = c.contact
       ORDER BY c.last_at DESC, c.id DESC LIMIT ?`,
    ),
    lines: db.prepare<Line, [number]>(
      `SELECT m.seq, m.id, m.author, m.body, m.at, coalesce(o.ref, m.ref) AS ref, m.because, o.fence,
         iif(o.author = 'agent', o.by, NULL) AS by
       FROM message m LEFT JOIN outbox o ON o.seq = m.seq
       WHERE m.conversation = ? AND (o.state IS NULL OR o.state NOT IN ('cancelled', 'expired', 'failed'))
       ORDER BY m.seq`,
    ),
    tags: db.prepare<RecordedTag, [number]>(
      `SELECT at, tag, what, actor, because, quote, message FROM history
       WHERE conversation = ? AND what IN ('put', 'drop', 'reject') ORDER BY id`,
    ),
    turns: db.prepare<{ fence: number; story: string }, [number]>(
      'SELECT fence, story FROM trace WHERE conversation = ? ORDER BY fence',
    ),
  }
}
