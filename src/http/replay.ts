// What did a returning client miss? The gap since its last event, slice by slice; one too old or pruned away is a `reset`.
import type { Store } from '../store/store.ts'
import type { Render } from './frames.ts'
import { encode } from './frames.ts'

/** Changes read at once. */
export const slice = 500
/** A longer gap is not replayed: the client is told to read its lists again. */
const longestGap = 10_000

export interface Missed {
  readonly bytes: readonly Uint8Array[]
  /** Everything up to this seq is now told. */
  readonly at: number
}

/** Reads on from `after` towards `until` and returns as soon as there is something to say at `place`, or nothing is left. */
export function createReplay(
  store: Store,
  render: Render,
): (place: string, after: number, until: number) => Promise<Missed> {
  return async (place, after, until) => {
    for (let at = after; at < until;) {
      const changes = await store.changes(at, slice)
      const [first] = changes
      const last = changes.at(-1)
      const lost = first === undefined || last === undefined || first.seq > at + 1
      if (lost || until - at > longestGap) return resetTo(until)
      at = last.seq
      const bytes = (await render(changes)).flatMap((frame) => frame.bytes.get(place) ?? [])
      if (bytes.length > 0) return { bytes, at }
    }
    return { bytes: [], at: Math.max(after, until) }
  }
}

export function resetTo(seq: number): Missed {
  return { bytes: [encode('reset', seq, { seq })], at: seq }
}
