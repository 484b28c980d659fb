// How does a panel hear of what happens? `GET /api/events`: one stream of everything, which goes on where it broke off.
import type { Context } from 'hono'
import type { Feed } from './feed.ts'
import { Hono } from 'hono'
import { HouseError } from '../errors.ts'
import { whoOf } from './auth.ts'
import { panels } from './frames.ts'

/** Mounted under `/api`, behind the key. */
export function eventRoutes(feed: Feed): Hono {
  const app = new Hono()
  app.get('/events', (c) => streamResponse(c, feed.open(panels, afterOf(c), whoOf(c).stays)))
  return app
}

/** An answer that stays open: the server's idle timeout is lifted for it, and proxies are told not to hold it back. */
export function streamResponse(c: Context, stream: ReadableStream<Uint8Array>): Response {
  liftTimeout(c)
  c.header('content-type', 'text/event-stream; charset=utf-8')
  c.header('cache-control', 'no-cache, no-transform')
  c.header('x-accel-buffering', 'no')
  return c.body(stream)
}

/** The seq after which a client wants to hear: `Last-Event-ID`, or `?after=`; null: from now on. */
export function afterOf(c: Context): number | null {
  const text = c.req.header('last-event-id') ?? c.req.query('after')
  if (text === undefined || text === '') return null
  if (!/^\d{1,15}$/.test(text))
    throw new HouseError('bad-request', 'El punto de partida no es un número.', { because: 'after' })
  return Number(text)
}

function liftTimeout(c: Context): void {
  const server: unknown = c.env
  if (isServer(server)) server.timeout(c.req.raw, 0)
}

function isServer(value: unknown): value is Pick<Bun.Server<unknown>, 'timeout'> {
  return (
    typeof value === 'object' && value !== null && 'timeout' in value && typeof value.timeout === 'function'
  )
}
