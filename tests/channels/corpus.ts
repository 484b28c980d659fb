// What does the public corpus of webhooks say a payload holds? Its index as facts, and how an event of ours agrees with one.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { InboundEvent } from '../../src/events.ts'

const root = join(import.meta.dir, '../../../shared/meta')
/** The corpus lies beside the project and is no part of it. */
export const corpus = existsSync(join(root, 'corpus/INDEX.csv')) ? join(root, 'corpus') : null

export interface Fact {
  readonly kind: string
  readonly sender: string
  readonly recipient: string
  readonly message: string
  readonly text: string
  readonly timestamp: string
}

export interface Sample {
  readonly file: string
  readonly channel: string
  readonly kind: string
  readonly facts: readonly Fact[]
  readonly payload: unknown
}

export function readSamples(folder: string): readonly Sample[] {
  const [header = [], ...rows] = readCsv(readFileSync(join(folder, 'INDEX.csv'), 'utf8'))
  return rows.map((row) => {
    const cell = (name: string): string => row[header.indexOf(name)] ?? ''
    const one = {
      kind: cell('kind'),
      sender: cell('sender_id'),
      recipient: cell('recipient_id'),
      message: cell('message_id'),
      text: cell('text'),
      timestamp: cell('timestamp'),
    }
    return {
      file: cell('file'),
      channel: cell('channel'),
      kind: cell('kind'),
      facts: cell('events_json') === '' ? [one] : several(cell('events_json')),
      payload: JSON.parse(readFileSync(join(folder, cell('file')), 'utf8')) as unknown,
    }
  })
}

/** How the event differs from the fact, word by word; nothing when they agree. */
export function differences(fact: Fact, event: InboundEvent): readonly string[] {
  const found: string[] = []
  const differ = (what: string, expected: string, told: readonly string[]): void => {
    if (expected !== '' && !told.includes(expected))
      found.push(`${what}: ${expected} is not ${told.join(' or ')}`)
  }
  if (!expectedTypes(fact.kind).includes(event.type)) found.push(`${fact.kind} became ${event.type}`)
  const aliases = 'aliases' in event ? (event.aliases ?? []) : []
  if (event.from.contact !== '') {
    const echoed = event.type === 'message.echoed' && !fact.kind.includes('thread_control')
    differ('contact', echoed ? fact.recipient : fact.sender, [event.from.contact, ...aliases])
  }
  if ('ref' in event) differ('message', fact.message, [event.ref ?? '', event.key])
  if (
    event.type === 'message.received' ||
    event.type === 'message.edited' ||
    event.type === 'message.echoed'
  ) {
    differ('text', fact.text, [spoken(event)])
  }
  if (/^\d+$/.test(fact.timestamp) && event.from.contact !== '') {
    const number = Number(fact.timestamp)
    differ('timestamp', String(number < 1e12 ? number * 1000 : number), [String(event.at)])
  }
  return found
}

function spoken(event: Extract<InboundEvent, { readonly body: unknown }>): string {
  const { body } = event
  switch (body.kind) {
    case 'text':
      return body.text
    case 'choice':
      return body.label
    case 'media':
      return body.caption ?? ''
    case 'share':
    case 'order':
      return body.text ?? ''
    default:
      return ''
  }
}

const kinds: readonly (readonly [RegExp, readonly InboundEvent['type'][]])[] = [
  [
    /^standby_|\+group|^negative|^change_|^optin|^empty_event|^EVENT_TYPE|^foo$|^message$/,
    ['ignored', 'quarantined'],
  ],
  [/^(account_linking|app_roles|checkout_update|game_play|payment|pre_checkout|request_thread)/, ['ignored']],
  [/^(echo_|pass_thread_control|take_thread_control)/, ['message.echoed']],
  [/^field_|^policy/, ['account.alert', 'ignored']],
  [/^status_/, ['message.progressed', 'ignored']],
  [/^(delivery|read)$/, ['message.progressed']],
  [/^reaction/, ['message.reacted']],
  [/^system_/, ['contact.merged', 'ignored']],
  [/^message_edit/, ['message.edited']],
  [/^deleted/, ['message.unsent']],
  [/./, ['message.received']],
]

function expectedTypes(kind: string): readonly InboundEvent['type'][] {
  return kinds.find(([pattern]) => pattern.test(kind))?.[1] ?? []
}

function several(json: string): readonly Fact[] {
  const rows = JSON.parse(json) as readonly Record<string, string | number | null>[]
  return rows.map((row) => ({
    kind: String(row['kind'] ?? ''),
    sender: String(row['sender'] ?? ''),
    recipient: String(row['recipient'] ?? ''),
    message: String(row['message_id'] ?? ''),
    text: String(row['text'] ?? ''),
    timestamp: String(row['timestamp'] ?? ''),
  }))
}

/** RFC 4180: quotes double themselves, and a quoted cell may hold line breaks. */
function readCsv(written: string): readonly (readonly string[])[] {
  const rows: string[][] = [['']]
  let quoted = false
  for (let at = 0; at < written.length; at += 1) {
    const character = written[at] ?? ''
    const row = rows[rows.length - 1] ?? []
    if (quoted) {
      if (character === '"' && written[at + 1] === '"') at += 1
      else if (character === '"') quoted = false
      if (character !== '"' || (quoted && written[at] === '"')) row[row.length - 1] += character
    } else if (character === '"') quoted = true
    else if (character === ',') row.push('')
    else if (character === '\n') rows.push([''])
    else if (character !== '\r') row[row.length - 1] += character
  }
  return rows.filter((row) => row.length > 1)
}
