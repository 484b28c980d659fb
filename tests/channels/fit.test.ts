// Does a text still say what it said after it was made to fit? Cut at the right place, told apart, and marked up for its platform.
import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { distinct, fit, lengthOf, line } from '../../src/channels/meta/fit.ts'
import { toPlain, toWhatsApp } from '../../src/channels/meta/markdown.ts'
import { words } from './bodies.ts'

describe('cutting', () => {
  test.each([
    ['shorter', 'hola', 5, 'hola'],
    ['as long', 'hola!', 5, 'hola!'],
    ['longer', 'hola a', 5, 'hola…'],
    ['inside a character', 'ab😀cd', 4, 'ab…'],
    ['after a space', 'hola mundo', 6, 'hola…'],
    ['to one', 'hola', 1, '…'],
    ['to nothing', 'hola', 0, ''],
    ['what is not well-formed', 'a\uD83D', 5, 'a\uFFFD'],
  ])('%s', (_name, value, limit, made) => {
    expect(fit(value, limit)).toBe(made)
  })

  test('counts bytes where the platform does', () => {
    expect(fit('ñandú', 6, 'bytes')).toBe('ña…')
    expect(fit('ñandú', 7, 'bytes')).toBe('ñandú')
  })

  test('never exceeds its limit', () => {
    const unit = fc.constantFrom('chars' as const, 'bytes' as const)
    fc.assert(
      fc.property(words, fc.integer({ min: 0, max: 50 }), unit, (value, limit, counted) => {
        expect(lengthOf(fit(value, limit, counted), counted)).toBeLessThanOrEqual(limit)
      }),
    )
  })

  test('tells equal labels apart, also those that only the cut made equal', () => {
    expect(distinct(['Sí', 'Sí', 'Sí 2'], 20)).toEqual(['Sí', 'Sí 2', 'Sí 2 2'])
    const long = distinct(['Zapatillas de deporte rojas', 'Zapatillas de deporte verdes'], 20)
    expect(new Set(long).size).toBe(2)
    expect(long.every((label) => label.length <= 20)).toBe(true)
  })

  test('a label is one line', () => {
    expect(line(' a \n\t b\0c ')).toBe('a b c')
  })
})

describe('Markdown', () => {
  test.each([
    ['**a**', '*a*', 'a'],
    ['**a** y **b**', '*a* y *b*', 'a y b'],
    ['_a_', '_a_', 'a'],
    ['~~a~~', '~a~', 'a'],
    ['## Título', '*Título*', 'Título'],
    ['- uno\n* dos', '• uno\n• dos', '- uno\n- dos'],
    ['[web](https://a.es/b_c_d)', 'web: https://a.es/b_c_d', 'web: https://a.es/b_c_d'],
    ['[https://a.es](https://a.es)', 'https://a.es', 'https://a.es'],
    ['[x](javascript:alert)', '[x](javascript:alert)', '[x](javascript:alert)'],
    ['mi_correo_largo@a_b.es', 'mi_correo_largo@a_b.es', 'mi_correo_largo@a_b.es'],
    ['snake_case_name', 'snake_case_name', 'snake_case_name'],
    ['2 ** 3 ** 4', '2 ** 3 ** 4', '2 ** 3 ** 4'],
    ['*ya en negrita*', '*ya en negrita*', '*ya en negrita*'],
    ['precio: 5 * 3', 'precio: 5 * 3', 'precio: 5 * 3'],
    ['<b>html</b>', '<b>html</b>', '<b>html</b>'],
  ])('%s', (written, whatsapp, plain) => {
    expect([toWhatsApp(written), toPlain(written)]).toEqual([whatsapp, plain])
  })

  test('never makes a text longer', () => {
    fc.assert(
      fc.property(words, (written) => {
        expect(toWhatsApp(written).length).toBeLessThanOrEqual(written.length)
        expect(lengthOf(toPlain(written), 'bytes')).toBeLessThanOrEqual(lengthOf(written, 'bytes'))
      }),
      { numRuns: 2_000 },
    )
  })
})
