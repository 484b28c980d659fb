// What do the simulator's tests stand on? A clock moved by hand, seeded chance, a Graph, and a product that only listens.
import { createCaller } from '../../src/simulator/caller.ts'
import { startFakeGraph, type FakeGraph, type FakeGraphOptions } from '../../src/simulator/fake-graph.ts'
import { connectMeta, type Meta, type MetaOptions } from '../../src/simulator/meta.ts'
import { demoSettings, worldOf } from '../../src/simulator/world.ts'
import type { Clock } from '../../src/clock.ts'

export const noon = Date.UTC(2026, 9, 14, 12)

export interface HandClock extends Clock {
  advance(ms: number): void
}

export function createHandClock(at = noon): HandClock {
  let now = at
  let sleepers: { until: number; wake: () => void }[] = []
  return {
    now: () => now,
    mono: () => now,
    wait: (ms, signal) =>
      new Promise((wake) => {
        if (signal?.aborted) return wake()
        sleepers.push({ until: now + ms, wake })
        signal?.addEventListener('abort', () => wake(), { once: true })
      }),
    advance: (ms) => {
      now += ms
      const awake = sleepers.filter(({ until }) => until <= now)
      sleepers = sleepers.filter(({ until }) => until > now)
      for (const { wake } of awake) wake()
    },
  }
}

/** Mulberry32. */
export function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

export interface Answered {
  readonly status: number
  readonly body: Record<string, unknown>
  readonly raw: string
  readonly headers: Headers
}

export interface GraphDesk {
  readonly clock: HandClock
  readonly graph: FakeGraph
  readonly post: (path: string, body: unknown, token?: string) => Promise<Answered>
  readonly get: (path: string, token?: string) => Promise<Answered>
  readonly close: () => Promise<void>
}

export const { whatsapp, messenger, instagram } = demoSettings

export async function openGraph(
  options: Partial<Omit<FakeGraphOptions, 'clock'>> = {},
  clock = createHandClock(),
): Promise<GraphDesk> {
  const graph = await startFakeGraph({ world: worldOf(demoSettings), random: seeded(1), clock, ...options })
  const ask = async (path: string, token: string, init: RequestInit): Promise<Answered> => {
    const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' }
    const url = path.startsWith('http') ? path : graph.url + path
    const response = await fetch(url, { headers, ...init })
    const raw = await response.text()
    const json = response.headers.get('Content-Type')?.includes('json') === true
    return { status: response.status, headers: response.headers, raw, body: json ? readable(raw) : {} }
  }
  return {
    clock,
    graph,
    post: (path, body, token = whatsapp.token) =>
      ask(path, token, { method: 'POST', body: JSON.stringify(body) }),
    get: (path, token = whatsapp.token) => ask(path, token, {}),
    close: graph.stop,
  }
}

function readable(raw: string): Record<string, unknown> {
  try {
    return JSON.parse(raw)
  } catch {
    return { unreadable: true }
  }
}

export interface Delivered {
  readonly path: string
  readonly raw: string
  readonly payload: Record<string, unknown>
  readonly signature: string | null
}

export interface Product {
  readonly url: string
  readonly delivered: readonly Delivered[]
  /** Answers the next webhooks with these statuses, then with 200 again. */
  answers(...statuses: readonly number[]): void
  /** What the webhooks say, in order: one line each. */
  said(): readonly string[]
  stop(): Promise<void>
}

/** Keeps every webhook; its site chat answers each message at once. */
export function startProduct(): Product {
  const delivered: Delivered[] = []
  const statuses: number[] = []
  const chat = createChat()
  const server = Bun.serve({
    hostname: '127.0.0.1',
    port: 0,
    fetch: async (request) => {
      const url = new URL(request.url)
      if (url.pathname.startsWith('/chat/')) return chat(url.pathname, request)
      if (request.method === 'GET') {
        const matches = url.searchParams.get('hub.verify_token') === demoSettings.verifyToken
        return new Response(matches ? url.searchParams.get('hub.challenge') : 'no', {
          status: matches ? 200 : 403,
        })
      }
      const raw = await request.text()
      const signature = request.headers.get('X-Hub-Signature-256')
      const status = statuses.shift() ?? 200
      if (status === 200) delivered.push({ path: url.pathname, raw, payload: JSON.parse(raw), signature })
      return new Response('', { status })
    },
  })
  return {
    url: `http://127.0.0.1:${server.port}`,
    delivered,
    answers: (...next) => void statuses.push(...next),
    said: () => delivered.flatMap(({ payload }) => linesOf(payload)),
    stop: () => server.stop(true),
  }
}

interface ChatItem {
  readonly id: string
  readonly author: string
  readonly body: { readonly kind: 'text'; readonly text: string }
}

function createChat(): (path: string, request: Request) => Promise<Response> {
  const visitors = new Map<string, ChatItem[]>()
  return async (path, request) => {
    const token = request.headers.get('Authorization')?.slice(7) ?? ''
    if (path === '/chat/sessions') {
      const visitor = `visitor-${visitors.size}`
      visitors.set(visitor, [])
      return Response.json({ token: visitor, visitor })
    }
    const items = visitors.get(token)
    if (items === undefined) return new Response('', { status: 401 })
    if (request.method === 'GET') return Response.json({ items, next: null })
    const { clientId, text } = (await request.json()) as { clientId: string; text: string }
    items.unshift({ id: clientId, author: 'contact', body: { kind: 'text', text } })
    items.unshift({ id: `re:${clientId}`, author: 'agent', body: { kind: 'text', text: `re: ${text}` } })
    return Response.json({ message: null }, { status: 201 })
  }
}

interface Loose {
  readonly [key: string]: Loose & string & Loose[]
}

/** `text Hola`, `status sent`, `echo Hola`, `read` … */
function linesOf(payload: unknown): readonly string[] {
  const { entry } = payload as Loose
  return [...(entry ?? [])].flatMap((one) => [
    ...[...(one['changes'] ?? [])].flatMap(({ value, field }) => [
      ...[...(value?.['messages'] ?? [])].map((message) =>
        `${message['type']} ${message['text']?.['body'] ?? ''}`.trim(),
      ),
      ...[...(value?.['statuses'] ?? [])].map((status) => `status ${status['status']}`),
      ...[...(value?.['message_echoes'] ?? [])].map((echo) => `echo ${echo['text']?.['body']}`),
      ...(field === 'messages' || field === 'smb_message_echoes' ? [] : [`field ${field}`]),
    ]),
    ...[...(one['messaging'] ?? [])].map((event) => {
      const message = event['message']
      if (message === undefined) return Object.keys(event).find((key) => !common.includes(key)) ?? ''
      if (message['is_deleted'] !== undefined) return 'deleted'
      return `${message['is_echo'] === undefined ? 'text' : 'echo'} ${message['text'] ?? ''}`.trim()
    }),
  ])
}

const common = ['sender', 'recipient', 'timestamp']

export interface World extends GraphDesk {
  readonly product: Product
  readonly meta: Meta
}

export async function openWorld(
  options: Partial<MetaOptions> & Partial<Omit<FakeGraphOptions, 'clock'>> = {},
): Promise<World> {
  const desk = await openGraph(options)
  const product = startProduct()
  const caller = createCaller()
  const { graph, clock } = desk
  const meta = connectMeta({
    graph,
    productUrl: product.url,
    call: caller.call,
    clock,
    random: seeded(2),
    ...options,
  })
  return {
    ...desk,
    product,
    meta,
    close: async () => {
      meta.close()
      caller.close()
      await product.stop()
      await desk.close()
    },
  }
}
