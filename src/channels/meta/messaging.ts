// What happened in a delivery of Messenger or Instagram? One walk for both: their envelopes and events are the same.
import type { InboundEvent } from '../../events.ts'
import type { Body, ChannelName } from '../../model.ts'
import { policyEnforcement, valuesOff } from './alerts.ts'
import { type Line, messageEvents, received, referralOf } from './messages.ts'
import {
  collect,
  digest,
  type Element,
  fields,
  finite,
  ignored,
  instant,
  list,
  type Loose,
  onlyOurs,
  some,
  text,
} from './parse.ts'
import { threadEvents } from './threads.ts'
import type { Change, Delivery, Entry, Message, MessagingEvent, Order, Reaction } from './wire.ts'

export interface MessagingOptions {
  readonly appId: string | null
  /** The accounts we have; null takes any. */
  readonly accounts: ReadonlySet<string> | null
}

interface Platform extends MessagingOptions {
  readonly channel: ChannelName
  readonly object: 'page' | 'instagram'
  /** Why an entry of `changes` is no chat. */
  readonly notChat: (field: string) => string
}

export function parseMessaging(payload: unknown, platform: Platform): readonly InboundEvent[] {
  return onlyOurs(collect(platform.channel, elementsOf(payload, platform)), platform.accounts)
}

function* elementsOf(payload: unknown, platform: Platform): Generator<Element> {
  const delivery = fields<Delivery<Entry>>(payload)
  const { channel } = platform
  const nobody = { channel, account: '', contact: '' }
  if (delivery === null || text(delivery.object) !== platform.object || !Array.isArray(delivery.entry)) {
    const because = `object ${text(delivery?.object).slice(0, 64) || 'none'}`
    yield { account: '', value: payload, read: () => [ignored(nobody, digest(payload), 0, because)] }
    return
  }
  for (const item of list(delivery.entry)) {
    const entry = fields<Entry>(item)
    const account = text(entry?.id)
    const at = instant(entry?.time)
    const from = { channel, account, contact: '' }
    for (const value of list(entry?.messaging)) {
      const envelope = { channel, appId: platform.appId, echo: false, from, at }
      yield { account, value, read: () => eventsOf(envelope, value) }
    }
    for (const value of list(entry?.standby)) {
      yield { account, value, read: () => [ignored(from, digest(value), at, 'standby')] }
    }
    const flat = text(entry?.field) === '' ? [] : [entry]
    for (const value of [...list(entry?.changes), ...flat]) {
      const field = text(fields<Change>(value)?.field)
      yield { account, value, read: () => [ignored(from, digest(value), at, platform.notChat(field))] }
    }
    if (list(entry?.changed_fields).length > 0) {
      yield { account, value: item, read: () => [valuesOff(from, at, item)] }
    }
  }
}

function eventsOf(envelope: Line, value: unknown): readonly InboundEvent[] {
  const event = fields<MessagingEvent>(value)
  if (event === null) throw new Error('not an event')
  const message = fields<Message>(event.message)
  const sender = fields<{ id: string; user_ref: string }>(event.sender)
  const [from, to] = [text(sender?.id), text(fields<{ id: string }>(event.recipient)?.id)]
  const account = envelope.from.account || to
  // What our own account says is never a customer's, also when nobody calls it an echo.
  const echo = message?.is_echo === true || (from === account && to !== '' && to !== account)
  const contact = echo ? to : from || text(sender?.user_ref)
  const at = instant(event.timestamp) || envelope.at
  const line = { ...envelope, at, echo, from: { channel: envelope.channel, account, contact } }
  const policy =
    event.policy_enforcement ?? fields<{ 'policy-enforcement': unknown }>(event)?.['policy-enforcement']
  if (fields(policy) !== null) return [policyEnforcement(line.from, at, policy)]
  const spoken = message === null ? otherEvents(line, event) : messageEvents(line, message, event)
  if (contact === '' && spoken.some((made) => made.type !== 'ignored')) throw new Error('no sender')
  return spoken
}

function otherEvents(line: Line, event: Loose<MessagingEvent>): readonly InboundEvent[] {
  const { from, at } = line
  const postback = fields<{ mid: string; title: string; payload: string; referral: unknown }>(event.postback)
  if (postback !== null) {
    const id = text(postback.payload) || text(postback.title) || 'postback'
    const key = text(postback.mid) || `${from.contact}:${at}:postback`
    const body: Body = { kind: 'choice', id, label: text(postback.title) }
    return [received(line, key, key, body, some({ referral: referralOf(postback.referral) }))]
  }
  const delivery = fields<{ mids: unknown; watermark: number }>(event.delivery)
  if (delivery !== null) return progress(line, 'delivered', list(delivery.mids).map(text), delivery.watermark)
  const read = fields<{ mid: string; watermark: number }>(event.read)
  if (read !== null) return progress(line, 'read', [text(read.mid)], read.watermark ?? at)
  const reaction = fields<Reaction>(event.reaction)
  if (reaction !== null) return [reacted(line, reaction)]
  const edit = fields<{ mid: string; text: string; num_edit: number }>(event.message_edit)
  if (edit !== null) {
    const ref = text(edit.mid)
    const key = `${ref}:edit:${text(edit.num_edit) || at}`
    return [{ type: 'message.edited', key, from, at, ref, body: { kind: 'text', text: text(edit.text) } }]
  }
  const order = fields<Order>(event.order)
  if (order !== null) return [orderEvent(line, order)]
  return threadEvents(line, event)
}

/** One for each mid, and what went before the watermark; without mids the watermark is all there is. */
function progress(
  line: Line,
  status: 'delivered' | 'read',
  mids: readonly string[],
  watermark: unknown,
): readonly InboundEvent[] {
  const { from, at } = line
  const named: InboundEvent[] = mids
    .filter((ref) => ref !== '')
    .slice(0, 1_000)
    .map((ref) => ({ type: 'message.progressed', key: `${ref}:${status}`, from, at, status, ref }))
  const upTo = instant(watermark)
  if (upTo === 0 || (status === 'delivered' && named.length > 0)) return named
  const key = `${from.contact}:${upTo}:${status}`
  return [...named, { type: 'message.progressed', key, from, at, status, upTo }]
}

function reacted(line: Line, reaction: Loose<Reaction>): InboundEvent {
  const { from, at } = line
  const ref = text(reaction.mid)
  const window = text(reaction.action) !== 'unreact'
  const emoji = window ? text(reaction.emoji) || text(reaction.reaction) || '👍' : null
  const key = `${ref}:${window ? 'react' : 'unreact'}:${at}`
  return { type: 'message.reacted', key, from, at, ref, emoji, window }
}

function orderEvent(line: Line, order: Loose<Order>): InboundEvent {
  const key = `${line.from.contact}:${line.at}:order`
  const items = list(order.products)
    .slice(0, 100)
    .map((product) => {
      const one = fields<Order['products'][number]>(product)
      return {
        product: text(one?.name) || text(one?.retailer_id) || text(one?.id),
        quantity: finite(one?.quantity) ?? 1,
        price: finite(one?.unit_price) ?? 0,
        currency: text(one?.currency),
      }
    })
  return received(line, key, key, { kind: 'order', ...some({ text: text(order.note) }), items })
}
