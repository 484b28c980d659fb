// How did it go over a time? Each figure from an index over that time, a day at a time, so that no reading holds anybody up for long.
import type { Database } from 'bun:sqlite'
import type { ChannelName, Instant } from '../../model.ts'
import type { Figures, Metrics, Stretch } from '../panel.ts'

/** Read at once; then others go first. */
const sliceMs = 24 * 60 * 60_000
/** `Lead`, the built-in tag. */
const lead = 1

interface Found {
  readonly spoke: ReadonlySet<number>
  readonly led: readonly number[]
  readonly answered: number
}

export function createMetrics(db: Database): Metrics {
  const sql = prepare(db)

  async function read({ from, to }: Stretch, channel: ChannelName | null): Promise<Found> {
    const spoke = new Set<number>()
    const led: number[] = []
    let answered = 0
    for (let at = from; at < to; at += sliceMs) {
      const end = Math.min(at + sliceMs, to)
      for (const { id } of sql.spoke.all(at, end, channel)) spoke.add(id)
      led.push(...sql.led.all(at, end, channel).map(({ id }) => id))
      answered += sql.answered.get(at, end, channel)?.n ?? 0
      await others()
    }
    return { spoke, led, answered }
  }

  return {
    over: async (stretches, channel) => {
      const spoke = new Set<number>()
      const led: number[] = []
      const each: Figures[] = []
      for (const stretch of stretches) {
        const found = await read(stretch, channel ?? null)
        each.push(figures(found))
        for (const id of found.spoke) spoke.add(id)
        led.push(...found.led)
      }
      const answered = each.reduce((sum, one) => sum + one.answered, 0)
      return { whole: figures({ spoke, led, answered }), each }
    },
  }
}

function figures({ spoke, led, answered }: Found): Figures {
  return {
    conversations: spoke.size,
    answered,
    leads: led.length,
    converted: led.filter((id) => spoke.has(id)).length,
  }
}

/** Lets whoever else waits go first. */
function others(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

type Range = [Instant, Instant, ChannelName | null]

function prepare(db: Database) {
  return {
    spoke: db.prepare<{ id: number }, Range>(
      `SELECT d.id FROM (SELECT DISTINCT conversation AS id FROM message INDEXED BY message_said
         WHERE author = 'contact' AND at >= +?1 AND at < +?2) d
       WHERE ?3 IS NULL OR (SELECT channel FROM conversation c WHERE c.id = d.id) = ?3`,
    ),
    // A turn counts by its first body; one that called for a person at the same instant was not answered by itself.
    answered: db.prepare<{ n: number }, Range>(
      `SELECT count(*) AS n FROM outbox o INDEXED BY outbox_answered
       WHERE o.author = 'agent' AND o.part = 0 AND o.accepted_at IS NOT NULL
         AND o.accepted_at >= +?1 AND o.accepted_at < +?2
         AND o.state IN ('accepted', 'sent', 'delivered', 'read')
         AND (?3 IS NULL OR (SELECT channel FROM conversation c WHERE c.id = o.conversation) = ?3)
         AND NOT EXISTS (SELECT 1 FROM history h WHERE h.conversation = o.conversation AND h.what = 'put'
           AND h.tag = (SELECT name FROM tag WHERE id = 2) AND h.at = (SELECT at FROM message m WHERE m.seq = o.seq))`,
    ),
    led: db.prepare<{ id: number }, Range>(
      `SELECT h.conversation AS id FROM history h INDEXED BY history_put
       WHERE h.what = 'put' AND h.tag = (SELECT name FROM tag WHERE id = ${lead}) AND h.at >= +?1 AND h.at < +?2
         AND NOT EXISTS (SELECT 1 FROM history e
           WHERE e.conversation = h.conversation AND e.what = 'put' AND e.tag = h.tag AND e.id < h.id)
         AND EXISTS (SELECT 1 FROM tag_link l WHERE l.conversation = h.conversation AND l.tag = ${lead})
         AND (?3 IS NULL OR (SELECT channel FROM conversation c WHERE c.id = h.conversation) = ?3)`,
    ),
  }
}
