// Is the house well? `GET /health` for whoever watches it: 200 or 503, and figures without secrets.
import type { Context } from 'hono'
import type { Agent } from '../agent/agent.ts'
import type { Channel } from '../channels/channel.ts'
import type { ChannelName } from '../model.ts'
import type { Inbox } from '../store/inbox.ts'
import type { Counts, Store } from '../store/store.ts'
import { Hono } from 'hono'
import { reasonOf } from '../errors.ts'
import { iso } from './wire.ts'

const everyChannel: readonly ChannelName[] = ['whatsapp', 'instagram', 'messenger', 'web']

export interface HealthParts {
  readonly channels: ReadonlyMap<ChannelName, Channel>
  readonly store: Store
  readonly inbox: Inbox
  readonly agent: Pick<Agent, 'describe'>
  readonly version: string
  readonly draining?: () => boolean
}

/** `holdsKey`: details of alerts may name accounts, so they are for operators. */
export function healthRoutes(parts: HealthParts, holdsKey: (c: Context) => boolean): Hono {
  const app = new Hono()
  app.get('/health', async (c) => {
    const { version, store, inbox } = parts
    const draining = parts.draining?.() ?? false
    c.header('cache-control', 'no-store')
    const found = await countsOf(store)
    if ('failed' in found) return c.json({ status: 'failed', version, because: 'store' }, 503)
    const report = {
      status: draining ? 'draining' : 'ok',
      version,
      agent: parts.agent.describe(),
      channels: Object.fromEntries(everyChannel.map((name) => [name, parts.channels.has(name)])),
      backlog: Math.max(0, inbox.last() - store.cursor()),
      ...figures(found, holdsKey(c)),
    }
    return c.json(report, draining ? 503 : 200)
  })
  return app
}

async function countsOf(store: Store): Promise<Counts | { readonly failed: string }> {
  try {
    return await store.counts()
  } catch (error) {
    return { failed: reasonOf(error) }
  }
}

function figures(counts: Counts, trusted: boolean) {
  const { conversations, messages, pendingSends, unknownSends, quarantined, ignored } = counts
  return {
    counts: { conversations, messages, pendingSends, unknownSends, quarantined, ignored },
    alerts: counts.alerts.map(({ at, loud, code, detail }) => ({
      at: iso(at),
      loud,
      code,
      ...(trusted ? { detail } : {}),
    })),
    pausedAccounts: counts.pausedAccounts.map(({ channel, account, until, because }) => ({
      channel,
      until: iso(until),
      because,
      ...(trusted ? { account } : {}),
    })),
  }
}
