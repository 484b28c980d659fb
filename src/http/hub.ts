// Who is listening, and where? The open streams by listening place; one that does not read is dropped, and comes back.
import type { Frame } from './frames.ts'
import { panels } from './frames.ts'

/** Streams one visitor may hold; the oldest gives way. */
const mostPerVisitor = 8

export interface Client {
  readonly place: string
  /** Everything up to this seq was told, or is not for this client. */
  at: number
  readonly out: ReadableStreamDefaultController<Uint8Array>
  /** Asked now and then: false ends the stream. */
  readonly stays?: () => Promise<boolean>
}

export interface Hub {
  join(client: Client): void
  leave(client: Client): void
  /** The same bytes to everyone at their place, except who already knows them; after this all know everything up to `upto`. */
  tell(frames: readonly Frame[], upto: number): void
  say(place: string, bytes: Uint8Array): void
  sayAll(bytes: Uint8Array): void
  dropAll(): void
}

/** `onDrop` hears of each stream that was cut off here. */
export function createHub(onDrop: (client: Client) => void): Hub {
  const places = new Map<string, Set<Client>>()

  const leave = (client: Client): void => {
    const there = places.get(client.place)
    if (there?.delete(client) && there.size === 0) places.delete(client.place)
  }
  const drop = (client: Client): void => {
    leave(client)
    client.out.error(new Error('stream dropped: its client does not read'))
    onDrop(client)
  }
  const give = (client: Client, bytes: Uint8Array): void => {
    client.out.enqueue(bytes)
    if ((client.out.desiredSize ?? 0) <= 0) drop(client)
  }
  const everyone = (): Client[] => [...places.values()].flatMap((there) => [...there])

  return {
    join(client) {
      const there = places.get(client.place) ?? new Set()
      places.set(client.place, there.add(client))
      const [oldest] = there
      if (client.place !== panels && there.size > mostPerVisitor && oldest !== undefined) drop(oldest)
    },
    leave,
    tell(frames, upto) {
      for (const { seq, bytes } of frames)
        for (const [place, told] of bytes)
          for (const client of places.get(place) ?? []) if (seq > client.at) give(client, told)
      for (const client of everyone()) client.at = Math.max(client.at, upto)
    },
    say(place, bytes) {
      for (const client of places.get(place) ?? []) give(client, bytes)
    },
    sayAll(bytes) {
      for (const client of everyone()) give(client, bytes)
    },
    dropAll() {
      for (const client of everyone()) drop(client)
    },
  }
}
