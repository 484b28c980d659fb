// Who moves the write-ahead log into the database? A thread of its own, so that no commit waits for it.
// Only when the log has grown long does the writer stand still for one checkpoint: then the log begins again.
import { openDatabase } from './database.ts'

export interface Checkpoints {
  /** After a commit. */
  committed(): void
  /** What the next transaction has to wait for, or null. */
  pause(): Promise<void> | null
  run(): Promise<void>
  close(): Promise<void>
}

/** For `:memory:`: there is no log. */
export const noCheckpoints: Checkpoints = {
  committed: () => {},
  pause: () => null,
  run: async () => {},
  close: async () => {},
}

/** Commits between two checkpoints. */
const everyCommits = 64
/** 60 MiB of pages: just under the size to which a log is cut back. */
const longFrames = 30_000

interface Result {
  readonly log: number
  readonly checkpointed: number
}

interface Runner {
  run(): Promise<Result>
  close(): Promise<void>
}

export function createCheckpoints(path: string): Checkpoints {
  const runner = threadRunner(path)
  let commits = 0
  let running: Promise<void> | null = null
  let isLong = false

  function run(): Promise<void> {
    running ??= runner
      .run()
      .then(({ log }) => {
        isLong = log > longFrames
      })
      .finally(() => {
        running = null
      })
    return running
  }

  return {
    committed: () => {
      commits += 1
      if (commits < everyCommits || running !== null) return
      commits = 0
      void run()
    },
    pause: () => {
      if (!isLong) return null
      return (running ?? Promise.resolve()).then(run).then(() => {
        isLong = false
      })
    },
    run,
    close: async () => {
      await running
      await runner.close()
    },
  }
}

/** A worker's file would be lost inside the compiled binary; its text is not. */
const source = `
import { Database } from 'bun:sqlite'
let db
self.onmessage = ({ data }) => {
  try {
    if (data.close) { db?.close(); return postMessage({}) }
    if (db === undefined) { db = new Database(data.path); db.run('PRAGMA busy_timeout = 1000') }
    postMessage(db.query('PRAGMA wal_checkpoint(PASSIVE)').get())
  } catch (failure) { postMessage({ failure: String(failure) }) }
}
`

function threadRunner(path: string): Runner {
  const url = URL.createObjectURL(new Blob([source], { type: 'application/javascript' }))
  const worker = new Worker(url)
  worker.unref()
  let fallback: Runner | null = null
  let waiting: ((result: Result) => void) | null = null
  worker.onmessage = ({ data }: MessageEvent<Partial<Result>>) => {
    worker.unref()
    waiting?.({ log: data.log ?? 0, checkpointed: data.checkpointed ?? 0 })
    waiting = null
  }
  worker.onerror = () => {
    fallback = ownRunner(path)
    const answer = waiting
    waiting = null
    if (answer !== null) void fallback.run().then(answer)
  }
  const ask = (message: object): Promise<Result> =>
    new Promise((resolve) => {
      // Only while it is asked does the thread keep the process alive.
      worker.ref()
      waiting = resolve
      worker.postMessage(message)
    })
  return {
    run: () => (fallback === null ? ask({ path }) : fallback.run()),
    close: async () => {
      if (fallback === null) await ask({ close: true })
      else await fallback.close()
      worker.terminate()
      URL.revokeObjectURL(url)
    },
  }
}

/** Where threads do not start, a second connection does it here. */
function ownRunner(path: string): Runner {
  const db = openDatabase(path, { busyTimeout: 1_000 })
  const statement = db.prepare<Result, []>('PRAGMA wal_checkpoint(PASSIVE)')
  return {
    run: async () => statement.get() ?? { log: 0, checkpointed: 0 },
    close: async () => db.close(),
  }
}
