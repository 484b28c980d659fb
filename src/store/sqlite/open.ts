// How does the store stand up? One connection, the pieces that share its transaction, and the reads beside them.
import type { Database } from 'bun:sqlite'
import { join } from 'node:path'
import type { Rules } from '../../actions.ts'
import type { Ids } from '../../ids.ts'
import type { ChannelName, Instant } from '../../model.ts'
import { noPoints, type Points } from '../../points.ts'
import type { Traits } from '../../state.ts'
import type { PanelStore } from '../panel.ts'
import type { Store } from '../store.ts'
import { createCheckpoints, noCheckpoints } from './checkpoint.ts'
import { createSendClaims } from './claim-send.ts'
import { createTurnClaims } from './claim-turn.ts'
import { createCounts } from './counts.ts'
import { openDatabase } from './database.ts'
import { createDrain } from './drain.ts'
import { createDue } from './due.ts'
import { createFaces } from './faces.ts'
import { createJobs } from './jobs.ts'
import { migrate } from './migrate.ts'
import { createPanel } from './panel.ts'
import { createPrune } from './prune.ts'
import { createStrikes } from './strikes.ts'
import { createTags } from './tags.ts'
import { createTidy } from './tidy.ts'
import { createVersions, type SqliteVersions } from './versions.ts'
import { createWriter, type Writer } from './writer.ts'

export interface StoreOptions {
  /** `:memory:` for tests. */
  readonly path: string
  readonly rules: Rules
  readonly traits: Readonly<Record<ChannelName, Traits>>
  readonly ids: Ids
  /** Names this start of the process: leases and claims of any other are lost. */
  readonly boot: string
  readonly now: Instant
  readonly points?: Points
  /** Where the SQL files are; beside this file when absent. */
  readonly migrations?: string
  /** False: echoes of channels that do not give our key back are known by their ref only. True when absent. */
  readonly matchOwnEchoes?: boolean
}

/** Bytes: a message touches pages all over the file, and each goes to the log whole. */
const pageSize = 2_048
/** Pages kept in memory: what a batch touches is touched again soon. */
const cacheKib = 64 * 1024

/** The memory, and beside it what was kept of the prompts, and what only the panel asks for. */
export interface SqliteStore extends Store {
  readonly versions: SqliteVersions
  readonly panel: PanelStore
}

/** Opens, and brings up to date, the memory at `path`. Throws a HouseError `config` when it cannot keep its promises. */
export function openStore(options: StoreOptions): SqliteStore {
  const { path, boot, now } = options
  const inMemory = path === ':memory:'
  const db = openDatabase(path, { busyTimeout: 3_000, pageSize, autocheckpoint: inMemory })
  db.run(`PRAGMA cache_size = -${cacheKib}`)
  migrate(db, options.migrations ?? join(import.meta.dir, 'migrations'))
  const checkpoints = inMemory ? noCheckpoints : createCheckpoints(path)
  const points = options.points ?? noPoints
  const writer = createWriter({ ...options, db, checkpoints, matchOwnEchoes: options.matchOwnEchoes ?? true })
  const { batch, ledger, accounts, feed, fulltext, stepper, records } = writer
  const shared = { ...writer, db, points }
  const counts = createCounts(db, ledger, accounts)

  return {
    drain: createDrain(shared),
    cursor: () => ledger.cursor(),
    ...createStrikes(db, batch),
    step: (where, event, at) =>
      batch.submit(() => {
        const step = stepper.step(where, event, at)
        if (event.type === 'agent.answered') points.at('C12')
        return step
      }),
    ...claimsOf(shared),
    due: createDue(shared, boot, now),
    prune: createPrune(db, batch),
    tidy: createTidy({ batch, fulltext, checkpoints }),
    ...createFaces({ ...shared, rules: options.rules, traits: options.traits }),
    ...createTags(shared),
    why: async (message) => records.why(message),
    changes: async (seq, limit) => feed.changes(seq, limit),
    lastChange: () => ledger.lastChange(),
    onCommit: (listener) => writer.onCommit(listener),
    counts: async () => counts(),
    versions: createVersions(db, (work) => batch.submit(work)),
    panel: createPanel({ ...options, ...shared }),
    close: async () => {
      await batch.close()
      await checkpoints.close()
      // The file is whole by itself, whoever copies it next.
      if (!inMemory) db.run('PRAGMA wal_checkpoint(TRUNCATE)')
      db.close()
    },
  }
}

type Claims = Pick<Store, 'claimTurn' | 'claimSend' | 'claimJob' | 'finishJob' | 'nextDueAt' | 'holds'>

function claimsOf(shared: Writer & { readonly db: Database }): Claims {
  const turns = createTurnClaims(shared)
  const sends = createSendClaims(shared)
  const jobs = createJobs(shared.db, shared.batch)
  return {
    claimTurn: (now) => turns.claim(now),
    claimSend: (now) => sends.claim(now),
    claimJob: (now) => jobs.claim(now),
    finishJob: (id, dueAt) => jobs.finish(id, dueAt),
    holds: (conversation, fence) => turns.holds(conversation, fence),
    nextDueAt: () => {
      const dues = [turns.nextDueAt(), sends.nextDueAt(), jobs.nextDueAt()].filter((due) => due !== null)
      return dues.length === 0 ? null : Math.min(...dues)
    },
  }
}
