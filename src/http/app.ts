// What is the face of the house? One Hono app: webhooks, the operators' API behind its key, the site chat, health.
import type { Context, MiddlewareHandler, Next } from 'hono'
import type { Agent } from '../agent/agent.ts'
import type { Prompts } from '../agent/prompts.ts'
import type { Channel } from '../channels/channel.ts'
import type { WebSessions } from '../channels/web/session.ts'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { Address, ChannelName } from '../model.ts'
import type { Points } from '../points.ts'
import type { Inbox } from '../store/inbox.ts'
import type { PanelStore } from '../store/panel.ts'
import type { Store } from '../store/store.ts'
import type { BootstrapToken } from './bootstrap.ts'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { secureHeaders } from 'hono/secure-headers'
import { HouseError } from '../errors.ts'
import { chatAssets } from './assets.ts'
import { createKeyCheck, guard } from './auth.ts'
import { conversationRoutes } from './conversations.ts'
import { notFound, onError } from './errors.ts'
import { eventRoutes } from './events.ts'
import { createFeed } from './feed.ts'
import { healthRoutes } from './health.ts'
import { mediaRoutes } from './media.ts'
import { panelRoutes } from './panel-api.ts'
import { panelAssets } from './panel-assets.ts'
import { modelRoutes } from './model.ts'
import { promptRoutes } from './prompts.ts'
import { createSessionKeeper } from './sessions.ts'
import { tagRoutes } from './tags.ts'
import { webChatRoutes } from './web-chat.ts'
import { webhooks } from './webhooks.ts'

const longestBody = 64 * 1024

export interface AppParts {
  /** Without `web` among them there is no site chat. */
  readonly channels: ReadonlyMap<ChannelName, Channel>
  readonly store: Store
  readonly panel: PanelStore
  readonly inbox: Inbox
  readonly webSessions: WebSessions
  readonly agent: Pick<Agent, 'describe' | 'check'>
  /** The packs that people may look into; none when absent. */
  readonly prompts?: readonly Prompts[]
  readonly clock: Clock
  readonly log: Log
  /** Hex of so many random bytes. */
  readonly random: (bytes: number) => string
  /** Where people reach the house, as `https://host`; absent: where they asked. */
  readonly publicUrl?: string | null
  /** Lets the first operator in; absent: there is one. */
  readonly bootstrap?: BootstrapToken | null
  /** What Meta is told when a webhook is registered; shown to admins. */
  readonly verifyToken?: string
  /** IANA name of the business's time zone; UTC when absent. */
  readonly zone?: () => string
  /** Opens `/api`; an empty one opens nothing. */
  readonly apiKey: string
  /** Pages that may use and frame the site chat besides our own, as `https://host`. */
  readonly origins: readonly string[]
  /** Account of the site chat. */
  readonly site: string
  readonly version: string
  /** Folder of `<data>/media`. */
  readonly mediaDir: string
  /** Folder that holds the built widget; without it there is no page at `/chat`. */
  readonly assets?: string
  /** Folder that holds the built panel; without it there is no page at `/panel`. */
  readonly panelAssets?: string
  readonly points?: Points
  readonly draining?: () => boolean
  /** Ends the open streams, so that the server can stop. */
  readonly closing?: AbortSignal
  /** `onTyping` of the web channel. */
  readonly typing?: (listener: (to: Address) => void) => () => void
}

/** For `Bun.serve({ fetch: app.fetch })`: the server it hands over lets the streams lift their idle timeout. */
export function createApp(parts: AppParts): Hono {
  const { log, clock, store, panel, origins, publicUrl = null, bootstrap = null } = parts
  const holdsKey = createKeyCheck(parts.apiKey)
  const feed = createFeed({ ...parts, notes: panel.notes })
  const keeper = createSessionKeeper({ ...parts, sessions: panel.sessions, publicUrl })
  const app = new Hono()
  app.onError(onError(log))
  app.notFound(notFound)
  // The door comes first: what follows would only slow an acknowledgement down.
  app.route('/', webhooks(parts))
  app.use(report(log, clock), secureHeaders({ xFrameOptions: false }), policies)
  app.use('/api/*', tellTime(clock), guard({ holdsKey, keeper, publicUrl }), limited())
  app.use('/chat/*', limited())
  app.route('/', healthRoutes(parts, holdsKey))
  app.route('/api', conversationRoutes({ store, notes: panel.notes, clock }))
  app.route('/api', tagRoutes({ store, clock }))
  app.route('/api', eventRoutes(feed))
  app.route('/api', mediaRoutes(parts.mediaDir))
  app.route('/api', promptRoutes(parts.prompts ?? []))
  app.route('/api', modelRoutes(parts.agent))
  app.route(
    '/api',
    panelRoutes({
      ...parts,
      ...{ keeper, publicUrl, bootstrap, recheck: feed.recheck },
      verifyToken: parts.verifyToken ?? null,
      zone: parts.zone ?? (() => 'UTC'),
    }),
  )
  if (parts.panelAssets !== undefined) app.route('/panel', panelAssets(parts.panelAssets))
  if (parts.channels.has('web')) {
    if (parts.assets !== undefined) app.route('/chat', chatAssets(parts.assets, origins))
    app.route('/chat', webChatRoutes({ ...parts, feed }))
    app.get('/', (c) => c.redirect('/chat'))
  }
  return app
}

function limited(): MiddlewareHandler {
  return bodyLimit({
    maxSize: longestBody,
    onError: () => {
      throw new HouseError('too-large', 'El cuerpo pasa de 64 KB.')
    },
  })
}

/** What an answer does not say for itself: nothing is loaded from it, nothing frames it, no cache keeps it. */
async function policies(c: Context, next: Next): Promise<void> {
  await next()
  const { headers } = c.res
  if (!headers.has('cache-control')) headers.set('cache-control', 'no-store')
  if (!headers.has('content-security-policy'))
    headers.set('content-security-policy', "default-src 'none'; frame-ancestors 'none'")
}

/** Every answer says what time it is here: countdowns of the panel run by the house's clock. */
function tellTime(clock: Clock): MiddlewareHandler {
  return async (c, next) => {
    c.header('x-now', String(clock.now()))
    await next()
  }
}

function report(log: Log, clock: Clock): MiddlewareHandler {
  return async (c, next) => {
    const since = clock.mono()
    await next()
    log.request(c.req.method, c.req.path, c.res.status, Math.round(clock.mono() - since))
  }
}
