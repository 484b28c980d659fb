// How is a model's answer kept, so that the same question is answered again without it? One file for each request, named by what was
// asked; never a header, never a customer's address.
import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { ModelFetch } from '../ports.ts'
import type { Shelf } from './shelf.ts'

export interface Recorder {
  readonly shelf: Shelf
  /** For the file: `2026-03-02`. */
  readonly day: () => string
  /** E-mails and phones that the tests themselves invented: these may stay. */
  readonly own: string
}

export interface Player {
  readonly fetch: ModelFetch
  /** Requests nobody had recorded since the last call, each with what comes nearest. */
  misses(): readonly string[]
}

const cassette = z.object({
  model: z.string(),
  system: z.string(),
  messages: z.array(z.object({ role: z.string(), text: z.string() })),
  tools: z.array(z.string()),
  date: z.string(),
  response: z.unknown(),
})
type Cassette = z.infer<typeof cassette>
type Asked = Omit<Cassette, 'date' | 'response'> & { readonly key: string }

const message = z.looseObject({ role: z.string(), content: z.unknown() })
const request = z.looseObject({
  model: z.string(),
  messages: z.array(message),
  tools: z.array(z.looseObject({ function: z.looseObject({ name: z.string() }).optional() })).default([]),
})

/** Asks, and keeps every good answer. */
export function recording(fetch: ModelFetch, { shelf, day, own }: Recorder): ModelFetch {
  return async (input, init) => {
    const asked = askedOf(init?.body)
    const response = await fetch(input, init)
    if (asked === null || response.status !== 200) return response
    const body = await response.text()
    const { key, ...summary } = asked
    const kept = { ...summary, date: day(), response: JSON.parse(body) }
    shelf.write(key, `${JSON.stringify(kept, scrubbing(own), 2)}\n`)
    const headers = { 'content-type': 'application/json' }
    return new Response(body, { status: 200, headers })
  }
}

/** Answers what was recorded, and fails everything else without a network. */
export function replaying(shelf: Shelf): Player {
  let misses: string[] = []
  return {
    fetch: async (_input, init) => {
      const asked = askedOf(init?.body)
      const found = asked === null ? null : readCassette(shelf.read(asked.key))
      if (found !== null) return Response.json(found.response)
      misses.push(missOf(asked, shelf))
      return Response.json({ error: { message: 'not recorded' } }, { status: 400 })
    },
    misses: () => {
      const all = misses
      misses = []
      return all
    },
  }
}

/** Null for what is no chat request. */
function askedOf(body: unknown): Asked | null {
  const read = request.safeParse(typeof body === 'string' ? parsed(body) : null)
  if (!read.success) return null
  const { model, messages, tools } = read.data
  const said = messages.map(({ role, content }) => ({ role, text: timeless(textOf(content)) }))
  const canonical = timeless(JSON.stringify(read.data, withoutIds))
  return {
    key: hashOf(canonical),
    model,
    system: hashOf(
      said
        .filter(({ role }) => role === 'system')
        .map(({ text }) => text)
        .join('\n'),
    ),
    messages: said.filter(({ role }) => role !== 'system'),
    tools: tools.flatMap((tool) => tool.function?.name ?? []),
  }
}

/** Drops ids, and puts the keys of every object in order. */
function withoutIds(key: string, value: unknown): unknown {
  if (['id', 'tool_call_id', 'user', 'stream', 'stream_options'].includes(key)) return undefined
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1)))
}

/** The line of the hour is another one at each asking. */
function timeless(text: string): string {
  return text.replaceAll(/Ahora: .*?(?=\\n|\n|$)/g, 'Ahora: …')
}

function textOf(content: unknown): string {
  if (typeof content === 'string') return content
  const parts = z.array(z.looseObject({ text: z.string().optional() })).safeParse(content)
  return parts.success ? parts.data.map(({ text = '' }) => text).join('\n') : ''
}

function readCassette(text: string | null): Cassette | null {
  const read = cassette.safeParse(text === null ? null : parsed(text))
  return read.success ? read.data : null
}

function missOf(asked: Asked | null, shelf: Shelf): string {
  if (asked === null) return 'se pidió al modelo algo que no se graba'
  const all = shelf.names().flatMap((name) => readCassette(shelf.read(name)) ?? [])
  const nearest = all
    .map((one) => ({ one, far: differences(asked, one).length }))
    .sort((left, right) => left.far - right.far)[0]
  if (nearest === undefined) return `no hay grabación ${asked.key}; graba con --grabar`
  return [
    `no hay grabación ${asked.key}; la más parecida difiere en:`,
    ...differences(asked, nearest.one),
  ].join('\n  ')
}

function differences(asked: Asked, kept: Cassette): readonly string[] {
  const found: string[] = []
  if (asked.model !== kept.model) found.push(`modelo: ${kept.model} → ${asked.model}`)
  if (asked.system !== kept.system) found.push('instrucciones, conocimiento o datos del cliente')
  if (asked.tools.join() !== kept.tools.join())
    found.push(`herramientas: ${kept.tools.join()} → ${asked.tools.join()}`)
  const longest = Math.max(asked.messages.length, kept.messages.length)
  for (let at = 0; at < longest; at++) {
    const [now, then] = [asked.messages[at], kept.messages[at]]
    if (now?.text !== then?.text)
      found.push(`mensaje ${at + 1}: «${short(then?.text)}» → «${short(now?.text)}»`)
  }
  return found
}

/** Addresses of people go from what was said, unless a test made them up. */
function scrubbing(own: string): (key: string, value: unknown) => unknown {
  const keep = (found: string, instead: string): string => (own.includes(found) ? found : instead)
  return (key, value) =>
    typeof value !== 'string' || !['text', 'content', 'arguments'].includes(key)
      ? value
      : value
          .replaceAll(/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, (found) => keep(found, 'alguien@example.com'))
          .replaceAll(/\+?\d(?:[\s().-]?\d){8,14}/g, (found) => keep(found, '+520000000000'))
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12)
}

function short(text = ''): string {
  return text.length > 80 ? `${text.slice(0, 80)}…` : text
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
