// What stands in inbox.db, and which statements touch it? Deliveries in arrival order, and the highest number ever
// pruned, so that numbering survives an empty table without costing an append anything.
import type { Database } from 'bun:sqlite'
import type { ChannelName, Instant } from '../../model.ts'
import type { Points } from '../../points.ts'
import type { Delivery } from '../inbox.ts'

export type NewDelivery = Omit<Delivery, 'seq'>

export interface InboxFile {
  /** All or nothing, in one transaction with one fsync; throws what SQLite throws. */
  commit(deliveries: readonly NewDelivery[]): void
  last(): number
  read(after: number, limit: number, maxBytes: number): readonly Delivery[]
  /** Removes the oldest `limit` at most, in one transaction. */
  prune(before: Instant, upto: number, limit: number): number
  /** Pages in the write-ahead log that were not copied back yet. */
  logPages(): number
  checkpoint(): void
  /** Leaves nothing of what was pruned on disk, unless another connection is reading just now. */
  scrub(): void
  close(): void
}

/** Large pages take fewer system calls for the same bytes: half the CPU of a batch with pages of 4096. */
export const INBOX_PAGE = 16_384

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS delivery (
    seq INTEGER PRIMARY KEY, channel TEXT NOT NULL, at INTEGER NOT NULL, raw BLOB NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS numbering (one INTEGER PRIMARY KEY CHECK (one = 1), pruned INTEGER NOT NULL) STRICT;
  INSERT OR IGNORE INTO numbering VALUES (1, 0);
`

export function createInboxFile(db: Database, floor: number, points: Points): InboxFile {
  db.transaction(() => db.run(SCHEMA)).immediate()
  // What is pruned is overwritten; appends delete nothing and pay nothing.
  db.run('PRAGMA secure_delete = ON')
  const copyBack = db.query('PRAGMA wal_checkpoint(PASSIVE)')
  const appendNow = createAppend(db, points)
  const pruneNow = createPrune(db)
  let last = Math.max(floor, highest(db))
  // SQLite tells the length of its log to nobody: what goes in is counted here, a little too high.
  let logPages = 0
  return {
    commit(deliveries) {
      const bytes = appendNow(deliveries, last + 1)
      last += deliveries.length
      logPages += 2 + Math.ceil(bytes / INBOX_PAGE)
    },
    last: () => last,
    read: createRead(db),
    prune(before, upto, limit) {
      const removed = pruneNow(before, upto, limit)
      logPages += removed
      return removed
    },
    logPages: () => logPages,
    checkpoint() {
      copyBack.run()
      logPages = 0
    },
    scrub: () => scrub(db),
    close: () => db.close(),
  }
}

// Never waits: whoever reads meanwhile would hold up the appends as well.
function scrub(db: Database): void {
  const { timeout } = db.query<{ timeout: number }, []>('PRAGMA busy_timeout').get() ?? { timeout: 0 }
  db.run('PRAGMA busy_timeout = 0')
  db.run('PRAGMA wal_checkpoint(TRUNCATE)')
  db.run(`PRAGMA busy_timeout = ${timeout}`)
}

function highest(db: Database): number {
  const row = db
    .query<{ seq: number }, []>(
      'SELECT max(coalesce((SELECT max(seq) FROM delivery), 0), (SELECT pruned FROM numbering)) AS seq',
    )
    .get()
  return row?.seq ?? 0
}

function createAppend(db: Database, points: Points) {
  const begin = db.query('BEGIN IMMEDIATE')
  const commit = db.query('COMMIT')
  const insert = db.query<unknown, [number, ChannelName, Instant, Uint8Array]>(
    'INSERT INTO delivery VALUES (?, ?, ?, ?)',
  )
  return (deliveries: readonly NewDelivery[], first: number): number => {
    let seq = first
    let bytes = 0
    begin.run()
    try {
      for (const { channel, at, raw } of deliveries) {
        insert.run(seq++, channel, at, raw)
        bytes += raw.length
      }
      points.at('C3')
      commit.run()
    } catch (failure) {
      // A full disk or an I/O error has rolled back already.
      if (db.inTransaction) db.run('ROLLBACK')
      throw failure
    }
    return bytes
  }
}

function createRead(db: Database): InboxFile['read'] {
  const select = db.query<Delivery, [number, number]>(
    'SELECT seq, channel, at, raw FROM delivery WHERE seq > ? ORDER BY seq LIMIT ?',
  )
  return (after, limit, maxBytes) => {
    const found: Delivery[] = []
    let bytes = 0
    for (const row of select.iterate(after, limit)) {
      found.push(row)
      bytes += row.raw.length
      if (bytes >= maxBytes) break
    }
    return found
  }
}

// Arrival times grow with the numbers but for a jump of the clock, so the bound is found by halving. Every removed row is
// asked for its own time as well: a jump can only leave rows for a later call.
function createPrune(db: Database): InboxFile['prune'] {
  const ends = db.query<{ lowest: number | null; highest: number | null }, []>(
    'SELECT (SELECT min(seq) FROM delivery) AS lowest, (SELECT max(seq) FROM delivery) AS highest',
  )
  const arrival = db.query<{ at: Instant }, [number]>(
    'SELECT at FROM delivery WHERE seq <= ? ORDER BY seq DESC LIMIT 1',
  )
  const remove = db.query<unknown, [number, Instant, number]>(
    'DELETE FROM delivery WHERE seq IN (SELECT seq FROM delivery WHERE seq <= ? AND at < ? ORDER BY seq LIMIT ?)',
  )
  const remember = db.query<unknown, [number]>('UPDATE numbering SET pruned = max(pruned, ?)')
  return (before, upto, limit) => {
    const { lowest, highest: end } = ends.get() ?? {}
    let low = (lowest ?? 1) - 1
    let high = Math.min(end ?? 0, upto)
    while (low < high) {
      const middle = Math.ceil((low + high) / 2)
      if ((arrival.get(middle)?.at ?? before) < before) low = middle
      else high = middle - 1
    }
    if (lowest === null || lowest === undefined || low < lowest) return 0
    const slice = db.transaction(() => {
      remember.run(low)
      return remove.run(low, before, limit).changes
    })
    return slice.immediate()
  }
}
