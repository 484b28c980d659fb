// What really happened on Meta's side of the wire? The only truth that tests are checked against; nothing is ever taken out.
import type { Instant } from '../model.ts'
import type { MetaChannel } from './world.ts'

/** A message that Meta took: from here on it is on its way to the customer, whatever the sender heard. */
export interface Acceptance {
  readonly at: Instant
  readonly channel: MetaChannel
  readonly account: string
  /** The recipient as the request wrote it, and the customer's own id. */
  readonly to: string
  readonly contact: string
  readonly body: Readonly<Record<string, unknown>>
  /** `text`, `image`, `template`, `interactive`, `reaction` … */
  readonly kind: string
  readonly text: string | null
  /** `biz_opaque_callback_data` or `metadata`: the sender's own mark. */
  readonly key: string | null
  readonly ref: string
  /** Sent under the HUMAN_AGENT tag. */
  readonly human: boolean
  /** The id of the message it answers. */
  readonly inReplyTo: string | null
}

export interface Refusal {
  readonly at: Instant
  readonly channel: MetaChannel | null
  readonly account: string | null
  readonly method: string
  readonly path: string
  readonly body: unknown
  readonly status: number
  readonly code: number
  readonly subcode: number | null
  readonly details: string | null
}

/** Read marks and typing indicators: accepted, and no message. */
export interface Presence {
  readonly at: Instant
  readonly channel: MetaChannel
  readonly account: string
  readonly contact: string
  readonly what: 'read' | 'typing'
}

/** One attempt to deliver one webhook. */
export interface Posting {
  readonly at: Instant
  readonly channel: MetaChannel
  /** Numbers a webhook; its repetitions share it. */
  readonly webhook: number
  readonly attempt: number
  readonly body: string
  /** 0 when there was no answer. */
  readonly status: number
}

export interface Ledger {
  readonly acceptances: readonly Acceptance[]
  readonly refusals: readonly Refusal[]
  readonly presences: readonly Presence[]
  readonly postings: readonly Posting[]
}

export interface LedgerBook extends Ledger {
  accepted(entry: Acceptance): void
  refused(entry: Refusal): void
  present(entry: Presence): void
  posted(entry: Posting): void
}

export function createLedger(): LedgerBook {
  const acceptances: Acceptance[] = []
  const refusals: Refusal[] = []
  const presences: Presence[] = []
  const postings: Posting[] = []
  return {
    acceptances,
    refusals,
    presences,
    postings,
    accepted: (entry) => void acceptances.push(entry),
    refused: (entry) => void refusals.push(entry),
    present: (entry) => void presences.push(entry),
    posted: (entry) => void postings.push(entry),
  }
}
