// Can the default pack's own tests fail? Whole, they all hold; with any one rule of it broken, exactly the tests of that rule do not.
import { describe, expect, test } from 'bun:test'
import { openBase } from '../../src/agent/base.ts'
import type { PackFile } from '../../src/agent/ficha.ts'
import { readPrompts } from '../../src/agent/folder.ts'
import { lintFolder } from '../../src/agent/lint.ts'
import { castFor } from '../../src/house-cast.ts'
import { playTest } from '../../src/house-tests.ts'

type Change = readonly [file: string, from: string | RegExp, to: string]

const files = readPrompts('prompts')
const base = openBase('prompts/base')

/** The names of the tests that fail. */
async function failing(changes: readonly Change[]): Promise<readonly string[]> {
  const { packs } = lintFolder(changes.reduce(changed, files), base)
  const [lint] = packs
  if (lint === undefined || lint.pack === null)
    throw new Error(lint?.problems.map(({ message }) => message).join('\n'))
  const { signal: closing } = new AbortController()
  const config = (): never => {
    throw new Error('nothing here is configured')
  }
  const cast = castFor({ pack: lint.pack, mode: 'simulado', config, folder: 'prompts', closing })
  const failed: string[] = []
  for (const one of lint.tests) {
    const played = await playTest(one, lint.pack, cast)
    if (played.failed !== null) failed.push(one.file.replace(/^tests\/(.*)\.yaml$/, '$1'))
  }
  await cast.close()
  return failed.sort()
}

function changed(all: readonly PackFile[], [file, from, to]: Change): readonly PackFile[] {
  const found = all.find(({ path }) => path === file)
  const text = found?.text.replace(from, to)
  if (text === undefined || text === found?.text) throw new Error(`nothing to change in ${file}: ${from}`)
  return all.map((one) => (one.path === file ? { path: file, text } : one))
}

const mutations: readonly (readonly [string, readonly Change[], readonly string[]])[] = [
  [
    'nobody may ask for a person',
    [['tags/escalar.md', /^ {2}- pide_humano:.*\n/m, '']],
    ['escalar-en-horario', 'escalar-en-otros-idiomas', 'escalar-explicito', 'ventana'],
  ],
  [
    'an adviser for gardens counts as a person',
    [['tags/escalar.md', '"asesor de jardines", ', '']],
    ['escalar-no-asesor-de-jardines'],
  ],
  [
    'frustration takes five failures',
    [['tags/escalar.md', 'intentos_fallidos: 2', 'intentos_fallidos: 5']],
    ['escalar-atascado', 'escalar-frustracion'],
  ],
  ['grave words are forgotten', [['tags/escalar.md', /^ {2}- palabras:.*\n/m, '']], ['escalar-palabras']],
  ['complaints are not judged', [['tags/escalar.md', /^ {2}queja:.*\n/m, '']], ['escalar-queja']],
  [
    'whoever escalates is not silenced',
    [['tags/escalar.md', /silenciar: sí.*/, 'silenciar: no']],
    [
      'escalar-atascado',
      'escalar-en-horario',
      'escalar-en-otros-idiomas',
      'escalar-explicito',
      'escalar-frustracion',
      'escalar-palabras',
      'escalar-queja',
      'ventana',
    ],
  ],
  [
    'nobody is called',
    [['tags/escalar.md', 'avisar: [mostrador]', 'avisar: []']],
    ['escalar-en-horario', 'escalar-explicito'],
  ],
  [
    'the hand-over says something else',
    [['messages/transferencia.md', 'Te paso con alguien del equipo', 'Va']],
    ['escalar-queja'],
  ],
  [
    'the hand-over at night forgets the hours',
    [['messages/transferencia.md', 'Nuestro horario es {{horario}}; te', 'Te']],
    ['escalar-explicito'],
  ],
  ['the team never closes', [['agent.md', /^horario:[\s\S]*?(?=^max_globos)/m, '']], ['escalar-explicito']],
  [
    'an e-mail is no lead',
    [['tags/lead.md', /^ {2}- dato: correo\n/m, '']],
    ['lead-correo', 'toma-de-control'],
  ],
  ['a phone is no lead', [['tags/lead.md', /^ {2}- dato: telefono\n/m, '']], ['lead-telefono']],
  [
    'leads stay out of the CRM',
    [['tags/lead.md', 'crm: enviar', 'crm: no']],
    ['lead-correo', 'lead-cotizacion', 'lead-telefono'],
  ],
  [
    'quotations are not judged',
    [
      ['tags/lead.md', /^ {2}cotizacion:.*\n/m, ''],
      ['tags/lead.md', ' -> Lead (cotizacion)', ' -> Lead'],
    ],
    ['lead-cotizacion'],
  ],
  ['damage is not noticed', [['tags/incidencia.md', 'llegó maltratada, ', '']], ['incidencia']],
  ['leaflets are not noticed', [['tags/informes.md', 'palabras: [informes, ', 'palabras: [']], ['informes']],
  [
    'a price is missing',
    [['knowledge/plantas.md', 'La monstera mediana cuesta $420 y la grande $780.', '']],
    ['modelo-caido', 'precio'],
  ],
  [
    'the opening hours are missing',
    [['knowledge/visitas.md', /## ¿Cuál es su horario\?\n.*\n/, '']],
    ['horario'],
  ],
  ['a draft is told', [['knowledge/nochebuenas.md', 'estado: borrador', 'estado: activo']], ['nochebuenas']],
]

describe('the default pack', () => {
  test('keeps every one of its tests', async () => {
    expect(await failing([])).toEqual([])
  })

  test.each(mutations)('is found out when %s', async (_, changes, expected) => {
    expect(await failing(changes)).toEqual([...expected].sort())
  })

  test('is tested on every tag it has', () => {
    const { packs } = lintFolder(files, base)
    const tested = new Set(
      packs.flatMap(({ tests }) =>
        tests.flatMap(({ steps }) =>
          steps.flatMap((step) =>
            step.kind === 'customer' ? (step.expected?.tags ?? []).map(({ text }) => text) : [],
          ),
        ),
      ),
    )
    expect([...tested].sort()).toEqual(['Escalar', 'Incidencia', 'Informes', 'Lead'])
  })
})
