// How often did the process die over this delivery? Committed before it is tried, so that a killer cannot hide.
import type { Database } from 'bun:sqlite'
import type { Store } from '../store.ts'
import type { Batch } from './batch.ts'

export function createStrikes(db: Database, batch: Batch): Pick<Store, 'strikes' | 'strike'> {
  const find = db.prepare<{ deaths: number }, [number]>('SELECT deaths FROM strike WHERE seq = +?')
  const add = db.prepare(
    `INSERT INTO strike (seq, deaths, at) VALUES (?, 1, ?)
     ON CONFLICT (seq) DO UPDATE SET deaths = deaths + 1, at = excluded.at`,
  )
  return {
    strikes: async (seq) => find.get(seq)?.deaths ?? 0,
    strike: async (seq, now) => {
      await batch.submit(() => add.run(seq, now))
    },
  }
}
