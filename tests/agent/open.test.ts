// When is a pack whole, and does a broken one ever reach a customer? The running version stays until a whole one takes its place.
import { afterEach, describe, expect, test } from 'bun:test'
import { appendFileSync, cpSync, mkdtempSync, rmSync, unlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openBase } from '../../src/agent/base.ts'
import { openAgent } from '../../src/agent/open.ts'
import { readPack, versionOf } from '../../src/agent/pack.ts'
import { formatProblem } from '../../src/agent/problems.ts'
import { HouseError } from '../../src/errors.ts'

const base = openBase('prompts/base')
const agentMd = '---\nnombre: Lila\nnegocio: Vivero\nidioma: es-MX\n---\n# Quién eres\nEres Lila.\n'
const tagMd = '---\netiqueta: Vip\naplica_a: contacto\nreglas:\n  - palabras: [vip]\n---\n'

describe('an opened agent', () => {
  const folders: string[] = []
  const copy = (): string => {
    const dir = mkdtempSync(join(tmpdir(), 'relevo-pack-'))
    folders.push(dir)
    cpSync('prompts', dir, { recursive: true })
    return dir
  }
  const open = (packDir: string): ReturnType<typeof openAgent> =>
    openAgent({ packDir, baseDir: 'prompts/base', engine: '0.1.0' })
  afterEach(() => {
    for (const dir of folders.splice(0)) rmSync(dir, { recursive: true })
  })

  test('keeps the running version when a file breaks, says why, and takes the mended one', () => {
    const dir = copy()
    const { agent, reload } = open(dir)
    const before = agent.describe().prompt
    writeFileSync(join(dir, 'tags/lead.md'), '---\netiqueta: Lead\n')
    expect(reload()).toEqual([
      `${join(dir, 'tags/lead.md')}:1:1: error: la ficha no está cerrada: falta la segunda línea «---»`,
    ])
    expect(agent.describe()).toMatchObject({
      prompt: before,
      problems: [expect.stringContaining('lead.md:1:1')],
    })
    cpSync('prompts/tags/lead.md', join(dir, 'tags/lead.md'))
    appendFileSync(join(dir, 'tags/lead.md'), 'Sé breve.\n')
    expect(reload()).toEqual([])
    expect(agent.describe().prompt).not.toBe(before)
    expect(agent.describe().problems).toEqual([])
  })

  test('does not open on a folder without a good pack, and lists every problem', () => {
    const dir = copy()
    unlinkSync(join(dir, 'agent.md'))
    expect(() => open(dir)).toThrow(HouseError)
    expect(() => open(dir)).toThrow('falta agent.md')
  })

  test('ignores what editors leave behind', () => {
    const dir = copy()
    for (const name of ['.lead.md.swp', 'lead.md~', '.#lead.md']) writeFileSync(join(dir, 'tags', name), 'x')
    expect(open(dir).agent.describe().problems).toEqual([])
  })
})

describe('a pack', () => {
  test('without agent.md is none', () => {
    expect(readPack([], base).problems.map(formatProblem)).toEqual([
      'agent.md:1:1: error: falta agent.md, el archivo principal',
    ])
  })

  test('without tags still knows Lead and Escalar', () => {
    const { pack } = readPack([{ path: 'agent.md', text: agentMd }], base)
    expect(pack?.tags.map(({ name }) => name)).toEqual(['Lead', 'Escalar'])
    expect(pack?.tags[1]).toMatchObject({
      silence: true,
      rules: [{ kind: 'person' }, { kind: 'frustration' }],
    })
  })

  test('with two files for one tag is refused', () => {
    const files = ['a', 'b'].map((name) => ({ path: `tags/${name}.md`, text: tagMd }))
    expect(
      readPack([{ path: 'agent.md', text: agentMd }, ...files], base).problems.map(formatProblem),
    ).toEqual(['tags/b.md:2:11: error: la etiqueta «Vip» ya está definida en tags/a.md'])
  })

  test('has a version of its contents, whatever the line ends and the order, without its tests', () => {
    const files = [
      { path: 'agent.md', text: agentMd },
      { path: 'tags/vip.md', text: tagMd },
    ]
    const version = versionOf(files)
    expect(version).toMatch(/^[0-9a-f]{12}$/)
    expect(versionOf([...files].reverse())).toBe(version)
    expect(versionOf(files.map(({ path, text }) => ({ path, text: text.replaceAll('\n', '\r\n') })))).toBe(
      version,
    )
    expect(versionOf([...files, { path: 'tests/a.yaml', text: 'nombre: x' }])).toBe(version)
    expect(versionOf([...files, { path: 'knowledge/a.md', text: '## a\nb' }])).not.toBe(version)
  })
})
