// When is a message accepted? The body is read, the recipient found, the limits asked; then it stands in the ledger and has an id.
import type { Instant } from '../../model.ts'
import type { Acceptance, LedgerBook } from '../ledger.ts'
import type { Random } from '../naming.ts'
import type { People, Person } from '../people.ts'
import type { Account, MetaChannel } from '../world.ts'
import type { Files } from './files.ts'
import type { Intent } from './intent.ts'
import type { Limits } from './limits.ts'
import type { Problem } from './problems.ts'
import { messageRef } from '../naming.ts'
import { readMessaging } from './messaging-body.ts'
import { readWhatsApp } from './whatsapp-body.ts'

/** A listener that returns a promise holds the answer back until it is done. */
export type AcceptedListener = (acceptance: Acceptance) => Promise<void> | void

export interface SendParts {
  readonly people: People
  readonly files: Files
  readonly ledger: LedgerBook
  readonly limits: Limits
  readonly random: Random
  readonly accepted: AcceptedListener
}

type Body = Readonly<Record<string, unknown>>
export type SendOutcome = { readonly body: Body } | { readonly problem: Problem }

export type AcceptSend = (account: Account, body: Body, now: Instant) => Promise<SendOutcome>

export function createSends(parts: SendParts): AcceptSend {
  return async (account, body, now) => {
    const reading = account.channel === 'whatsapp' ? readWhatsApp(body) : readMessaging(account.channel, body)
    if (!reading.ok) return { problem: reading.problem }
    const { intent } = reading
    if (intent.what !== 'message' && account.channel === 'whatsapp') return mark(parts, account, intent, now)
    const person = intent.to === null ? null : parts.people.find(account.id, intent.to)
    if (person === null) return { problem: unknownRecipient[account.channel] }
    if (person.unreachable === true) return { problem: unreachable[account.channel] }
    if (intent.what !== 'message') return sign(parts, person, intent.what, now)
    const problem = fileProblem(parts.files, intent) ?? parts.limits.refuse(person, intent, now)
    if (problem !== null) return { problem }
    return accept(parts, person, intent, body, now)
  }
}

const unknownRecipient: Readonly<Record<MetaChannel, Problem>> = {
  whatsapp: { code: 131026, details: 'Message Undeliverable.' },
  messenger: { code: 100, subcode: 2018001 },
  instagram: { code: 100, subcode: 2534014 },
}

const unreachable: Readonly<Record<MetaChannel, Problem>> = {
  whatsapp: { code: 131026, details: 'Message Undeliverable.' },
  messenger: { code: 551, subcode: 1545041 },
  instagram: { code: 551, subcode: 1545041 },
}

function fileProblem(files: Files, intent: Intent): Problem | null {
  if (intent.mediaId === null || files.get(intent.mediaId) !== null) return null
  return { code: 131009, details: `Media with ID ${intent.mediaId} does not exist.` }
}

async function accept(
  parts: SendParts,
  person: Person,
  intent: Intent,
  body: Body,
  now: Instant,
): Promise<SendOutcome> {
  const { channel, account } = person
  const ref = messageRef(channel, person.phone ?? person.id, true, parts.random)
  const acceptance: Acceptance = {
    at: now,
    channel,
    account,
    to: intent.to ?? person.id,
    contact: person.id,
    body,
    kind: intent.kind,
    text: intent.text,
    key: intent.key,
    ref,
    human: intent.human,
    inReplyTo: intent.inReplyTo,
  }
  parts.people.sent(ref)
  parts.ledger.accepted(acceptance)
  await parts.accepted(acceptance)
  if (channel !== 'whatsapp') return { body: { recipient_id: person.id, message_id: ref } }
  const contact = {
    input: acceptance.to,
    ...(person.phone === undefined ? { user_id: person.id } : { wa_id: person.phone }),
  }
  const status = intent.template ? { message_status: 'accepted' } : {}
  return {
    body: { messaging_product: 'whatsapp', contacts: [contact], messages: [{ id: ref, ...status }] },
  }
}

/** On WhatsApp a read mark names a message, and the customer is its author. */
function mark(parts: SendParts, account: Account, intent: Intent, now: Instant): SendOutcome {
  const ref = intent.target ?? ''
  const author = parts.people.authorOf(ref)
  if (author === null || author.account !== account.id) {
    const outgoing =
      `Message supplied to mark message as read API with message ID: ${ref} is outgoing. ` +
      'Please use an incoming message ID.'
    const details =
      parts.people.direction(ref) === 'outgoing' ? outgoing : 'Please check the message ID you have provided.'
    return { problem: { code: 100, details } }
  }
  for (const what of intent.what === 'typing' ? (['read', 'typing'] as const) : (['read'] as const))
    parts.ledger.present({ at: now, channel: 'whatsapp', account: account.id, contact: author.id, what })
  return { body: { success: true } }
}

function sign(parts: SendParts, person: Person, what: 'read' | 'typing', now: Instant): SendOutcome {
  const { channel, account, id } = person
  parts.ledger.present({ at: now, channel, account, contact: id, what })
  return { body: { recipient_id: id } }
}
