// Who shares a commit? Everyone who came since the last one: one transaction, one fsync and one outcome for all that wait at the tick.
// No timer: the fsync itself is the window in which the next group gathers.
import type { NewDelivery } from './inbox-file.ts'

export interface Group {
  /** The outcome of the commit that will hold it; the same promise for all of a group. */
  add(delivery: NewDelivery): Promise<void>
  /** Commits now what waits, if anything does. */
  flush(): void
}

export interface GroupParts {
  /** All or nothing; throws. */
  readonly commit: (deliveries: readonly NewDelivery[]) => void
  readonly onCommit: () => void
  readonly onFailure: (failure: unknown) => void
}

/** Far above what a tick brings, far below what would exhaust memory. */
const MAX_WAITING = 10_000
const MAX_WAITING_BYTES = 64 * 1024 * 1024

interface Waiting extends PromiseWithResolvers<void> {
  readonly deliveries: NewDelivery[]
  bytes: number
}

export function createGroup({ commit, onCommit, onFailure }: GroupParts): Group {
  let waiting: Waiting | null = null

  function add(delivery: NewDelivery): Promise<void> {
    if (waiting === null) {
      waiting = { ...Promise.withResolvers<void>(), deliveries: [], bytes: 0 }
      setImmediate(flush)
    }
    const bytes = waiting.bytes + delivery.raw.length
    if (waiting.deliveries.length >= MAX_WAITING || bytes > MAX_WAITING_BYTES)
      return Promise.reject(new Error('inbox full'))
    waiting.bytes = bytes
    waiting.deliveries.push(delivery)
    return waiting.promise
  }

  function flush(): void {
    if (waiting === null) return
    const { deliveries, resolve, reject } = waiting
    waiting = null
    try {
      commit(deliveries)
    } catch (failure) {
      reject(failure)
      return onFailure(failure)
    }
    resolve()
    onCommit()
  }

  return { add, flush }
}
