// How is a file of ours opened? One connection with the pragmas a promise needs, each read back before it is trusted.
import { Database } from 'bun:sqlite'
import { HouseError } from '../../errors.ts'

/** Before 3.51.3 a reset of the write-ahead log can lose a commit. */
const OLDEST = [3, 51, 3] as const

export interface DatabaseOptions {
  /** Milliseconds a statement waits for another connection's lock; 5000 when absent. */
  readonly busyTimeout?: number
  /** `NORMAL` loses acknowledged commits on power loss: only the power test's control asks for it. */
  readonly synchronous?: 'FULL' | 'NORMAL'
  /** Whether commits checkpoint by themselves. Off for a writer whose checkpoints run elsewhere; on when absent. */
  readonly autocheckpoint?: boolean
  /** Bytes of a page, when this call creates the file; 4096 when absent. */
  readonly pageSize?: number
  readonly readonly?: boolean
}

/**
 * Opens (and, unless `readonly`, creates) a database in WAL mode with `synchronous=FULL` and without memory mapping.
 * Throws a HouseError `config` when SQLite is too old or a pragma did not take. `:memory:` is for tests.
 */
export function openDatabase(path: string, options: DatabaseOptions = {}): Database {
  const readonly = options.readonly ?? false
  const db = new Database(path, readonly ? { readonly: true, strict: true } : { create: true, strict: true })
  try {
    const { version } = db.query<{ version: string }, []>('SELECT sqlite_version() AS version').get() ?? {}
    if (!recentEnough(version ?? '')) throw refusal(`SQLite ${version ?? '?'} < ${OLDEST.join('.')}`)
    const synchronous = options.synchronous ?? 'FULL'
    db.run(`PRAGMA busy_timeout = ${options.busyTimeout ?? 5_000}`)
    if (options.pageSize !== undefined) db.run(`PRAGMA page_size = ${options.pageSize}`)
    if (!readonly) db.run('PRAGMA journal_mode = WAL')
    db.run(`PRAGMA synchronous = ${synchronous}`)
    db.run('PRAGMA mmap_size = 0')
    db.run('PRAGMA foreign_keys = ON')
    db.run('PRAGMA temp_store = MEMORY')
    db.run('PRAGMA journal_size_limit = 67108864')
    if (options.autocheckpoint === false) db.run('PRAGMA wal_autocheckpoint = 0')
    assertPragma(db, 'journal_mode', path === ':memory:' ? 'memory' : 'wal')
    assertPragma(db, 'synchronous', synchronous === 'FULL' ? '2' : '1')
    if (path !== ':memory:') assertPragma(db, 'mmap_size', '0')
    return db
  } catch (failure) {
    db.close()
    throw failure
  }
}

function assertPragma(db: Database, name: string, expected: string): void {
  const row = db.query<Record<string, string | number>, []>(`PRAGMA ${name}`).get() ?? {}
  const found = String(row[name] ?? '?')
  if (found !== expected) throw refusal(`${name}=${found}, ${expected} needed`)
}

function recentEnough(version: string): boolean {
  const parts = version.split('.').map(Number)
  for (const [index, least] of OLDEST.entries()) {
    const part = parts[index] ?? 0
    if (part !== least) return part > least
  }
  return true
}

function refusal(because: string): HouseError {
  return new HouseError('config', 'La base de datos no puede garantizar lo que guarda.', { because })
}
