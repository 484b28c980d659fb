// In which lines does a history stand? Days, groups of one speaker, what happened besides, and where the unread begins; pure.
import type { HistoryWire } from '../../wire-panel.ts'
import type { ThreadMessage } from '../cache.ts'
import { daysBetween, instant } from '../time.ts'

export type Row =
  | { readonly kind: 'start'; readonly key: string }
  | { readonly kind: 'day'; readonly key: string; readonly at: number }
  | { readonly kind: 'fresh'; readonly key: string }
  | {
      readonly kind: 'message'
      readonly key: string
      readonly at: number
      readonly message: ThreadMessage
      /** First and last of its group: they carry the name and the corner. */
      readonly first: boolean
      readonly last: boolean
    }
  | { readonly kind: 'event'; readonly key: string; readonly at: number; readonly event: HistoryWire }

/** Messages of one speaker this close belong together. */
const groupMs = 5 * 60_000

export interface RowParts {
  /** Oldest first. */
  readonly messages: readonly ThreadMessage[]
  readonly events: readonly HistoryWire[]
  /** All of it is here: the first message is the very first. */
  readonly whole: boolean
  /** The first message that was unread when the conversation was opened. */
  readonly freshFrom: string | null
}

type Timed = Extract<Row, { at: number; kind: 'message' | 'event' }>

export function rowsOf({ messages, events, whole, freshFrom }: RowParts): readonly Row[] {
  const from = whole || messages[0] === undefined ? 0 : instant(messages[0].at)
  const lines: Timed[] = [
    ...messages.map((message): Timed => ({
      kind: 'message',
      key: message.clientId ?? message.id,
      at: instant(message.at),
      message,
      first: true,
      last: true,
    })),
    ...events
      .filter(({ at }) => instant(at) >= from)
      .map((event): Timed => ({ kind: 'event', key: `event ${event.id}`, at: instant(event.at), event })),
  ]
  const inOrder = inOrderOfMessages(lines)
  return [
    ...(whole ? [{ kind: 'start', key: 'start' } as const] : []),
    ...inOrder.flatMap((line, index) => {
      const before = inOrder[index - 1]
      const after = inOrder[index + 1]
      const newDay = before === undefined || daysBetween(before.at, line.at) !== 0
      const fresh = isAt(line, freshFrom)
      return [
        ...(newDay
          ? [{ kind: 'day', key: `day ${new Date(line.at).toDateString()}`, at: line.at } as const]
          : []),
        ...(fresh ? [{ kind: 'fresh', key: 'fresh' } as const] : []),
        line.kind === 'event'
          ? line
          : {
              ...line,
              first: fresh || newDay || !together(before, line),
              last: !together(line, after) || isAt(after, freshFrom),
            },
      ]
    }),
  ]
}

/** Events go between messages by their time; messages keep the order that the server gave them. */
function inOrderOfMessages(lines: readonly Timed[]): readonly Timed[] {
  const events = lines.filter(({ kind }) => kind === 'event').sort((one, other) => one.at - other.at)
  const result: Timed[] = []
  for (const line of lines) {
    if (line.kind === 'event') continue
    while (events[0] !== undefined && events[0].at < line.at) result.push(...events.splice(0, 1))
    result.push(line)
  }
  return [...result, ...events]
}

function isAt(line: Timed | undefined, id: string | null): boolean {
  return line?.kind === 'message' && line.message.id === id
}

function together(one: Timed | undefined, other: Timed | undefined): boolean {
  if (one?.kind !== 'message' || other?.kind !== 'message') return false
  return (
    speakerKey(one.message) === speakerKey(other.message) &&
    Math.abs(other.at - one.at) <= groupMs &&
    daysBetween(one.at, other.at) === 0
  )
}

function speakerKey(message: ThreadMessage): string {
  return `${message.author} ${message.by?.id ?? ''} ${message.body.kind === 'note'} ${message.body.kind === 'template'}`
}

/** The id of the n-th last message of the customer: where the unread begins; null when it lies before what has been read. */
export function freshFrom(messages: readonly ThreadMessage[], unread: number): string | null {
  if (unread === 0) return null
  const theirs = messages.filter(({ author }) => author === 'contact')
  return theirs.at(-unread)?.id ?? null
}
