// What may an author's tool file say? A good one is read whole; each mistake is told where it stands.
import { describe, expect, test } from 'bun:test'
import { openBase } from '../../src/agent/base.ts'
import { readPack } from '../../src/agent/pack.ts'
import { formatProblem } from '../../src/agent/problems.ts'

const base = openBase('prompts/base')
const agent = {
  path: 'agent.md',
  text: '---\nnombre: Lila\nnegocio: V\nidioma: es\n---\nEres Lila.\n',
}
const reading = (...ficha: readonly string[]): ReturnType<typeof readPack> =>
  readPack(
    [agent, { path: 'tools/pedido.md', text: `---\n${ficha.join('\n')}\n---\nÚsala con calma.\n` }],
    base,
  )
const complaints = (...ficha: readonly string[]): readonly string[] =>
  reading(...ficha).problems.map(formatProblem)

describe('a tool file', () => {
  test('says what is asked, where, and how much of the answer is read', () => {
    const { pack, problems } = reading(
      'nombre: consultar_pedido',
      'descripcion: Estado de un pedido',
      'url: "https://api.example.com/pedidos/{folio}?corto=1"',
      'parametros:',
      '  folio: { tipo: texto, descripcion: "folio del pedido" }',
      'respuesta_max: 500',
    )
    expect(problems).toEqual([])
    expect(pack?.tools).toEqual([
      {
        name: 'consultar_pedido',
        description: 'Estado de un pedido\nÚsala con calma.',
        url: 'https://api.example.com/pedidos/{folio}?corto=1',
        params: [{ id: 'folio', type: 'texto', description: 'folio del pedido' }],
        maxChars: 500,
      },
    ])
    expect(pack?.prose).not.toContain('api.example.com')
  })

  const good = ['nombre: ver', 'descripcion: d']
  const folio = ['parametros:', '  folio: { tipo: texto }']
  test.each([
    [['descripcion: d', 'url: "https://a.example/"'], 'falta la clave «nombre»'],
    [['nombre: Ver Cosa', 'descripcion: d', 'url: "https://a.example/"'], 'espera minúsculas'],
    [['nombre: responder', 'descripcion: d', 'url: "https://a.example/"'], 'espera minúsculas'],
    [[...good, 'url: "http://a.example/"'], 'espera una dirección https'],
    [[...good, 'url: "https://{folio}.example/"', ...folio], 'sin «{…}» en el dominio'],
    [[...good, 'url: "https://a.example{folio}"', ...folio], 'sin «{…}» en el dominio'],
    [[...good, 'url: "https://ana:clave@a.example/"'], 'espera una dirección https'],
    [[...good, 'url: "https://a.example/{foli}/{folio}"', ...folio], '¿Quisiste decir «folio»?'],
    [[...good, 'url: "https://a.example/"', ...folio], 'no aparece en la dirección'],
    [[...good, 'url: "https://a.example/"', 'metodo: POST'], 'clave desconocida «metodo»'],
  ])('%j is refused: %s', (ficha, words) => {
    expect(complaints(...ficha).join('\n')).toContain(words)
  })

  test('is part of the version, and unique by name', () => {
    const file = {
      path: 'tools/a.md',
      text: '---\nnombre: ver\ndescripcion: d\nurl: "https://a.example/"\n---\n',
    }
    const one = readPack([agent, file], base)
    expect(one.pack?.version).not.toBe(readPack([agent], base).pack?.version ?? '')
    const two = readPack([agent, file, { ...file, path: 'tools/b.md' }], base)
    expect(two.problems.map(formatProblem)).toEqual([
      'tools/b.md:2:9: error: la herramienta «ver» ya está definida en tools/a.md',
    ])
  })
})
