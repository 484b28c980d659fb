// What of ours is still on its way to the server? Each message once, in order, kept over reloads and lost lines, until it is answered.
import type { MessageWire } from '../wire.ts'
import type { ThreadMessage } from './cache.ts'
import { ask, Refused } from './api.ts'
import { after, now } from './time.ts'

interface Waiting {
  readonly conversation: string
  readonly clientId: string
  readonly text: string
  readonly at: number
  readonly state: 'leaving' | 'waiting' | 'refused'
  readonly refusal?: string
}

export interface Outgoing {
  of(conversation: string): readonly ThreadMessage[]
  onChange(listener: () => void): () => void
  send(conversation: string, text: string): void
  /** Once more, for one that was refused. */
  retry(clientId: string): void
  /** Forgets everything: somebody signs out. */
  wipe(): void
  start(): () => void
}

export interface OutgoingParts {
  /** The server has it. */
  readonly arrived: (conversation: string, message: MessageWire) => void
  /** It waited too long to be sent unasked. */
  readonly overdue: (conversation: string, text: string) => void
}

const place = 'relevo.outgoing'
const retryMs = 3_000
/** What waited longer is a draft again. */
const longestWaitMs = 10 * 60_000

export function createOutgoing(parts: OutgoingParts): Outgoing {
  const queue = createQueue()
  let leaving = false

  /** One after the other; a line that is down keeps them all waiting, a refusal only its own. */
  async function leave(): Promise<void> {
    if (leaving) return
    leaving = true
    for (let next = queue.first(); next !== undefined; next = queue.first()) {
      if (now() - next.at > longestWaitMs) {
        queue.remove(next.clientId)
        parts.overdue(next.conversation, next.text)
        continue
      }
      const failed = await post(next)
      if (failed === null) queue.remove(next.clientId)
      else if (failed.status > 0 && failed.status < 500) queue.mark(next.clientId, 'refused', failed.message)
      else {
        queue.hold()
        after(retryMs, go)
        break
      }
    }
    leaving = false
  }
  const go = (): void => void leave()

  /** Null when it arrived. */
  async function post({ conversation, clientId, text }: Waiting): Promise<Refused | null> {
    try {
      const path = `/conversations/${conversation}/messages`
      const body = { clientId, body: { kind: 'text', text } }
      parts.arrived(conversation, (await ask<{ readonly message: MessageWire }>('POST', path, body)).message)
      return null
    } catch (error) {
      if (error instanceof Refused) return error
      throw error
    }
  }

  return {
    of: queue.of,
    onChange: queue.onChange,
    send(conversation, text) {
      queue.add({ conversation, clientId: newClientId(), text, at: now(), state: 'leaving' })
      go()
    },
    retry(clientId) {
      queue.mark(clientId, 'leaving')
      go()
    },
    wipe: queue.wipe,
    start() {
      addEventListener('online', go)
      go()
      return () => removeEventListener('online', go)
    },
  }
}

/** 128 bits of chance, as text that the server takes for a client's own id. */
export function newClientId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** In local storage, so that a reload loses nothing. */
function createQueue() {
  const listeners = new Set<() => void>()
  let all: readonly Waiting[] = stored().map((one) => ({ ...one, state: 'waiting' }))
  let views = new Map<string, readonly ThreadMessage[]>()
  const change = (next: readonly Waiting[]): void => {
    all = next
    views = new Map()
    localStorage.setItem(place, JSON.stringify(all))
    for (const listen of listeners) listen()
  }
  return {
    first: (): Waiting | undefined => all.find(({ state }) => state !== 'refused'),
    add: (one: Waiting): void => change([...all, one]),
    remove: (clientId: string): void => change(all.filter((one) => one.clientId !== clientId)),
    mark(clientId: string, state: Waiting['state'], refusal = ''): void {
      change(all.map((one) => (one.clientId === clientId ? { ...one, state, refusal } : one)))
    },
    hold: (): void =>
      change(all.map((one) => (one.state === 'leaving' ? { ...one, state: 'waiting' } : one))),
    wipe: (): void => change([]),
    of(conversation: string): readonly ThreadMessage[] {
      const view =
        views.get(conversation) ?? all.filter((one) => one.conversation === conversation).map(messageOf)
      views.set(conversation, view)
      return view
    },
    onChange(listener: () => void): () => void {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

function stored(): readonly Waiting[] {
  return JSON.parse(localStorage.getItem(place) ?? '[]')
}

function messageOf(one: Waiting): ThreadMessage {
  return {
    id: `msg_local${one.clientId}`,
    conversationId: `cnv_${one.conversation.replace(/^cnv_/, '')}`,
    author: 'operator',
    body: { kind: 'text', text: one.text },
    at: new Date(one.at).toISOString(),
    status: null,
    ref: null,
    clientId: one.clientId,
    outgoing: one.state,
    ...(one.refusal === undefined ? {} : { refusal: one.refusal }),
  }
}
