// Is a reply cut so that nothing is lost, no limit is broken and no address is torn?
import fc from 'fast-check'
import { describe, expect, test } from 'bun:test'
import type { Limits } from '../../src/agent/bubbles.ts'
import { cutBubbles, typingMs } from '../../src/agent/bubbles.ts'

const limits: Limits = { soft: 60, hard: 1_000, unit: 'chars', bubbles: 3 }
const bare = (text: string): string => text.replaceAll(/\s+/g, '')
const size = (text: string, unit: Limits['unit']): number =>
  unit === 'bytes' ? Buffer.byteLength(text) : text.length

const word = fc.oneof(
  { weight: 6, arbitrary: fc.stringMatching(/^[a-zñáé]{1,12}[,.!?]?$/) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('🌿', 'Sr.', 'a.m.', '$1,200.50', '55 1234 5678', '- punto', '1.'),
  },
  { weight: 1, arbitrary: fc.constantFrom('https://example.com/una/ruta?x=1&y=2', 'ana.lopez@example.com') },
)
const paragraph = fc.array(word, { minLength: 1, maxLength: 40 }).map((words) => words.join(' '))
const text = fc.array(paragraph, { minLength: 1, maxLength: 6 }).map((parts) => parts.join('\n\n'))
const anyLimits = fc.record({
  soft: fc.integer({ min: 60, max: 400 }),
  hard: fc.integer({ min: 60, max: 1_000 }),
  unit: fc.constantFrom('chars' as const, 'bytes' as const),
  bubbles: fc.integer({ min: 1, max: 5 }),
})

describe('bubbles', () => {
  test('lose nothing and hold the channel’s limit', () => {
    fc.assert(
      fc.property(
        fc.oneof(text, fc.string({ unit: 'binary', maxLength: 600 })),
        anyLimits,
        (given, within) => {
          const cut = cutBubbles(given, within)
          expect(bare(cut.join(''))).toBe(bare(given))
          for (const bubble of cut) {
            expect(bubble.trim()).not.toBe('')
            expect(size(bubble, within.unit)).toBeLessThanOrEqual(within.hard)
          }
        },
      ),
    )
  })

  test('are as few as asked, whenever the channel can hold that', () => {
    fc.assert(
      fc.property(text, anyLimits, (given, within) => {
        const roomy = { ...within, hard: 100_000 }
        expect(cutBubbles(given, roomy).length).toBeLessThanOrEqual(within.bubbles)
      }),
    )
  })

  test('keep addresses and numbers whole', () => {
    fc.assert(
      fc.property(text, anyLimits, (given, within) => {
        const cut = cutBubbles(given, within)
        for (const whole of given.match(/https:\S+|\S+@\S+|55 1234 5678|\$1,200\.50/g) ?? []) {
          expect(cut.some((bubble) => bubble.includes(whole))).toBe(true)
        }
      }),
    )
  })

  test.each<readonly [string, string, readonly string[]]>([
    ['end with paragraphs', 'Uno.\n\nDos.', ['Uno.', 'Dos.']],
    ['stay one when it fits', 'Uno. Dos. Tres.', ['Uno. Dos. Tres.']],
    [
      'end with sentences',
      'La primera frase tiene su largo propio. La segunda frase también lo tiene.',
      ['La primera frase tiene su largo propio.', 'La segunda frase también lo tiene.'],
    ],
    [
      'do not end at an abbreviation',
      'Pregunta por el Sr. Pérez de 9 a.m. a 6 p.m. en la puerta de atrás. Él te ayuda.',
      ['Pregunta por el Sr. Pérez de 9 a.m. a 6 p.m. en la puerta de', 'atrás. Él te ayuda.'],
    ],
    [
      'do not begin with an emoji',
      'Ya quedó tu lugar apartado para el sábado por la mañana. 🌿 Nos vemos.',
      ['Ya quedó tu lugar apartado para el sábado por la mañana. 🌿', 'Nos vemos.'],
    ],
    ['keep an introduction with its list', 'Tenemos:\n\n- uno\n- dos', ['Tenemos:\n\n- uno\n- dos']],
    ['keep a heading with its text', '# Envíos\n\nSí hacemos.', ['# Envíos\n\nSí hacemos.']],
    [
      'merge the shortest neighbours',
      'A.\n\nB.\n\nUna frase bastante más larga.\n\nC.',
      ['A.\n\nB.', 'Una frase bastante más larga.', 'C.'],
    ],
    ['are none for blanks', ' \n\n ', []],
  ])('%s', (_, given, expected) => {
    expect(cutBubbles(given, limits)).toEqual([...expected])
  })

  test('are typed at a human pace, never slower than six seconds', () => {
    expect([
      typingMs('a', false),
      typingMs('a'.repeat(100), false),
      typingMs('a'.repeat(1_000), false),
    ]).toEqual([700, 3_150, 6_000])
    expect(typingMs('a'.repeat(1_000), true)).toBe(1_200)
  })
})
