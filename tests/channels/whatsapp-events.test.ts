// What becomes of what happens around the messages of WhatsApp? Receipts, people on the phone, threads, calls.
import { describe, expect, test } from 'bun:test'
import type { InboundEvent } from '../../src/events.ts'
import { parseWhatsApp } from '../../src/channels/whatsapp/parse.ts'
import {
  MS,
  NUMBER,
  PHONE,
  SECONDS,
  USER_ID,
  whatsappEcho,
  whatsappField,
  whatsappMessage,
  whatsappStatus,
  whatsappValue,
} from './payloads.ts'

function parse(payload: unknown): readonly InboundEvent[] {
  return parseWhatsApp(payload, { appId: '111', accounts: null })
}

const from = { channel: 'whatsapp', account: NUMBER, contact: PHONE }
const image = { id: '4001', mime_type: 'image/jpeg', caption: 'mejor' }

describe('a receipt', () => {
  const error = { code: 131026, title: 'Undeliverable', error_data: { details: 'not on WhatsApp' } }

  test.each([
    ['sent', { status: 'sent' }, { status: 'sent' }, 'wamid.out:sent'],
    ['delivered', { status: 'delivered' }, { status: 'delivered' }, 'wamid.out:delivered'],
    ['read', { status: 'read' }, { status: 'read' }, 'wamid.out:read'],
    ['a voice note played', { status: 'played' }, { status: 'read' }, 'wamid.out:played'],
    [
      'failed',
      { status: 'failed', errors: [error] },
      { status: 'failed', error: { code: '131026', detail: 'not on WhatsApp' } },
      'wamid.out:failed',
    ],
    [
      'our key comes back',
      { biz_opaque_callback_data: 'msg_1.1.0123abcd' },
      { callback: 'msg_1.1.0123abcd' },
      'wamid.out:delivered',
    ],
    [
      'to a business-scoped id',
      { recipient_user_id: USER_ID },
      { from: { ...from, contact: USER_ID } },
      'wamid.out:delivered',
    ],
  ])('%s', (_name, parts, expected, key) => {
    expect(parse(whatsappStatus(parts))).toMatchObject([
      { type: 'message.progressed', key, ref: 'wamid.out', at: MS, ...expected },
    ])
  })

  test.each([
    ['deleted', { status: 'deleted' }, 'status deleted'],
    ['of tomorrow', { status: 'teleported' }, 'status teleported'],
    ['of a group', { recipient_type: 'group', recipient_participant_id: PHONE }, 'status group'],
    ['of a group, in the other spelling', { participant_recipient_id: PHONE }, 'status group'],
  ])('%s is only counted', (_name, parts, because) => {
    expect(parse(whatsappStatus(parts))).toMatchObject([{ type: 'ignored', because, from: { contact: '' } }])
  })

  test('group receipts of one message differ by participant', () => {
    const keys = ['1', '2']
      .flatMap((participant) => parse(whatsappStatus({ recipient_participant_id: participant })))
      .map(({ key }) => key)
    expect(keys[0]).not.toBe(keys[1])
  })
})

describe('a person answers on the phone', () => {
  test.each([
    [
      'in words',
      { type: 'text', text: { body: 'yo me encargo' } },
      { type: 'message.echoed', body: { kind: 'text', text: 'yo me encargo' } },
    ],
    [
      'with a photo',
      { type: 'image', image },
      { type: 'message.echoed', body: { kind: 'media', media: 'image' } },
    ],
    [
      'with a reaction',
      { type: 'reaction', reaction: { message_id: 'x', emoji: '👍' } },
      { type: 'message.echoed', body: { kind: 'unsupported', label: 'reaction' } },
    ],
    [
      'and edits it',
      {
        type: 'edit',
        edit: { original_message_id: 'wamid.1', message: { type: 'text', text: { body: 'b' } } },
      },
      { type: 'message.edited', ref: 'wamid.1', body: { kind: 'text', text: 'b' } },
    ],
    [
      'and deletes it',
      { type: 'revoke', revoke: { original_message_id: 'wamid.1' } },
      { type: 'message.unsent', ref: 'wamid.1' },
    ],
  ])('%s', (_name, parts, event) => {
    expect(parse(whatsappEcho(parts))).toMatchObject([{ key: 'wamid.echo', from, at: MS, ...event }])
  })

  test('to somebody with a user name', () => {
    const [event] = parse(whatsappEcho({ type: 'text', text: { body: 'x' }, to_user_id: USER_ID }))
    expect(event).toMatchObject({ from: { contact: USER_ID }, aliases: [PHONE] })
  })
})

describe('a thread changes hands', () => {
  const envelope = {
    messaging_product: 'whatsapp',
    sender: { phone_number: PHONE },
    recipient: { phone_number_id: NUMBER, display_phone_number: '1' },
    timestamp: SECONDS,
  }
  const roles = { previous_owner_role: 'ai_agent', new_owner_role: 'escalation' }
  const away = { type: 'message.echoed', from, body: { kind: 'unsupported', label: 'handover' } }
  const back = { type: 'ignored', because: 'thread returned' }

  test.each([
    ['taken from us', { type: 'control_taken', control_taken: roles }, { ...away, app: 'escalation' }],
    [
      'passed on by us',
      { type: 'control_passed', control_passed: { ...roles, previous_owner_app_id: '111' } },
      { ...away, app: 'escalation' },
    ],
    ['passed to us', { type: 'control_passed', control_passed: { previous_owner_app_id: '222' } }, back],
    ['passed to us, in the short shape of the test panel', { control_passed: { metadata: 'x' } }, back],
  ])('%s', (_name, parts, event) => {
    expect(parse(whatsappField('messaging_handovers', { ...envelope, ...parts }))).toMatchObject([event])
  })

  test('what another responder hears and says is never ours to answer', () => {
    const standby = {
      contacts: [{ wa_id: PHONE }],
      messages: [{ from: PHONE, id: 'w', timestamp: SECONDS, type: 'text', text: { body: 'hola' } }],
    }
    expect(parse(whatsappField('standby', whatsappValue({ standby })))).toMatchObject([
      { type: 'ignored', because: 'standby', from: { contact: '' } },
    ])
  })
})

test.each([
  [
    'a call by the customer',
    { event: 'connect', direction: 'USER_INITIATED' },
    { type: 'message.received', body: { kind: 'unsupported', label: 'call' }, window: true, turn: 'answers' },
  ],
  [
    'a call by us',
    { event: 'connect', direction: 'BUSINESS_INITIATED' },
    { type: 'ignored', because: 'field calls' },
  ],
  ['the end of a call', { event: 'terminate' }, { type: 'ignored', because: 'field calls' }],
])('%s', (_name, parts, event) => {
  const call = { id: 'wacid.1', from: PHONE, timestamp: SECONDS, ...parts }
  expect(parse(whatsappField('calls', whatsappValue({ calls: [call] })))).toMatchObject([event])
})

test('a message of a group is only counted', () => {
  const group = { type: 'text', text: { body: 'hola a todos' }, group_id: '120363@g.us' }
  expect(parse(whatsappMessage(group))).toMatchObject([{ type: 'ignored', because: 'group' }])
})
