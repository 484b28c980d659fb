// What becomes of everything on a Page that no customer said? Receipts, echoes, other owners of the thread, and the Page's wall.
import { describe, expect, test } from 'bun:test'
import type { InboundEvent } from '../../src/events.ts'
import { parseMessenger } from '../../src/channels/messenger/parse.ts'
import { between, messengerEcho, messengerEvent, MS, PAGE, pageEntry, PSID } from './payloads.ts'

function parse(payload: unknown, appId: string | null = '111'): readonly InboundEvent[] {
  return parseMessenger(payload, { appId, accounts: null })
}

const from = { channel: 'messenger', account: PAGE, contact: PSID }
const key = 'msg_01JZ0000000000000000000000.1.0123abcd'
const watermark = MS - 1_000

describe('a receipt', () => {
  test('delivered, one for each message that is named', () => {
    expect(parse(messengerEvent({ delivery: { mids: ['m_1', 'm_2'], watermark } }))).toEqual([
      { type: 'message.progressed', key: 'm_1:delivered', from, at: MS, status: 'delivered', ref: 'm_1' },
      { type: 'message.progressed', key: 'm_2:delivered', from, at: MS, status: 'delivered', ref: 'm_2' },
    ] as never)
  })

  test.each([
    ['delivered', { delivery: { watermark } }],
    ['read', { read: { watermark } }],
  ])('%s up to an instant', (status, parts) => {
    expect(parse(messengerEvent(parts))).toEqual([
      {
        type: 'message.progressed',
        key: `${PSID}:${watermark}:${status}`,
        from,
        at: MS,
        status,
        upTo: watermark,
      },
    ] as never)
  })
})

describe('an echo', () => {
  test.each([
    ['of our app', { text: 'hola', app_id: 111 }, { ref: 'm_echo' }],
    [
      'with our key, whatever the app',
      { text: 'hola', app_id: 222, metadata: key },
      { ref: 'm_echo', callback: key },
    ],
  ])('%s is a receipt', (_name, message, expected) => {
    expect(parse(messengerEcho(message))).toMatchObject([
      { type: 'message.progressed', from, status: 'sent', ...expected },
    ])
  })

  test.each([
    ['of the inbox of the Page', { text: 'yo sigo', app_id: 263902037430900 }, { app: '263902037430900' }],
    [
      'of another app, with metadata of its own',
      { text: 'x', app_id: 222, metadata: 'campaign' },
      { app: '222' },
    ],
    ['of nobody who says so', { text: 'x' }, {}],
    [
      'with a photo',
      { attachments: [{ type: 'image', payload: { url: 'https://a.fbcdn.net/1' } }] },
      { body: { media: 'image' } },
    ],
  ])('%s is somebody else', (_name, message, expected) => {
    const events = parse(messengerEcho(message))
    expect(events).toMatchObject([
      { type: 'message.echoed', key: 'm_echo:echo', ref: 'm_echo', from, ...expected },
    ])
  })

  test('nothing is ours by app id while we do not know it', () => {
    expect(parse(messengerEcho({ text: 'x', app_id: 111 }), null)).toMatchObject([{ type: 'message.echoed' }])
  })

  test('that nobody calls one is still not a customer’s', () => {
    const said = between(PAGE, PSID, { message: { mid: 'm_1', text: 'x' } })
    expect(parse(pageEntry({ messaging: [said] }))).toMatchObject([{ type: 'message.echoed', from }])
  })

  test('unsent, it is unsent', () => {
    expect(parse(messengerEcho({ is_deleted: true }))).toMatchObject([
      { type: 'message.unsent', ref: 'm_echo', from },
    ])
  })
})

describe('a thread', () => {
  const away = { type: 'message.echoed', from, body: { kind: 'unsupported', label: 'handover' } }

  test.each([
    [
      'passed to the inbox',
      { pass_thread_control: { new_owner_app_id: 263902037430900 } },
      { ...away, app: '263902037430900' },
    ],
    [
      'taken by another app',
      { take_thread_control: { previous_owner_app_id: '111', new_owner_app_id: '222' } },
      { ...away, app: '222' },
    ],
    ['taken by nobody who says so', { take_thread_control: { previous_owner_app_id: '111' } }, away],
    [
      'passed to us',
      { pass_thread_control: { new_owner_app_id: '111' } },
      { type: 'ignored', because: 'thread returned' },
    ],
    [
      'asked for',
      { request_thread_control: { requested_owner_app_id: '222' } },
      { type: 'ignored', because: 'thread requested' },
    ],
    ['with new roles', { app_roles: { 111: ['automation'] } }, { type: 'ignored', because: 'app roles' }],
  ])('%s', (_name, parts, event) => {
    expect(parse(messengerEvent(parts))).toMatchObject([event])
  })

  test('without our app id any change of hands takes it away', () => {
    expect(parse(messengerEvent({ pass_thread_control: { new_owner_app_id: '111' } }), null)).toMatchObject([
      away,
    ])
  })

  test('in standby nothing is ever ours to answer', () => {
    const standby = [
      between(PSID, PAGE, { message: { mid: 'm_1', text: 'hola' } }),
      between(PAGE, PSID, { message: { mid: 'm_2', text: 'hola', is_echo: true } }),
      between(PSID, PAGE, { postback: { title: 'E' } }),
    ]
    const nobody = { ...from, contact: '' }
    expect(parse(pageEntry({ standby }))).toMatchObject(
      Array.from({ length: 3 }, () => ({ type: 'ignored', because: 'standby', from: nobody })),
    )
  })
})

describe('the Page itself', () => {
  test.each([
    ['policy_enforcement', 'block', true],
    ['policy_enforcement', 'warning', false],
    ['policy-enforcement', 'block', true],
    ['policy_enforcement', 'unblock', false],
  ])('%s: %s is loud: %p', (name, action, loud) => {
    const event = { recipient: { id: PAGE }, timestamp: MS, [name]: { action, reason: 'spam' } }
    expect(parse(pageEntry({ messaging: [event] }))).toMatchObject([
      {
        type: 'account.alert',
        code: 'policy_enforcement',
        loud,
        detail: `${action}: spam`,
        from: { contact: '' },
      },
    ])
  })

  test.each([
    ['an opt-in', { optin: { ref: 'x' } }, 'opt-in'],
    ['feedback', { response_feedback: { feedback: 'x', mid: 'm' } }, 'response_feedback'],
    ['a linked account', { account_linking: { status: 'linked' } }, 'account_linking'],
    ['a payment', { payment: {} }, 'payment'],
    ['a game', { game_play: {} }, 'game_play'],
    ['something of tomorrow', { hologram: {} }, 'hologram'],
    ['nothing', {}, 'empty event'],
  ])('%s is only counted', (_name, parts, because) => {
    expect(parse(messengerEvent(parts))).toMatchObject([
      { type: 'ignored', because, from: { account: PAGE, contact: '' } },
    ])
  })

  test.each(['feed', 'mention', 'ratings', 'leadgen'])('%s is no chat', (field) => {
    const changes = [{ field, value: { item: 'comment', message: 'precio?' } }]
    expect(parse(pageEntry({ changes }))).toMatchObject([{ type: 'ignored', because: 'page feed' }])
  })

  test('names without values mean that messages are being lost', () => {
    expect(parse(pageEntry({ changed_fields: ['messages'] }))).toMatchObject([
      { type: 'account.alert', code: 'changed_fields', loud: true },
    ])
  })

  test('an opt-in of somebody without an id is only counted, a message of theirs is quarantined', () => {
    const sender = { sender: {}, recipient: { id: PAGE }, timestamp: MS }
    const events = parse(
      pageEntry({
        messaging: [
          { ...sender, optin: { user_ref: 'r' } },
          { ...sender, message: { mid: 'm', text: 'x' } },
        ],
      }),
    )
    expect(events).toMatchObject([
      { type: 'ignored' },
      { type: 'quarantined', because: 'no sender', index: 1 },
    ])
  })

  test('each item goes to the Page its entry names', () => {
    const entry = (id: string): unknown => ({
      id,
      time: MS,
      messaging: [between(PSID, id, { message: { mid: `m_${id}`, text: 'x' } })],
    })
    const payload = { object: 'page', entry: [entry('1'), entry('2')] }
    const events = parseMessenger(payload, { appId: null, accounts: new Set(['2']) })
    expect(events).toMatchObject([
      { type: 'ignored', because: 'unknown account', from: { account: '1' } },
      { type: 'message.received', from: { account: '2' } },
    ])
  })
})
