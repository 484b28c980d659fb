// Who shares a commit? Everything that waits at a tick: one transaction, a SAVEPOINT each, and nobody is answered before the COMMIT.
import type { Database } from 'bun:sqlite'
import { HouseError } from '../../errors.ts'

export interface Batch {
  /** Runs `work` in the next transaction; resolves with its result after the COMMIT. What it throws undoes it alone. */
  submit<T>(work: () => T): Promise<T>
  /** Like `submit`, for work that isolates its own parts: what it throws undoes the whole transaction. */
  slice<T>(work: () => T): Promise<T>
  /** Runs `work` under a SAVEPOINT of the running transaction and undoes it when it throws. */
  isolate<T>(work: () => T): T
  /** Commits what waits, then takes nothing more. */
  close(): Promise<void>
}

export interface BatchHooks {
  /** What the next transaction has to wait for, or null. */
  pause(): Promise<void> | null
  /** Before each COMMIT: write what was only held in memory. */
  flush(): void
  /** After each COMMIT; `wrote` says whether anything changed. */
  committed(wrote: boolean): void
  /** The transaction is undone: forget what was learned in it. */
  undone(): void
  /** Work under a SAVEPOINT begins. */
  began(): void
  /** It threw: forget what it held. */
  reverted(): void
}

interface Item {
  readonly run: () => void
  readonly settle: () => void
  readonly fail: (error: unknown) => void
}

/** Together they are short: the p99 of a transaction stays at a few milliseconds. */
const mostPerTransaction = 48

export function createBatch(db: Database, hooks: BatchHooks): Batch {
  const statements = prepare(db)
  const isolate = createIsolate(db, statements, hooks)
  const waiting: Item[] = []
  let scheduled = false
  let closed = false
  let idle: (() => void)[] = []

  function tick(): void {
    const pause = waiting.length === 0 ? null : hooks.pause()
    if (pause !== null) return void pause.finally(tick)
    scheduled = false
    const items = waiting.splice(0, mostPerTransaction)
    if (items.length > 0) transact(items, statements, hooks)
    if (waiting.length > 0) wake()
    else for (const done of idle.splice(0)) done()
  }

  function wake(): void {
    if (scheduled) return
    scheduled = true
    setImmediate(tick)
  }

  function enqueue<T>(run: () => T): Promise<T> {
    if (closed) return Promise.reject(unavailable('closed'))
    return new Promise<T>((resolve, reject) => {
      let settle = (): void => reject(unavailable('not run'))
      waiting.push({
        run: () => {
          const value = run()
          settle = () => resolve(value)
        },
        settle: () => settle(),
        fail: reject,
      })
      wake()
    })
  }

  return {
    isolate,
    submit: (work) => enqueue(() => outcomeOf(db, () => isolate(work))).then(valueOf),
    slice: enqueue,
    close: () => {
      closed = true
      return new Promise((resolve) => {
        idle = [...idle, resolve]
        wake()
      })
    },
  }
}

/** A throw that undid its own part only is handed over; one that took the transaction with it ends the transaction. */
function outcomeOf<T>(db: Database, work: () => T): Outcome<T> {
  try {
    return { value: work() }
  } catch (error) {
    if (!db.inTransaction) throw error
    return { error }
  }
}

function valueOf<T>(outcome: Outcome<T>): T {
  if ('error' in outcome) throw outcome.error
  return outcome.value
}

function createIsolate(db: Database, statements: Statements, hooks: BatchHooks): Batch['isolate'] {
  return <T>(work: () => T): T => {
    statements.savepoint.run()
    hooks.began()
    try {
      const value = work()
      statements.release.run()
      return value
    } catch (failure) {
      // After some faults of the disk SQLite has rolled everything back by itself.
      if (!db.inTransaction) throw failure
      statements.undo.run()
      statements.release.run()
      hooks.reverted()
      throw failure
    }
  }
}

type Outcome<T> = { readonly value: T } | { readonly error: unknown }
type Statements = ReturnType<typeof prepare>

function prepare(db: Database) {
  return {
    begin: db.prepare('BEGIN IMMEDIATE'),
    commit: db.prepare('COMMIT'),
    rollback: db.prepare('ROLLBACK'),
    savepoint: db.prepare('SAVEPOINT part'),
    release: db.prepare('RELEASE part'),
    undo: db.prepare('ROLLBACK TO part'),
    total: db.prepare<{ total: number }, []>('SELECT total_changes() AS total'),
    isOpen: () => db.inTransaction,
  }
}

function transact(items: readonly Item[], statements: Statements, hooks: BatchHooks): void {
  let wrote = false
  try {
    statements.begin.run()
    const before = statements.total.get()?.total
    for (const item of items) item.run()
    hooks.flush()
    wrote = statements.total.get()?.total !== before
    statements.commit.run()
  } catch (failure) {
    if (statements.isOpen()) statements.rollback.run()
    hooks.undone()
    for (const item of items) item.fail(failure)
    return
  }
  for (const item of items) item.settle()
  hooks.committed(wrote)
}

function unavailable(because: string): HouseError {
  return new HouseError('unavailable', 'El almacén se está cerrando.', { because })
}
