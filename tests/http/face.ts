// How do tests reach the face of the house? A real server over a real store with the real rules; sends are settled by hand.
import type { InboundEvent } from '../../src/events.ts'
import type { Address, ChannelName, ConversationId } from '../../src/model.ts'
import type { Store } from '../../src/store/store.ts'
import type { SqliteStore } from '../../src/store/sqlite/open.ts'
import type { AppParts } from '../../src/http/app.ts'
import type { ConversationWire, ErrorWire, MessageWire, TagWire } from '../../src/http/wire.ts'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createWebChannel, type WebChannel, webTraits } from '../../src/channels/web/index.ts'
import { createWebSessions } from '../../src/channels/web/session.ts'
import { createApp } from '../../src/http/app.ts'
import { createIds, randomHex, secureRandom } from '../../src/ids.ts'
import { createLog } from '../../src/log.ts'
import { createRules } from '../../src/rules/rules.ts'
import { openInbox } from '../../src/store/sqlite/inbox.ts'
import { openStore } from '../../src/store/sqlite/open.ts'
import { createJumpClock, type JumpClock } from '../support/jump-clock.ts'
import { traitsOf } from '../support/states.ts'
import { scriptedChannel } from './scripted-channel.ts'

export const apiKey = 'clave-de-prueba'

type Item = Omit<ConversationWire, 'id'> &
  Omit<MessageWire, 'id'> &
  Omit<TagWire, 'id'> & { readonly id: string }

/** All that an answer of the API may hold; a test reads what it asked for. */
export type Reply = ErrorWire &
  Item & {
    readonly items: readonly Item[]
    readonly next: string | null
    readonly message: MessageWire
    readonly tag: TagWire
  }

export interface Answer {
  readonly status: number
  readonly body: Reply
}

export interface Face {
  readonly url: string
  /** `GET /api/tags` and the like: everything the app answers to. */
  readonly routes: readonly string[]
  readonly store: SqliteStore
  readonly clock: JumpClock
  readonly web: WebChannel
  readonly mediaDir: string
  readonly logged: string[]
  /** A request without a key. */
  ask(path: string, init?: RequestInit): Promise<Response>
  /** A request of an operator; `body` is sent as JSON. */
  api(method: string, path: string, body?: unknown): Promise<Response>
  json(method: string, path: string, body?: unknown): Promise<Answer>
  /** A customer writes. */
  arrive(from: Address, text: string, over?: Partial<InboundEvent>): Promise<ConversationId>
  /** Everything that may leave has left. */
  deliver(): Promise<number>
  close(): Promise<void>
}

let arrived = 0

export function from(channel: ChannelName, contact: string): Address {
  return { channel, account: channel === 'web' ? 'sitio' : `cuenta-${channel}`, contact }
}

export function openFace(over: Partial<AppParts> = {}): Face {
  const folder = mkdtempSync(join(tmpdir(), 'relevo-face-'))
  const mediaDir = join(folder, 'media')
  mkdirSync(mediaDir)
  const clock = createJumpClock()
  const logged: string[] = []
  const store = openStore({
    path: join(folder, 'app.db'),
    rules: createRules(),
    traits: { ...traitsOf, web: webTraits },
    ids: createIds(secureRandom),
    boot: 'prueba',
    now: clock.now(),
  })
  const inbox = openInbox({ path: join(folder, 'inbox.db') })
  const web = createWebChannel()
  const app = createApp({
    channels: new Map([
      ['whatsapp', scriptedChannel('whatsapp', 'secreto')],
      ['web', web],
    ]),
    store,
    panel: store.panel,
    inbox,
    random: randomHex,
    webSessions: createWebSessions({ secret: new Uint8Array(32).fill(7), clock, random: randomHex }),
    agent: { describe: () => ({ model: 'guion', prompt: 'p1', problems: [] }) },
    clock,
    log: createLog({ level: 'debug', write: (line) => logged.push(line) }),
    apiKey,
    origins: ['https://tienda.example'],
    site: 'sitio',
    version: '1.2.3',
    mediaDir,
    typing: web.onTyping,
    ...over,
  })
  const server = Bun.serve({ hostname: '127.0.0.1', port: 0, development: false, fetch: app.fetch })
  const url = `http://127.0.0.1:${server.port}`
  const api: Face['api'] = (method, path, body) =>
    fetch(url + path, {
      method,
      headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  const named = app.routes.filter(({ method }) => method !== 'ALL')
  return {
    url,
    routes: [...new Set(named.map(({ method, path }) => `${method} ${path}`))],
    store,
    clock,
    web,
    mediaDir,
    logged,
    ask: (path, init) => fetch(url + path, { redirect: 'manual', ...init }),
    api,
    json: async (method, path, body) => replyOf(await api(method, path, body)),
    arrive: (address, text, more = {}) => arrive(store, clock, address, text, more),
    deliver: () => deliver(store, clock),
    async close() {
      await server.stop(true)
      await inbox.close()
      await store.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Status and body of an answer; an empty body reads as an empty object. */
export async function replyOf(answer: Response): Promise<Answer> {
  const text = await answer.text()
  return { status: answer.status, body: JSON.parse(text === '' ? '{}' : text) as Reply }
}

async function arrive(
  store: Store,
  clock: JumpClock,
  address: Address,
  text: string,
  over: Partial<InboundEvent>,
): Promise<ConversationId> {
  const key = `entra-${++arrived}`
  const at = clock.now()
  const event = {
    type: 'message.received',
    key,
    ref: key,
    from: address,
    at,
    body: { kind: 'text', text },
    window: true,
    turn: 'answers',
    ...over,
  } as InboundEvent
  const { conversation } = await store.step(address, event, at)
  if (conversation === null) throw new Error('no conversation began')
  return conversation
}

async function deliver(store: Store, clock: JumpClock): Promise<number> {
  for (let count = 0; ; count++) {
    const send = await store.claimSend(clock.now())
    if (send === null) return count
    const { id, conversation, attempt } = send
    const at = clock.now()
    await store.step(conversation, { type: 'send.succeeded', id, attempt, ref: `sale-${id}`, at }, at)
  }
}
