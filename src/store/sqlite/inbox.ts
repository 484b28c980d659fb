// How is a delivery made safe before the 200? Grouped at the tick into one fsynced commit of an append-only file: there is no
// second index, because an index costs more than the fsync. What is doubtful is rejected; a lying disk ends the process.
import type { Database } from 'bun:sqlite'
import type { Instant } from '../../model.ts'
import type { Points } from '../../points.ts'
import type { Inbox } from '../inbox.ts'
import type { InboxFile } from './inbox-file.ts'
import { reasonOf } from '../../errors.ts'
import { noPoints } from '../../points.ts'
import { openDatabase } from './database.ts'
import { createInboxFile, INBOX_PAGE } from './inbox-file.ts'
import { createGroup } from './inbox-group.ts'

export interface InboxOptions {
  readonly path: string
  readonly points?: Points
  /** Highest sequence number known elsewhere (the drain's cursor): numbering goes on above it. */
  readonly floor?: number
  /** The disk lied (SQLITE_IOERR): nothing is accepted any more; end the process and start again from disk. */
  readonly onFatal?: (failure: unknown) => void
  /** Pages (16 KB each) in the write-ahead log after which it is copied back; 256 when absent. */
  readonly checkpointPages?: number
  /** How the file is opened; tests hand in smaller disks and weaker promises. */
  readonly connect?: (path: string) => Database
}

const READ_BYTES = 8 * 1024 * 1024
const PRUNE_SLICE = 200

/** Opens or creates the file. Throws a HouseError `config` when it cannot keep the promise, a SQLiteError when it cannot be opened. */
export function openInbox(options: InboxOptions): Inbox {
  const points = options.points ?? noPoints
  const file = createInboxFile((options.connect ?? connect)(options.path), options.floor ?? 0, points)
  const checkpointPages = options.checkpointPages ?? 256
  const listeners = new Set<() => void>()
  let ended: string | null = null

  const group = createGroup({
    commit(deliveries) {
      if (ended !== null) throw new Error(ended)
      file.commit(deliveries)
    },
    onCommit() {
      for (const listener of listeners) listener()
      // After the answers have left: copying pages back is in the way of no commit that somebody waits for.
      if (file.logPages() >= checkpointPages) setImmediate(checkpoint)
    },
    onFailure,
  })

  function checkpoint(): void {
    if (ended !== null || file.logPages() < checkpointPages) return
    try {
      file.checkpoint()
    } catch (failure) {
      onFailure(failure)
    }
  }

  function onFailure(failure: unknown): void {
    if (ended !== null || !isIoError(failure)) return
    ended = `inbox broken: ${reasonOf(failure)}`
    options.onFatal?.(failure)
  }

  return {
    append(delivery) {
      if (ended !== null) return Promise.reject(new Error(ended))
      const committed = group.add(delivery)
      points.at('C2')
      return committed
    },
    read: async (after, limit) => file.read(after, limit, READ_BYTES),
    last: () => file.last(),
    prune: (before, upto) => pruneInSlices(file, before, upto, () => ended === null),
    onAppend(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    async close() {
      group.flush()
      ended ??= 'inbox closed'
      file.close()
    },
  }
}

/** Appends go on between two slices. */
async function pruneInSlices(
  file: InboxFile,
  before: Instant,
  upto: number,
  goOn: () => boolean,
): Promise<number> {
  let removed = 0
  while (goOn()) {
    const slice = file.prune(before, upto, PRUNE_SLICE)
    removed += slice
    if (slice < PRUNE_SLICE) break
    await new Promise((resolve) => setImmediate(resolve))
  }
  if (removed > 0 && goOn()) file.scrub()
  return removed
}

function connect(path: string): Database {
  return openDatabase(path, { busyTimeout: 3_000, autocheckpoint: false, pageSize: INBOX_PAGE })
}

function isIoError(failure: unknown): boolean {
  return failure instanceof Error && 'code' in failure && String(failure.code).startsWith('SQLITE_IOERR')
}
