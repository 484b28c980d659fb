// Who hears of a commit, and how? One reader of the changes table, and the same bytes written to every open stream.
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { Notes } from '../store/panel.ts'
import type { Store } from '../store/store.ts'
import type { Client, Hub } from './hub.ts'
import { SECOND } from '../clock.ts'
import { createFrames } from './frames.ts'
import { createHub } from './hub.ts'
import { createReplay, resetTo, slice } from './replay.ts'

const heartbeatMs = 15 * SECOND
/** How much a client may leave unread before it is dropped. */
const bufferBytes = 1 << 20

export interface Feed {
  /** What is told at `place` after the change `after`; null: from now on. It ends when `stays` says so. */
  open(place: string, after: number | null, stays?: () => Promise<boolean>): ReadableStream<Uint8Array>
  /** Somebody's rights may have ended: every stream asks again. */
  recheck(): void
  /** An event that is no change, for whoever listens at `place` now. */
  whisper(place: string, event: string): void
}

export interface FeedParts {
  readonly store: Store
  readonly notes: Pick<Notes, 'note'>
  readonly clock: Clock
  readonly log: Log
  /** Ends every stream, so that the server can stop. */
  readonly closing?: AbortSignal
}

/** Reads nothing and wakes nobody while no stream is open. */
export function createFeed({ store, notes, clock, log, closing }: FeedParts): Feed {
  const render = createFrames(store, clock, notes)
  const replay = createReplay(store, render)
  const hub = createHub(leave)
  const open = createCompany<Client>(listenForNews)
  let told = 0

  async function tellNews(): Promise<void> {
    for (let more = open.size() > 0; more;) {
      const changes = await store.changes(told, slice)
      const frames = await render(changes)
      told = Math.max(told, changes.at(-1)?.seq ?? 0)
      hub.tell(frames, told)
      more = changes.length === slice
    }
  }
  const pump = createPump(tellNews, (error) => {
    log.workerFailed('feed', error)
    hub.dropAll()
  })
  function listenForNews(): () => void {
    told = Math.max(told, store.lastChange())
    const heart = new AbortController()
    const stop = store.onCommit(pump)
    void beat(clock, heart.signal, () => {
      hub.sayAll(bytesOf(`: \nid: ${told}\n\n`))
      recheck()
    })
    return () => [heart.abort(), stop()]
  }
  function leave(client: Client): void {
    hub.leave(client)
    open.leave(client)
  }
  function dismiss(client: Client): void {
    if (!open.has(client)) return
    client.out.close()
    leave(client)
  }
  const recheck = (): void => askAgain(open.all(), dismiss, log)
  closing?.addEventListener('abort', () => open.all().forEach(dismiss))

  const catchUp = createCatchUp({ replay, hub, pump, stays: open.has, told: () => told })

  return {
    recheck,
    open: (place, after, stays) =>
      new ReadableStream<Uint8Array>(
        source({
          ...{ place, after, enter: open.enter, leave, catchUp, last: store.lastChange() },
          ...(stays === undefined ? {} : { stays }),
        }),
        new ByteLengthQueuingStrategy({ highWaterMark: bufferBytes }),
      ),
    whisper: (place, event) => hub.say(place, bytesOf(`event: ${event}\ndata: {}\n\n`)),
  }
}

/** Hands over one part of the gap; true once there is none, and the client hears what everybody hears. */
function createCatchUp(parts: {
  readonly replay: ReturnType<typeof createReplay>
  readonly hub: Hub
  readonly pump: () => void
  readonly stays: (client: Client) => boolean
  readonly told: () => number
}): (client: Client) => Promise<boolean> {
  const { replay, hub, pump, stays, told } = parts
  return async (client) => {
    while (client.at < told()) {
      const missed = await replay(client.place, client.at, told())
      if (!stays(client)) return true
      client.at = missed.at
      for (const bytes of missed.bytes) client.out.enqueue(bytes)
      if (missed.bytes.length > 0 && client.at < told()) return false
    }
    hub.join(client)
    pump()
    return true
  }
}

/** Ends the streams of those whose rights have ended. */
function askAgain(clients: readonly Client[], dismiss: (client: Client) => void, log: Log): void {
  for (const client of clients) {
    client.stays?.().then(
      (still) => (still ? null : dismiss(client)),
      (error: unknown) => [log.workerFailed('feed', error), dismiss(client)],
    )
  }
}

interface Company<T> {
  enter(one: T): void
  leave(one: T): void
  has(one: T): boolean
  all(): readonly T[]
  size(): number
}

/** The first to enter switches on, the last to leave switches off. */
function createCompany<T>(switchOn: () => () => void): Company<T> {
  const present = new Set<T>()
  let switchOff: (() => void) | null = null
  return {
    enter(one) {
      present.add(one)
      switchOff ??= switchOn()
    },
    leave(one) {
      present.delete(one)
      if (present.size > 0) return
      switchOff?.()
      switchOff = null
    },
    has: (one) => present.has(one),
    all: () => [...present],
    size: () => present.size,
  }
}

interface SourceParts {
  readonly place: string
  readonly after: number | null
  readonly last: number
  readonly enter: (client: Client) => void
  readonly leave: (client: Client) => void
  readonly catchUp: (client: Client) => Promise<boolean>
  readonly stays?: () => Promise<boolean>
}

// `pull` is called while there is room in the buffer: a long gap waits for its reader, live events do not.
function source(parts: SourceParts): Bun.UnderlyingSource<Uint8Array> {
  const { place, after, last, stays } = parts
  let client: Client | null = null
  let live = false
  return {
    start(out: Client['out']) {
      const ahead = after !== null && after > last
      client = { place, at: ahead ? last : (after ?? last), out, ...(stays === undefined ? {} : { stays }) }
      parts.enter(client)
      out.enqueue(bytesOf(`retry: 2000\nid: ${client.at}\n\n`))
      if (ahead) for (const bytes of resetTo(last).bytes) out.enqueue(bytes)
    },
    async pull() {
      if (client === null || live) return
      try {
        live = await parts.catchUp(client)
      } catch (error) {
        parts.leave(client)
        throw error
      }
    },
    cancel() {
      if (client !== null) parts.leave(client)
    },
  }
}

async function beat(clock: Clock, signal: AbortSignal, pulse: () => void): Promise<void> {
  for (;;) {
    await clock.wait(heartbeatMs, signal)
    if (signal.aborted) return
    pulse()
  }
}

/** Rings any number of times; `work` runs one at a time, and once more after the last ring. */
function createPump(work: () => Promise<void>, onFailure: (error: unknown) => void): () => void {
  let running = false
  let rung = false
  const run = async (): Promise<void> => {
    running = true
    try {
      while (rung) {
        rung = false
        await work()
      }
    } catch (error) {
      onFailure(error)
    } finally {
      running = false
    }
  }
  return () => {
    rung = true
    if (!running) void run()
  }
}

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}
