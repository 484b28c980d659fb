// What may be forgotten? Seen keys, quarantine, early receipts and changes older than the retention, in pieces that hold nobody up.
import type { Database } from 'bun:sqlite'
import type { Instant } from '../../model.ts'
import type { Batch } from './batch.ts'

/** Hashes are evenly spread: their first byte cuts the table into equal pieces. */
const pieces = 256
const pieceOfChanges = 2_000

export function createPrune(db: Database, batch: Batch): (before: Instant) => Promise<void> {
  const seen = db.prepare('DELETE FROM seen WHERE key >= +? AND key < +? AND at < +?')
  const quarantine = db.prepare('DELETE FROM quarantine WHERE at < +?')
  const orphans = db.prepare('DELETE FROM orphan WHERE at < +?')
  const strikes = db.prepare('DELETE FROM strike WHERE at < +?')
  // The newest change stays: the feed's numbers go on from it after a restart.
  const changes = db.prepare<{ seq: number }, [number, Instant]>(
    `DELETE FROM change WHERE seq IN (SELECT seq FROM change ORDER BY seq LIMIT ?) AND at < +?
     AND seq < (SELECT max(seq) FROM change) RETURNING seq`,
  )

  return async (before) => {
    for (let piece = 0; piece < pieces; piece += 1) {
      const upto = piece === pieces - 1 ? new Uint8Array(17).fill(255) : Uint8Array.of(piece + 1)
      await batch.submit(() => seen.run(Uint8Array.of(piece), upto, before))
    }
    await batch.submit(() => [quarantine, orphans, strikes].map((statement) => statement.run(before)))
    let gone = pieceOfChanges
    while (gone >= pieceOfChanges) gone = await batch.submit(() => changes.all(pieceOfChanges, before).length)
  }
}
