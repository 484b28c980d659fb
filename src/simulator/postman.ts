// How do webhooks reach the product? Signed, numbered, repeated with back-off until a 200, and lost, doubled or shuffled on demand.
import type { Clock } from '../clock.ts'
import type { Caller } from './caller.ts'
import type { LedgerBook } from './ledger.ts'
import type { Account, MetaChannel, World } from './world.ts'
import type { Payload } from './webhooks/dialect.ts'
import { DAY, HOUR, SECOND } from '../clock.ts'
import { signature, written } from './webhooks/sign.ts'

export type WebhookFault =
  | { readonly do: 'delay'; readonly ms: number }
  /** Not delivered until `redeliver()`. */
  | { readonly do: 'drop' }
  /** Delivered `times` times in all, at once. */
  | { readonly do: 'duplicate'; readonly times: number }
  /** Delivered after the next `behind` webhooks, or when everything else has settled. */
  | { readonly do: 'reorder'; readonly behind: number }

export interface PlannedWebhook {
  /** Counts all webhooks, from 0. */
  readonly index: number
  readonly channel: MetaChannel
  readonly payload: Payload
}

export type WebhookPlan = (webhook: PlannedWebhook) => WebhookFault | null

export interface PostmanOptions {
  readonly world: World
  readonly productUrl: string
  readonly call: Caller
  readonly clock: Clock
  readonly ledger: LedgerBook
  readonly plan?: WebhookPlan
  /** How long after a failed attempt (1, 2, …) the next follows; null gives up. */
  readonly retryMs?: (attempt: number) => number | null
}

export interface Postman {
  /** Resolves with the status of the first attempt: 0 when there was no answer, or when a fault keeps it back. */
  post(account: Account, payload: Payload): Promise<number>
  /** Everything posted inside leaves as one webhook for each account. */
  together(within: () => Promise<unknown>): Promise<void>
  /** Delivers what was dropped. */
  redeliver(): Promise<void>
  /** Waits until nothing is in flight, repetitions included. Dropped webhooks are not. */
  settled(): Promise<void>
  /** Work that `settled` waits for too. */
  track(work: Promise<unknown>): void
  close(): void
}

/** A second, then doubling up to an hour, for seven days. */
function metaRetryMs(attempt: number): number | null {
  const ms = Math.min(SECOND * 2 ** (attempt - 1), HOUR)
  return attempt > 12 + (7 * DAY) / HOUR ? null : ms
}

interface Webhook {
  readonly id: number
  readonly account: Account
  readonly payload: Payload
}

export function createPostman(options: PostmanOptions): Postman {
  const { clock, plan = () => null } = options
  const closing = new AbortController()
  const inFlight = new Set<Promise<unknown>>()
  const shelf = createShelf(deliver)
  let gathered: Map<Account, Payload[]> | null = null
  let count = 0

  function track(work: Promise<unknown>): void {
    inFlight.add(work)
    void work.finally(() => inFlight.delete(work))
  }

  function deliver(webhook: Webhook): Promise<number> {
    const first = Promise.withResolvers<number>()
    track(deliverUntilTaken(options, webhook, closing.signal, first.resolve))
    return first.promise
  }

  async function send(webhook: Webhook): Promise<number> {
    const fault = plan({ index: webhook.id, channel: webhook.account.channel, payload: webhook.payload })
    if (fault?.do === 'drop') return shelf.put(webhook, null)
    if (fault?.do === 'reorder') return shelf.put(webhook, fault.behind)
    if (fault?.do === 'delay') await clock.wait(fault.ms, closing.signal)
    const times = fault?.do === 'duplicate' ? fault.times : 1
    const [status = 0] = await Promise.all(Array.from({ length: times }, () => deliver(webhook)))
    await shelf.passed()
    return status
  }

  function post(account: Account, payload: Payload): Promise<number> {
    if (gathered !== null) {
      gathered.set(account, [...(gathered.get(account) ?? []), payload])
      return Promise.resolve(0)
    }
    const sending = send({ id: count++, account, payload })
    track(sending)
    return sending
  }

  return {
    post,
    track,
    together: async (within) => {
      const batch = new Map<Account, Payload[]>()
      gathered = batch
      await within().finally(() => (gathered = null))
      await Promise.all([...batch].map(([account, payloads]) => post(account, joined(payloads))))
    },
    redeliver: shelf.redeliver,
    settled: async () => {
      while (inFlight.size > 0 || shelf.waiting() > 0) {
        await Promise.all(inFlight)
        if (inFlight.size === 0) await shelf.release()
      }
    },
    close: () => closing.abort(),
  }
}

interface Shelf {
  /** `behind` counts the webhooks that go first; null stays until `redeliver`. The status is that of no answer. */
  put(webhook: Webhook, behind: number | null): 0
  /** One more went by. */
  passed(): Promise<void>
  waiting(): number
  release(): Promise<void>
  redeliver(): Promise<void>
}

function createShelf(deliver: (webhook: Webhook) => Promise<number>): Shelf {
  const dropped: Webhook[] = []
  let held: { readonly webhook: Webhook; readonly behind: number }[] = []

  async function release(goes: (behind: number) => boolean): Promise<void> {
    const due = held.filter((one) => goes(one.behind))
    held = held.filter((one) => !goes(one.behind))
    await Promise.all(due.map((one) => deliver(one.webhook)))
  }

  return {
    put: (webhook, behind) => {
      if (behind === null) dropped.push(webhook)
      else held.push({ webhook, behind })
      return 0
    },
    passed: () => {
      held = held.map(({ webhook, behind }) => ({ webhook, behind: behind - 1 }))
      return release((behind) => behind <= 0)
    },
    waiting: () => held.length,
    release: () => release(() => true),
    redeliver: async () => void (await Promise.all(dropped.splice(0).map(deliver))),
  }
}

async function deliverUntilTaken(
  options: PostmanOptions,
  webhook: Webhook,
  signal: AbortSignal,
  firstTried: (status: number) => void,
): Promise<void> {
  const { world, productUrl, call, clock, ledger, retryMs = metaRetryMs } = options
  const { channel, secret = world.appSecret } = webhook.account
  const body = written(channel, webhook.payload)
  const headers = {
    'Content-Type': 'application/json',
    'User-Agent': 'facebookexternalua',
    'X-Hub-Signature-256': signature(secret, body),
  }
  for (let attempt = 1; !signal.aborted; attempt++) {
    const { status } = await call({ method: 'POST', url: `${productUrl}/webhooks/${channel}`, headers, body })
    ledger.posted({ at: clock.now(), channel, webhook: webhook.id, attempt, body, status })
    firstTried(status)
    if (status === 200) return
    const waitMs = retryMs(attempt)
    if (waitMs === null) return
    await clock.wait(waitMs, signal)
  }
  firstTried(0)
}

/** One body with the entries of all: what Meta's batching does. */
function joined(payloads: readonly Payload[]): Payload {
  const entry = payloads.flatMap((payload) => (Array.isArray(payload['entry']) ? payload['entry'] : []))
  return { ...payloads[0], entry }
}
