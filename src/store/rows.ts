// How does a row become a word of the model, and back? Shared by every engine; the only file of the store that trusts a column's text.
import type {
  Address,
  Author,
  Body,
  ChannelName,
  ContactId,
  ConversationId,
  Instant,
  MessageId,
  OperatorId,
  SendState,
} from '../model.ts'
import type { ConversationState, QueuedSend, Traits } from '../state.ts'
import type { WhyView } from './store.ts'

/** A conversation with its account's and its contact's columns beside it. */
export interface ConversationRow {
  id: number
  public: ConversationId
  channel: ChannelName
  account: number
  account_name: string
  contact: number
  contact_public: ContactId
  contact_name: string | null
  address: string
  display: string
  epoch: number
  last_inbound_at: Instant | null
  window_open: number
  window_due: Instant | null
  intervention_by: OperatorId | 'device' | null
  intervention_at: Instant | null
  silence_by: OperatorId | 'tag' | null
  silence_until: Instant | null
  locked: string
  turn_due: Instant | null
  turn_since: Instant | null
  turn_restarts: number | null
  turn_memo: number
  fence: number
  lease_upto: number | null
  lease_until: Instant | null
  lease_since: Instant | null
  lease_restarts: number | null
  lease_memo: number
  lease_by: string | null
  last_seq: number
  answered_upto: number
  spoken_upto: number
  turns: number
  recent_turns: string
  unreadable: number
  failure_told: number
  pace_at: Instant
  last_at: Instant
  unread: number
  flags: number
  preview_seq: number
  preview_author: Author | null
  preview_text: string | null
}

/** What people see of a conversation and where it is reached: everything the rules need not know. */
export interface Desk {
  readonly account: number
  readonly accountName: string
  readonly contact: number
  readonly contactId: ContactId
  readonly name: string | null
  readonly address: string
  readonly display: string
  readonly windowDue: Instant | null
  readonly leaseBy: string | null
  readonly spokenUpto: number
  readonly lastAt: Instant
  readonly unread: number
  readonly waiting: boolean
  readonly previewSeq: number
  readonly previewAuthor: Author | null
  readonly previewText: string | null
}

export function toDesk(row: ConversationRow): Desk {
  return {
    account: row.account,
    accountName: row.account_name,
    contact: row.contact,
    contactId: row.contact_public,
    name: row.contact_name,
    address: row.address,
    display: row.display,
    windowDue: row.window_due,
    leaseBy: row.lease_by,
    spokenUpto: row.spoken_upto,
    lastAt: row.last_at,
    unread: row.unread,
    waiting: (row.flags & 2) !== 0,
    previewSeq: row.preview_seq,
    previewAuthor: row.preview_author,
    previewText: row.preview_text,
  }
}

export function toState(row: ConversationRow, traits: Traits, tags: readonly string[]): ConversationState {
  return {
    id: row.public,
    channel: row.channel,
    traits,
    epoch: row.epoch,
    lastInboundAt: row.last_inbound_at,
    windowOpen: row.window_open === 1,
    intervention:
      row.intervention_by === null ? null : { by: row.intervention_by, since: row.intervention_at ?? 0 },
    silence:
      row.silence_by === null ? null : { by: row.silence_by, until: row.silence_until ?? 'further-notice' },
    tags,
    lockedTags: row.locked === '{}' ? {} : (JSON.parse(row.locked) as Record<string, Instant>),
    pendingTurn:
      row.turn_due === null
        ? null
        : {
            dueAt: row.turn_due,
            since: row.turn_since ?? 0,
            restarts: row.turn_restarts ?? 0,
            ...(row.turn_memo ? { memo: true } : {}),
          },
    lease:
      row.lease_until === null
        ? null
        : {
            fence: row.fence,
            upto: row.lease_upto ?? 0,
            until: row.lease_until,
            since: row.lease_since ?? 0,
            restarts: row.lease_restarts ?? 0,
            ...(row.lease_memo ? { memo: true } : {}),
          },
    fence: row.fence,
    lastSeq: row.last_seq,
    answeredUpto: row.answered_upto,
    turns: row.turns,
    recentTurns: row.recent_turns === '[]' ? [] : (JSON.parse(row.recent_turns) as Instant[]),
    unreadableAnswered: row.unreadable === 1,
    failureTold: row.failure_told === 1,
    contactNamed: row.contact_name !== null,
    paceAt: row.pace_at,
    send: null,
  }
}

/** An outbox row with its message's id and body. */
export interface OutboxRow {
  seq: number
  conversation: number
  account: number
  id: MessageId
  body: string
  author: 'agent' | 'operator'
  state: SendState
  epoch: number
  attempt: number
  due_at: Instant
  claimed_at: Instant | null
  ref: string | null
  on_wire: number
  maybe_duplicate: number
  farewell: number
  human: number
}

type Beside = Pick<QueuedSend, 'conversation' | 'to' | 'witnesses' | 'overtaken'>

export function toSend(row: OutboxRow, beside: Beside): QueuedSend {
  return {
    ...beside,
    id: row.id,
    author: row.author,
    body: toBody(row.body),
    state: row.state,
    epoch: row.epoch,
    attempt: row.attempt,
    dueAt: row.due_at,
    claimedAt: row.claimed_at,
    ref: row.ref,
    mayBeOnWire: row.on_wire === 1,
    maybeDuplicate: row.maybe_duplicate === 1,
    farewell: row.farewell === 1,
    human: row.human === 1,
  }
}

export function toBody(text: string): Body {
  return JSON.parse(text) as Body
}

export function toData(text: string): Readonly<Record<string, string | number>> {
  return JSON.parse(text) as Record<string, string | number>
}

/** The name under which an account is known inside: one text for channel and account. */
export function accountKey(of: Pick<Address, 'channel' | 'account'>): string {
  return `${of.channel}:${of.account}`
}

/** A trace as it was written by this house. */
export function toStory(json: string): Omit<WhyView, 'at'> {
  return JSON.parse(json) as Omit<WhyView, 'at'>
}
