// Why did a model not answer, and is it worth asking again? Libraries wrap what a server said; this reads it at the root.

/** The model answered, but with nothing that can be used. */
export class UselessAnswer extends Error {
  constructor(what: string) {
    super(what)
    this.name = 'UselessAnswer'
  }
}

/** Every model was asked, or is resting. */
export class ModelDown extends Error {
  constructor(cause: unknown) {
    super('no model answers', { cause })
    this.name = 'ModelDown'
  }
}

export interface ModelFailure {
  /** For the trace and the log: `http 429`, `timeout`, `network`, `unusable`. */
  readonly outcome: string
  readonly status: number | null
  /** Ask the same model once more; otherwise the next one. */
  readonly again: boolean
  /** What the server asked for, in milliseconds. */
  readonly retryAfterMs: number | null
  /** Says something about the server, not about what this customer wrote. */
  readonly counts: boolean
}

const repeatable = new Set([408, 409, 425, 429])
/** The request itself is at fault: another customer's may be fine. */
const ownFault = new Set([400, 413, 422])
const deepest = 8

/** `now` is needed for a Retry-After that is a date. */
export function readFailure(thrown: unknown, now: number): ModelFailure {
  const chain = chainOf(thrown)
  const answered = chain.find((one) => statusOf(one) !== null)
  const status = answered === undefined ? null : statusOf(answered)
  if (status !== null && status >= 300) {
    const again = repeatable.has(status) || status >= 500
    const retryAfterMs = retryAfterOf(answered, now)
    return { outcome: `http ${status}`, status, again, retryAfterMs, counts: !ownFault.has(status) }
  }
  const useless = chain.some((one) => one instanceof UselessAnswer)
  // A library that trips over what it was sent; a TypeError of the network carries a code.
  const garbled = chain.some(
    (one) => one instanceof SyntaxError || (one instanceof TypeError && field(one, 'code') === undefined),
  )
  const timeout = chain.some((one) => /timeout|timed out|no answer in time/i.test(describe(one)))
  const refused = chain.some((one) => one instanceof Error && one.message.startsWith('not allowed'))
  const outcome = useless || garbled ? 'unusable' : timeout ? 'timeout' : refused ? 'not allowed' : 'network'
  return { outcome, status: null, again: !refused, retryAfterMs: null, counts: !useless }
}

/** The error, its cause, the cause of that, … */
export function chainOf(thrown: unknown): readonly unknown[] {
  const chain: unknown[] = []
  for (let one = thrown; one !== undefined && one !== null && chain.length < deepest;) {
    chain.push(one)
    one = field(one, 'cause')
  }
  return chain
}

function describe(one: unknown): string {
  return one instanceof Error ? `${one.name} ${one.message}` : ''
}

function statusOf(one: unknown): number | null {
  const status = field(one, 'status') ?? field(one, 'status_code')
  return typeof status === 'number' ? status : null
}

function retryAfterOf(one: unknown, now: number): number | null {
  const headers = field(one, 'headers')
  const get = (name: string): string | null => {
    if (headers instanceof Headers) return headers.get(name)
    const value = field(headers, name)
    return typeof value === 'string' ? value : null
  }
  const ms = Number(get('retry-after-ms') ?? Number.NaN)
  if (Number.isFinite(ms) && ms >= 0) return ms
  const after = get('retry-after')
  if (after === null || after.trim() === '') return null
  const seconds = Number(after)
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1_000)
  const date = Date.parse(after)
  return Number.isNaN(date) ? null : Math.max(0, date - now)
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && name in value ? Reflect.get(value, name) : undefined
}
