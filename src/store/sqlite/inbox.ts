// How is a delivery made safe before the 200? All appends that wait at the tick share one transaction and one fsync;
// the table is append-only without a second index, because an index costs more than the fsync.
import type { Database } from 'bun:sqlite'
import type { Points } from '../../points.ts'
import type { Inbox } from '../inbox.ts'
import type { NewDelivery } from './inbox-file.ts'
import { reasonOf } from '../../errors.ts'
import { noPoints } from '../../points.ts'
import { openDatabase } from './database.ts'
import { createInboxFile, INBOX_PAGE } from './inbox-file.ts'

export interface InboxOptions {
  readonly path: string
  readonly points?: Points
  /** Highest sequence number known elsewhere (the drain's cursor): numbering goes on above it. */
  readonly floor?: number
  /** The disk lied (SQLITE_IOERR): nothing is accepted any more, end the process and start again from disk. */
  readonly onFatal?: (failure: unknown) => void
  /** Pages in the write-ahead log (16 KB each) after which it is copied back; 256 when absent. */
  readonly checkpointPages?: number
  /** How the file is opened; tests hand in smaller disks and weaker promises. */
  readonly connect?: (path: string) => Database
}

/** What may wait for one commit: far above what one tick brings, far below what a stalled disk could pile up. */
const MAX_WAITING = 10_000
const MAX_WAITING_BYTES = 64 * 1024 * 1024
const READ_BYTES = 8 * 1024 * 1024
const PRUNE_SLICE = 200

/** Deliveries of one commit; its callers share the promise. */
interface Batch extends PromiseWithResolvers<void> {
  readonly deliveries: NewDelivery[]
  bytes: number
}

/** Opens or creates the file. Throws a HouseError `config` when it cannot keep the promise, a SQLiteError when it cannot be opened. */
export function openInbox(options: InboxOptions): Inbox {
  const points = options.points ?? noPoints
  const db = (options.connect ?? connect)(options.path)
  const file = createInboxFile(db, { points, floor: options.floor ?? 0 })
  const checkpointPages = options.checkpointPages ?? 256
  const listeners = new Set<() => void>()
  let next: Batch | null = null
  let closed: string | null = null

  function append(delivery: NewDelivery): Promise<void> {
    if (closed !== null) return Promise.reject(new Error(closed))
    if (next === null) {
      next = { ...Promise.withResolvers<void>(), deliveries: [], bytes: 0 }
      setImmediate(flush)
    }
    const full = next.deliveries.length >= MAX_WAITING || next.bytes + delivery.raw.length > MAX_WAITING_BYTES
    if (full) return Promise.reject(new Error('inbox full'))
    next.bytes += delivery.raw.length
    next.deliveries.push(delivery)
    points.at('C2')
    return next.promise
  }

  function flush(): void {
    if (next === null) return
    const batch = next
    next = null
    if (closed !== null) return batch.reject(new Error(closed))
    try {
      file.commit(batch.deliveries)
    } catch (failure) {
      batch.reject(failure)
      return giveUpOn(failure)
    }
    batch.resolve()
    for (const listener of listeners) listener()
    if (file.logPages() >= checkpointPages) setImmediate(checkpoint)
  }

  // After the answers have left: copying pages back is never in the way of a commit that somebody waits for.
  function checkpoint(): void {
    if (closed !== null || file.logPages() < checkpointPages) return
    try {
      file.checkpoint()
    } catch (failure) {
      giveUpOn(failure)
    }
  }

  function giveUpOn(failure: unknown): void {
    if (closed !== null || !isIoError(failure)) return
    closed = `inbox broken: ${reasonOf(failure)}`
    options.onFatal?.(failure)
  }

  async function prune(before: number, upto: number): Promise<number> {
    let removed = 0
    for (;;) {
      if (closed !== null) return removed
      const slice = file.prune(before, upto, PRUNE_SLICE)
      removed += slice
      if (slice < PRUNE_SLICE) return removed
      await new Promise((resolve) => setImmediate(resolve))
      checkpoint()
    }
  }

  return {
    append,
    read: async (after, limit) => file.read(after, limit, READ_BYTES),
    last: () => file.last(),
    prune,
    onAppend(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    async close() {
      flush()
      closed ??= 'inbox closed'
      file.close()
    },
  }
}

function connect(path: string): Database {
  return openDatabase(path, { busyTimeout: 3_000, autocheckpoint: false, pageSize: INBOX_PAGE })
}

function isIoError(failure: unknown): boolean {
  return failure instanceof Error && 'code' in failure && String(failure.code).startsWith('SQLITE_IOERR')
}
