// How does it stand right now? What waits, how each channel is, and what happened to one conversation.
import type { Clock } from '../clock.ts'
import type { ChannelName } from '../model.ts'
import type { ChannelPulse, PanelStore } from '../store/panel.ts'
import type { ChannelWire, UnreadWire } from './wire-panel.ts'
import type { ListWire } from './wire.ts'
import { Hono } from 'hono'
import { z } from 'zod'
import { whoOf } from './auth.ts'
import { query } from './body.ts'
import { idOf, noConversation, pageLimit } from './conversations.ts'
import { baseOf } from './operators.ts'
import { historyWire } from './wire-panel.ts'
import { iso, listWire } from './wire.ts'

const pageQuery = z.object({ limit: pageLimit, cursor: z.string().min(1).max(512).exactOptional() })

export interface OverviewParts {
  readonly panel: Pick<PanelStore, 'unread' | 'pulse' | 'history'>
  readonly clock: Clock
  /** Those that are configured. */
  readonly channels: { has(name: ChannelName): boolean }
  readonly publicUrl: string | null
  readonly verifyToken: string | null
}

/** Mounted under `/api`. */
export function overviewRoutes(parts: OverviewParts): Hono {
  const { panel, clock } = parts
  const app = new Hono()
  app.get('/unread', async (c) => {
    const unread = await panel.unread(clock.now())
    const total = Object.values(unread.channels).reduce((sum, count) => sum + count, 0)
    const answer: UnreadWire = { ...unread, total }
    return c.json(answer)
  })
  app.get('/channels', async (c) => {
    const base = baseOf(c, parts.publicUrl)
    const trusted = whoOf(c).role === 'admin'
    const items = (await panel.pulse(clock.now())).map((pulse) => channelWire(pulse, parts, base, trusted))
    const list: ListWire<ChannelWire> = { items, next: null }
    return c.json(list)
  })
  app.get('/conversations/:id/events', query(pageQuery), async (c) => {
    const page = await panel.history(idOf(c.req.param('id')), c.req.valid('query'))
    if (page === null) throw noConversation()
    return c.json(listWire(page, historyWire))
  })
  return app
}

function channelWire(
  { channel, accounts, lastMessageAt }: ChannelPulse,
  { channels, verifyToken }: OverviewParts,
  base: string,
  trusted: boolean,
): ChannelWire {
  const paused = accounts.some(({ pausedUntil }) => pausedUntil !== null)
  return {
    channel,
    state: !channels.has(channel) ? 'off' : paused ? 'paused' : 'connected',
    accounts: accounts.map(({ account, pausedUntil, because }) => ({
      account,
      pausedUntil: pausedUntil === null ? null : iso(pausedUntil),
      because,
    })),
    lastMessageAt: lastMessageAt === null ? null : iso(lastMessageAt),
    webhookUrl: channel === 'web' ? null : `${base}/webhooks/${channel}`,
    verifyToken: trusted && channel !== 'web' ? verifyToken : null,
  }
}
