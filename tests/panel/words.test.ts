// Does the panel say everything in every language, and nothing that nobody asks for?
import { describe, expect, test } from 'bun:test'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { words as english } from '../../src/http/panel/words/en.ts'
import { words as spanish } from '../../src/http/panel/words/es-MX.ts'
import { words as portuguese } from '../../src/http/panel/words/pt-BR.ts'

const folder = join(import.meta.dir, '../../src/http/panel')
const code = readdirSync(folder, { recursive: true })
  .map(String)
  .filter((path) => /\.tsx?$/.test(path) && !path.startsWith('words/'))
  .map((path) => readFileSync(join(folder, path), 'utf8'))
  .join('\n')
/** Keyed by codes of the server, not by names in the code. */
const byCode = /^(receipts\.reasons|why\.reasons|keys\.(names|caps)|roles|events\.actors|bodies\.story)\./

interface Word {
  readonly path: string
  readonly said: string
}

/** Every word by its path; those that need a value are given one that cannot be missed. */
function wordsOf(node: unknown, path: readonly string[] = []): readonly Word[] {
  if (typeof node === 'string') return [{ path: path.join('.'), said: node }]
  if (typeof node === 'function') {
    const given = Array.from({ length: node.length }, (_, index) =>
      node.length === 1 || index === 3 ? 7 : `«${index}»`,
    )
    return [{ path: path.join('.'), said: String(node(...given)) }]
  }
  return Object.entries(node ?? {}).flatMap(([name, child]) => wordsOf(child, [...path, name]))
}

const languages = { 'es-MX': wordsOf(spanish), en: wordsOf(english), 'pt-BR': wordsOf(portuguese) }

describe('words', () => {
  test.each(Object.entries(languages))('of %s are all there, none empty', (_, all) => {
    expect(all.map(({ path }) => path)).toEqual(languages['es-MX'].map(({ path }) => path))
    expect(all.filter(({ said }) => said.trim() === '' || said.includes('undefined'))).toEqual([])
  })

  test('in English none was left in Spanish or Portuguese', () => {
    const left = languages.en.filter(({ said }) => /[áéíóúñãõç¿¡]/i.test(said))
    expect(left).toEqual([])
  })

  test('every word is said somewhere', () => {
    const silent = languages['es-MX'].filter(({ path }) => {
      const name = path.split('.').findLast((part) => !/^\d+$/.test(part)) ?? ''
      return !byCode.test(path) && !new RegExp(`\\b${name}\\b`).test(code)
    })
    expect(silent.map(({ path }) => path)).toEqual([])
  })
})
