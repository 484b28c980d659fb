// What can be done about an event? Plain data that the rules return, the store writes, and nobody else acts on.
import type { Event, Finding, PlatformError, Rejection, Signature, Trace, Usage } from './events.ts'
import type {
  Body,
  Instant,
  MessageId,
  OperatorId,
  QuietReason,
  Receipt,
  Referral,
  RefusalCode,
  SendFailure,
  SendState,
} from './model.ts'
import type { ConversationState, PendingTurn } from './state.ts'

export type Action =
  | {
      readonly type: 'message.add'
      readonly author: 'contact' | 'device'
      readonly body: Body
      readonly ref: string
      readonly at: Instant
      readonly inReplyTo?: string
      readonly referral?: Referral
    }
  | { readonly type: 'message.edit'; readonly ref: string; readonly body: Body }
  | { readonly type: 'message.erase'; readonly ref: string }
  | { readonly type: 'message.react'; readonly ref: string; readonly emoji: string | null }
  /** A receipt: the store finds the row by callback, ref or `upTo`, and never lowers its rank. */
  | {
      readonly type: 'message.progress'
      readonly status: Receipt
      readonly at: Instant
      readonly ref?: string
      readonly upTo?: Instant
      readonly callback?: string
      readonly error?: PlatformError
    }
  | { readonly type: 'media.keep'; readonly message: MessageId; readonly file: string; readonly mime: string }
  | { readonly type: 'media.lose'; readonly message: MessageId; readonly because: string }
  | {
      readonly type: 'send.queue'
      readonly author: 'agent' | 'operator'
      readonly by: OperatorId | Signature
      readonly body: Body
      readonly at: Instant
      readonly dueAt: Instant
      readonly part: number
      readonly farewell: boolean
      /** An operator's own id for it: the same one again changes nothing. */
      readonly clientId?: string
      readonly because?: string
    }
  /** The agent's pending rows: `cancelled` (`expired` when the window closed), or `unconfirmed` where one may be on the wire. */
  | { readonly type: 'send.withdraw'; readonly because: QuietReason }
  /** `attempt` is the row's current one, as in every compare-and-set; starting raises it by one. */
  | {
      readonly type: 'send.start'
      readonly id: MessageId
      readonly attempt: number
      readonly human: boolean
      readonly at: Instant
    }
  | {
      readonly type: 'send.settle'
      readonly id: MessageId
      readonly attempt: number
      readonly from: readonly SendState[]
      readonly to: SendState
      readonly at: Instant
      readonly ref?: string
      readonly because?: string
      /** When a row that goes back to `pending` may try again. */
      readonly dueAt?: Instant
      readonly maybeDuplicate?: boolean
    }
  /** Nothing of this account leaves before `until`. */
  | { readonly type: 'account.pause'; readonly until: Instant; readonly because: SendFailure }
  | { readonly type: 'turn.schedule'; readonly turn: PendingTurn; readonly abort: boolean }
  | { readonly type: 'turn.start'; readonly fence: number; readonly until: Instant }
  /** The turn is over: customer messages up to `upto` (or the last one, whichever is earlier) are consumed. */
  | { readonly type: 'turn.end'; readonly upto: number; readonly answered: boolean; readonly at: Instant }
  /** Written beside the customer messages it leaves without an answer, from `after` on. */
  | { readonly type: 'stay.quiet'; readonly because: QuietReason; readonly after: number }
  | { readonly type: 'refuse'; readonly because: RefusalCode }
  | {
      readonly type: 'tag.put'
      readonly tag: string
      readonly finding: Finding | null
      readonly by: OperatorId | Signature
      readonly at: Instant
    }
  | { readonly type: 'tag.drop'; readonly tag: string; readonly by: OperatorId; readonly at: Instant }
  | {
      readonly type: 'tag.reject'
      readonly rejection: Rejection
      readonly by: Signature
      readonly at: Instant
    }
  | { readonly type: 'intervention.start'; readonly by: OperatorId | 'device'; readonly at: Instant }
  | { readonly type: 'intervention.end' }
  | {
      readonly type: 'silence.set'
      readonly until: Instant | 'further-notice'
      readonly by: OperatorId | 'tag'
    }
  | { readonly type: 'silence.clear' }
  | { readonly type: 'window.open'; readonly at: Instant }
  | { readonly type: 'window.close' }
  | {
      readonly type: 'operators.call'
      readonly because: string
      readonly labels: readonly string[]
      readonly at: Instant
    }
  | { readonly type: 'lead.push'; readonly tag: string; readonly at: Instant }
  | { readonly type: 'contact.name'; readonly name: string }
  | { readonly type: 'contact.alias'; readonly alias: string }
  | { readonly type: 'contact.learn'; readonly data: Readonly<Record<string, string | number>> }
  | { readonly type: 'job.queue'; readonly job: 'media' | 'profile'; readonly dueAt: Instant }
  | {
      readonly type: 'alert.raise'
      readonly loud: boolean
      readonly code: string
      readonly detail: string
      readonly at: Instant
    }
  | { readonly type: 'note.ignored'; readonly because: string }
  | { readonly type: 'flag.set'; readonly unreadableAnswered?: boolean; readonly failureTold?: boolean }
  | { readonly type: 'conversation.read' }
  /** Beside the answer of this turn: how it came about. */
  | {
      readonly type: 'trace.keep'
      readonly fence: number
      readonly by: Signature
      readonly usage: Usage
      readonly trace: Trace
      readonly rejected: readonly Rejection[]
      readonly at: Instant
    }
  /** Model tokens, for the budgets of the day. */
  | { readonly type: 'usage.add'; readonly usage: Usage; readonly at: Instant }
  | { readonly type: 'media.transcribe'; readonly message: MessageId; readonly text: string }
  | { readonly type: 'memo.keep'; readonly text: string; readonly upto: number }

/** The rules, as the store is handed them: pure, because a busy transaction runs them again. */
export interface Rules {
  /** `state` is null for what belongs to an account and to no conversation: alerts, ignored and quarantined items. */
  decide(state: ConversationState | null, event: Event, now: Instant): readonly Action[]
  evolve(state: ConversationState, action: Action): ConversationState
  whyQuiet(state: ConversationState, now: Instant): QuietReason | null
  /** When the free window closes, or null: no window, or none open. */
  windowClosesAt(state: ConversationState): Instant | null
}
