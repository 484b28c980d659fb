// Whom is this event about? The conversation it belongs to (a customer's first word begins one), and the outbox row it speaks of.
import { HouseError } from '../../errors.ts'
import type { Event, InboundEvent } from '../../events.ts'
import type { Address, ConversationId, Instant, MessageId } from '../../model.ts'
import type { OutboxRow } from '../rows.ts'
import { toBody } from '../rows.ts'
import { saysTheSame } from '../text.ts'
import type { Accounts } from './accounts.ts'
import type { Held } from './doing.ts'
import type { Holding } from './held.ts'
import type { Outbox } from './outbox.ts'

export interface Place {
  readonly held: Held | null
  readonly row: OutboxRow | null
}

export interface LocateParts {
  readonly holding: Holding
  readonly accounts: Accounts
  readonly outbox: Outbox
  /** Off, echoes of channels that do not give our key back are known by their ref only. */
  readonly matchOwnEchoes: boolean
}

export type Locate = (where: ConversationId | Address | null, event: Event, now: Instant) => Place

export function createLocate(parts: LocateParts): Locate {
  const { holding, outbox } = parts

  function byAddress(at: Address, event: Event, now: Instant): Held | null {
    const begins = event.type === 'message.received' || event.type === 'message.echoed'
    const account = begins ? parts.accounts.idOf(at) : parts.accounts.find(at)
    if (account === null) return null
    const names = namesOf(at, event)
    const known = holding.byNames(account, names)
    const held = known ?? (begins ? holding.begin(at, account, now) : null)
    if (held !== null && (names.length > 1 || event.type === 'message.received'))
      learnNames(held, names, event)
    return held
  }

  function learnNames(held: Held, names: readonly string[], event: Event): void {
    if (names.length > 1) for (const name of names) holding.name(held, name)
    const phone = held.state.channel === 'whatsapp' ? names.findLast(isPhone) : undefined
    const display = phone ?? (isPhone(held.desk.display) ? held.desk.display : (names[0] ?? ''))
    const address = event.type === 'message.received' ? event.from.contact : held.desk.address
    if (display !== held.desk.display || address !== held.desk.address)
      held.desk = { ...held.desk, display, address }
  }

  function receiptRow(event: Extract<InboundEvent, { type: 'message.progressed' }>): OutboxRow | null {
    const id = event.callback === undefined ? null : messageOf(event.callback)
    const ours = id === null ? null : outbox.byId(id)
    if (ours !== null || event.ref === undefined) return ours
    return byRef(event, event.ref)
  }

  function byRef(event: InboundEvent, ref: string): OutboxRow | null {
    const account = parts.accounts.find(event.from)
    return account === null ? null : outbox.byRef(account, ref)
  }

  function echoRow(event: Extract<InboundEvent, { type: 'message.echoed' }>, held: Held): OutboxRow | null {
    const known = byRef(event, event.ref)
    if (known !== null || held.state.traits.echoesKey || !parts.matchOwnEchoes) return known
    return outbox.inFlight(held.id).findLast((row) => saysTheSame(toBody(row.body), event.body)) ?? null
  }

  function rowOf(event: Event, held: Held | null): OutboxRow | null {
    if (event.type === 'message.echoed') return held === null ? null : echoRow(event, held)
    if (!('id' in event)) return null
    const row = outbox.byId(event.id)
    return row !== null && row.conversation === held?.id ? row : null
  }

  return (where, event, now) => {
    if (event.type === 'message.progressed') {
      const row = receiptRow(event)
      if (row !== null) return { held: holding.byId(row.conversation), row }
    }
    const held = typeof where === 'string' ? holding.byPublic(where) : where && byAddress(where, event, now)
    if (held === null && typeof where === 'string')
      throw new HouseError('not-found', 'La conversación no existe.')
    return { held, row: rowOf(event, held) }
  }
}

/** Whatever the contact is called here, what the platform says first. */
function namesOf(at: Address, event: Event): readonly string[] {
  switch (event.type) {
    case 'message.received':
    case 'message.echoed':
      return event.aliases === undefined ? [at.contact] : [at.contact, ...event.aliases]
    case 'contact.merged':
      return [at.contact, event.alias]
    default:
      return [at.contact]
  }
}

function isPhone(name: string): boolean {
  return /^\+?\d{6,15}$/.test(name)
}

/** The message a SendKey names: `"<message id>.<attempt>.<hmac>"`, proven before it got here. */
function messageOf(key: string): MessageId | null {
  const id = key.split('.')[0] ?? ''
  return isMessageId(id) ? id : null
}

function isMessageId(id: string): id is MessageId {
  return id.startsWith('msg_')
}
