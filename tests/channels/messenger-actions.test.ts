// What becomes of what a customer does on Messenger without writing? Buttons, links, carts, reactions and second thoughts.
import { describe, expect, test } from 'bun:test'
import type { InboundEvent } from '../../src/events.ts'
import { parseMessenger } from '../../src/channels/messenger/parse.ts'
import { messengerEvent, MS, PAGE, PSID } from './payloads.ts'

function parse(payload: unknown): readonly InboundEvent[] {
  return parseMessenger(payload, { appId: '111', accounts: null })
}

const from = { channel: 'messenger', account: PAGE, contact: PSID }

describe('more that a customer does', () => {
  test.each([
    [
      'a button',
      { postback: { mid: 'm_2', title: 'Empezar', payload: 'START' } },
      { key: 'm_2', body: { kind: 'choice', id: 'START', label: 'Empezar' }, turn: 'answers' },
    ],
    [
      'a button whose payload is kept back',
      { postback: { title: 'Empezar' } },
      { body: { id: 'Empezar' }, turn: 'answers' },
    ],
    [
      'a button behind an ad',
      {
        postback: { title: 'E', payload: 'P', referral: { source: 'ADS', ad_id: '1', type: 'OPEN_THREAD' } },
      },
      { referral: { source: 'ADS', id: '1' } },
    ],
    [
      'a link of ours',
      { referral: { ref: 'qr', source: 'SHORTLINK', type: 'OPEN_THREAD' } },
      {
        body: { kind: 'choice', id: 'referral:qr', label: '' },
        turn: 'joins',
        referral: { source: 'SHORTLINK', text: 'qr' },
      },
    ],
    [
      'a cart',
      { order: { note: 'hoy', products: [{ name: 'Pan', quantity: 2, unit_price: 1.5, currency: 'EUR' }] } },
      {
        body: {
          kind: 'order',
          text: 'hoy',
          items: [{ product: 'Pan', quantity: 2, price: 1.5, currency: 'EUR' }],
        },
        needsPerson: true,
        turn: 'answers',
      },
    ],
  ])('%s', (_name, parts, event) => {
    expect(parse(messengerEvent(parts))).toMatchObject([
      { type: 'message.received', from, at: MS, window: true, ...event },
    ])
  })

  test.each([
    [
      'reacts',
      { reaction: { mid: 'm_ours', action: 'react', reaction: 'love', emoji: '❤' } },
      { type: 'message.reacted', ref: 'm_ours', emoji: '❤', window: true },
    ],
    [
      'takes it back',
      { reaction: { mid: 'm_ours', action: 'unreact' } },
      { type: 'message.reacted', ref: 'm_ours', emoji: null, window: false },
    ],
    [
      'edits',
      { message_edit: { mid: 'm_1', text: 'mejor', num_edit: 2 } },
      { type: 'message.edited', key: 'm_1:edit:2', ref: 'm_1', body: { kind: 'text', text: 'mejor' } },
    ],
    [
      'unsends',
      { message: { mid: 'm_1', is_deleted: true } },
      { type: 'message.unsent', key: 'm_1:deleted', ref: 'm_1' },
    ],
  ])('%s', (_name, parts, event) => {
    expect(parse(messengerEvent(parts))).toMatchObject([{ from, at: MS, ...event }])
  })
})
