// How does the panel speak with its server? The only fetch: one way to ask, one shape of failure, and a word when the session is over.
import type { ErrorWire } from '../wire.ts'
import { correctClock } from './time.ts'

/** What the server, or the lack of one, answered. `status` 0: nobody did. */
export class Refused extends Error {
  readonly status: number
  readonly because: string
  /** What else stood in the answer. */
  readonly detail: unknown

  constructor(status: number, because: string, message: string, detail: unknown = null) {
    super(message)
    this.name = 'Refused'
    this.status = status
    this.because = because
    this.detail = detail
  }
}

export interface Asked {
  readonly signal?: AbortSignal
  readonly headers?: Readonly<Record<string, string>>
}

export interface Answered<T> {
  readonly value: T
  readonly etag: string | null
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
type Params = Readonly<Record<string, string | number | null | undefined>>

const expired = new Set<() => void>()

/** Calls when an answer says that nobody is signed in any more. Returns the way to stop listening. */
export function onExpired(listener: () => void): () => void {
  expired.add(listener)
  return () => expired.delete(listener)
}

/** Throws Refused. The value's type is the caller's word for what the route answers. */
export async function ask<T>(method: Method, path: string, body?: unknown, asked: Asked = {}): Promise<T> {
  return (await askWhole<T>(method, path, body, asked)).value
}

export async function askWhole<T>(
  method: Method,
  path: string,
  body?: unknown,
  asked: Asked = {},
): Promise<Answered<T>> {
  const response = await reach(method, path, body, asked)
  correctClock(response.headers.get('x-now'))
  const text = await response.text()
  const value = text === '' ? null : JSON.parse(text)
  if (response.ok) return { value, etag: response.headers.get('etag') }
  const { error }: Partial<ErrorWire> = value ?? {}
  if (response.status === 401 && !path.startsWith('/session')) for (const tell of expired) tell()
  throw new Refused(response.status, error?.because ?? '', error?.message ?? '', value)
}

async function reach(method: Method, path: string, body: unknown, asked: Asked): Promise<Response> {
  try {
    return await fetch(`/api${path}`, {
      method,
      credentials: 'same-origin',
      headers: {
        'x-relevo': '1',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...asked.headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(asked.signal === undefined ? {} : { signal: asked.signal }),
    })
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw new Refused(0, 'offline', error instanceof Error ? error.message : '')
  }
}

/** A path with its query; what is null, absent or empty is left out. */
export function withQuery(path: string, params: Params): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(params))
    if (value !== null && value !== undefined && value !== '') query.set(name, String(value))
  return query.size === 0 ? path : `${path}?${query}`
}
