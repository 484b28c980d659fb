// What has quietly become due? Every 15 seconds it finds what time alone has changed and steps it: windows over, silences ended,
// sends that nobody waits for, turns whose worker is gone. It decides nothing; the cost is what is due, never a scan.
import { Cron } from 'croner'
import { DAY, HOUR, SECOND, type Clock } from './clock.ts'
import type { Log } from './log.ts'
import type { Instant } from './model.ts'
import type { Inbox } from './store/inbox.ts'
import type { Store } from './store/store.ts'

export interface SweeperParts {
  readonly inbox: Inbox
  readonly store: Store
  readonly clock: Clock
  readonly log: Log
}

/** Raw deliveries and seen keys are kept this long: Meta delivers again for 7 days. */
export const retentionMs = 8 * DAY
const schedule = '*/15 * * * * *'
const pageSize = 500
/** A backlog older than this is reported. */
const backlogMs = 5 * SECOND

export async function runSweeper(parts: SweeperParts, signal: AbortSignal): Promise<void> {
  const { clock, log } = parts
  // The schedule only says when; the clock waits.
  const cron = new Cron(schedule, { timezone: 'UTC' })
  let prunedAt = Number.NEGATIVE_INFINITY
  while (!signal.aborted) {
    try {
      const now = clock.now()
      await sweep(parts, now)
      if (now - prunedAt >= HOUR) {
        await prune(parts, now)
        prunedAt = now
      }
      await parts.store.tidy()
    } catch (error) {
      log.workerFailed('sweeper', error)
    }
    const next = cron.nextRun(new Date(clock.now()))
    await clock.wait(Math.max((next?.getTime() ?? 0) - clock.now(), SECOND), signal)
  }
}

/** Steps all that is due at `now`. Returns how many events it stepped. */
export async function sweep(parts: SweeperParts, now: Instant): Promise<number> {
  const stepped = new Set<string>()
  for (;;) {
    const due = await parts.store.due(now, pageSize)
    const fresh = due.filter(({ conversation, event }) => !stepped.has(nameOf(conversation, event)))
    for (const { conversation, event } of fresh) {
      stepped.add(nameOf(conversation, event))
      await parts.store.step(conversation, event, now)
    }
    if (due.length < pageSize || fresh.length === 0) break
  }
  await reportBacklog(parts, now)
  return stepped.size
}

async function prune(parts: SweeperParts, now: Instant): Promise<void> {
  await parts.inbox.prune(now - retentionMs, parts.store.cursor())
  await parts.store.prune(now - retentionMs)
}

async function reportBacklog(parts: SweeperParts, now: Instant): Promise<void> {
  const { inbox, store, log } = parts
  const [oldest] = await inbox.read(store.cursor(), 1)
  if (oldest !== undefined && now - oldest.at > backlogMs)
    log.backlog(now - oldest.at, inbox.last() - store.cursor())
}

function nameOf(conversation: string, event: { readonly type: string; readonly id?: string }): string {
  return `${conversation} ${event.type} ${event.id ?? ''}`
}
