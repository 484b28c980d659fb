// How is JSON read that anybody may have written? Value by value: each reader takes anything, throws nothing, and says "none" in its own way.
import type { InboundEvent } from '../../events.ts'
import type { Address, ChannelName, Instant } from '../../model.ts'

/** A shape whose keys are known and whose values are not to be trusted. */
export type Loose<T> = { readonly [K in keyof T]?: unknown }

/** Deliveries hold at most 1,000 updates: https://developers.facebook.com/docs/graph-api/webhooks/getting-started */
const MAX_ELEMENTS = 1_000
const MAX_DEPTH = 64

/** One update of a delivery: `read` may throw, the others still arrive. */
export interface Element {
  readonly account: string
  readonly value: unknown
  readonly read: () => readonly InboundEvent[]
}

/** Reads the elements in order; one that cannot be read is quarantined, and so is what exceeds the platform's own bounds. */
export function collect(channel: ChannelName, elements: Iterable<Element>): readonly InboundEvent[] {
  const events: InboundEvent[] = []
  let index = 0
  for (const element of elements) {
    const { account, value } = element
    const quarantine = (because: string): void => {
      const key = `quarantined:${index}:${digest(value)}`
      events.push({
        type: 'quarantined',
        key,
        from: { channel, account, contact: '' },
        at: 0,
        because,
        index,
      })
    }
    if (index >= MAX_ELEMENTS) {
      quarantine('more than 1,000 elements')
      break
    }
    if (isDeeper(value, MAX_DEPTH)) quarantine('nested too deep')
    else {
      try {
        events.push(...element.read())
      } catch (error) {
        quarantine(error instanceof Error ? error.message : String(error))
      }
    }
    index += 1
  }
  return events
}

/** What is said to an account we do not have is kept and answered by nobody. `accounts` null means any. */
export function onlyOurs(
  events: readonly InboundEvent[],
  accounts: ReadonlySet<string> | null,
): readonly InboundEvent[] {
  if (accounts === null) return events
  return events.map((event) => {
    const ownBusiness =
      event.type === 'ignored' || event.type === 'quarantined' || event.type === 'account.alert'
    if (ownBusiness || accounts.has(event.from.account)) return event
    return ignored(event.from, `${event.key}:stranger`, event.at, 'unknown account')
  })
}

/** Belongs to an account and to no conversation, hence without a contact. */
export function ignored(from: Address, key: string, at: Instant, because: string): InboundEvent {
  return { type: 'ignored', key: `ignored:${key}`, from: { ...from, contact: '' }, at, because }
}

export function fields<T>(value: unknown): Loose<T> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Loose<T>) : null
}

/** Well-formed and without NUL, which databases cut at. Ids may come as numbers; everything else is ''. */
export function text(value: unknown): string {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? String(value) : ''
  if (typeof value !== 'string') return ''
  return value.toWellFormed().replaceAll('\0', '\uFFFD')
}

export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

/** Decimal numbers, also when they are written as text; null for the rest. */
export function finite(value: unknown): number | null {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) ? number : null
}

/** Seconds below 10^12, milliseconds from there on; 0 means unknown, and the arrival takes its place. */
export function instant(value: unknown): Instant {
  const number = finite(value)
  if (number === null || number <= 0) return 0
  const ms = Math.round(number < 1e12 ? number * 1000 : number)
  return Number.isSafeInteger(ms) ? ms : 0
}

/** Leaves out what is empty, so that optional keys are there or not. */
export function some<T extends Readonly<Record<string, unknown>>>(
  parts: T,
): { readonly [K in keyof T]?: NonNullable<T[K]> } {
  const kept = Object.entries(parts).filter(
    ([, value]) => value !== undefined && value !== null && value !== '',
  )
  return Object.fromEntries(kept) as { readonly [K in keyof T]?: NonNullable<T[K]> }
}

/** Names what has no id of its own, the same each time it is delivered; what is nested too deep goes by its upper levels. */
export function digest(value: unknown): string {
  return Bun.hash(JSON.stringify(upper(value, MAX_DEPTH)) ?? '').toString(36)
}

/** The JSON of an answer, or null. */
export function readJson(body: Uint8Array): unknown {
  return parseJson(new TextDecoder().decode(body))
}

/** What JSON it is, or null. */
export function parseJson(written: string): unknown {
  try {
    return JSON.parse(written)
  } catch {
    return null
  }
}

function upper(value: unknown, levels: number): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (levels === 0) return null
  return Object.entries(value).map(([key, inner]) => [key, upper(inner, levels - 1)])
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (levels === 0) return true
  for (const key in value) {
    if (isDeeper((value as Record<string, unknown>)[key], levels - 1)) return true
  }
  return false
}
