// Does everything that leaves for Messenger and Instagram keep their limits? Any body, and what each kind looks like.
import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import type { Body } from '../../src/model.ts'
import { instagramTraits } from '../../src/channels/instagram/index.ts'
import { messengerTraits } from '../../src/channels/messenger/index.ts'
import { renderAction, renderMessage } from '../../src/channels/meta/render.ts'
import type { SendRequest } from '../../src/channels/meta/wire.ts'
import { bodies } from './bodies.ts'
import { wellFormed } from './well-formed.ts'

const key = 'msg_01JZ0000000000000000000000.1.0123abcd'
const traits = { messenger: messengerTraits, instagram: instagramTraits }
type Name = keyof typeof traits

function render(name: Name, body: Body, more = {}): SendRequest | null {
  return renderMessage(body, { contact: '5614', metadata: key, human: false, ...more }, traits[name])
}

/** Where a request breaks a limit of its platform, or null. */
function whyTooMuch(name: Name, request: SendRequest): string | null {
  const message = request.message ?? {}
  const text = message.text ?? ''
  const size = name === 'instagram' ? Buffer.byteLength(text) : text.length
  const quick = message.quick_replies ?? []
  const differ = (values: readonly string[]): boolean => new Set(values).size === values.length
  if (!wellFormed(request)) return 'NUL or a lone surrogate'
  if (size > (name === 'instagram' ? 1_000 : 2_000)) return `text of ${size}`
  if (message.text !== undefined && text === '') return 'empty text'
  if (quick.length > 13 || (quick.length > 0 && text.length > 640))
    return 'too many quick replies, or too long a text'
  if (
    quick.some(
      ({ title, payload }) => title === '' || title.length > 20 || payload === '' || payload.length > 1_000,
    )
  )
    return 'quick reply'
  if (!differ(quick.map(({ title }) => title)) || !differ(quick.map(({ payload }) => payload)))
    return 'equal quick replies'
  const kinds = [message.text, message.attachment].filter((part) => part !== undefined)
  return kinds.length === 1 ? null : 'neither text nor attachment, or both'
}

describe('limits', () => {
  test.each<Name>(['messenger', 'instagram'])(
    '10,000 bodies on %s',
    (name) => {
      let sent = 0
      fc.assert(
        fc.property(bodies, (body) => {
          const request = render(name, body)
          if (request === null) return
          sent += 1
          const because = whyTooMuch(name, request)
          if (because !== null) throw new Error(`${because}: ${JSON.stringify(request).slice(0, 300)}`)
        }),
        { numRuns: 14_000 },
      )
      expect(sent).toBeGreaterThanOrEqual(10_000)
    },
    120_000,
  )

  test.each<[Name, string, number, number]>([
    ['messenger', 'x', 1_999, 1_999],
    ['messenger', 'x', 2_000, 2_000],
    ['messenger', 'x', 2_001, 2_000],
    ['instagram', 'x', 999, 999],
    ['instagram', 'x', 1_000, 1_000],
    ['instagram', 'x', 1_001, 1_000],
    ['instagram', 'ж', 500, 1_000],
    ['instagram', 'ж', 501, 999],
    ['instagram', '😀', 250, 1_000],
    ['instagram', '😀', 251, 999],
  ])('on %s %s × %d is said in %d', (name, unit, times, size) => {
    const text = render(name, { kind: 'text', text: unit.repeat(times) })?.message?.text ?? ''
    expect(name === 'instagram' ? Buffer.byteLength(text) : text.length).toBe(size)
    expect(text.isWellFormed()).toBe(true)
  })
})

describe('a body', () => {
  const url = 'https://a.es/b'

  test.each<[string, Body, unknown]>([
    [
      'a text without marks',
      { kind: 'text', text: '# Hola\n**a** _b_ [c](https://d.es)' },
      { text: 'Hola\na b c: https://d.es' },
    ],
    [
      'choices are quick replies',
      { kind: 'choices', text: '¿Cuál?', choices: [{ id: 'a', label: 'Uno' }] },
      { text: '¿Cuál?', quick_replies: [{ content_type: 'text', title: 'Uno', payload: 'a' }] },
    ],
    [
      'a photo by link',
      { kind: 'media', media: 'image', ref: url },
      { attachment: { type: 'image', payload: { url } } },
    ],
    [
      'a document by id',
      { kind: 'media', media: 'document', ref: '77' },
      { attachment: { type: 'file', payload: { attachment_id: '77' } } },
    ],
    [
      'a sticker is a picture',
      { kind: 'media', media: 'sticker', ref: url },
      { attachment: { type: 'image', payload: { url } } },
    ],
    [
      'a place in words',
      { kind: 'location', latitude: 1, longitude: 2, name: 'Casa' },
      { text: 'Casa\nhttps://maps.google.com/?q=1,2' },
    ],
    [
      'a contact in words',
      { kind: 'contacts', contacts: [{ name: 'Ana', phones: ['+34'], emails: ['a@b.es'] }] },
      { text: 'Ana · +34 · a@b.es' },
    ],
  ])('%s', (_name, body, message) => {
    const expected = {
      recipient: { id: '5614' },
      messaging_type: 'RESPONSE',
      message: { ...(message as object), metadata: key },
    }
    expect(render('messenger', body)).toEqual(expected as never)
  })

  test('of a person, after the free window, carries the tag of people', () => {
    const request = render('messenger', { kind: 'text', text: 'hola' }, { human: true })
    expect(request).toMatchObject({ messaging_type: 'MESSAGE_TAG', tag: 'HUMAN_AGENT' })
  })

  test('without a tag for what no person typed', () => {
    expect(render('instagram', { kind: 'text', text: 'hola' })).not.toHaveProperty('tag')
  })

  test('answers a message by its mid', () => {
    expect(render('instagram', { kind: 'text', text: 'hola' }, { inReplyTo: 'aWdf' })).toMatchObject({
      reply_to: { mid: 'aWdf' },
    })
  })

  test.each<Body>([
    { kind: 'template', name: 'hola', language: 'es', params: [] },
    { kind: 'text', text: '  ' },
    { kind: 'story', what: 'shared' },
    { kind: 'media', media: 'image', ref: '' },
  ])('%j cannot leave', (body) => {
    expect(render('messenger', body)).toBeNull()
  })

  test('signs of life are their own request', () => {
    expect(renderAction({ kind: 'presence', what: 'typing', ref: null }, '5614')).toEqual({
      recipient: { id: '5614' },
      sender_action: 'typing_on',
    })
    expect(renderAction({ kind: 'presence', what: 'read', ref: 'm' }, '5614')).toEqual({
      recipient: { id: '5614' },
      sender_action: 'mark_seen',
    })
    expect(renderAction({ kind: 'presence', what: 'read', ref: 'm' }, '')).toBeNull()
  })
})
