// Can an author's file be changed from afar? Checked first, written whole, inside its folder, and running at once.
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openTaught, type Taught } from './taught.ts'

let taught: Taught
beforeAll(() => {
  taught = openTaught()
})
afterAll(() => taught.close())

const call: Taught['call'] = (...asked) => taught.call(...asked)
const put: Taught['put'] = (...asked) => taught.put(...asked)
const doc = (price: number): string =>
  `---\ncategoria: Envíos\n---\n# Recoger\n## ¿Puedo recoger?\nSí, cuesta $${price}.\n`

describe('a file', () => {
  test('is read, written whole, and answers at once as a version from the panel', async () => {
    const path = 'knowledge/recoger.md'
    expect((await call('GET', `/files/${path}`)).status).toBe(404)
    const { status, body, etag } = await put(path, doc(10))
    expect([status, body.running]).toEqual([200, expect.objectContaining({ source: 'panel' })])
    expect(readFileSync(join(taught.dir, path), 'utf8')).toBe(doc(10))
    const read = await call('GET', `/files/${path}`)
    expect(read).toMatchObject({ status: 200, etag, body: { path, text: doc(10) } })
  })

  test('with errors is refused with their places, and the disk keeps what it had', async () => {
    const before = readFileSync(join(taught.dir, 'tags/lead.md'), 'utf8')
    const reply = await put('tags/lead.md', before.replace('reglas:', 'regla:'))
    expect(reply).toMatchObject({ status: 409, body: { error: { code: 'conflict', because: 'problems' } } })
    expect(reply.body.problems).toEqual([
      expect.objectContaining({
        file: 'tags/lead.md',
        message: 'clave desconocida «regla». ¿Quisiste decir «reglas»?',
      }),
    ])
    expect(readFileSync(join(taught.dir, 'tags/lead.md'), 'utf8')).toBe(before)
  })

  test('may mend one of two broken ones: what is wrong elsewhere does not stop it', async () => {
    for (const name of ['uno', 'dos']) writeFileSync(join(taught.dir, `messages/${name}.md`), 'sin ficha')
    expect((await put('messages/uno.md', '---\ntexto: "Uno"\n---\n')).status).toBe(200)
    const last = await put('messages/dos.md', '---\ntexto: "Dos"\n---\n')
    expect(last).toMatchObject({ status: 200, body: { problems: [] } })
    expect(last.body.disk).not.toBeNull()
  })

  test('may take a name away that only a test still asks for', async () => {
    const text = readFileSync(join(taught.dir, 'tags/lead.md'), 'utf8')
    const { status, body } = await put(
      'tags/lead.md',
      text.replaceAll('cotizacion:', 'presupuesto:').replaceAll('(cotizacion)', '(presupuesto)'),
    )
    expect(status).toBe(200)
    expect((body.problems as { file: string }[]).every(({ file }) => file.startsWith('tests/'))).toBe(true)
    expect(body.disk).not.toBeNull()
    await put('tags/lead.md', text)
  })

  test('is not overwritten by who read an older one', async () => {
    const path = 'knowledge/recoger.md'
    const { etag } = await call('GET', `/files/${path}`)
    expect((await put(path, doc(20), { 'if-match': etag ?? '' })).status).toBe(200)
    expect(await put(path, doc(30), { 'if-match': etag ?? '' })).toMatchObject({
      status: 409,
      body: { error: { because: 'changed' } },
    })
    expect(await put(path, doc(30), { 'if-none-match': '*' })).toMatchObject({ status: 409 })
    expect(readFileSync(join(taught.dir, path), 'utf8')).toBe(doc(20))
  })

  test.each([
    '../fuera.md',
    '..%2Ffuera.md',
    'tags%2F..%2F..%2Ffuera.md',
    'tags/%2E%2E/fuera.md',
    '%2Fetc%2Fpasswd',
    'README.md',
    'base/messages/sistema.md',
    'tags/lead.txt',
    'tags/.oculto.md',
    'tags/a/b.md',
    'tests/a.md',
    'tags/a%00.md',
    'otra/a.md',
  ])('outside of a pack is never written: %s', async (path) => {
    const reply = await put(path, '---\netiqueta: X\naplica_a: contacto\nreglas: [pide_humano]\n---\n')
    expect([400, 404, 405]).toContain(reply.status)
    expect((await call('GET', `/files/${path}`)).status).toBe(404)
  })

  test('behind a link that leads out of the folder is neither read nor written', async () => {
    const out = join(taught.dir, '../fuera')
    mkdirSync(out)
    writeFileSync(join(out, 'a.md'), 'secreto')
    symlinkSync(out, join(taught.dir, 'tools'))
    expect((await call('GET', '/files/tools/a.md')).status).toBe(404)
    const tool = '---\nnombre: ver\ndescripcion: d\nurl: "https://a.example/"\n---\n'
    expect((await put('tools/b.md', tool)).status).toBe(400)
    expect(readFileSync(join(out, 'a.md'), 'utf8')).toBe('secreto')
    rmSync(join(taught.dir, 'tools'))
  })

  test.each([{}, { text: 7 }, { text: 'x', more: 1 }, { text: 'x'.repeat(60_001) }])(
    'needs a text: %#',
    async (body) => {
      expect((await call('PUT', '/files/tags/lead.md', body)).status).toBe(400)
    },
  )
})
