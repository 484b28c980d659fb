// Which web pages may talk to the site chat? Our own, and those on the owner's list.
import type { Context, MiddlewareHandler } from 'hono'
import { cors } from 'hono/cors'
import { HouseError } from '../errors.ts'

/** Answers preflights and refuses foreign pages. A request without `Origin` comes from no page: its token must do. */
export function allowOrigins(origins: readonly string[]): readonly MiddlewareHandler[] {
  const welcome = (origin: string, c: Context): boolean => origins.includes(origin) || isOwn(origin, c)
  const guard: MiddlewareHandler = async (c, next) => {
    const origin = c.req.header('origin')
    if (origin !== undefined && !welcome(origin, c))
      throw new HouseError('forbidden', 'Esta página no puede usar el chat.', { because: 'origin' })
    await next()
  }
  const answer = cors({
    origin: (origin, c) => (welcome(origin, c) ? origin : null),
    allowMethods: ['GET', 'POST'],
    allowHeaders: ['authorization', 'content-type', 'last-event-id'],
    exposeHeaders: ['retry-after'],
    maxAge: 600,
  })
  return [guard, answer]
}

// Hosts are compared, not whole origins: behind a proxy that ends TLS we are spoken to over http.
function isOwn(origin: string, c: Context): boolean {
  return URL.canParse(origin) && new URL(origin).host === c.req.header('host')
}
