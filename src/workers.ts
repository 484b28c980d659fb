// Who keeps the path moving? One loop that drains, and three pools that claim work, until the signal aborts.
import type { Clock } from './clock.ts'
import type { Log } from './log.ts'
import type { Pipeline } from './pipeline.ts'
import type { Work } from './pipeline/parts.ts'
import type { Inbox } from './store/inbox.ts'
import type { Store } from './store/store.ts'

export interface WorkersParts {
  readonly pipeline: Pipeline
  readonly inbox: Inbox
  readonly store: Store
  readonly clock: Clock
  readonly log: Log
  /** Told of everything a loop threw; the loop goes on unless the house closes. */
  readonly onFailure?: (failure: unknown) => void
}

/** How much may be in flight: model calls, sends, downloads. */
const slots = { turns: 64, sends: 64, jobs: 4 }
/** A bell may be missed only for this long. */
const longestSleepMs = 1_000
/** What is due and cannot be claimed (its account waits) is looked at again after this. */
const blockedMs = 200

/** Resolves when every loop has stopped and what was in flight has settled. */
export async function runWorkers(parts: WorkersParts, signal: AbortSignal): Promise<void> {
  const { pipeline, inbox, store } = parts
  await Promise.all([
    drainLoop(parts, createBell(parts.clock, inbox.onAppend, signal), signal),
    pool(parts, 'turns', pipeline.takeTurn, createBell(parts.clock, store.onCommit, signal), signal),
    pool(parts, 'sends', pipeline.takeSend, createBell(parts.clock, store.onCommit, signal), signal),
    pool(parts, 'jobs', pipeline.takeJob, createBell(parts.clock, store.onCommit, signal), signal),
  ])
}

/** Wakes one sleeper, and remembers a ring that came while nobody slept. */
interface Bell {
  sleep(ms: number): Promise<void>
  ring(): void
}

function createBell(clock: Clock, listen: (ring: () => void) => unknown, closing: AbortSignal): Bell {
  let rung = false
  let sleeper: AbortController | null = null
  const ring = (): void => {
    rung = true
    sleeper?.abort()
  }
  listen(ring)
  return {
    ring,
    sleep: async (ms) => {
      if (!rung) {
        sleeper = new AbortController()
        await clock.wait(ms, AbortSignal.any([closing, sleeper.signal]))
        sleeper = null
      }
      rung = false
    },
  }
}

/** Deliveries a millisecond: above it the door needs the whole process, and draining gets a tenth of it. */
const flood = 4
const shareOfFlood = 9

// Whoever waits for an acknowledgement is served between two batches. Counted from the end of the batch: what piled up during it comes
// in at once, so a door that is only held up by the drain looks like a flood too, and is let through.
async function letDoorGoFirst({ inbox, clock }: WorkersParts, batchMs: number): Promise<void> {
  const from = { last: inbox.last(), mono: clock.mono() }
  await new Promise((resolve) => setImmediate(resolve))
  for (;;) {
    const restedMs = clock.mono() - from.mono
    if (restedMs >= batchMs * shareOfFlood || inbox.last() - from.last < flood * Math.max(restedMs, 1)) return
    await clock.wait(1)
  }
}

async function drainLoop(parts: WorkersParts, bell: Bell, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const since = parts.clock.mono()
    const found = await attempt(parts, 'drain', parts.pipeline.drain)
    if (found === true) await letDoorGoFirst(parts, parts.clock.mono() - since)
    else await bell.sleep(longestSleepMs)
  }
}

async function pool(
  parts: WorkersParts,
  name: keyof typeof slots,
  take: () => Promise<Work | null>,
  bell: Bell,
  signal: AbortSignal,
): Promise<void> {
  const running = new Set<Promise<void>>()
  while (!signal.aborted) {
    const work = running.size < slots[name] ? await attempt(parts, name, take) : null
    if (!work) {
      await bell.sleep(sleepMs(parts))
      continue
    }
    const task = run(parts, name, work, signal).finally(() => {
      running.delete(task)
      bell.ring()
    })
    running.add(task)
  }
  await Promise.all(running)
}

async function run(parts: WorkersParts, name: string, work: Work, signal: AbortSignal): Promise<void> {
  try {
    await work(signal)
  } catch (error) {
    tell(parts, name, error)
  }
}

/** A loop outlives whatever its work throws: a full disk, a busy database. It tries again after a while. */
async function attempt<T>(parts: WorkersParts, name: string, take: () => Promise<T>): Promise<T | null> {
  try {
    return await take()
  } catch (error) {
    tell(parts, name, error)
    await parts.clock.wait(longestSleepMs)
    return null
  }
}

function sleepMs(parts: WorkersParts): number {
  const dueAt = parts.store.nextDueAt()
  if (dueAt === null) return longestSleepMs
  const wait = dueAt - parts.clock.now()
  return wait > 0 ? Math.min(wait, longestSleepMs) : blockedMs
}

function tell(parts: WorkersParts, name: string, failure: unknown): void {
  parts.log.workerFailed(name, failure)
  parts.onFailure?.(failure)
}
