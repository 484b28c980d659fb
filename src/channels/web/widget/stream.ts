// How does the page hear of new messages? One stream, taken up again where it broke off, for as long as the page is open.
import type { Link } from './page.ts'
import type { ServerEvent } from './parse-wire.ts'
import { openStream } from './api.ts'
import { createCutter } from './parse-wire.ts'
import { wait } from './time.ts'

const firstPauseMs = 500
const longestPauseMs = 15_000
/** The server says something every 15 s; a link that is silent for longer is dead. */
const deadMs = 40_000

export interface Listener {
  /** Null while there is none: the page waits. */
  readonly token: () => string | null
  readonly onEvent: (event: ServerEvent) => void
  readonly onLink: (link: Link) => void
  /** The token opens nothing any more. */
  readonly onRefused: () => Promise<void>
}

export async function listen(listener: Listener, signal: AbortSignal): Promise<void> {
  let after = ''
  for (let failures = 0; !signal.aborted; failures++) {
    const token = listener.token()
    if (token === null) return
    const heard = await hear(token, after, listener, signal, (id) => {
      after = id
      failures = 0
    })
    if (heard === 'refused') {
      after = ''
      await listener.onRefused()
    }
    listener.onLink(navigator.onLine ? 'reconnecting' : 'offline')
    await pause(failures, signal)
  }
}

async function hear(
  token: string,
  after: string,
  { onEvent, onLink }: Listener,
  signal: AbortSignal,
  heardId: (id: string) => void,
): Promise<'refused' | 'cut'> {
  const dead = new AbortController()
  const cutOff = (): void => dead.abort()
  window.addEventListener('offline', cutOff)
  try {
    const response = await openStream(token, after, AbortSignal.any([signal, dead.signal]))
    if (response.status === 401) return 'refused'
    if (!response.ok || response.body === null) return 'cut'
    onLink('live')
    const cut = createCutter()
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
    for (;;) {
      const timer = setTimeout(cutOff, deadMs)
      const { done, value } = await reader.read().finally(() => clearTimeout(timer))
      if (done) return 'cut'
      for (const event of cut(value)) {
        heardId(event.id)
        if (event.type !== '') onEvent(event)
      }
    }
  } catch {
    return 'cut'
  } finally {
    window.removeEventListener('offline', cutOff)
  }
}

/** Grows with each failure; the network coming back ends it at once. */
async function pause(failures: number, signal: AbortSignal): Promise<void> {
  const over = new AbortController()
  const end = (): void => over.abort()
  window.addEventListener('online', end, { once: true })
  const longest = Math.min(firstPauseMs * 2 ** Math.min(failures, 10), longestPauseMs)
  await wait(longest * (0.5 + Math.random() / 2), AbortSignal.any([signal, over.signal]))
  window.removeEventListener('online', end)
}
