// Who works at the panel, and what is kept of them? Operators with what they must know to come in, their sessions, and an audit trail.
import type { Instant, OperatorId } from '../model.ts'
import type { Page } from './store.ts'

/** `viewer` looks, `operator` acts in conversations, `admin` also decides who may. */
export type Role = 'admin' | 'operator' | 'viewer'
export type Language = 'es-MX' | 'en' | 'pt-BR'

export interface Operator {
  readonly id: OperatorId
  readonly name: string
  readonly email: string
  readonly role: Role
  readonly language: Language
  readonly disabled: boolean
  /** A second factor is asked for at sign-in. */
  readonly totp: boolean
}

export interface NewOperator {
  readonly name: string
  readonly email: string
  readonly language: Language
  readonly passwordHash: string
}

/** What sign-in compares with; never leaves the server. */
export interface Credentials {
  readonly operator: Operator
  readonly passwordHash: string
  /** Hex. Null: no second factor. */
  readonly totpSecret: string | null
}

export interface Invitation {
  /** SHA-256 of the token, hex. */
  readonly hash: string
  readonly email: string
  readonly name: string
  readonly role: Role
  readonly expiresAt: Instant
}

export interface OperatorChange {
  readonly name?: string
  readonly language?: Language
  readonly role?: Role
  readonly disabled?: boolean
}

/** Every change of a password, role or second factor, and disabling, ends the operator's sessions in the same transaction. */
export interface Operators {
  isEmpty(): boolean
  list(): Promise<readonly Operator[]>
  byId(id: string): Promise<Operator | null>
  /** An e-mail in any case. */
  byEmail(email: string): Promise<Credentials | null>
  credentials(id: OperatorId): Promise<Credentials | null>
  /** The first one, an admin; null when there is one already. */
  begin(first: NewOperator, now: Instant): Promise<Operator | null>
  /** False: somebody has that e-mail. A second invitation replaces the first. */
  invite(invitation: Invitation, by: OperatorId, now: Instant): Promise<boolean>
  /** Who a token that still holds invites. */
  invited(hash: string, now: Instant): Promise<Pick<Invitation, 'email' | 'name' | 'role'> | null>
  /** Null: unknown, used or expired. */
  accept(hash: string, who: Omit<NewOperator, 'email'>, now: Instant): Promise<Operator | null>
  change(
    id: string,
    change: OperatorChange,
    by: OperatorId,
    now: Instant,
  ): Promise<Operator | 'unknown' | 'last-admin'>
  setPassword(id: OperatorId, passwordHash: string, now: Instant): Promise<void>
  /** Waits to be confirmed; replaces an earlier offer. Hex. */
  offerTotp(id: OperatorId, secret: string): Promise<void>
  offeredTotp(id: OperatorId): Promise<string | null>
  /** The offered secret holds from now on, `step` is used up, and these are the hashes of the recovery codes. */
  confirmTotp(id: OperatorId, step: number, codes: readonly string[], now: Instant): Promise<void>
  dropTotp(id: OperatorId, now: Instant): Promise<void>
  /** False when this step or a later one was used before. */
  useStep(id: OperatorId, step: number): Promise<boolean>
  /** False when there is no such code, or no longer. */
  useCode(id: OperatorId, hash: string, now: Instant): Promise<boolean>
}

export interface Session {
  readonly operator: Operator
  readonly startedAt: Instant
  readonly seenAt: Instant
}

/** `hash` is the SHA-256 of what the browser holds, hex. */
export interface Sessions {
  open(hash: string, id: OperatorId, now: Instant): Promise<void>
  /** Null also when its operator is disabled. */
  find(hash: string): Promise<Session | null>
  touch(hash: string, now: Instant): Promise<void>
  end(hash: string): Promise<void>
  /** Forgets those that began or were last seen before these instants. */
  prune(startedBefore: Instant, seenBefore: Instant): Promise<void>
}

export interface AuditEntry {
  readonly id: number
  readonly at: Instant
  /** Null: nobody who had signed in. */
  readonly by: OperatorId | null
  readonly what: string
  readonly about: string
  /** False: this row, or the one before it, was changed after it was written. */
  readonly intact: boolean
}

export interface Audit {
  write(entry: Pick<AuditEntry, 'by' | 'what' | 'about'>, now: Instant): Promise<void>
  /** Newest first. */
  page(query: { readonly limit: number; readonly cursor?: string }): Promise<Page<AuditEntry>>
}
