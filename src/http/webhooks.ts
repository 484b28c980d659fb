// What happens at the door? Raw bytes in, signature, inbox, 200: constant small work, and every doubt is a 503 because the
// platform delivers again. Nothing is parsed here but the one word that names the channel of the common callback.
import type { Context } from 'hono'
import type { Channel } from '../channels/channel.ts'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { ChannelName } from '../model.ts'
import type { Points } from '../points.ts'
import type { Inbox } from '../store/inbox.ts'
import { Hono } from 'hono'
import { noPoints } from '../points.ts'
import { createPatience } from './patience.ts'
import { readBody } from './raw-body.ts'
import { topLevelObject } from './top-level.ts'

export interface WebhookParts {
  readonly channels: ReadonlyMap<ChannelName, Channel>
  readonly inbox: Inbox
  readonly clock: Clock
  readonly log: Log
  readonly points?: Points
  /** The house is going down: nothing new is promised. */
  readonly draining?: () => boolean
}

/** Meta sends up to 3 MB. */
export const MAX_DELIVERY_BYTES = 4 * 1024 * 1024
/** Messenger and Instagram count an answer after 5 s as a failure. */
const PATIENCE_MS = 4_000

/** The top-level `object` of a delivery of Meta, and whose it is. */
const OBJECTS: readonly (readonly [string, ChannelName])[] = [
  ['whatsapp_business_account', 'whatsapp'],
  ['page', 'messenger'],
  ['instagram', 'instagram'],
]

/**
 * `GET` (handshake) and `POST` (delivery) of `/webhooks/{whatsapp,messenger,instagram}` and `/webhooks/meta`, one callback for all three.
 * 200 kept · 400 the sender went away · 401 not signed · 403 handshake refused · 404 channel not configured · 413 too long · 503 not kept.
 */
export function webhooks(parts: WebhookParts): Hono {
  const app = new Hono()
  const deliver = createDeliver(parts)
  const meta = OBJECTS.flatMap(([, name]) => parts.channels.get(name) ?? [])
  for (const channel of meta) {
    app.get(`/webhooks/${channel.name}`, (c) => handshake(c, [channel]))
    app.post(`/webhooks/${channel.name}`, (c) => deliver(c, [channel], () => channel, channel.name))
  }
  const [first] = meta
  if (first !== undefined) {
    app.get('/webhooks/meta', (c) => handshake(c, meta))
    app.post('/webhooks/meta', (c) => deliver(c, meta, (raw) => channelOf(raw, meta), first.name))
  }
  return app
}

function handshake(c: Context, channels: readonly Channel[]): Response {
  const query = new URL(c.req.url).searchParams
  for (const channel of channels) {
    const challenge = channel.challenge(query)
    if (challenge !== null) return c.text(challenge)
  }
  return c.text('forbidden', 403)
}

function createDeliver({ inbox, clock, log, points = noPoints, draining = () => false }: WebhookParts) {
  const patience = createPatience(clock, PATIENCE_MS)
  return async (
    c: Context,
    channels: readonly Channel[],
    choose: (raw: Uint8Array) => Channel | undefined,
    named: ChannelName,
  ): Promise<Response> => {
    const raw = await readBody(c.req.raw, MAX_DELIVERY_BYTES)
    if (raw === 'too-long') return c.text('too long', 413)
    if (raw === 'cut') return c.text('cut short', 400)
    const signer = channels.find((channel) => channel.verify(raw, c.req.raw.headers))
    if (signer === undefined) {
      log.signatureRefused(named)
      return c.text('bad signature', 401)
    }
    points.at('C1')
    const channel = (choose(raw) ?? signer).name
    if (draining()) return refuse(c, log, channel, 'draining')
    const failure = await patience.within(inbox.append({ channel, raw, at: clock.now() }))
    if (failure !== null) return refuse(c, log, channel, failure)
    points.at('C4')
    return c.text('ok')
  }
}

function refuse(c: Context, log: Log, channel: ChannelName, because: string): Response {
  log.deliveryRefused(channel, because)
  return c.text('not kept, deliver again', 503)
}

function channelOf(raw: Uint8Array, configured: readonly Channel[]): Channel | undefined {
  const object = topLevelObject(raw)
  const name = OBJECTS.find(([known]) => known === object)?.[1]
  return configured.find((channel) => channel.name === name)
}
