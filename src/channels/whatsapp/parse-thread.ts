// What happened around the messages of WhatsApp? Receipts of ours, what a person wrote on the phone, calls, and who owns the thread.
import type { InboundEvent, PlatformError } from '../../events.ts'
import type { Address, Receipt } from '../../model.ts'
import { digest, fields, ignored, instant, list, some, text } from '../meta/parse.ts'
import { contentOf } from './parse-content.ts'
import { amendedBy, type Place, speakerOf } from './parse-message.ts'
import type { Call, Echo, Handover, HandoverRoles, Status, WireError } from './wire.ts'

const RECEIPTS = new Map<string, Receipt>([
  ['sent', 'sent'],
  ['delivered', 'delivered'],
  ['read', 'read'],
  ['played', 'read'],
  ['failed', 'failed'],
])

export function statusEvent(place: Place, value: unknown): InboundEvent {
  const status = fields<Status>(value)
  if (status === null) throw new Error('not a status')
  const name = text(status.status)
  const participant = text(status.recipient_participant_id) || text(status.participant_recipient_id)
  const contact = text(status.recipient_user_id) || text(status.recipient_id)
  const from: Address = { channel: 'whatsapp', account: place.account, contact }
  const at = instant(status.timestamp)
  const [ref, callback] = [text(status.id), text(status.biz_opaque_callback_data)]
  const key = [ref || `${contact}:${at}:${callback}`, name, participant]
    .filter((part) => part !== '')
    .join(':')
  const group = participant !== '' || text(status.recipient_type) === 'group'
  const receipt = RECEIPTS.get(name)
  if (group || receipt === undefined)
    return ignored(from, key, at, `status ${group ? 'group' : name.slice(0, 64)}`)
  if (ref === '' && callback === '') throw new Error('status of nothing')
  const error = receipt === 'failed' ? errorOf(status.errors) : null
  return { type: 'message.progressed', key, from, at, status: receipt, ...some({ ref, callback, error }) }
}

function errorOf(errors: unknown): PlatformError {
  const error = fields<WireError>(list(errors)[0])
  const details = text(fields<{ details: string }>(error?.error_data)?.details)
  return { code: text(error?.code), detail: details || text(error?.message) || text(error?.title) }
}

/** Not sent for what the API sent: a person wrote it on the phone or a linked device. */
export function echoEvent(place: Place, value: unknown): InboundEvent {
  const echo = fields<Echo>(value)
  if (echo === null) throw new Error('not an echo')
  const { contact, aliases } = speakerOf(place, text(echo.to), text(echo.to_user_id))
  if (contact === '') throw new Error('no recipient')
  const from: Address = { channel: 'whatsapp', account: place.account, contact }
  const at = instant(echo.timestamp)
  const id = text(echo.id) || `${contact}:${at}:echo`
  const amended = amendedBy(from, id, at, echo)
  if (amended !== null) return amended
  const { body } = contentOf(echo)
  const names = some({ aliases: aliases.length > 0 ? aliases : null })
  return { type: 'message.echoed', key: id, from, at, ref: id, body, ...names }
}

export function callEvent(place: Place, value: unknown): InboundEvent {
  const call = fields<Call>(value)
  const { contact, aliases, name } = speakerOf(place, text(call?.from), text(call?.from_user_id))
  const from: Address = { channel: 'whatsapp', account: place.account, contact }
  const at = instant(call?.timestamp)
  const id = text(call?.id) || digest(value)
  const ours = text(call?.direction) === 'BUSINESS_INITIATED'
  if (text(call?.event) !== 'connect' || ours || contact === '') {
    return ignored(from, `${id}:${text(call?.event)}`, at, 'field calls')
  }
  return {
    type: 'message.received',
    key: id,
    from,
    at,
    ref: id,
    body: { kind: 'unsupported', label: 'call' },
    window: true,
    turn: 'answers',
    ...some({ contactName: name, aliases: aliases.length > 0 ? aliases : null }),
  }
}

/**
 * `control_passed` goes to the new owner, so it is ours now; `control_taken` to the previous one, so a person or another app has it.
 * Source: https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messaging_handovers
 */
export function handoverEvent(number: string, appId: string | null, value: unknown): InboundEvent {
  const handover = fields<Handover>(value)
  const sender = fields<{ phone_number: string; user_id: string }>(handover?.sender)
  const account = text(fields<{ phone_number_id: string }>(handover?.recipient)?.phone_number_id) || number
  const contact = text(sender?.user_id) || text(sender?.phone_number)
  const from: Address = { channel: 'whatsapp', account, contact }
  const at = instant(handover?.timestamp)
  const key = `${contact}:${at}:handover`
  const passed = text(handover?.type) === 'control_passed' || handover?.control_taken === undefined
  const roles = fields<HandoverRoles>(passed ? handover?.control_passed : handover?.control_taken)
  const fromUs = appId !== null && text(roles?.previous_owner_app_id) === appId
  if (contact === '' || (passed && !fromUs)) return ignored(from, key, at, 'thread returned')
  const app = text(roles?.new_owner_role)
  return {
    type: 'message.echoed',
    key,
    from,
    at,
    ref: key,
    body: { kind: 'unsupported', label: 'handover' },
    ...some({ app }),
  }
}
