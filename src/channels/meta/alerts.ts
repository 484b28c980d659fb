// What must operators hear that belongs to no conversation? The state of an account, as the platform tells it.
import type { InboundEvent } from '../../events.ts'
import type { Address, Instant } from '../../model.ts'
import { digest, fields, text } from './parse.ts'

export interface Alert {
  readonly code: string
  readonly detail: string
  /** Sending is restricted, or messages are being lost. */
  readonly loud: boolean
}

/** `value` is what the platform said: delivered again it is the same alert. */
export function alertEvent(from: Address, at: Instant, alert: Alert, value: unknown): InboundEvent {
  const key = `${alert.code}:${at}:${digest(value)}`
  return { type: 'account.alert', key, from: { ...from, contact: '' }, at, ...alert }
}

/** "Include values" is off in the dashboard: Meta names what changed and keeps the messages. */
export function valuesOff(from: Address, at: Instant, value: unknown): InboundEvent {
  const detail = 'values are not included in the webhooks: messages are lost'
  return alertEvent(from, at, { code: 'changed_fields', detail, loud: true }, value)
}

/** Messenger: https://developers.facebook.com/docs/messenger-platform/reference/webhook-events/messaging_policy_enforcement */
export function policyEnforcement(from: Address, at: Instant, value: unknown): InboundEvent {
  const policy = fields<{ action: string; reason: string }>(value)
  const action = text(policy?.action)
  const detail = `${action}: ${text(policy?.reason).slice(0, 300)}`
  return alertEvent(from, at, { code: 'policy_enforcement', detail, loud: action === 'block' }, value)
}
