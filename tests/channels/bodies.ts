// What may the house want to say? Any body at all, well beyond every limit, for the properties of the renderers.
import fc from 'fast-check'
import type { Body, Choice, MediaKind } from '../../src/model.ts'

/** Short and endless, with emoji, lone surrogates, controls, and the marks of our Markdown. */
const marks = fc.constantFrom('*', '_', '~', '#', '- ', '[a](https://b.c/d_e)', 'x', ' ', '\n', 'ñ')
const units = fc.constantFrom('a', 'é', '😀', 'ж', '**x** ', '\uD83D', '\0', 'word ')
export const words = fc.oneof(
  { weight: 4, arbitrary: fc.string({ maxLength: 30 }) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
  { weight: 2, arbitrary: fc.string({ unit: marks, maxLength: 40 }) },
  {
    weight: 1,
    arbitrary: fc.tuple(units, fc.integer({ min: 1, max: 5_000 })).map(([unit, times]) => unit.repeat(times)),
  },
)
const label = fc.oneof(
  fc.constantFrom('', ' ', 'Sí', 'No', 'x'.repeat(25), '😀'.repeat(30)),
  fc.string({ maxLength: 40 }),
)
const choice: fc.Arbitrary<Choice> = fc.oneof(
  fc.record({ id: fc.oneof(label, words), label }),
  fc.record({ id: fc.oneof(label, words), label, description: fc.oneof(label, words) }),
)
const ref = fc.constantFrom('', '4001', 'https://a.es/b.jpg', 'http://a.es/b.jpg', 'abc')
const media: fc.Arbitrary<Body> = fc
  .tuple(
    fc.constantFrom<MediaKind>('image', 'audio', 'video', 'document', 'sticker'),
    ref,
    fc.option(words, { nil: undefined }),
    fc.option(words, { nil: undefined }),
  )
  .map(([kind, where, caption, filename]) => ({
    kind: 'media',
    media: kind,
    ref: where,
    ...(caption === undefined ? {} : { caption }),
    ...(filename === undefined ? {} : { filename }),
  }))
const degrees = fc.oneof(fc.double(), fc.integer({ min: -200, max: 200 }))

export const bodies: fc.Arbitrary<Body> = fc.oneof(
  { weight: 4, arbitrary: words.map((text): Body => ({ kind: 'text', text })) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('choices' as const),
      text: words,
      choices: fc.array(choice, { maxLength: 16 }),
      button: fc.oneof(label, words),
    }),
  },
  { weight: 2, arbitrary: media },
  fc.record({
    kind: fc.constant('template' as const),
    name: fc.oneof(label, fc.constant('bienvenida')),
    language: fc.constantFrom('es', 'es_MX', ''),
    params: fc.array(words, { maxLength: 5 }),
  }),
  fc.record({
    kind: fc.constant('location' as const),
    latitude: degrees,
    longitude: degrees,
    name: words,
    address: words,
  }),
  fc.record({
    kind: fc.constant('contacts' as const),
    contacts: fc.array(
      fc.record({
        name: label,
        phones: fc.array(words, { maxLength: 3 }),
        emails: fc.array(words, { maxLength: 3 }),
      }),
      { maxLength: 8 },
    ),
  }),
  fc.constantFrom<Body>(
    { kind: 'unsupported', label: 'x' },
    { kind: 'erased' },
    { kind: 'choice', id: 'a', label: 'b' },
  ),
)
