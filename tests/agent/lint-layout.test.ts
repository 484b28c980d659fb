// Are several agents, and many mistakes, told apart? One run over a whole folder, each problem in its own pack.
import { describe, expect, test } from 'bun:test'
import { readPrompts } from '../../src/agent/folder.ts'
import { lintFolder } from '../../src/agent/lint.ts'
import { formatProblem } from '../../src/agent/problems.ts'
import { base, edited, good, packWith, problemsOf } from './packs.ts'

const inFolder = (slug: string, changes: Readonly<Record<string, string>> = {}) =>
  Object.entries({ ...good, ...changes }).map(([path, text]) => ({ path: `${slug}/${path}`, text }))

describe('a folder', () => {
  test('with the default pack has nothing to complain of', () => {
    expect(lintFolder(readPrompts('prompts'), base).problems.map(formatProblem)).toEqual([])
  })

  test('with one good pack has no problem, and a version', () => {
    const { packs, problems } = lintFolder(packWith(), base)
    expect(problems).toEqual([])
    expect(packs.map(({ slug, pack }) => [slug, pack?.version.length])).toEqual([['', 12]])
  })

  test('with two agents holds back only the broken one, and says whose file it is', () => {
    const broken = edited('agent.md', 'es-MX', 'español')
    const { packs, problems } = lintFolder([...inFolder('norte'), ...inFolder('sur', broken)], base)
    expect(problems.map(formatProblem)).toEqual([
      'sur/agent.md:4:9: error: «idioma: español» no tiene el formato esperado (ejemplo: es-MX)',
    ])
    expect(packs.map(({ slug, pack }) => [slug, pack === null])).toEqual([
      ['norte', false],
      ['sur', true],
    ])
  })

  test.each(['tags', 'knowledge', 'channels', 'messages', 'tests', 'tools', 'base'])(
    'has no agent called %s',
    (name) => {
      const files = [...inFolder('norte'), { path: `${name}/agent.md`, text: good['agent.md'] ?? '' }]
      expect(problemsOf(files)).toContain(
        `${name}/agent.md:1:1: error: «${name}» no puede ser el nombre de un agente`,
      )
    },
  )

  test('has no agent with capitals or blanks in its name', () => {
    expect(problemsOf(inFolder('Casa Lumbre'))).toEqual([
      'Casa Lumbre/agent.md:1:1: error: la carpeta «Casa Lumbre» solo puede llevar minúsculas, números y guiones',
    ])
  })

  test('is told every problem of every file in one run, agent.md first, by line', () => {
    const files = packWith({
      ...edited('agent.md', 'nombre: Lila', 'nombre:'),
      ...edited('tags/vip.md', 'criterios', 'criterio'),
      ...edited('tests/vip.yaml', 'envios }', 'envio }'),
      'messages/hola.md': 'Hola',
      'knowledge/a.md': 'sin secciones',
    })
    expect(problemsOf(files).map((line) => line.split(': ').slice(0, 2).join(' '))).toEqual([
      'agent.md:2:1 error',
      'knowledge/a.md:1:1 aviso',
      'messages/hola.md:1:1 error',
      'tags/vip.md:8:1 error',
      'tests/vip.yaml:4:87 error',
    ])
  })

  test('is never blamed for what stands in a file that cannot be read', () => {
    const files = packWith({ 'tags/vip.md': '---\netiqueta: Vip\n' })
    expect(problemsOf(files)).toEqual([
      'tags/vip.md:1:1: error: la ficha no está cerrada: falta la segunda línea «---»',
    ])
  })

  test('keeps its places behind a byte-order mark and Windows line ends', () => {
    const windows = packWith(edited('tags/vip.md', 'criterios', 'criterio')).map(({ path, text }) => ({
      path,
      text: `\uFEFF${text.replaceAll('\n', '\r\n')}`,
    }))
    expect(problemsOf(windows)).toEqual([
      'tags/vip.md:8:1: error: clave desconocida «criterio». ¿Quisiste decir «criterios»?',
    ])
  })

  test('may be written with English keys', () => {
    const english = {
      'tests/vip.yaml':
        'name: x\nchannel: web\nconversation:\n  - customer: a@b.example\n    expect: { tags: [Vip], silenced: no }\n  - human: Hola\n  - release: yes\n  - passes: 2h\n',
    }
    expect(problemsOf(packWith(english))).toEqual([])
  })
})
