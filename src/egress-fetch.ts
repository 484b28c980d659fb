// How does a model library reach its server, and nothing else? A `fetch` for the configured base URLs: bounded in time and size,
// no redirect followed.
import type { Clock } from './clock.ts'

export interface ModelFetchOptions {
  readonly clock: Clock
  /** Base URLs of the configured model servers: their origins are called as they are, be they local. */
  readonly bases: readonly string[]
  /** For the whole answer; 15 s when absent. */
  readonly timeoutMs?: number
  /** Of an answer; 4 MiB when absent. */
  readonly maxBytes?: number
}

const TIMEOUT_MS = 15_000
const MAX_BYTES = 4 * 2 ** 20
/** Statuses whose answer has no body, and may not be given one. */
const bare = new Set([101, 204, 205, 304])

/** Shaped like `fetch`; rejects with `not allowed: …` for any other origin, and with a TimeoutError when time is up. */
export function createModelFetch(
  options: ModelFetchOptions,
): (input: string | URL | Request, init?: RequestInit) => Promise<Response> {
  const origins = new Set(options.bases.map((base) => new URL(base).origin))
  const { clock, timeoutMs = TIMEOUT_MS, maxBytes = MAX_BYTES } = options
  return async (input, init) => {
    const origin = URL.parse(input instanceof Request ? input.url : String(input))?.origin
    if (origin === undefined || !origins.has(origin)) throw new Error('not allowed: host not on the list')
    const given = init?.signal ?? (input instanceof Request ? input.signal : null)
    const over = new AbortController()
    const done = new AbortController()
    void clock.wait(timeoutMs, done.signal).then(() => {
      if (!done.signal.aborted) over.abort(new DOMException('no answer in time', 'TimeoutError'))
    })
    const signal = given === null ? over.signal : AbortSignal.any([given, over.signal])
    const end = (): void => done.abort()
    try {
      const response = await fetch(input, { ...init, redirect: 'manual', signal })
      if (response.body === null || bare.has(response.status)) {
        end()
        return response
      }
      const streams = response.headers.get('content-type')?.startsWith('text/event-stream') === true
      if (streams) return sameAs(response, response.body.pipeThrough(capped(maxBytes, end)))
      const body = isShort(response.headers, maxBytes)
        ? await response.bytes()
        : await whole(response.body, maxBytes)
      end()
      return sameAs(response, body)
    } catch (error) {
      end()
      throw error
    }
  }
}

/** The runtime has inflated the body: what described it on the wire no longer holds. */
function sameAs(response: Response, body: ReadableStream | Uint8Array): Response {
  const headers = new Headers(response.headers)
  headers.delete('content-encoding')
  headers.delete('content-length')
  const { status, statusText } = response
  return new Response(body, { status, statusText, headers })
}

/** Its length is told, and is that of what will be read. */
function isShort(headers: Headers, maxBytes: number): boolean {
  const length = Number(headers.get('content-length') ?? Number.NaN)
  return length <= maxBytes && !headers.has('content-encoding')
}

async function whole(body: ReadableStream<Uint8Array>, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body) {
    size += chunk.byteLength
    if (size > maxBytes) throw new Error('answer too large')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function capped(maxBytes: number, end: () => void): TransformStream<Uint8Array, Uint8Array> {
  let size = 0
  return new TransformStream({
    transform(chunk, controller) {
      size += chunk.byteLength
      if (size <= maxBytes) return controller.enqueue(chunk)
      end()
      controller.error(new Error('answer too large'))
    },
    flush: end,
  })
}
