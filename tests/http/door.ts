// How do the tests of the webhooks reach the door? A real server over a real inbox file, with a scripted channel per platform.
import type { Clock } from '../../src/clock.ts'
import type { Log } from '../../src/log.ts'
import type { ChannelName } from '../../src/model.ts'
import type { Inbox } from '../../src/store/inbox.ts'
import type { WebhookParts } from '../../src/http/webhooks.ts'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Database } from 'bun:sqlite'
import { systemClock } from '../../src/clock.ts'
import { createLog } from '../../src/log.ts'
import { webhooks } from '../../src/http/webhooks.ts'
import { openDatabase } from '../../src/store/sqlite/database.ts'
import { openInbox } from '../../src/store/sqlite/inbox.ts'
import { scriptedChannel, sign } from './scripted-channel.ts'

export interface Door {
  readonly url: string
  readonly port: number
  readonly path: string
  readonly inbox: Inbox
  /** The connection that the inbox writes through. */
  readonly db: Database
  readonly logged: string[]
  post(channel: string, body: string | Uint8Array, signature?: string): Promise<Response>
  kept(): Promise<{ channel: ChannelName; text: string }[]>
  close(): Promise<void>
}

export interface DoorOptions extends Partial<WebhookParts> {
  readonly configured?: readonly ChannelName[]
  readonly clock?: Clock
  readonly wrap?: (inbox: Inbox) => Inbox
}

export const MESSAGE = '{"object":"whatsapp_business_account","entry":[]}'
export const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
export const secretOf = (name: string): string => `secret of ${name}`

export function openDoor(options: DoorOptions = {}): Door {
  const folder = mkdtempSync(join(tmpdir(), 'relevo-door-'))
  const path = join(folder, 'inbox.db')
  const db = openDatabase(path, { busyTimeout: 40, autocheckpoint: false })
  const inbox = openInbox({ path, connect: () => db })
  const logged: string[] = []
  const log: Log = createLog({ level: 'debug', write: (line) => logged.push(line) })
  const names: readonly ChannelName[] = options.configured ?? ['whatsapp', 'messenger', 'instagram']
  const app = webhooks({
    channels: new Map(names.map((name) => [name, scriptedChannel(name, secretOf(name))])),
    clock: systemClock,
    log,
    ...options,
    inbox: options.wrap?.(inbox) ?? inbox,
  })
  const server = Bun.serve({ hostname: '127.0.0.1', port: 0, fetch: app.fetch })
  const url = `http://127.0.0.1:${server.port}`
  return {
    url,
    port: server.port ?? 0,
    path,
    inbox,
    db,
    logged,
    post: (channel, body, signature) => {
      const raw = typeof body === 'string' ? bytes(body) : body
      const headers = { 'x-hub-signature-256': signature ?? sign(raw, secretOf(channel)) }
      return fetch(`${url}/webhooks/${channel}`, { method: 'POST', body: raw, headers })
    },
    kept: async () =>
      (await inbox.read(0, 10_000)).map((each) => ({
        channel: each.channel,
        text: new TextDecoder().decode(each.raw),
      })),
    async close() {
      await server.stop(true)
      await inbox.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Sends bytes as they are and gives back the status of the first answer; 0 when the connection ends without one. */
export function rawRequest(port: number, ...parts: readonly (string | Uint8Array)[]): Promise<number> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    let answer = ''
    socket.on('data', (chunk) => {
      answer += chunk.toString('latin1')
      if (answer.includes('\r\n\r\n')) socket.destroy()
    })
    socket.on('error', () => socket.destroy())
    socket.on('close', () => resolve(Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1] ?? 0)))
    for (const part of parts) socket.write(part)
  })
}

/** One chunk of a body without a length. */
export function chunk(text: string): string {
  return `${text.length.toString(16)}\r\n${text}\r\n`
}

/** The head of a chunked delivery for WhatsApp, signed for `body`. */
export function chunkedHead(body: string): string {
  const signature = sign(bytes(body), secretOf('whatsapp'))
  return `POST /webhooks/whatsapp HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nX-Hub-Signature-256: ${signature}\r\n\r\n`
}
