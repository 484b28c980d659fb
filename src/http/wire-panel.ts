// What does the panel's own half of the API say? The types of its answers, and the mapping from the store's views to them.
import type { ChannelName, ConversationId, MessageId, OperatorId } from '../model.ts'
import type { AuditEntry, Language, Operator, Role } from '../store/operators.ts'
import type { Draft, DraftKind, Figures, HistoryEntry, QuickReply, Unread } from '../store/panel.ts'
import type { IsoInstant } from './wire.ts'
import { iso } from './wire.ts'

/** Who is signed in: `GET /api/session`, and the answer to every way of signing in. */
export interface SessionWire {
  readonly operator: {
    readonly id: OperatorId
    readonly name: string
    readonly email: string
    readonly role: Role
    readonly language: Language
    readonly totp: boolean
  }
}

/** `GET /api/operators`. `email` is shown to admins and to whom it belongs. */
export interface OperatorWire {
  readonly id: OperatorId
  readonly name: string
  readonly email: string | null
  readonly role: Role
  readonly language: Language
  readonly disabled: boolean
  readonly totp: boolean
}

export interface BootstrapWire {
  readonly needed: boolean
}

/** `POST /api/operators/invitations`. */
export interface InvitationWire {
  readonly link: string
  readonly expiresAt: IsoInstant
}

/** `POST /api/session/totp`; `PUT` answers `TotpCodesWire`, once. */
export interface TotpWire {
  /** Base32, for typing; the same stands in `uri`, for a QR code. */
  readonly secret: string
  readonly uri: string
}

export interface TotpCodesWire {
  readonly recoveryCodes: readonly string[]
}

/** `GET /api/conversations/:id/draft`, and `items` of `GET /api/drafts`. */
export interface DraftWire {
  readonly conversationId: ConversationId
  readonly kind: DraftKind
  readonly text: string
  readonly at: IsoInstant
}

export type QuickReplyWire = QuickReply

/** `GET /api/unread`: conversations; no count goes beyond `most`. `total` is the sum of `channels`. */
export interface UnreadWire extends Unread {
  readonly total: number
}

/** `items` of `GET /api/conversations/:id/events`, newest first. */
export interface HistoryWire extends Omit<HistoryEntry, 'id' | 'at' | 'until' | 'message'> {
  readonly id: string
  readonly at: IsoInstant
  readonly until?: IsoInstant | null
  readonly messageId?: MessageId
}

/** `items` of `GET /api/channels`. */
export interface ChannelWire {
  readonly channel: ChannelName
  /** `off`: not configured; `paused`: the platform asked us to wait, or refuses us. */
  readonly state: 'connected' | 'paused' | 'off'
  readonly accounts: readonly {
    readonly account: string
    readonly pausedUntil: IsoInstant | null
    readonly because: string | null
  }[]
  readonly lastMessageAt: IsoInstant | null
  /** Null for the site chat. */
  readonly webhookUrl: string | null
  /** For admins only. */
  readonly verifyToken: string | null
}

export interface FigureWire {
  readonly value: number
  readonly previous: number
}

/** `GET /api/metrics`: all figures of one reading, so that they agree. Days are days of `zone`. */
export interface MetricsWire {
  readonly at: IsoInstant
  readonly zone: string
  /** `YYYY-MM-DD`, both included. */
  readonly from: string
  readonly to: string
  readonly previousFrom: string
  readonly previousTo: string
  readonly bucket: 'hour' | 'day' | 'week'
  readonly conversations: FigureWire
  readonly answered: FigureWire
  readonly leads: FigureWire
  /** From 0 to 1; null when there was no conversation. */
  readonly conversion: { readonly value: number | null; readonly previous: number | null }
  readonly series: readonly (Omit<Figures, 'converted'> & { readonly from: IsoInstant })[]
}

/** `items` of `GET /api/audit`. */
export type AuditWire = Omit<AuditEntry, 'at'> & { readonly at: IsoInstant }

export function sessionWire({ id, name, email, role, language, totp }: Operator): SessionWire {
  return { operator: { id, name, email, role, language, totp } }
}

export function draftWire({ conversation, kind, text, at }: Draft): DraftWire {
  return { conversationId: conversation, kind, text, at: iso(at) }
}

export function historyWire({ id, at, until, message, ...entry }: HistoryEntry): HistoryWire {
  return {
    ...entry,
    id: String(id),
    at: iso(at),
    ...(until === undefined ? {} : { until: until === null ? null : iso(until) }),
    ...(message === undefined ? {} : { messageId: message }),
  }
}
