// What does an author read in the terminal about errors and versions, and with which exit code does each command end?
import { describe, expect, test } from 'bun:test'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { lintCommand } from '../../src/agent/commands/lint.ts'
import { restoreCommand, rollbackCommand, unpinCommand } from '../../src/agent/commands/rollback.ts'
import { diffCommand, versionsCommand } from '../../src/agent/commands/versions.ts'
import { readFolder } from '../../src/agent/folder.ts'
import { versionFiles } from '../../src/agent/library-disk.ts'
import { removePackFile, writePackFile } from '../../src/agent/pack-write.ts'
import { versionOf } from '../../src/agent/pack.ts'
import { opener } from '../support/memory.ts'
import { base, edited, good, packWith } from './packs.ts'

function lint(
  changes: Readonly<Record<string, string | null>>,
  more: { json?: boolean; github?: boolean } = {},
) {
  const said: string[] = []
  const exit = lintCommand({
    ...{ read: () => packWith(changes), base, json: false, github: false },
    shown: (path) => `prompts/${path}`,
    say: (line) => void said.push(line),
    ...more,
  })
  return { exit, said }
}

const misspelt = edited('tags/vip.md', 'criterios', 'criterio')
const tokens = /^Cada turno lleva unos \d+ tokens antes de la conversación \(.*; cálculo aproximado\)$/

describe('lint', () => {
  test.each([
    ['a good pack', {}, 0, 'Sin errores'],
    ['a warning', { 'knowledge/a.md': 'x' }, 0, 'Sin errores, 1 aviso'],
    ['an error', misspelt, 1, '1 error: la versión anterior sigue en uso'],
    [
      'errors and a warning',
      { ...misspelt, 'knowledge/a.md': 'x', 'messages/b.md': 'x' },
      1,
      '2 errores, 1 aviso: la versión anterior sigue en uso',
    ],
    [
      'an error in a test',
      edited('tests/vip.yaml', 'envios }', 'envio }'),
      1,
      '1 error: solo en las pruebas; la versión se usa igual',
    ],
  ] as const)('of %s ends with its verdict and the tokens of a turn', (_, changes, exit, verdict) => {
    const { said, ...done } = lint(changes)
    expect(done.exit).toBe(exit)
    expect(said.at(-2)).toBe(verdict)
    expect(said.at(-1)).toMatch(tokens)
  })

  test('shows each problem as file:line:col, from where its author stands', () => {
    expect(lint(misspelt).said[0]).toBe(
      'prompts/tags/vip.md:8:1: error: clave desconocida «criterio». ¿Quisiste decir «criterios»?',
    )
  })

  test('annotates for a forge, whatever the words hold', () => {
    const { exit, said } = lint({ ...misspelt, 'knowledge/a,b: c.md': '100%' }, { github: true })
    expect(exit).toBe(1)
    expect(said.slice(0, 2)).toEqual([
      '::warning file=prompts/knowledge/a%2Cb%3A c.md,line=1,col=1::no tiene ninguna sección «## …»: cada pregunta con su respuesta lleva la suya',
      '::error file=prompts/tags/vip.md,line=8,col=1::clave desconocida «criterio». ¿Quisiste decir «criterios»?',
    ])
  })

  test('is read by programs as JSON', () => {
    const { exit, said } = lint(misspelt, { json: true })
    expect(exit).toBe(1)
    expect(JSON.parse(said.join('\n'))).toMatchObject({
      problems: [{ file: 'prompts/tags/vip.md', line: 8, column: 1, level: 'error' }],
      packs: [{ slug: '', version: null, approximateTokens: { total: expect.any(Number) } }],
    })
  })
})

/** The good pack on disk, and a memory of two versions: `older` and what lies there. */
async function shelf() {
  const dir = mkdtempSync(join(tmpdir(), 'relevo-shelf-'))
  for (const [path, text] of Object.entries(good)) writePackFile(dir, path, text)
  const store = opener(':memory:')()
  const { versions } = store
  const said: string[] = []
  const complaints: string[] = []
  const disk = () => {
    const files = readFolder(dir)
    return { hash: versionOf(files), files: versionFiles(files) }
  }
  const old = packWith({ ...edited('messages/hola.md', 'Hola', 'Buenas'), 'knowledge/viejo.md': '## A\nb\n' })
  const older = versionOf(old)
  const newer = disk().hash
  await versions.keep({ hash: older, pack: 'prompts', at: 1, source: 'disk', note: null }, versionFiles(old))
  await versions.keep({ hash: newer, pack: 'prompts', at: 2, source: 'panel', note: null }, disk().files)
  const say = (line: string): void => void said.push(line)
  const complain = (line: string): void => void complaints.push(line)
  const put = (path: string, text: string | null): boolean =>
    text === null ? removePackFile(dir, path) : writePackFile(dir, path, text)
  const errand = { pack: 'prompts', versions, disk, say, complain }
  return {
    ...{ dir, versions, said, complaints, older, newer, errand },
    restore: { ...errand, put, now: 9 },
    close: async () => {
      await store.close()
      rmSync(dir, { recursive: true })
    },
  }
}

describe('versions', () => {
  test('lists them newest first, with source, turns, and what is pinned or on disk', async () => {
    const { errand, said, versions, older, newer, close } = await shelf()
    await versions.pin('prompts', older)
    expect(await versionsCommand({ ...errand, json: false })).toBe(0)
    expect(said[0]).toMatch(
      new RegExp(`^${newer}  \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d  panel +0 turnos  en disco$`),
    )
    expect(said[1]).toMatch(new RegExp(`^${older}  .* disco +0 turnos  fijada$`))
    expect(said[2]).toBe(`Fijado en ${older} (los archivos en disco son otra versión)`)
    said.length = 0
    await versionsCommand({ ...errand, json: true })
    expect(JSON.parse(said.join(''))).toMatchObject([
      { hash: newer, onDisk: true, pinned: false },
      { hash: older, onDisk: false, pinned: true },
    ])
    await close()
  })

  test('are compared by their first digits, or with the disk', async () => {
    const { errand, said, complaints, older, newer, close } = await shelf()
    expect(await diffCommand({ ...errand, from: older.slice(0, 4), to: 'disco' })).toBe(0)
    expect(said.join('\n')).toContain('-texto: "Buenas, soy {{nombre}}."\n+texto: "Hola, soy {{nombre}}."')
    said.length = 0
    expect(await diffCommand({ ...errand, from: newer, to: 'disco' })).toBe(0)
    expect(said).toEqual(['Son iguales.'])
    expect(await diffCommand({ ...errand, from: 'ffffffffffff', to: 'disco' })).toBe(1)
    expect(complaints[0]).toStartWith('No hay una versión «ffffffffffff»')
    await close()
  })
})

describe('rollback', () => {
  test('pins a version without touching the disk; unpin lets the disk rule', async () => {
    const { errand, said, complaints, versions, older, dir, close } = await shelf()
    const before = readFileSync(join(dir, 'messages/hola.md'), 'utf8')
    expect(await rollbackCommand({ ...errand, base, hash: older.slice(0, 6) })).toBe(0)
    expect(await versions.pinned('prompts')).toBe(older)
    expect(readFileSync(join(dir, 'messages/hola.md'), 'utf8')).toBe(before)
    expect(await unpinCommand(errand)).toBe(0)
    expect(await unpinCommand(errand)).toBe(0)
    expect(await versions.pinned('prompts')).toBeNull()
    expect(said).toEqual([
      `Fijado en ${older} (los archivos en disco son otra versión)`,
      `Ya no está fijado en ${older}: valen los archivos en disco.`,
      'No había ninguna fijada.',
    ])
    expect(complaints).toEqual([])
    await close()
  })

  test('refuses what nobody kept, and what cannot be used', async () => {
    const { errand, complaints, versions, close } = await shelf()
    const files = new Map([['agent.md', 'roto']])
    await versions.keep({ hash: 'abcdabcdabcd', pack: 'prompts', at: 3, source: 'disk', note: null }, files)
    for (const hash of ['ffff', 'abc', 'abcd']) {
      expect(await rollbackCommand({ ...errand, base, hash })).toBe(1)
    }
    expect(await versions.pinned('prompts')).toBeNull()
    expect(complaints.map((line) => line.split(';')[0])).toEqual([
      'No hay una versión «ffff»',
      'No hay una versión «abc»',
      'La versión abcdabcdabcd ya no se puede usar con este Relevo.',
    ])
    await close()
  })
})

describe('restore', () => {
  test('only says what it would do until it is told to write', async () => {
    const { restore, said, older, newer, errand, close } = await shelf()
    expect(await restoreCommand({ ...restore, hash: older, write: false })).toBe(0)
    expect(said).toEqual([
      '  cambiaría  knowledge/viejo.md',
      '  cambiaría  messages/hola.md',
      'Nada se ha escrito; agrega --escribir para hacerlo.',
    ])
    expect(errand.disk().hash).toBe(newer)
    await close()
  })

  test('puts the files back, keeps what was there, and leaves the tests alone', async () => {
    const { restore, said, older, errand, versions, dir, close } = await shelf()
    writeFileSync(join(dir, 'knowledge/nuevo.md'), '## A\nb\n')
    const lost = errand.disk().hash
    expect(await restoreCommand({ ...restore, hash: older, write: true })).toBe(0)
    expect(said).toEqual([`3 archivos como en ${older}`])
    expect(errand.disk().hash).toBe(older)
    expect(existsSync(join(dir, 'tests/vip.yaml'))).toBe(true)
    expect(existsSync(join(dir, 'knowledge/nuevo.md'))).toBe(false)
    const kept = (await versions.list('prompts')).find(({ hash }) => hash === lost)
    expect(kept).toMatchObject({ note: 'antes de restaurar' })
    said.length = 0
    expect(await restoreCommand({ ...restore, hash: older, write: true })).toBe(0)
    expect(said).toEqual(['Los archivos en disco ya son esa versión.'])
    expect(await restoreCommand({ ...restore, hash: 'ffff', write: true })).toBe(1)
    await close()
  })
})
