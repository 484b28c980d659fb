// Which versions of a pack have there been, and which one is held? Kept whole and compressed, beside the messages they answered.
import type { Database } from 'bun:sqlite'
import { join } from 'node:path'
import { z } from 'zod'
import type { LastVersion, ListedVersion, PackVersions } from '../../agent/ports.ts'
import { openDatabase } from './database.ts'
import { migrate } from './migrate.ts'

export interface SqliteVersions extends PackVersions {
  /** What a process begins with; null when nothing was ever kept. */
  last(pack: string): LastVersion | null
}

export interface OpenedVersions extends SqliteVersions {
  close(): void
}

/** Runs `work` in a transaction and resolves after its COMMIT. */
type Write = <T>(work: () => T) => Promise<T>

const kept = z.array(z.tuple([z.string(), z.string()]))

/** The versions alone, for a command beside a running house. `migrations`: as for `openStore`. */
export function openVersions(path: string, migrations?: string): OpenedVersions {
  const db = openDatabase(path)
  migrate(db, migrations ?? join(import.meta.dir, 'migrations'))
  const versions = createVersions(db, async (work) => db.transaction(work).immediate())
  return { ...versions, close: () => db.close() }
}

export function createVersions(db: Database, write: Write): SqliteVersions {
  const sql = prepare(db)
  const filesOf = (pack: string, hash: string): ReadonlyMap<string, string> | null => {
    const row = sql.files.get(pack, hash)
    return row === null
      ? null
      : new Map(kept.parse(JSON.parse(new TextDecoder().decode(Bun.gunzipSync(row.files)))))
  }
  return {
    keep: ({ pack, hash, at, source, note }, files) =>
      write(() => {
        const text = JSON.stringify([...files].sort(([left], [right]) => (left < right ? -1 : 1)))
        sql.keep.run({ pack, hash, at, source, note, files: Bun.gzipSync(new TextEncoder().encode(text)) })
      }),
    read: async (pack, hash) => filesOf(pack, hash),
    list: async (pack) => sql.list.all(pack),
    pinned: async (pack) => sql.pinned.get(pack)?.hash ?? null,
    pin: (pack, hash) =>
      write(() => {
        if (hash === null) sql.unpin.run(pack)
        else sql.pin.run(pack, hash)
      }),
    last: (pack) => {
      const held = sql.pinned.get(pack)?.hash
      const hash = held ?? sql.newest.get(pack)?.hash
      const files = hash === undefined ? null : filesOf(pack, hash)
      return hash === undefined || files === null ? null : { hash, files, pinned: held !== undefined }
    },
  }
}

function prepare(db: Database) {
  return {
    keep: db.prepare(
      `INSERT INTO prompt_version (pack, hash, first_at, at, source, note, files)
       VALUES (:pack, :hash, :at, :at, :source, :note, :files)
       ON CONFLICT (pack, hash) DO UPDATE SET at = excluded.at, source = excluded.source, note = excluded.note`,
    ),
    files: db.prepare<{ files: Uint8Array<ArrayBuffer> }, [string, string]>(
      'SELECT files FROM prompt_version WHERE pack = ? AND hash = ?',
    ),
    list: db.prepare<ListedVersion, [string]>(
      `SELECT v.hash, v.pack, v.at, v.source, v.note, v.first_at AS firstAt, coalesce(u.turns, 0) AS turns
       FROM prompt_version v LEFT JOIN prompt_use u USING (hash) WHERE v.pack = ? ORDER BY v.at DESC, v.rowid DESC`,
    ),
    newest: db.prepare<{ hash: string }, [string]>(
      'SELECT hash FROM prompt_version WHERE pack = ? ORDER BY at DESC, rowid DESC LIMIT 1',
    ),
    pinned: db.prepare<{ hash: string }, [string]>('SELECT hash FROM prompt_pin WHERE pack = ?'),
    pin: db.prepare('INSERT OR REPLACE INTO prompt_pin (pack, hash) VALUES (?, ?)'),
    unpin: db.prepare('DELETE FROM prompt_pin WHERE pack = ?'),
  }
}
