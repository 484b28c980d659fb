// How does the panel hear of what happens? One stream for all tabs of a browser: one of them holds it, the others listen to that one.
import type { FeedWire } from '../wire.ts'
import { withQuery } from './api.ts'
import { after } from './time.ts'

export type LiveEvent = {
  [Type in keyof FeedWire]: { readonly type: Type; readonly seq: number; readonly data: FeedWire[Type] }
}[keyof FeedWire]

export type LiveState = 'live' | 'connecting' | 'reconnecting' | 'offline'

export interface Live {
  state(): LiveState
  onState(listener: () => void): () => void
  onEvent(listener: (event: LiveEvent) => void): () => void
  /** Calls when what was read before may lack something, and must be read again. */
  onGap(listener: () => void): () => void
  /** Does this tab hold the stream? It alone makes sounds. */
  leads(): boolean
  start(): () => void
}

type Told =
  | { readonly kind: 'event'; readonly event: LiveEvent }
  | { readonly kind: 'state'; readonly state: LiveState }
  | { readonly kind: 'gap' }
  | { readonly kind: 'hello' }

const name = 'relevo-live'
const types: readonly (keyof FeedWire)[] = ['message', 'conversation', 'tags', 'alert', 'call', 'reset']
/** A shorter break is not worth a word. */
const patienceMs = 3_000
const longestPauseMs = 15_000

export function createLive(): Live {
  const states = new Set<() => void>()
  const events = new Set<(event: LiveEvent) => void>()
  const gaps = new Set<() => void>()
  let state: LiveState = 'connecting'
  let seq: number | null = null
  let leading = false

  const hear = (told: Told): void => {
    if (told.kind === 'event') {
      seq = Math.max(seq ?? 0, told.event.seq)
      for (const listen of events) listen(told.event)
    } else if (told.kind === 'gap') for (const listen of gaps) listen()
    else if (told.kind === 'state' && told.state !== state) {
      state = told.state
      for (const listen of states) listen()
    }
  }

  return {
    state: () => state,
    leads: () => leading,
    onState: (listener) => listening(states, listener),
    onEvent: (listener) => listening(events, listener),
    onGap: (listener) => listening(gaps, listener),
    start() {
      const leaving = new AbortController()
      const channel = new BroadcastChannel(name)
      const tell = (told: Told): void => {
        if (leaving.signal.aborted) return
        hear(told)
        channel.postMessage(told)
      }
      channel.addEventListener('message', ({ data }: MessageEvent<Told>) => {
        if (data.kind !== 'hello') hear(data)
        else if (leading) channel.postMessage({ kind: 'state', state } satisfies Told)
      })
      const lead = (): Promise<void> => {
        leading = true
        return holdStream(leaving.signal, () => seq, tell)
      }
      void elect(lead, leaving.signal)
      channel.postMessage({ kind: 'hello' } satisfies Told)
      return () => {
        leading = false
        leaving.abort()
        channel.close()
      }
    },
  }
}

/** Leads once no other tab does. Without locks (plain http on a network) every tab leads itself. */
async function elect(lead: () => Promise<void>, signal: AbortSignal): Promise<void> {
  if (!('locks' in navigator)) return lead()
  try {
    await navigator.locks.request(name, { signal }, lead)
  } catch (error) {
    if (!signal.aborted) throw error
  }
}

/** Until the signal aborts: a stream, and another when it broke for good. */
function holdStream(
  signal: AbortSignal,
  seq: () => number | null,
  tell: (told: Told) => void,
): Promise<void> {
  return new Promise((resolve) => {
    let source: EventSource | null = null
    let pauseMs = 1_000
    let began = false
    const connect = (): void => {
      source?.close()
      if (signal.aborted) return
      const from = seq()
      if (began && from === null) tell({ kind: 'gap' })
      began = true
      source = open(from, tell, () => (pauseMs = 1_000), retry)
    }
    const retry = (): void => {
      const cancel = after(pauseMs, connect)
      pauseMs = Math.min(pauseMs * 2, longestPauseMs)
      signal.addEventListener('abort', cancel, { once: true })
    }
    const offline = (): void => tell({ kind: 'state', state: 'offline' })
    addEventListener('online', connect, { signal })
    addEventListener('offline', offline, { signal })
    signal.addEventListener('abort', () => {
      source?.close()
      resolve()
    })
    connect()
  })
}

function open(
  from: number | null,
  tell: (told: Told) => void,
  opened: () => void,
  broken: () => void,
): EventSource {
  const source = new EventSource(withQuery('/api/events', { after: from }))
  let stopWaiting = (): void => {}
  source.addEventListener('open', () => {
    stopWaiting()
    opened()
    tell({ kind: 'state', state: 'live' })
  })
  source.addEventListener('error', () => {
    stopWaiting()
    const state = navigator.onLine ? 'reconnecting' : 'offline'
    stopWaiting = after(patienceMs, () => {
      if (source.readyState !== source.OPEN) tell({ kind: 'state', state })
    })
    if (source.readyState === source.CLOSED) broken()
  })
  for (const type of types)
    source.addEventListener(type, ({ data, lastEventId }) =>
      tell({ kind: 'event', event: { type, seq: Number(lastEventId), data: JSON.parse(data) } }),
    )
  return source
}

function listening<L>(all: Set<L>, listener: L): () => void {
  all.add(listener)
  return () => all.delete(listener)
}
