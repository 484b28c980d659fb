// Who has signed in? Sessions by the hash of what the browser holds; how long they may live is for the caller to judge.
import type { Database } from 'bun:sqlite'
import type { Instant } from '../../model.ts'
import { type OperatorRow, toOperator } from '../rows-panel.ts'
import type { Sessions } from '../operators.ts'
import type { Batch } from './batch.ts'

type Found = OperatorRow & { readonly started_at: Instant; readonly seen_at: Instant }

export function createSessions(db: Database, batch: Batch): Sessions {
  const insert = db.prepare(
    `INSERT INTO session (hash, operator, started_at, seen_at) SELECT ?1, id, ?3, ?3 FROM operator WHERE public = +?2`,
  )
  const find = db.prepare<Found, [string]>(
    `SELECT o.*, s.started_at, s.seen_at FROM session s JOIN operator o ON o.id = s.operator
     WHERE s.hash = +? AND o.disabled = 0`,
  )
  const touch = db.prepare('UPDATE session SET seen_at = max(seen_at, ?) WHERE hash = +?')
  const end = db.prepare('DELETE FROM session WHERE hash = +?')
  const prune = db.prepare('DELETE FROM session WHERE started_at < +? OR seen_at < +?')

  return {
    open: async (hash, id, now) => {
      await batch.submit(() => insert.run(hash, id, now))
    },
    find: async (hash) => {
      const row = find.get(hash)
      return row === null
        ? null
        : { operator: toOperator(row), startedAt: row.started_at, seenAt: row.seen_at }
    },
    touch: async (hash, now) => {
      await batch.submit(() => touch.run(now, hash))
    },
    end: async (hash) => {
      await batch.submit(() => end.run(hash))
    },
    prune: async (startedBefore, seenBefore) => {
      await batch.submit(() => prune.run(startedBefore, seenBefore))
    },
  }
}
