// Is text cut where people would cut it, and is nothing lost?
import { expect, test } from 'bun:test'
import fc from 'fast-check'
import { cut, parts } from '../../src/rules/parts.ts'
import { traitsOf } from '../support/states.ts'

const squeeze = (text: string) => text.replace(/\s+/g, '')

test('long text is cut within the limit of the channel and nothing is lost', () => {
  const words = fc.lorem({ maxCount: 400, mode: 'sentences' })
  const text = fc.oneof(words, fc.string({ unit: 'grapheme', maxLength: 3_000 }))
  fc.assert(
    fc.property(
      text,
      fc.constantFrom('whatsapp', 'instagram', 'web'),
      fc.integer({ min: 20, max: 300 }),
      (given, channel, limit) => {
        const { limitUnit } = traitsOf[channel]
        const pieces = cut(given, limit, limitUnit)
        for (const piece of pieces) {
          expect(limitUnit === 'bytes' ? Buffer.byteLength(piece) : piece.length).toBeLessThanOrEqual(limit)
          expect(piece.trim()).not.toBe('')
        }
        expect(squeeze(pieces.join(''))).toBe(squeeze(given))
      },
    ),
    { numRuns: 2_000 },
  )
})

test.each([
  [
    'between paragraphs',
    'Primer párrafo largo.\nSegundo párrafo.',
    30,
    ['Primer párrafo largo.', 'Segundo párrafo.'],
  ],
  [
    'between sentences',
    'Abrimos a las nueve. Cerramos a las siete.',
    30,
    ['Abrimos a las nueve.', 'Cerramos a las siete.'],
  ],
  ['between words', 'una frase sin puntos que sigue', 20, ['una frase sin puntos', 'que sigue']],
  ['anywhere at last', 'xxxxxxxxxx', 4, ['xxxx', 'xxxx', 'xx']],
] as const)('a cut falls %s', (_, text, limit, expected) => {
  expect(cut(text, limit, 'chars')).toEqual([...expected])
})

test('emoji are never split', () => {
  for (const piece of cut('🙌'.repeat(300), 1000, 'bytes')) expect(piece).not.toContain('\uFFFD')
  expect(cut('🙌'.repeat(300), 1000, 'bytes').join('')).toBe('🙌'.repeat(300))
})

test('a caption the channel does not take follows as its own message', () => {
  const picture = {
    kind: 'media',
    media: 'image',
    ref: 'https://example.com/a.jpg',
    caption: 'El mantel rojo',
  } as const
  expect(parts(picture, traitsOf.whatsapp)).toEqual([picture])
  expect(parts(picture, traitsOf.instagram)).toEqual([
    { kind: 'media', media: 'image', ref: 'https://example.com/a.jpg' },
    { kind: 'text', text: 'El mantel rojo' },
  ])
})

test('more choices than the channel takes become a numbered text', () => {
  const choices = Array.from({ length: 14 }, (_, index) => ({ id: `${index}`, label: `Opción ${index + 1}` }))
  const [only, ...rest] = parts({ kind: 'choices', text: '¿Cuál?', choices }, traitsOf.messenger)
  expect(rest).toEqual([])
  expect(only).toMatchObject({ kind: 'text' })
  expect((only as { text: string }).text).toContain('14. Opción 14')
})
