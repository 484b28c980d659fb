// What becomes of a customer's second thoughts on WhatsApp? Reactions, edits, deletions, and a new number or name.
import { describe, expect, test } from 'bun:test'
import type { InboundEvent } from '../../src/events.ts'
import { parseWhatsApp } from '../../src/channels/whatsapp/parse.ts'
import {
  MS,
  NUMBER,
  PHONE,
  SECONDS,
  USER_ID,
  whatsappField,
  whatsappMessage,
  whatsappValue,
} from './payloads.ts'

function parse(payload: unknown): readonly InboundEvent[] {
  return parseWhatsApp(payload, { appId: '111', accounts: null })
}

const from = { channel: 'whatsapp', account: NUMBER, contact: PHONE }
const image = { id: '4001', mime_type: 'image/jpeg', caption: 'mejor' }

describe('a customer amends', () => {
  test.each([
    [
      'by a reaction',
      { type: 'reaction', reaction: { message_id: 'wamid.ours', emoji: '👍' } },
      { type: 'message.reacted', ref: 'wamid.ours', emoji: '👍', window: false },
    ],
    [
      'by taking a reaction back',
      { type: 'reaction', reaction: { message_id: 'wamid.ours' } },
      { type: 'message.reacted', ref: 'wamid.ours', emoji: null, window: false },
    ],
    [
      'by an empty reaction',
      { type: 'reaction', reaction: { message_id: 'wamid.ours', emoji: '' } },
      { type: 'message.reacted', emoji: null },
    ],
    [
      'by an edit',
      {
        type: 'edit',
        edit: { original_message_id: 'wamid.1', message: { type: 'text', text: { body: 'mejor' } } },
      },
      { type: 'message.edited', ref: 'wamid.1', body: { kind: 'text', text: 'mejor' } },
    ],
    [
      'by a new caption',
      { type: 'edit', edit: { original_message_id: 'wamid.1', message: { type: 'image', image } } },
      { type: 'message.edited', ref: 'wamid.1', body: { kind: 'media', caption: 'mejor' } },
    ],
    [
      'by unsending',
      { type: 'revoke', revoke: { original_message_id: 'wamid.1' } },
      { type: 'message.unsent', ref: 'wamid.1' },
    ],
  ])('%s', (_name, parts, event) => {
    expect(parse(whatsappMessage(parts))).toMatchObject([{ key: 'wamid.in', from, at: MS, ...event }])
  })
})

describe('a customer moves', () => {
  test.each([
    [
      'to another number',
      { type: 'user_changed_number', wa_id: '16505559876' },
      [['16505551234', '16505559876']],
    ],
    [
      'to another number, in the old spelling',
      { type: 'customer_changed_number', new_wa_id: '16505559876' },
      [['16505551234', '16505559876']],
    ],
    [
      'to a number and an id',
      { type: 'user_changed_user_id', wa_id: '16505559876', user_id: USER_ID },
      [
        ['16505551234', USER_ID],
        ['16505551234', '16505559876'],
      ],
    ],
    [
      'from an id that is named',
      { type: 'user_changed_user_id', previous_user_id: 'US.1', user_id: USER_ID },
      [['US.1', USER_ID]],
    ],
  ])('%s', (_name, system, merges) => {
    const events = parse(whatsappMessage({ type: 'system', system: { body: 'moved', ...system } }))
    expect(events.map((event) => [event.type, event.from.contact, 'alias' in event && event.alias])).toEqual(
      merges.map(([contact, alias]) => ['contact.merged', contact, alias] as never),
    )
    expect(new Set(events.map((event) => event.key)).size).toBe(events.length)
  })

  test('from nowhere anybody knows: the text of the message is not believed', () => {
    const body = `User US.10101010101010101010 changed from US.10101010101010101010 to ${USER_ID}`
    const message = {
      id: 'wamid.s',
      timestamp: SECONDS,
      type: 'system',
      system: { type: 'user_changed_user_id', user_id: USER_ID, body },
    }
    const events = parse(whatsappField('messages', whatsappValue({ messages: [message] })))
    expect(events).toMatchObject([{ type: 'ignored', because: 'contact moved' }])
  })

  test('other system messages are only counted', () => {
    const identity = { type: 'customer_identity_changed', body: '…', identity: 'x' }
    expect(parse(whatsappMessage({ type: 'system', system: identity }))).toMatchObject([
      { type: 'ignored', because: 'system', from: { contact: '' } },
    ])
  })
})
