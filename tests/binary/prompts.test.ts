// Can an author rehearse with the program alone, in an empty folder, with the pack that is inside it?
import { beforeAll, describe, expect, test } from 'bun:test'
import { ask, emptyFolder, freshBinary } from './binary.ts'

describe('the program by itself', () => {
  beforeAll(freshBinary, 120_000)

  test.each([
    [['prompts', 'lint'], 0, /^Sin errores/],
    [['prompts', 'test'], 0, /\d+ pruebas: \d+ bien, 0 fallan/],
    [
      ['prompts', 'chat', '--reloj', '2026-03-03T11:00'],
      0,
      /Lila, de Vivero Colibrí\. whatsapp, 2026-03-03 11:00/,
    ],
    [['prompts', 'test', '--grabar'], 2, /viene dentro del programa/],
    [['prompts', 'versions'], 1, /Todavía no hay versiones/],
  ])(
    'answers %p with %d',
    async (words, expected, pattern) => {
      const { code, said } = await ask(words, emptyFolder())
      expect(said).toMatch(pattern)
      expect(code).toBe(expected)
    },
    30_000,
  )
})
