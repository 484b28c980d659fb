// What became of our WhatsApp account? Its own fields as alerts, loud when nothing may be sent any more; the rest is ignored by name.
// https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/overview (list of fields)
import type { InboundEvent } from '../../events.ts'
import type { Address, Instant } from '../../model.ts'
import { alertEvent } from '../meta/alerts.ts'
import { digest, fields, finite, ignored, list, text } from '../meta/parse.ts'
import type { WireError } from './wire.ts'

const ALERTS = new Set([
  'account_alerts',
  'account_update',
  'account_review_update',
  'account_settings_update',
  'business_capability_update',
  'phone_number_name_update',
  'phone_number_quality_update',
  'security',
  'payment_configuration_update',
  'message_template_status_update',
  'message_template_quality_update',
  'message_template_components_update',
  'template_category_update',
  'flows',
])
const NAMES = new Map([
  ['user_preferences', 'marketing preference'],
  ['history', 'history'],
  ['smb_app_state_sync', 'contact sync'],
  ['standby', 'standby'],
])
const RESTRICTED = /DISABL|RESTRICT|VIOLATION|DELET|OFFBOARD|PAUS|REJECT|BAN|BLOCK|LOCK|CRITICAL/iu
/** Codes after which nothing leaves: locked, unpaid, token, number. */
const STOPPING = new Set([190, 368, 131031, 131042, 131045, 133010])

export function accountEvent(from: Address, at: Instant, field: string, value: unknown): InboundEvent {
  if (ALERTS.has(field)) {
    const { states, words } = told(value)
    const detail = [...states, ...words].join(' ').slice(0, 300)
    return alertEvent(
      from,
      at,
      { code: field, detail, loud: states.some((one) => RESTRICTED.test(one)) },
      value,
    )
  }
  const because = NAMES.get(field) ?? `field ${field.slice(0, 64) || 'none'}`
  return ignored(from, `${field}:${digest(value)}`, at, because)
}

/** Errors of the account or the app, with no message they belong to. */
export function errorAlert(from: Address, at: Instant, value: unknown): InboundEvent {
  const error = fields<WireError>(value)
  const code = finite(error?.code) ?? 0
  const details = text(fields<{ details: string }>(error?.error_data)?.details)
  const detail = `${code} ${text(error?.title)} ${details || text(error?.message)}`.trim().slice(0, 300)
  return alertEvent(from, at, { code: 'error', detail, loud: STOPPING.has(code) }, value)
}

/** `states` decide whether it is loud, `words` only explain. */
function told(value: unknown): { readonly states: readonly string[]; readonly words: readonly string[] } {
  const root = fields<Record<string, unknown>>(value) ?? {}
  const alert = fields<Record<string, unknown>>(root['alert_info']) ?? root
  const ban = fields<{ waba_ban_state: unknown }>(root['ban_info'])
  const violation = fields<{ violation_type: unknown }>(root['violation_info'])
  const restrictions = list(root['restriction_info']).map(
    (one) => fields<{ restriction_type: unknown }>(one)?.restriction_type,
  )
  const states = [
    root['event'],
    root['decision'],
    root['new_quality_score'],
    alert['alert_severity'],
    alert['alert_type'],
    ban?.waba_ban_state,
    violation?.violation_type,
    ...restrictions,
  ]
  const words = [
    root['message_template_name'],
    root['message_template_language'],
    root['reason'],
    root['rejection_reason'],
    root['new_category'],
    root['current_limit'],
    alert['alert_description'],
  ]
  const spoken = (one: unknown): boolean => text(one) !== ''
  return { states: states.filter(spoken).map(text), words: words.filter(spoken).map(text) }
}
