// Does what a disk holds after the power went keep every promise made before? Opens the image with SQLite and compares it with what was said.
import type { Image } from './disk.ts'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openDatabase } from '../../src/store/sqlite/database.ts'
import { openInbox } from '../../src/store/sqlite/inbox.ts'
import { contentOf, nameOf } from './content.ts'

/** What was said before the power went. */
export interface Promises {
  /** Names of acknowledged deliveries. */
  readonly acked: ReadonlySet<number>
  /** Deliveries up to this name were given up by a pruning. */
  readonly pruned: number
}

export interface Verdict {
  /** Acknowledged deliveries that are gone. */
  readonly lost: number
  /** What is wrong beyond that, or null. */
  readonly damage: string | null
}

export async function check(image: Image, promises: Promises, folder: string): Promise<Verdict> {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  for (const [name, bytes] of image) writeFileSync(join(folder, name), bytes)
  try {
    return await inspect(join(folder, 'inbox.db'), promises)
  } catch (failure) {
    return { lost: 0, damage: String(failure) }
  }
}

async function inspect(path: string, { acked, pruned }: Promises): Promise<Verdict> {
  const db = openDatabase(path)
  const inbox = openInbox({ path, connect: () => db })
  try {
    const integrity = db
      .query<{ integrity_check: string }, []>('PRAGMA integrity_check')
      .get()?.integrity_check
    if (integrity !== 'ok') return { lost: 0, damage: `integrity: ${integrity}` }
    const present = new Set<number>()
    for (const { seq, raw } of await inbox.read(0, 1_000_000)) {
      const name = nameOf(raw)
      if (seq !== name) return { lost: 0, damage: `delivery ${name} has the number ${seq}` }
      if (!Bun.deepEquals(Buffer.from(raw), Buffer.from(contentOf(name))))
        return { lost: 0, damage: `delivery ${name} is torn` }
      present.add(name)
    }
    const missing = [...acked].filter((name) => name > pruned && !present.has(name))
    if (missing.length === 0 && inbox.last() < Math.max(0, ...acked))
      return { lost: 0, damage: `numbering fell back to ${inbox.last()}` }
    return { lost: missing.length, damage: null }
  } finally {
    await inbox.close()
  }
}
