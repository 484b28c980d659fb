// How does anything leave this machine? The only file that opens an outgoing connection; each call names its purpose.
import type { LookupAddress } from 'node:dns'
import { lookup as resolveHost } from 'node:dns/promises'
import { open } from 'node:fs/promises'
import {
  type ClientRequest,
  Agent as HttpAgent,
  type IncomingMessage,
  request as httpRequest,
} from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'
import { isIP, type LookupFunction, type Socket } from 'node:net'
import type { Clock } from './clock.ts'
import { isGlobalUnicast, type Target, targetOf } from './egress-address.ts'
import { reasonOf } from './errors.ts'

/** `tool` is an author's read-only look-up: https and public addresses, whatever the configuration trusts. */
export type Purpose = 'graph' | 'media' | 'tool'

/** How far a request got: `writing` and later may have reached the other side. */
export type Phase = 'refused' | 'resolved' | 'connected' | 'writing' | 'written' | 'answered'

export interface EgressRequest {
  readonly method: 'GET' | 'POST'
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  /** `clock.mono()` before which the first byte must leave. */
  readonly deadline?: number
  readonly timeoutMs?: number
  readonly maxBytes?: number
  /** Where to write the body of a 200 instead of returning it. */
  readonly toFile?: string
}

export type EgressResult =
  | {
      readonly ok: true
      readonly status: number
      readonly headers: Readonly<Record<string, string>>
      readonly body: Uint8Array
    }
  /** A `detail` that begins with "not allowed" is our own policy: another try changes nothing. */
  | { readonly ok: false; readonly phase: Phase; readonly detail: string }

/** Never throws, never follows a redirect, never inflates, never repeats. */
export type Egress = (purpose: Purpose, request: EgressRequest, signal: AbortSignal) => Promise<EgressResult>

export interface EgressOptions {
  readonly clock: Clock
  /** Base URLs of the configuration: their origins are called as they are, be they local. */
  readonly configured: readonly string[]
  /** All addresses of a host; the system's resolver when absent. */
  readonly resolve?: (host: string) => Promise<readonly string[]>
}

const CONNECT_MS = 3_000
const TIMEOUT_MS = { graph: 10_000, media: 60_000, tool: 8_000 }
const MAX_BYTES = { graph: 2 ** 20, media: 100 * 2 ** 20, tool: 2 ** 18 }
/** Pooled connections are closed before the other side tires of them: a POST on a dying one ends as `unknown`. */
const IDLE_MS = 15_000

export function createEgress(options: EgressOptions): Egress {
  const trusted = new Set(options.configured.map((base) => new URL(base).origin))
  const pool = { keepAlive: true, maxSockets: 256, timeout: IDLE_MS }
  const agents = { http: new HttpAgent(pool), https: new HttpsAgent(pool) }
  const resolve = options.resolve ?? systemResolve
  return async (purpose, request, signal) => {
    const target = targetOf(purpose, request.url, trusted)
    if (typeof target === 'string') return { ok: false, phase: 'refused', detail: `not allowed: ${target}` }
    if (signal.aborted) return { ok: false, phase: 'refused', detail: 'aborted' }
    return exchange({
      request,
      target,
      signal,
      resolve,
      clock: options.clock,
      agent: target.url.protocol === 'https:' ? agents.https : agents.http,
      timeoutMs: request.timeoutMs ?? TIMEOUT_MS[purpose],
      maxBytes: request.maxBytes ?? MAX_BYTES[purpose],
    })
  }
}

interface Exchange {
  readonly request: EgressRequest
  readonly target: Target
  readonly signal: AbortSignal
  readonly resolve: (host: string) => Promise<readonly string[]>
  readonly clock: Clock
  readonly agent: HttpAgent
  readonly timeoutMs: number
  readonly maxBytes: number
}

function exchange(one: Exchange): Promise<EgressResult> {
  return new Promise((resolve) => {
    const { request, clock, signal } = one
    const over = new AbortController()
    let phase: Phase = isIP(bareHost(one.target.url)) === 0 ? 'refused' : 'resolved'
    const finish = (result: EgressResult): void => {
      if (over.signal.aborted) return
      over.abort()
      signal.removeEventListener('abort', onAbort)
      resolve(result)
    }
    const fail = (detail: string): void => {
      if (over.signal.aborted) return
      finish({ ok: false, phase, detail })
      call.destroy()
    }
    const onAbort = (): void => fail('aborted')
    const failAfter = (ms: number, stillWaiting: () => boolean, detail: string): void => {
      void clock.wait(ms, over.signal).then(() => {
        if (!over.signal.aborted && stillWaiting()) fail(detail)
      })
    }
    const write = (): void => {
      if (over.signal.aborted) return
      phase = 'connected'
      if (request.deadline !== undefined && clock.mono() >= request.deadline) return fail('deadline passed')
      phase = 'writing'
      call.end(request.body)
    }
    const call = dial(one, (found) => {
      phase = found
    })
    call.on('error', (error) => fail(reasonOf(error)))
    call.on('close', () => {
      if (phase !== 'answered') fail('connection closed')
    })
    call.on('socket', (socket) =>
      whenReady(socket, one.target.url.protocol, () => (phase = 'connected'), write),
    )
    call.on('finish', () => {
      if (phase === 'writing') phase = 'written'
    })
    call.on('response', (answer) => {
      phase = 'answered'
      void receive(answer, one).then(finish, (error: unknown) => fail(reasonOf(error)))
    })
    signal.addEventListener('abort', onAbort, { once: true })
    failAfter(
      CONNECT_MS,
      () => phase === 'refused' || phase === 'resolved' || phase === 'connected',
      'no connection in time',
    )
    failAfter(one.timeoutMs, () => true, 'no answer in time')
  })
}

/** Nothing is written yet: node sends the headers with the first `end`. */
function dial(one: Exchange, onPhase: (phase: Phase) => void): ClientRequest {
  const { request, target } = one
  const start = target.url.protocol === 'https:' ? httpsRequest : httpRequest
  return start(target.url, {
    method: request.method,
    agent: one.agent,
    lookup: vettedLookup(one, () => onPhase('resolved')),
    headers: {
      'user-agent': 'relevo',
      'accept-encoding': 'identity',
      ...request.headers,
      ...(request.body === undefined ? {} : { 'content-length': String(Buffer.byteLength(request.body)) }),
    },
  })
}

/** Resolves once and pins: the socket connects to what was vetted here, so a second answer of the resolver changes nothing. */
function vettedLookup(one: Exchange, onResolved: () => void): LookupFunction {
  return async (host, options, callback) => {
    const addresses = await vetted(host, one)
    if (typeof addresses === 'string') return callback(new Error(addresses), '', 0)
    onResolved()
    if (options.all === true) return callback(null, [...addresses])
    const [first] = addresses
    callback(null, first?.address ?? '', first?.family ?? 0)
  }
}

/** The addresses of a host, at least one, or why it may not be called. */
async function vetted(host: string, one: Exchange): Promise<readonly LookupAddress[] | string> {
  try {
    const addresses = await one.resolve(host)
    if (addresses.length === 0) return 'not resolved: no address'
    const open = one.target.trusted || addresses.every(isGlobalUnicast)
    if (!open) return 'not allowed: the address is not public'
    return addresses.map((address) => ({ address, family: isIP(address) }))
  } catch (error) {
    return `not resolved: ${reasonOf(error)}`
  }
}

function whenReady(socket: Socket, protocol: string, onConnected: () => void, onReady: () => void): void {
  if (!socket.connecting && !('secureConnecting' in socket && socket.secureConnecting)) return onReady()
  socket.once('connect', onConnected)
  socket.once(protocol === 'https:' ? 'secureConnect' : 'connect', onReady)
}

async function receive(answer: IncomingMessage, one: Exchange): Promise<EgressResult> {
  const headers: Record<string, string> = {}
  for (const [name, value] of Object.entries(answer.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value
  }
  const status = answer.statusCode ?? 0
  const expected = Number(headers['content-length'] ?? Number.NaN)
  if (expected > one.maxBytes) throw new Error('answer too large')
  const file = status === 200 ? one.request.toFile : undefined
  const chunks: Uint8Array[] = []
  const sink = file === undefined ? null : await open(file, 'w', 0o600)
  let size = 0
  try {
    for await (const part of answer) {
      const chunk: Uint8Array = part
      size += chunk.byteLength
      if (size > one.maxBytes) throw new Error('answer too large')
      if (sink === null) chunks.push(chunk)
      else await sink.write(chunk)
    }
    await sink?.sync()
  } finally {
    await sink?.close()
  }
  if (!answer.complete || (!Number.isNaN(expected) && size !== expected)) throw new Error('answer cut short')
  return { ok: true, status, headers, body: Buffer.concat(chunks) }
}

async function systemResolve(host: string): Promise<readonly string[]> {
  return (await resolveHost(host, { all: true })).map((found) => found.address)
}

function bareHost(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '')
}
