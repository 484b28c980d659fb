// Does everything that leaves for WhatsApp satisfy Meta's schema? Any body through the strict one, and what each kind looks like.
import { describe, expect, test } from 'bun:test'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import Ajv from 'ajv/dist/2020'
import fc from 'fast-check'
import type { Body } from '../../src/model.ts'
import { renderPresence, renderWhatsApp } from '../../src/channels/whatsapp/render.ts'
import type { MessageRequest, Row } from '../../src/channels/whatsapp/wire-send.ts'
import { bodies } from './bodies.ts'
import { wellFormed } from './well-formed.ts'

const folder = join(import.meta.dir, '../../../shared/meta')
const present = existsSync(join(folder, 'wa-send-message.schema.json'))
const key = 'msg_01JZ0000000000000000000000.1.0123abcd'

function read(name: string): Record<string, Record<string, unknown>> {
  return present
    ? (JSON.parse(readFileSync(join(folder, name), 'utf8')) as Record<string, Record<string, unknown>>)
    : {}
}

function schema(): (body: unknown) => boolean {
  const ajv = new Ajv({ strict: false })
  for (const format of ['url', 'uri', 'email', 'date']) ajv.addFormat(format, true)
  return ajv.compile(read('wa-send-message.schema.json'))
}

/** What JSON Schema cannot say: at most ten rows over all sections, and no two alike. */
function rowsOf(request: MessageRequest): readonly Row[] {
  const action = request.interactive?.action
  if (action === undefined) return []
  return 'buttons' in action
    ? action.buttons.map(({ reply }) => reply)
    : action.sections.flatMap(({ rows }) => rows)
}

describe('Meta’s schema', () => {
  const cases = read('wa-send-message.cases.json')
  const valid = schema()

  test('is there, or nothing is checked against it', () => {
    if (!present) process.stdout.write('the schema is missing: bodies were not checked against it\n')
    expect(Object.keys(cases['valid'] ?? {}).length).toBe(present ? 17 : 0)
    expect(Object.keys(cases['invalid'] ?? {}).length).toBe(present ? 25 : 0)
  })

  test('tells right from wrong', () => {
    const refused = Object.entries(cases['valid'] ?? {}).filter(([, body]) => !valid(body))
    const taken = Object.entries(cases['invalid'] ?? {}).filter(([, body]) => valid(body))
    expect({ refused: refused.map(([name]) => name), taken: taken.map(([name]) => name) }).toEqual({
      refused: [],
      taken: [],
    })
  })

  test('takes 10,000 bodies of ours, whatever they are made of', () => {
    let sent = 0
    const contact = fc.oneof(
      {
        weight: 9,
        arbitrary: fc.constantFrom('16505551234', '+34 600 000 000', 'US.13491208655302741918', 'MX.ENT.9'),
      },
      { weight: 1, arbitrary: fc.constantFrom('nobody', '') },
    )
    const reply = fc.constantFrom(undefined, 'wamid.in')
    fc.assert(
      fc.property(bodies, contact, reply, (body, to, inReplyTo) => {
        const request = renderWhatsApp(body, {
          contact: to,
          key,
          ...(inReplyTo === undefined ? {} : { inReplyTo }),
        })
        if (request === null) return
        sent += 1
        const written = JSON.stringify(request)
        if (!wellFormed(JSON.parse(written))) throw new Error('NUL or a lone surrogate')
        if (!valid(JSON.parse(written))) throw new Error(`refused: ${written.slice(0, 500)}`)
        const rows = rowsOf(request)
        if (rows.length > 10) throw new Error('too many rows')
        if (new Set(rows.map(({ title }) => title)).size < rows.length) throw new Error('equal titles')
        if (new Set(rows.map(({ id }) => id)).size < rows.length) throw new Error('equal ids')
      }),
      { numRuns: 15_000 },
    )
    expect(sent).toBeGreaterThanOrEqual(10_000)
  }, 120_000)
})

describe('a body on WhatsApp', () => {
  const render = (body: Body): MessageRequest | null => renderWhatsApp(body, { contact: '16505551234', key })
  const three = ['Uno', 'Dos', 'Tres'].map((label, at) => ({ id: `c${at}`, label }))

  test('goes to a number with its plus, to a business-scoped id as recipient, with our key', () => {
    const text: Body = { kind: 'text', text: 'hola' }
    expect(render(text)).toMatchObject({
      to: '+16505551234',
      biz_opaque_callback_data: key,
      text: { body: 'hola' },
    })
    const scoped = renderWhatsApp(text, { contact: 'US.1349', key, inReplyTo: 'wamid.in' })
    expect(scoped).toMatchObject({ recipient: 'US.1349', context: { message_id: 'wamid.in' } })
    expect(scoped).not.toHaveProperty('to')
  })

  test.each<[string, Body, unknown]>([
    [
      'bold, italic, struck, listed and linked',
      { kind: 'text', text: '**a** _b_ ~~c~~\n- d\n[e](https://f.es/g_h)' },
      { text: { body: '*a* _b_ ~c~\n• d\ne: https://f.es/g_h' } },
    ],
    [
      'three choices are buttons',
      { kind: 'choices', text: '¿Cuál?', choices: three },
      {
        interactive: { type: 'button', action: { buttons: [{ reply: { id: 'c0', title: 'Uno' } }, {}, {}] } },
      },
    ],
    [
      'four are a list',
      {
        kind: 'choices',
        text: '¿Cuál?',
        choices: [...three, { id: 'c3', label: 'Cuatro' }],
        button: 'Elegir',
      },
      {
        interactive: {
          type: 'list',
          action: { button: 'Elegir', sections: [{ rows: [{}, {}, {}, { id: 'c3', title: 'Cuatro' }] }] },
        },
      },
    ],
    [
      'a description makes a list',
      { kind: 'choices', text: '¿Cuál?', choices: [{ id: 'a', label: 'A', description: 'larga' }] },
      { interactive: { type: 'list', action: { sections: [{ rows: [{ description: 'larga' }] }] } } },
    ],
    [
      'no choices are words',
      { kind: 'choices', text: 'hola', choices: [] },
      { type: 'text', text: { body: 'hola' } },
    ],
    [
      'equal labels are numbered',
      {
        kind: 'choices',
        text: '?',
        choices: [
          { id: 'a', label: 'Sí' },
          { id: 'b', label: 'Sí' },
        ],
      },
      { interactive: { action: { buttons: [{ reply: { title: 'Sí' } }, { reply: { title: 'Sí 2' } }] } } },
    ],
    [
      'media by id',
      { kind: 'media', media: 'image', ref: '4001', caption: '**mira**' },
      { type: 'image', image: { id: '4001', caption: '*mira*' } },
    ],
    [
      'media by link',
      { kind: 'media', media: 'document', ref: 'https://a.es/b.pdf', filename: 'b.pdf' },
      { document: { link: 'https://a.es/b.pdf', filename: 'b.pdf' } },
    ],
    [
      'a template and its parameters',
      { kind: 'template', name: 'hola', language: 'es', params: ['Ana\n\tB'] },
      {
        template: {
          name: 'hola',
          language: { code: 'es' },
          components: [{ type: 'body', parameters: [{ type: 'text', text: 'Ana B' }] }],
        },
      },
    ],
    [
      'a place',
      { kind: 'location', latitude: 1, longitude: 2, name: 'Casa' },
      { location: { latitude: 1, longitude: 2, name: 'Casa' } },
    ],
    [
      'a contact',
      { kind: 'contacts', contacts: [{ name: 'Ana', phones: ['+34'], emails: [] }] },
      { contacts: [{ name: { formatted_name: 'Ana' }, phones: [{ phone: '+34' }] }] },
    ],
  ])('%s', (_name, body, expected) => {
    expect(render(body)).toMatchObject(expected as never)
  })

  test('audio and stickers have no caption', () => {
    const voice = render({ kind: 'media', media: 'audio', ref: '1', caption: 'x', filename: 'y' })
    expect(voice?.audio).toEqual({ id: '1' })
  })

  test.each([4_095, 4_096, 4_097])('a text of %d characters', (length) => {
    const body = render({ kind: 'text', text: 'x'.repeat(length) })?.text?.body ?? ''
    expect(body.length).toBe(Math.min(length, 4_096))
    expect(body.endsWith('…')).toBe(length > 4_096)
  })

  test.each<Body>([
    { kind: 'text', text: ' \n ' },
    { kind: 'choice', id: 'a', label: 'b' },
    { kind: 'unsupported', label: 'x' },
    { kind: 'erased' },
    { kind: 'media', media: 'image', ref: '' },
    { kind: 'location', latitude: Number.NaN, longitude: 0 },
  ])('%j cannot leave', (body) => {
    expect(render(body)).toBeNull()
  })

  test('typing and reading need the message they are about', () => {
    const read = { messaging_product: 'whatsapp', status: 'read', message_id: 'wamid.in' }
    expect(renderPresence({ kind: 'presence', what: 'read', ref: 'wamid.in' })).toEqual(read as never)
    expect(renderPresence({ kind: 'presence', what: 'typing', ref: 'wamid.in' })).toEqual({
      ...read,
      typing_indicator: { type: 'text' },
    } as never)
    expect(renderPresence({ kind: 'presence', what: 'typing', ref: null })).toBeNull()
  })
})
