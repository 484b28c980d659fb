// What do operators hear about the account itself? Alerts, loud when nothing may be sent; the rest counted under its own name.
import { describe, expect, test } from 'bun:test'
import type { InboundEvent } from '../../src/events.ts'
import { parseWhatsApp } from '../../src/channels/whatsapp/parse.ts'
import { NUMBER, PHONE, whatsappField, whatsappMessage, whatsappValue } from './payloads.ts'

function parse(payload: unknown): readonly InboundEvent[] {
  return parseWhatsApp(payload, { appId: '111', accounts: null })
}

const waba = '102290129340398'

describe('an alert', () => {
  test.each([
    ['account_update', { event: 'DISABLED_UPDATE', ban_info: { waba_ban_state: 'DISABLE' } }, true],
    [
      'account_update',
      {
        event: 'ACCOUNT_RESTRICTION',
        restriction_info: [{ restriction_type: 'RESTRICTED_BIZ_INITIATED_MESSAGING' }],
      },
      true,
    ],
    ['account_update', { event: 'ACCOUNT_VIOLATION', violation_info: { violation_type: 'SCAM' } }, true],
    ['account_update', { event: 'ACCOUNT_DELETED' }, true],
    ['account_update', { event: 'ACCOUNT_OFFBOARDED' }, true],
    ['account_update', { event: 'VERIFIED_ACCOUNT' }, false],
    ['account_review_update', { decision: 'APPROVED' }, false],
    [
      'account_alerts',
      {
        entity_type: 'BUSINESS',
        alert_info: { alert_severity: 'CRITICAL', alert_type: 'X', alert_description: 'd' },
      },
      true,
    ],
    ['message_template_status_update', { event: 'PAUSED', message_template_name: 't' }, true],
    [
      'message_template_status_update',
      { event: 'REJECTED', message_template_name: 't', reason: 'SCAM' },
      true,
    ],
    [
      'message_template_status_update',
      { event: 'APPROVED', message_template_name: 'disabled_t', reason: 'NONE' },
      false,
    ],
    ['message_template_quality_update', { new_quality_score: 'YELLOW' }, false],
    ['message_template_components_update', { message_template_name: 't' }, false],
    ['template_category_update', { new_category: 'MARKETING' }, false],
    ['phone_number_quality_update', { event: 'FLAGGED', current_limit: 'TIER_10K' }, false],
    ['phone_number_name_update', { decision: 'APPROVED' }, false],
    ['business_capability_update', { max_daily_conversation_per_phone: 10 }, false],
    ['account_settings_update', { type: 'phone_number_settings' }, false],
    ['payment_configuration_update', { status: 'Needs Testing' }, false],
    ['security', { event: 'PIN_CHANGED' }, false],
    ['flows', { event: 'FLOW_STATUS_CHANGE' }, false],
  ])('%s %j is loud: %p', (field, value, loud) => {
    const events = parse(whatsappField(field, value))
    expect(events).toMatchObject([
      { type: 'account.alert', code: field, loud, from: { channel: 'whatsapp', account: waba, contact: '' } },
    ])
  })

  test.each([
    [131031, true],
    [130429, false],
    [131035, false],
  ])('an error %d of the whole account is loud: %p', (code, loud) => {
    const errors = [{ code, title: 'title', message: 'message', error_data: { details: 'details' } }]
    const [event] = parse(whatsappField('messages', whatsappValue({ errors })))
    expect(event).toMatchObject({
      type: 'account.alert',
      code: 'error',
      loud,
      detail: `${code} title details`,
    })
    expect(event?.from).toEqual({ channel: 'whatsapp', account: NUMBER, contact: '' })
  })

  test('names without values mean that messages are being lost', () => {
    const payload = {
      object: 'whatsapp_business_account',
      entry: [{ id: waba, changed_fields: ['messages'] }],
    }
    expect(parse(payload)).toMatchObject([{ type: 'account.alert', code: 'changed_fields', loud: true }])
  })

  test('delivered twice it is the same one, and another one is another', () => {
    const keys = ['YELLOW', 'YELLOW', 'RED'].map(
      (score) =>
        parse(whatsappField('message_template_quality_update', { new_quality_score: score }))[0]?.key,
    )
    expect(keys[0]).toBe(keys[1] ?? '')
    expect(keys[0]).not.toBe(keys[2] ?? '')
  })
})

test.each([
  ['user_preferences', 'marketing preference'],
  ['history', 'history'],
  ['smb_app_state_sync', 'contact sync'],
  ['group_lifecycle_update', 'field group_lifecycle_update'],
  ['business_username_updates', 'field business_username_updates'],
  ['user_id_update', 'field user_id_update'],
  ['partner_solutions', 'field partner_solutions'],
  ['automatic_events', 'field automatic_events'],
  ['field_of_tomorrow', 'field field_of_tomorrow'],
  ['__proto__', 'field __proto__'],
])('the field %s is only counted', (field, because) => {
  const messages = [{ from: PHONE, id: 'wamid.old', timestamp: '1', type: 'text', text: { body: 'viejo' } }]
  const events = parse(whatsappField(field, whatsappValue({ history: [{ threads: [{ messages }] }] })))
  expect(events).toMatchObject([{ type: 'ignored', because, from: { contact: '' } }])
})

describe('a delivery', () => {
  test.each([
    ['null', null],
    ['a text', 'hola'],
    ['a list', []],
    ['another object', { object: 'user', entry: [] }],
    ['no list of entries', { object: 'whatsapp_business_account', entry: {} }],
  ])('that is %s is only counted', (_name, payload) => {
    expect(parse(payload)).toMatchObject([{ type: 'ignored', because: expect.stringMatching(/^object /) }])
  })

  test.each([
    ['just under', 999, 999, 0],
    ['exactly', 1_000, 1_000, 0],
    ['over', 1_001, 1_000, 1],
  ])('with %s a thousand updates', (_name, count, received, quarantined) => {
    const message = (at: number): unknown => ({
      from: PHONE,
      id: `wamid.${at}`,
      timestamp: '1',
      type: 'text',
      text: { body: 'x' },
    })
    const messages = Array.from({ length: count }, (_, at) => message(at))
    const events = parse(whatsappField('messages', whatsappValue({ messages })))
    expect(events.filter((event) => event.type === 'message.received')).toHaveLength(received)
    expect(events.filter((event) => event.type === 'quarantined')).toHaveLength(quarantined)
  })

  test.each([
    ['63 levels', 60, 'message.received'],
    ['a hundred levels', 100, 'quarantined'],
    ['ten thousand levels', 10_000, 'quarantined'],
  ])('nested over %s', (_name, levels, type) => {
    let nested: unknown = 'x'
    for (let level = 0; level < levels; level += 1) nested = { nested }
    expect(parse(whatsappMessage({ type: 'text', text: { body: 'x' }, nested }))).toMatchObject([{ type }])
  })

  test('one bad item does not take its neighbours along', () => {
    const good = { from: PHONE, id: 'wamid.good', timestamp: '1', type: 'text', text: { body: 'x' } }
    const events = parse(
      whatsappField('messages', whatsappValue({ messages: [null, 7, good], statuses: ['no'] })),
    )
    expect(events.map(({ type }) => type)).toEqual([
      'quarantined',
      'quarantined',
      'message.received',
      'quarantined',
    ])
  })

  test('what is said to a number we do not have is kept and answered by nobody', () => {
    const strange = { appId: null, accounts: new Set(['another']) }
    const events = parseWhatsApp(whatsappMessage({ type: 'text', text: { body: 'x' } }), strange)
    expect(events).toMatchObject([
      { type: 'ignored', because: 'unknown account', from: { account: NUMBER, contact: '' } },
    ])
  })
})
