// What was asked? An HTTP request, read into the few things that Graph's routes look at.

export interface Call {
  readonly method: string
  /** `v25.0`, or the one the app was made with when the path names none. */
  readonly version: string
  /** The object's id and what follows it. */
  readonly parts: readonly string[]
  readonly url: URL
  readonly token: string | null
  readonly body: Readonly<Record<string, unknown>>
  /** Parts of a multipart body. */
  readonly form: ReadonlyMap<string, string | Blob> | null
  /** The body was there and could not be read. */
  readonly garbled: boolean
}

const defaultVersion = 'v25.0'

export async function readCall(request: Request): Promise<Call> {
  const url = new URL(request.url)
  const all = url.pathname.split('/').filter((part) => part !== '')
  const versioned = /^v\d+\.\d+$/.test(all[0] ?? '')
  const bearer = /^Bearer (.+)$/i.exec(request.headers.get('Authorization') ?? '')
  const type = request.headers.get('Content-Type') ?? ''
  const raw = type.startsWith('multipart/') ? '' : await request.text()
  const form = type.startsWith('multipart/') ? new Map((await request.formData()).entries()) : null
  const body = raw === '' ? {} : type.includes('urlencoded') ? fields(raw) : parse(raw)
  return {
    method: request.method,
    version: versioned ? (all[0] ?? defaultVersion) : defaultVersion,
    parts: versioned ? all.slice(1) : all,
    url,
    token: bearer?.[1] ?? url.searchParams.get('access_token'),
    body: body ?? {},
    form,
    garbled: body === null,
  }
}

export function pathOf(call: Call): string {
  return `/${call.version}/${call.parts.join('/')}`
}

function fields(raw: string): Readonly<Record<string, unknown>> {
  return Object.fromEntries(new URLSearchParams(raw))
}

function parse(raw: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(raw)
    return isRecord(value) ? value : null
  } catch {
    return null
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
