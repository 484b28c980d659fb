// Is this file's schema the one this binary speaks? Numbered SQL files, applied in order in one transaction.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Database } from 'bun:sqlite'
import { HouseError } from '../../errors.ts'

/** Brings `db` to the newest version in `folder`. Throws a HouseError `config` when the file is newer than that. */
export function migrate(db: Database, folder: string): void {
  const steps = readdirSync(folder)
    .filter((name) => /^\d{3}\.sql$/.test(name))
    .sort()
  const version = versionOf(db)
  if (version > steps.length) {
    throw new HouseError('config', 'La base de datos es de una versión más nueva de Relevo.', {
      because: `schema ${version} > ${steps.length}`,
    })
  }
  if (version === steps.length) return
  const apply = db.transaction(() => {
    for (const name of steps.slice(versionOf(db))) db.run(readFileSync(join(folder, name), 'utf8'))
    db.run(`PRAGMA user_version = ${steps.length}`)
  })
  apply.immediate()
}

function versionOf(db: Database): number {
  return db.query<{ user_version: number }, []>('PRAGMA user_version').get()?.user_version ?? 0
}
