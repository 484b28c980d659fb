// How does a visitor of the site talk to us? Sessions, messages and a stream; each token reads and writes its own conversation only.
import type { Context } from 'hono'
import type { WebSessions } from '../channels/web/session.ts'
import type { VisitorHistory, VisitorMessage } from '../channels/web/wire.ts'
import type { Clock } from '../clock.ts'
import type { Address, Body, MessageId } from '../model.ts'
import type { Store } from '../store/store.ts'
import type { Feed } from './feed.ts'
import { Hono } from 'hono'
import { z } from 'zod'
import { MINUTE } from '../clock.ts'
import { HouseError } from '../errors.ts'
import { bearerOf } from './auth.ts'
import { body, query } from './body.ts'
import { createBuckets } from './bucket.ts'
import { afterOf, streamResponse } from './events.ts'
import { visitorPlace } from './frames.ts'
import { allowOrigins } from './origins.ts'
import { clientId } from './outbound.ts'
import { visitorMessage, visitorRef } from './visitor.ts'

const longestText = 4_000
const messagesPerMinute = 30

const post = z.union([
  z.strictObject({ clientId, text: z.string().max(longestText).regex(/\S/) }),
  z.strictObject({
    clientId,
    choice: z.strictObject({ id: z.string().min(1).max(200), label: z.string().min(1).max(200) }),
  }),
])
const pageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: z.string().min(1).max(512).exactOptional(),
})

export interface WebChatParts {
  readonly store: Store
  readonly webSessions: WebSessions
  readonly clock: Clock
  readonly feed: Feed
  /** The account of every visitor's address. */
  readonly site: string
  readonly origins: readonly string[]
  readonly draining?: () => boolean
  /** Tells when the agent begins to write to a visitor. */
  readonly typing?: (listener: (to: Address) => void) => () => void
}

/** Mounted under `/chat`. */
export function webChatRoutes(parts: WebChatParts): Hono {
  const { store, webSessions, clock, feed, site } = parts
  const app = new Hono()
  const buckets = createBuckets(clock, messagesPerMinute, MINUTE)
  for (const path of ['/sessions', '/messages', '/events']) app.use(path, ...allowOrigins(parts.origins))
  parts.typing?.((to) => feed.whisper(visitorPlace(to.account, to.contact), 'typing'))

  app.post('/sessions', (c) => c.json(webSessions.open(site, bearerOf(c) ?? undefined)))
  app.get('/messages', query(pageQuery), async (c) => {
    const address = visitorOf(parts, bearerOf(c))
    return c.json(await history(store, address, c.req.valid('query')))
  })
  app.post('/messages', body(post), async (c) => {
    const address = visitorOf(parts, bearerOf(c))
    if (parts.draining?.()) throw unavailable(c)
    const seconds = buckets.take(address.contact)
    if (seconds > 0) throw tooFast(c, seconds)
    const sent = c.req.valid('json')
    const said: Body = 'text' in sent ? { kind: 'text', text: sent.text } : { kind: 'choice', ...sent.choice }
    const { repeated, message } = await receive(parts, address, sent.clientId, said)
    return c.json({ message }, repeated ? 200 : 201)
  })
  app.get('/events', (c) => {
    const address = visitorOf(parts, bearerOf(c) ?? c.req.query('token') ?? null)
    return streamResponse(c, feed.open(visitorPlace(address.account, address.contact), afterOf(c)))
  })
  return app
}

function visitorOf({ webSessions, site }: WebChatParts, token: string | null): Address {
  const address = token === null ? null : webSessions.read(token)
  if (address === null || address.account !== site)
    throw new HouseError('unauthorized', 'La sesión del chat no es válida. Abre una nueva.', {
      because: 'session',
    })
  return address
}

async function receive(
  { store, clock }: WebChatParts,
  from: Address,
  id: string,
  said: Body,
): Promise<{ readonly repeated: boolean; readonly message: VisitorMessage | null }> {
  const at = clock.now()
  const ref = visitorRef(from.contact, id)
  const step = await store.step(
    from,
    { type: 'message.received', key: ref, ref, from, at, body: said, window: true, turn: 'answers' },
    at,
  )
  return { repeated: step.repeated, message: await visitorView(store, step.message) }
}

async function visitorView(store: Store, id: MessageId | null): Promise<VisitorMessage | null> {
  const view = id === null ? null : await store.message(id)
  return view === null ? null : visitorMessage(view)
}

async function history(
  store: Store,
  address: Address,
  page: z.output<typeof pageQuery>,
): Promise<VisitorHistory> {
  const conversation = await store.find(address)
  const found = conversation === null ? null : await store.messages(conversation, page)
  return {
    items: found?.items.flatMap((view) => visitorMessage(view) ?? []) ?? [],
    next: found?.next ?? null,
  }
}

function tooFast(c: Context, seconds: number): HouseError {
  c.header('retry-after', String(seconds))
  return new HouseError('too-many', 'Vas muy rápido. Espera un momento y vuelve a intentarlo.')
}

function unavailable(c: Context): HouseError {
  c.header('retry-after', '2')
  return new HouseError('unavailable', 'El chat se está reiniciando. Inténtalo en unos segundos.')
}
