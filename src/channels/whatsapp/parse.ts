// What happened on our WhatsApp numbers? The deliveries of the Cloud API as events, item by item.
import type { InboundEvent } from '../../events.ts'
import type { Address, Instant } from '../../model.ts'
import { valuesOff } from '../meta/alerts.ts'
import {
  collect,
  digest,
  type Element,
  fields,
  ignored,
  instant,
  list,
  onlyOurs,
  text,
} from '../meta/parse.ts'
import { accountEvent, errorAlert } from './parse-account.ts'
import { messageEvents } from './parse-message.ts'
import { callEvent, echoEvent, handoverEvent, statusEvent } from './parse-thread.ts'
import type { Change, Contact, Delivery, Entry, Value } from './wire.ts'

export interface WhatsAppOptions {
  readonly appId: string | null
  /** Phone number ids we have; null takes any. */
  readonly accounts: ReadonlySet<string> | null
}

/** Pure, never throws. */
export function parseWhatsApp(payload: unknown, options: WhatsAppOptions): readonly InboundEvent[] {
  return onlyOurs(collect('whatsapp', elementsOf(payload, options.appId)), options.accounts)
}

function* elementsOf(payload: unknown, appId: string | null): Generator<Element> {
  const delivery = fields<Delivery>(payload)
  const nobody = { channel: 'whatsapp', account: '', contact: '' } as const
  if (text(delivery?.object) !== 'whatsapp_business_account' || !Array.isArray(delivery?.entry)) {
    const because = `object ${text(delivery?.object).slice(0, 64) || 'none'}`
    yield { account: '', value: payload, read: () => [ignored(nobody, digest(payload), 0, because)] }
    return
  }
  for (const item of list(delivery?.entry)) {
    const entry = fields<Entry>(item)
    const account = text(entry?.id)
    const at = instant(entry?.time)
    for (const change of list(entry?.changes)) yield* changeElements(change, account, at, appId)
    if (list(entry?.changed_fields).length > 0) {
      yield { account, value: item, read: () => [valuesOff({ ...nobody, account }, at, item)] }
    }
  }
}

function* changeElements(item: unknown, waba: string, at: Instant, appId: string | null): Generator<Element> {
  const change = fields<Change>(item)
  const field = text(change?.field)
  const value = fields<Value>(change?.value)
  const metadata = fields<{ phone_number_id: string }>(value?.metadata)
  const account = text(metadata?.phone_number_id)
  const from: Address = { channel: 'whatsapp', account: account || waba, contact: '' }
  const contacts = list(value?.contacts).flatMap((one) => fields<Contact>(one) ?? [])
  const place = { account, contacts }
  const each = (values: unknown, read: (one: unknown) => readonly InboundEvent[]): readonly Element[] =>
    Array.from(list(values), (one) => ({ account, value: one, read: () => read(one) }))
  const elements: Element[] = []
  if (field === 'messages') {
    elements.push(...each(value?.messages, (one) => messageEvents(place, one)))
    elements.push(...each(value?.statuses, (one) => [statusEvent(place, one)]))
    elements.push(...each(value?.errors, (one) => [errorAlert(from, at, one)]))
  }
  if (field === 'smb_message_echoes')
    elements.push(...each(value?.message_echoes, (one) => [echoEvent(place, one)]))
  if (field === 'calls') elements.push(...each(value?.calls, (one) => [callEvent(place, one)]))
  if (field === 'messaging_handovers') {
    elements.push({ account, value: item, read: () => [handoverEvent(account, appId, change?.value)] })
  }
  if (elements.length > 0) return yield* elements
  yield { account, value: item, read: () => [accountEvent(from, at, field, change?.value)] }
}
