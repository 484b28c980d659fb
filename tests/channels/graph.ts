// What would Graph answer? A local server that says what a test tells it to, and the three channels that call it.
import type { Channel, Library, SendOptions } from '../../src/channels/channel.ts'
import { createInstagram } from '../../src/channels/instagram/index.ts'
import { createMessenger } from '../../src/channels/messenger/index.ts'
import { createWhatsApp } from '../../src/channels/whatsapp/index.ts'
import { systemClock } from '../../src/clock.ts'
import { createEgress } from '../../src/egress.ts'

export interface Request {
  readonly method: string
  readonly path: string
  readonly authorization: string | null
  readonly body: unknown
}

type Platform = 'whatsapp' | 'messenger' | 'instagram'
type Pair = { readonly channel: Channel; readonly library: Library }

export interface Graph {
  readonly origin: string
  readonly requests: readonly Request[]
  /** How the next requests are answered. */
  answer: (request: Request) => Response
  readonly channels: Readonly<Record<Platform, Pair>>
  readonly mediaDir: string
  readonly [Symbol.dispose]: () => void
}

export const settings = { appId: '111', appSecrets: ['secret'], verifyToken: 'token', graphVersion: 'v25.0' }

export function createGraph(mediaDir: string): Graph {
  const requests: Request[] = []
  const server = Bun.serve({
    port: 0,
    hostname: '127.0.0.1',
    fetch: async (request) => {
      const { pathname, search } = new URL(request.url)
      const written = await request.text()
      const seen = {
        method: request.method,
        path: pathname + search,
        authorization: request.headers.get('authorization'),
        body: written === '' ? null : (JSON.parse(written) as unknown),
      }
      requests.push(seen)
      return graph.answer(seen)
    },
  })
  const origin = `http://127.0.0.1:${server.port}`
  const ports = {
    egress: createEgress({ clock: systemClock, configured: [origin] }),
    clock: systemClock,
    mediaDir,
  }
  const meta = { ...settings, graphUrl: origin }
  const account = (id: string): { id: string; token: string } => ({ id, token: `token of ${id}` })
  const instagram = [account('ig-1'), { ...account('ig-2'), login: 'facebook' as const }]
  const graph: Graph = {
    origin,
    requests,
    answer: () => Response.json({}),
    mediaDir,
    channels: {
      whatsapp: createWhatsApp({ ...meta, accounts: [account('number-1')] }, ports),
      messenger: createMessenger({ ...meta, accounts: [account('page-1')] }, ports),
      instagram: createInstagram({ ...meta, url: `${origin}/ig`, accounts: instagram }, ports),
    },
    [Symbol.dispose]: () => {
      void server.stop(true)
    },
  }
  return graph
}

export const key = 'msg_01JZ0000000000000000000000.1.0123abcd'

export function options(more: Partial<SendOptions> = {}): SendOptions {
  return { key, human: false, deadline: systemClock.mono() + 5_000, ...more }
}

export function failing(code: number, subcode: number | null = null, details = 'details'): unknown {
  const error = { message: `(#${code}) message`, type: 'OAuthException', code, error_data: { details } }
  return { error: subcode === null ? error : { ...error, error_subcode: subcode } }
}
