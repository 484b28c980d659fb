// Where does the door put what it has promised? An append-only log of raw deliveries: the 200 leaves after its fsync.
import type { ChannelName, Instant } from '../model.ts'

export interface Delivery {
  /** Grows by one for each delivery, also after pruning and restoring. */
  readonly seq: number
  readonly channel: ChannelName
  readonly raw: Uint8Array
  readonly at: Instant
}

export interface Inbox {
  /** Resolves after the fsync that holds it; rejects when nothing can be promised (full, busy, closing): answer 503. */
  append(delivery: {
    readonly channel: ChannelName
    readonly raw: Uint8Array
    readonly at: Instant
  }): Promise<void>
  /** Deliveries after `after`, in order, at most `limit` of them and about `maxBytes` together. */
  read(after: number, limit: number): Promise<readonly Delivery[]>
  /** Sequence number of the newest delivery, 0 when there never was one. */
  last(): number
  /** Called after each commit with nothing in its hands. Returns the way to stop listening. */
  onAppend(listener: () => void): () => void
  /** Removes deliveries that arrived before `before` and are at or under `upto`. Returns how many. */
  prune(before: Instant, upto: number): Promise<number>
  close(): Promise<void>
}
