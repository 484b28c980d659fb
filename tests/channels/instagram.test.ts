// What is different on Instagram? Stories, shares, hearts and what unsends itself; comments are no chat, however they are spelled.
import { describe, expect, test } from 'bun:test'
import type { InboundEvent } from '../../src/events.ts'
import { parseInstagram } from '../../src/channels/instagram/parse.ts'
import { between, IG, IGSID, instagramEcho, instagramEntry, instagramEvent, MS } from './payloads.ts'

function parse(payload: unknown): readonly InboundEvent[] {
  return parseInstagram(payload, { appId: '111', accounts: null })
}

const from = { channel: 'instagram', account: IG, contact: IGSID }
const url = 'https://lookaside.fbsbx.com/ig_messaging_cdn/?asset_id=1'
const attached = (type: string, payload: unknown = { url }): Readonly<Record<string, unknown>> => ({
  attachments: [{ type, payload }],
})
const share = { kind: 'share', url }

describe('a direct message', () => {
  test.each([
    ['a text', { text: 'hola' }, { kind: 'text', text: 'hola' }, 'answers'],
    ['a photo', attached('image'), { kind: 'media', media: 'image', ref: url }, 'answers'],
    ['a voice note', attached('audio'), { kind: 'media', media: 'audio', ref: url }, 'answers'],
    ['a post, in the old spelling', attached('share'), { ...share, what: 'post' }, 'answers'],
    [
      'a post',
      attached('ig_post', { url, title: 'Nuevo' }),
      { ...share, what: 'post', title: 'Nuevo' },
      'answers',
    ],
    ['a reel', attached('ig_reel'), { ...share, what: 'reel' }, 'answers'],
    ['a reel, in the other spelling', attached('reel'), { ...share, what: 'reel' }, 'answers'],
    ['media of ours', attached('media'), { ...share, what: 'post' }, 'answers'],
    [
      'a mention in their story: said to their followers',
      attached('story_mention'),
      { kind: 'story', what: 'mention', url },
      'never',
    ],
    ['a story they share', attached('story'), { kind: 'story', what: 'shared', url }, 'answers'],
    [
      'a story they share, in the other spelling',
      attached('ig_story'),
      { kind: 'story', what: 'shared', url },
      'answers',
    ],
    ['a heart', attached('like_heart', {}), { kind: 'media', media: 'sticker', ref: 'like_heart' }, 'joins'],
    [
      'a photo that disappears',
      attached('ephemeral', {}),
      { kind: 'unsupported', label: 'ephemeral' },
      'answers',
    ],
    [
      'what Instagram cannot say',
      attached('unsupported_type'),
      { kind: 'unsupported', label: 'unsupported_type' },
      'answers',
    ],
    [
      'what Instagram cannot say, in a word',
      { is_unsupported: true },
      { kind: 'unsupported', label: 'unsupported' },
      'answers',
    ],
  ] as const)('%s', (_name, message, body, turn) => {
    const event = {
      type: 'message.received',
      key: 'aWdf',
      ref: 'aWdf',
      from,
      at: MS,
      body,
      window: true,
      turn,
    }
    expect(parse(instagramEvent({ message: { mid: 'aWdf', ...message } }))).toEqual([event as never])
  })

  test.each([
    [
      'a reply to our story',
      { text: 'qué bonito', reply_to: { story: { id: '179', url } } },
      { body: { kind: 'text', text: 'qué bonito' }, inReplyTo: 'story:179' },
    ],
    ['a reply to a message', { text: 'sí', reply_to: { mid: 'aWdf0' } }, { inReplyTo: 'aWdf0' }],
    [
      'a question about a product',
      { text: '¿queda?', referral: { product: { id: '33' } } },
      { referral: { source: 'product', id: '33' } },
    ],
    [
      'the first words after an ad',
      { text: 'info', referral: { ref: 'r', ad_id: '7', source: 'ADS', type: 'OPEN_THREAD' } },
      { referral: { source: 'ADS', id: '7' } },
    ],
    [
      'an ice breaker',
      { text: 'Precios', quick_reply: { payload: 'P' } },
      { body: { kind: 'choice', id: 'P', label: 'Precios' } },
    ],
  ])('%s', (_name, message, expected) => {
    expect(parse(instagramEvent({ message: { mid: 'aWdf', ...message } }))).toMatchObject([
      { type: 'message.received', ...expected },
    ])
  })

  test('unsent, it is gone', () => {
    expect(parse(instagramEvent({ message: { mid: 'aWdf', is_deleted: true } }))).toMatchObject([
      { type: 'message.unsent', ref: 'aWdf', from },
    ])
  })

  test('the test of the account itself is only counted', () => {
    const self = between(IG, IG, { message: { mid: 'aWdf', text: 'x', is_echo: true, is_self: true } })
    expect(parse(instagramEntry({ messaging: [self] }))).toMatchObject([
      { type: 'ignored', because: 'self test' },
    ])
  })
})

describe('more than messages', () => {
  test.each([
    [
      'a button',
      { postback: { mid: 'aWdf', title: 'Precios', payload: 'P' } },
      { type: 'message.received', key: 'aWdf', body: { kind: 'choice', id: 'P', label: 'Precios' } },
    ],
    [
      'a link of ours',
      { referral: { ref: 'bio', source: 'IGME-SOURCE-LINK', type: 'OPEN_THREAD' } },
      { type: 'message.received', body: { id: 'referral:bio' }, turn: 'joins' },
    ],
    [
      'a reaction',
      { reaction: { mid: 'aWdf', action: 'react', reaction: 'love', emoji: '❤' } },
      { type: 'message.reacted', ref: 'aWdf', emoji: '❤', window: true },
    ],
    [
      'a reaction by name',
      { reaction: { mid: 'aWdf', action: 'react', reaction: 'other' } },
      { emoji: 'other' },
    ],
    [
      'an edit',
      { message_edit: { mid: 'aWdf', text: 'mejor', num_edit: 1 } },
      { type: 'message.edited', ref: 'aWdf', body: { text: 'mejor' } },
    ],
    [
      'a thread taken away',
      { pass_thread_control: { new_owner_app_id: '1217981644879628' } },
      { type: 'message.echoed', app: '1217981644879628' },
    ],
    [
      'a thread returned',
      { pass_thread_control: { new_owner_app_id: '111' } },
      { type: 'ignored', because: 'thread returned' },
    ],
    ['an opt-in', { optin: {} }, { type: 'ignored', because: 'opt-in' }],
  ])('%s', (_name, parts, event) => {
    expect(parse(instagramEvent(parts))).toMatchObject([event])
  })

  test('seen names one message, and what went before it was seen too', () => {
    expect(parse(instagramEvent({ read: { mid: 'aWdf' } }))).toEqual([
      { type: 'message.progressed', key: 'aWdf:read', from, at: MS, status: 'read', ref: 'aWdf' },
      { type: 'message.progressed', key: `${IGSID}:${MS}:read`, from, at: MS, status: 'read', upTo: MS },
    ] as never)
  })

  test.each([
    [
      'ours, by app id',
      { text: 'x', app_id: 111 },
      { type: 'message.progressed', status: 'sent', ref: 'aWdf_echo' },
    ],
    [
      'of the inbox of Instagram',
      { text: 'x', app_id: 1217981644879628 },
      { type: 'message.echoed', app: '1217981644879628' },
    ],
    [
      'of nobody who says so: the step compares',
      { text: 'x' },
      { type: 'message.echoed', body: { kind: 'text', text: 'x' } },
    ],
  ])('an echo %s', (_name, message, event) => {
    expect(parse(instagramEcho(message))).toMatchObject([{ from, ...event }])
  })

  test('standby is never ours to answer', () => {
    const standby = [between(IGSID, IG, { message: { mid: 'aWdf', text: 'x' } })]
    expect(parse(instagramEntry({ standby }))).toMatchObject([{ type: 'ignored', because: 'standby' }])
  })
})

describe('what is no chat', () => {
  const comment = { id: '1', text: '¿precio?', from: { id: '2', username: 'ana' } }

  test.each([
    ['comments', 'comment'],
    ['live_comments', 'comment'],
    ['mentions', 'mention'],
    ['story_insights', 'insights'],
    ['of_tomorrow', 'field of_tomorrow'],
  ])('%s, as a change and flat', (field, because) => {
    const nested = parse(instagramEntry({ changes: [{ field, value: comment }] }))
    const flat = parse(instagramEntry({ field, value: comment }))
    const expected = [{ type: 'ignored', because, from: { channel: 'instagram', account: IG, contact: '' } }]
    expect([nested, flat]).toMatchObject([expected, expected])
  })

  test('a delivery of a Page', () => {
    expect(parse({ object: 'page', entry: [] })).toMatchObject([{ type: 'ignored', because: 'object page' }])
  })
})
