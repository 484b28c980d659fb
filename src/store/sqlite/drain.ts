// How do deliveries become memory? In slices of one transaction each, the cursor inside; one poisoned event never costs its siblings.
import { SQLiteError, type Database } from 'bun:sqlite'
import { reasonOf } from '../../errors.ts'
import type { InboundEvent } from '../../events.ts'
import type { ChannelName, Instant } from '../../model.ts'
import type { Points } from '../../points.ts'
import type { ParsedDelivery } from '../store.ts'
import type { Batch } from './batch.ts'
import type { Feed } from './feed.ts'
import type { Fulltext } from './fulltext.ts'
import type { Ledger } from './ledger.ts'
import type { Stepper } from './step.ts'

export interface DrainParts {
  readonly db: Database
  readonly batch: Batch
  readonly ledger: Ledger
  readonly stepper: Stepper
  readonly feed: Feed
  readonly fulltext: Fulltext
  readonly points: Points
}

/** Events in one transaction: a few milliseconds. */
const sliceSize = 32
/** The search index is written in batches of this size. */
export const wordsBatch = 256
/** Pages of it merged after each: what is written once is rewritten about six times before it rests. */
const mergePages = 64

interface Item {
  readonly seq: number
  readonly channel: ChannelName
  readonly index: number
  /** Null: a delivery without events. */
  readonly event: InboundEvent | null
  readonly last: boolean
}

export function createDrain(parts: DrainParts) {
  const { batch, ledger, points, fulltext } = parts
  const apply = createApplied(parts)

  return async (deliveries: readonly ParsedDelivery[], now: Instant): Promise<void> => {
    const items = deliveries.flatMap((delivery) => itemsOf(delivery, ledger))
    for (let from = 0; from < items.length; from += sliceSize) {
      const slice = items.slice(from, from + sliceSize)
      await batch.slice(() => {
        for (const item of slice) {
          points.at('C7')
          apply(item, now)
          if (item.last) ledger.moveCursor(item.seq)
          else ledger.movePart(item.seq, item.index + 1)
        }
      })
      points.at('C8')
      if (fulltext.behind() < wordsBatch) continue
      await batch.slice(() => fulltext.catchUp(wordsBatch))
      await batch.slice(() => fulltext.merge(mergePages))
    }
  }
}

function createApplied({ db, batch, stepper, feed }: DrainParts) {
  const quarantine = db.prepare(
    'INSERT OR REPLACE INTO quarantine (seq, part, channel, because, at) VALUES (?, ?, ?, ?, ?)',
  )
  const alert = db.prepare(
    `INSERT INTO alert (at, loud, code, detail, channel) VALUES (?, 1, 'quarantined', ?, ?)`,
  )

  function keepOut(item: Item, index: number, because: string, now: Instant): void {
    quarantine.run(item.seq, index, item.channel, because, now)
    alert.run(now, `${item.seq}/${index}: ${because}`, item.channel)
    feed.note('alert.raised', now, null)
  }

  return (item: Item, now: Instant): void => {
    const { event } = item
    if (event === null) return
    try {
      const step = batch.isolate(() => stepper.step(event.from, event, now))
      if (event.type === 'quarantined' && !step.repeated) keepOut(item, event.index, event.because, now)
    } catch (failure) {
      if (isFault(failure)) throw failure
      keepOut(item, item.index, reasonOf(failure), now)
    }
  }
}

/** The disk's or the engine's trouble is not the event's: nothing is applied, the cursor stays. */
function isFault(failure: unknown): boolean {
  return failure instanceof SQLiteError && !(failure.code ?? '').startsWith('SQLITE_CONSTRAINT')
}

function itemsOf(delivery: ParsedDelivery, ledger: Ledger): readonly Item[] {
  const { seq, channel, events } = delivery
  if (seq <= ledger.cursor()) return []
  if (events.length === 0) return [{ seq, channel, index: 0, event: null, last: true }]
  const items = events.map((event, index) => ({
    seq,
    channel,
    index,
    event,
    last: index === events.length - 1,
  }))
  return items.slice(Math.min(ledger.partOf(seq), events.length - 1))
}
