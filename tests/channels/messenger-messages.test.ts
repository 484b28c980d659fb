// What becomes of each thing a customer can say on Messenger? One row for each shape, with its turn; all of them open the window.
import { describe, expect, test } from 'bun:test'
import type { InboundEvent } from '../../src/events.ts'
import { parseMessenger } from '../../src/channels/messenger/parse.ts'
import { messengerEvent, MS, PAGE, PSID } from './payloads.ts'

function parse(payload: unknown): readonly InboundEvent[] {
  return parseMessenger(payload, { appId: '111', accounts: null })
}

function say(message: Readonly<Record<string, unknown>>, beside = {}): readonly InboundEvent[] {
  return parse(messengerEvent({ message: { mid: 'm_1', ...message }, ...beside }))
}

const from = { channel: 'messenger', account: PAGE, contact: PSID }
const url = 'https://scontent.xx.fbcdn.net/v/1.jpg'
const attached = (type: string, payload: unknown, more = {}): Readonly<Record<string, unknown>> => ({
  attachments: [{ type, payload, ...more }],
})
const like = 369239263222822
const share = { kind: 'share' }
const product = { product: { elements: [{ id: '1', title: 'Zapato', subtitle: '30 €', image_url: url }] } }

describe('a message', () => {
  test.each([
    [
      'a text, whatever Meta reads into it',
      { text: 'hola', nlp: { entities: {} }, commands: [{ name: 'x' }] },
      { kind: 'text', text: 'hola' },
      'answers',
    ],
    [
      'a quick reply',
      { text: 'Rojo', quick_reply: { payload: 'RED' } },
      { kind: 'choice', id: 'RED', label: 'Rojo' },
      'answers',
    ],
    ['a photo', attached('image', { url }), { kind: 'media', media: 'image', ref: url }, 'answers'],
    [
      'a photo with words',
      { text: 'mira', ...attached('image', { url }) },
      { kind: 'media', media: 'image', ref: url, caption: 'mira' },
      'answers',
    ],
    ['a voice note', attached('audio', { url }), { kind: 'media', media: 'audio', ref: url }, 'answers'],
    ['a video', attached('video', { url }), { kind: 'media', media: 'video', ref: url }, 'answers'],
    ['a file', attached('file', { url }), { kind: 'media', media: 'document', ref: url }, 'answers'],
    ['a photo without an address', attached('image', {}), { kind: 'unsupported', label: 'image' }, 'answers'],
    [
      'the thumbs-up',
      attached('image', { url, sticker_id: like }),
      { kind: 'media', media: 'sticker', ref: url },
      'joins',
    ],
    [
      'a sticker and its twin',
      {
        attachments: [
          { type: 'image', payload: { url, sticker_id: 5 } },
          { type: 'sticker', payload: { sticker_id: 5 } },
        ],
      },
      { kind: 'media', media: 'sticker', ref: url },
      'joins',
    ],
    [
      'a sticker alone',
      attached('sticker', { sticker_id: 5 }),
      { kind: 'media', media: 'sticker', ref: '5' },
      'joins',
    ],
    [
      'a place',
      attached('location', { coordinates: { lat: 1.5, long: -2 } }, { title: 'Casa' }),
      { kind: 'location', latitude: 1.5, longitude: -2, name: 'Casa' },
      'answers',
    ],
    [
      'a link',
      attached('fallback', null, { title: 'Web', url: 'https://a.es' }),
      { ...share, what: 'link', url: 'https://a.es', title: 'Web' },
      'answers',
    ],
    [
      'words that hold the link',
      {
        text: 'mira https://a.es',
        ...attached('fallback', null, { url: 'https://l.facebook.com/l.php?u=x' }),
      },
      { kind: 'text', text: 'mira https://a.es' },
      'answers',
    ],
    [
      'words beside a link',
      { text: 'mira esto', ...attached('fallback', null, { url: 'https://a.es' }) },
      { kind: 'text', text: 'mira esto\nhttps://a.es' },
      'answers',
    ],
    [
      'a product',
      attached('template', product),
      { ...share, what: 'product', title: 'Zapato · 30 €' },
      'answers',
    ],
    [
      'a question about a product',
      { text: '¿queda?', ...attached('template', product) },
      { ...share, what: 'product', title: 'Zapato · 30 €', text: '¿queda?' },
      'answers',
    ],
    [
      'a reel',
      attached('reel', { url, title: 'Reel' }),
      { ...share, what: 'reel', url, title: 'Reel' },
      'answers',
    ],
    [
      'an Instagram reel',
      attached('ig_reel', { url, reel_video_id: '1' }),
      { ...share, what: 'reel', url },
      'answers',
    ],
    ['a post', attached('post', { url }), { ...share, what: 'post', url }, 'answers'],
    ['an Instagram post', attached('ig_post', { url }), { ...share, what: 'post', url }, 'answers'],
    [
      'an appointment',
      attached('appointment_booking', {}),
      { kind: 'unsupported', label: 'appointment_booking' },
      'answers',
    ],
    [
      'an attachment of tomorrow',
      attached('hologram', { url }),
      { kind: 'unsupported', label: 'hologram' },
      'answers',
    ],
    ['nothing at all', {}, { kind: 'unsupported', label: 'empty' }, 'answers'],
  ] as const)('%s', (_name, message, body, turn) => {
    const expected = {
      type: 'message.received',
      key: 'm_1',
      ref: 'm_1',
      from,
      at: MS,
      body,
      window: true,
      turn,
    }
    expect(say(message)).toEqual([expected as never])
  })

  test('several attachments are one event each, and the words are the first one’s caption', () => {
    const events = say({
      text: 'dos',
      attachments: [
        { type: 'image', payload: { url } },
        { type: 'video', payload: { url: `${url}2` } },
      ],
    })
    expect(events).toMatchObject([
      { key: 'm_1', ref: 'm_1', body: { media: 'image', caption: 'dos' } },
      { key: 'm_1:1', ref: 'm_1', body: { media: 'video' } },
    ])
  })

  test('a reply names what it answers', () => {
    expect(say({ text: 'sí', reply_to: { mid: 'm_ours' } })).toMatchObject([{ inReplyTo: 'm_ours' }])
  })

  test('an ad it came from stays with it', () => {
    const referral = {
      ref: 'verano',
      ad_id: '12',
      source: 'ADS',
      type: 'OPEN_THREAD',
      ads_context_data: { ad_title: 'Rebajas' },
    }
    expect(say({ text: 'info', referral })).toMatchObject([
      { referral: { source: 'ADS', id: '12', title: 'Rebajas', text: 'verano' } },
    ])
  })

  test('the summary of a lead ad says where it came from, and its seconds are seconds', () => {
    const beside = { hop_context: [{ app_id: 413038776280800 }], timestamp: MS / 1000 }
    expect(say({ text: 'Lead summary: Ana' }, beside)).toMatchObject([
      { at: MS, referral: { source: 'lead ad' }, body: { kind: 'text' }, turn: 'answers' },
    ])
  })

  test('without a mid, sender, instant and kind name it', () => {
    const [event] = parse(messengerEvent({ message: { text: 'hola' } }))
    expect(event?.key).toBe(`${PSID}:${MS}:message`)
  })
})
