// Does the fake Graph accept a WhatsApp body that the real one refuses? Compared with a schema made from Meta's own file.
import { describe, expect, test } from 'bun:test'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import Ajv from 'ajv/dist/2020'
import fc from 'fast-check'
import { readWhatsApp } from '../../src/simulator/graph/whatsapp-body.ts'

type Bodies = Record<string, Record<string, unknown>>

const shared = join(import.meta.dir, '../../../shared/meta')
const present = existsSync(shared)
if (!present) console.log('missing: ../shared/meta, the schema comparison passes trivially')

/** Where the fake is stricter than the schema, because Meta's documentation is: name, and the rules that say so. */
const stricter: readonly (readonly [string, RegExp])[] = [
  [
    'audio and stickers take no caption and no file name',
    /^(audio|sticker): unexpected key (caption|filename|voice)$/,
  ],
  ['only audio can be a voice note', /^(image|video|document): unexpected key voice$/],
  ['a reaction names a message and an emoji', /^reaction\.(message_id|emoji): required$/],
  ['a location has both coordinates', /^location\.(latitude|longitude): required$/],
  ['a shared contact has a name', /^contacts\.name(\.formatted_name)?: required$/],
  ['an interactive message takes documented keys only', /^interactive(\..*)?: unexpected key /],
  ['an interactive message has words', /^interactive(\..*)?: (required|must be at least 1 characters long)$/],
  [
    'a body is at most 1024 long except in lists',
    /^interactive\.body\.text: must be at most 1024 characters long$/,
  ],
  ['an action fits its type', /^interactive\.(action|type)(\..*)?: /],
  ['a header fits its type', /^interactive\.header(\..*)?: /],
  [
    'a list has at most ten rows over all sections',
    /^interactive\.action\.sections: must have at most 10 rows/,
  ],
  ['sections have a title each', /^interactive\.action\.sections: need a title each$/],
]

/** The schema is lenient: what only the strict one refuses, documentation refuses too, and these go through all the same. */
const acceptedAnyway = ['to+recipient']

function readJson<T>(name: string): T {
  return JSON.parse(readFileSync(join(shared, name), 'utf8')) as T
}

function lenient(): (body: unknown) => boolean {
  const ajv = new Ajv({ strict: false })
  for (const format of ['url', 'email', 'date', 'uri']) ajv.addFormat(format, true)
  return ajv.compile(readJson<object>('wa-send-message.lenient.schema.json'))
}

const cases = present
  ? readJson<{ valid: Bodies; invalid: Bodies }>('wa-send-message.cases.json')
  : { valid: {}, invalid: {} }

if (present)
  describe('the known cases', () => {
    for (const [name, body] of Object.entries(cases.valid))
      test(`a valid body is accepted: ${name}`, () => expect(readWhatsApp(body)).toMatchObject({ ok: true }))
    for (const [name, body] of Object.entries(cases.invalid))
      if (!acceptedAnyway.includes(name))
        test(`an invalid body is refused: ${name}`, () =>
          expect(readWhatsApp(body)).toMatchObject({ ok: false }))
  })

function bodyOf(type: string, content: unknown): Record<string, unknown> {
  return { messaging_product: 'whatsapp', to: '34600111222', type, [type]: content }
}
function interactiveOf(type: string, action: unknown, rest: object = {}): Record<string, unknown> {
  return bodyOf('interactive', { type, body: { text: 'b' }, action, ...rest })
}

const bases: readonly Record<string, unknown>[] = [
  ...Object.values(cases.valid),
  bodyOf('audio', { id: '1', voice: true }),
  bodyOf('sticker', { link: 'https://x/s.webp' }),
  bodyOf('location', { latitude: 1.5, longitude: '-2.25', name: 'n', address: 'a' }),
  bodyOf('contacts', [
    { name: { formatted_name: 'Ana', first_name: 'Ana' }, phones: [{ phone: '+34600', type: 'WORK' }] },
  ]),
  bodyOf('template', {
    name: 't',
    language: { code: 'es', policy: 'deterministic' },
    components: [{ type: 'BUTTON', sub_type: 'url', index: '0', parameters: [{ type: 'text', text: 'x' }] }],
  }),
  interactiveOf('product', { catalog_id: '1', product_retailer_id: '2' }),
  interactiveOf('product_list', {
    catalog_id: '1',
    sections: [{ title: 's', product_items: [{ product_retailer_id: 'p' }] }],
  }),
  interactiveOf('flow', {
    name: 'flow',
    parameters: { flow_id: '1', flow_cta: 'Go', flow_message_version: '3' },
  }),
  interactiveOf('catalog_message', { name: 'catalog_message' }, { header: { type: 'text', text: 'h' } }),
  interactiveOf('carousel', { cards: [{ card_index: 0 }, { card_index: 1 }] }),
  interactiveOf(
    'button',
    { buttons: [{ type: 'reply', reply: { id: '1', title: 'Sí' } }] },
    { footer: { text: 'f' } },
  ),
]

/** A body with a few things in it broken, added or made too long. */
function mutated(): fc.Arbitrary<unknown> {
  const limits = [0, 1, 20, 21, 24, 25, 60, 61, 72, 73, 200, 201, 256, 257, 512, 513, 1024, 1025, 4096, 4097]
  const long = fc.constantFrom(...limits).map((n) => '\u{1f600}'.repeat(n))
  const odd = fc.constantFrom<unknown>(
    null,
    '',
    0,
    1.5,
    true,
    [],
    {},
    'text',
    'list',
    'image',
    'https://x',
    'US.12',
  )
  const step = fc.record({
    at: fc.array(fc.nat(6), { minLength: 1, maxLength: 6 }),
    how: fc.constantFrom('delete', 'set', 'add', 'repeat', 'grow', 'grow', 'grow'),
    key: fc.constantFrom(
      'to',
      'recipient',
      'type',
      'text',
      'image',
      'id',
      'link',
      'caption',
      'status',
      'name',
      'zzz',
    ),
    value: fc.oneof(odd, long, fc.constantFrom<unknown>(...bases)),
    long,
  })
  return fc
    .record({
      body: fc.constantFrom(...bases),
      steps: fc.array(step, { minLength: 1, maxLength: 2 }),
    })
    .map(({ body, steps }) => {
      const copy = structuredClone(body)
      for (const one of steps) mutate(copy, one)
      return copy
    })
}

interface Mutation {
  readonly at: readonly number[]
  readonly how: string
  readonly key: string
  readonly value: unknown
  readonly long: string
}

/** Walks down along `at`, then breaks what it finds there. */
function mutate(body: Record<string, unknown>, { at, how, key, value, long }: Mutation): void {
  let node: Record<string, unknown> = body
  let place = 'type'
  for (const index of at) {
    const keys = Object.keys(node)
    place = keys[index % Math.max(keys.length, 1)] ?? key
    const next = node[place]
    if (typeof next !== 'object' || next === null) break
    node = next as Record<string, unknown>
  }
  if (Array.isArray(node) && how === 'repeat') node.push(...structuredClone(node))
  else if (how === 'delete' && !Array.isArray(node)) delete node[place]
  else if (how === 'grow') growText(node, place, long)
  else if (how === 'set' || how === 'add') node[how === 'add' ? key : place] = value
}

function growText(node: Record<string, unknown>, place: string, long: string): void {
  const fixed = ['type', 'messaging_product', 'status', 'name']
  const names = Object.keys(node).filter((name) => typeof node[name] === 'string' && !fixed.includes(name))
  const name = names.includes(place) ? place : names[0]
  if (name !== undefined) node[name] = long
}

if (present)
  describe('thousands of broken bodies', () => {
    test('none that the schema refuses is accepted; what is refused beyond it has a name', () => {
      const allowed = lenient()
      const used = new Set<string>()
      let accepted = 0
      fc.assert(
        fc.property(mutated(), (body) => {
          const reading = readWhatsApp(body)
          if (reading.ok) {
            accepted += 1
            if (!allowed(body))
              throw new Error(`accepted, and the schema refuses: ${JSON.stringify(body).slice(0, 300)}`)
            return
          }
          if (!allowed(body)) return
          const name = stricter.find(([, rule]) => rule.test(reading.rule))?.[0]
          if (name === undefined) throw new Error(`refused by no named rule: ${reading.rule}`)
          used.add(name)
        }),
        { numRuns: 2000, seed: 20260724 },
      )
      expect(accepted).toBeGreaterThan(250)
      expect(used.size).toBeGreaterThan(3)
    }, 60_000)
  })
