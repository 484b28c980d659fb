// What does the API tell of the prompts? What runs, its problems, and its versions, which are compared, pinned and let go.
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openAgent } from '../../src/agent/open.ts'
import { openFace } from './face.ts'
import { openTaught, type Taught } from './taught.ts'

let taught: Taught
beforeAll(() => {
  taught = openTaught()
})
afterAll(() => taught.close())

const call: Taught['call'] = (...asked) => taught.call(...asked)

describe('the pack', () => {
  test('tells what runs, since when, and its documents by state and category', async () => {
    const { status, body } = await call('GET', '')
    expect(status).toBe(200)
    expect(body).toMatchObject({
      pack: 'prompts',
      packs: ['prompts'],
      running: { hash: taught.first, source: 'disk', since: expect.stringMatching(/Z$/) },
      pinned: null,
      disk: taught.first,
      problems: [],
      writable: true,
    })
    expect(body.files).toContain('agent.md')
    const states = (body.documents as { state: string; category: string; items: unknown[] }[]).map(
      ({ state, category }) => `${state}: ${category}`,
    )
    expect(states[0]).toStartWith('activo: ')
    expect(states).toContain('borrador: Productos')
    expect(states).toEqual([...new Set(states)])
  })

  test.each(['', '/versions', '/files/agent.md', '/diff?a=disco&b=disco'])(
    'opens %p to no one without the key',
    async (path) => {
      expect((await taught.face.ask(`/api/prompts${path}`)).status).toBe(401)
    },
  )

  test('tells every problem with its place as soon as the folder is read', async () => {
    writeFileSync(join(taught.dir, 'knowledge/roto.md'), '---\nestado: activos\n---\n## A\nb\n')
    taught.opened.reload()
    const { body } = await call('GET', '')
    expect(body).toMatchObject({
      running: { hash: taught.first },
      disk: null,
      problems: [
        {
          file: 'knowledge/roto.md',
          line: 2,
          column: 9,
          level: 'error',
          message: expect.stringContaining('¿Quisiste decir «activo»?'),
        },
      ],
    })
    expect(await (await taught.face.ask('/health')).json()).toMatchObject({
      agent: { problems: [expect.stringContaining('knowledge/roto.md:2:9: error:')] },
    })
    rmSync(join(taught.dir, 'knowledge/roto.md'))
    taught.opened.reload()
  })

  test('of an agent that does not exist is 404', async () => {
    expect(await call('GET', '?pack=norte')).toMatchObject({
      status: 404,
      body: { error: { because: 'unknown-pack' } },
    })
  })
})

const added = '---\ncategoria: Envíos\n---\n# Recoger\n## ¿Puedo recoger?\nSí, cuesta $20.\n'

describe('a version', () => {
  beforeAll(async () => {
    expect((await taught.put('knowledge/recoger.md', added)).status).toBe(200)
  })

  test('is listed with its time and source, and read whole', async () => {
    const { body } = await call('GET', '/versions')
    const items = body.items as { hash: string; source: string; running: boolean; turns: number }[]
    expect(items.map(({ hash }) => hash)).toContain(taught.first)
    expect(items.filter(({ running }) => running)).toHaveLength(1)
    expect(items[0]).toMatchObject({
      source: 'panel',
      turns: 0,
      at: expect.stringMatching(/Z$/),
      pinned: false,
    })
    const files = (await call('GET', `/versions/${taught.first}`)).body.files as {
      path: string
      text: string
    }[]
    expect(files.find(({ path }) => path === 'agent.md')?.text).toBe(readFileSync('prompts/agent.md', 'utf8'))
  })

  test('is compared with another, or with the disk', async () => {
    const { body } = await call('GET', `/diff?a=${taught.first}&b=disco`)
    const files = body.files as { file: string; diff: string }[]
    expect(files.find(({ file }) => file === 'knowledge/recoger.md')?.diff).toStartWith(
      '--- /dev/null\n+++ b/knowledge/recoger.md\n@@ -0,0 +1,6 @@\n+---',
    )
  })

  test('is pinned at once and let go at once', async () => {
    const now = taught.opened.prompts.overview().running
    expect(await call('POST', '/pin', { hash: taught.first.slice(0, 8) })).toMatchObject({
      status: 200,
      body: { running: { hash: taught.first, source: 'rollback' }, pinned: taught.first, disk: now },
    })
    expect(taught.opened.agent.describe().prompt).toBe(taught.first)
    expect(await call('DELETE', '/pin')).toMatchObject({
      status: 200,
      body: { running: { hash: now }, pinned: null },
    })
  })

  test.each(['000000000000', 'x', 'disco', '../..'])('that nobody kept is 404: %s', async (hash) => {
    expect((await call('POST', '/pin', { hash })).status).toBe(404)
    expect(
      (await call('GET', `/diff?a=${taught.first}&b=${encodeURIComponent(hash.replace('disco', 'nada'))}`))
        .status,
    ).toBe(404)
  })

  test.each([{}, { hash: '' }, { hash: 7 }])('to be pinned has a name: %p', async (body) => {
    expect((await call('POST', '/pin', body)).status).toBe(400)
  })
})

test('the pack inside the program is read, and never written', async () => {
  const inside = openAgent({ packDir: 'prompts', baseDir: 'prompts/base', engine: '0.1.0', builtIn: true })
  const other = openFace({ prompts: [inside.prompts] })
  const reply = await other.api('PUT', '/api/prompts/files/agent.md', { text: 'x' })
  expect(reply.status).toBe(409)
  expect(await reply.json()).toMatchObject({ error: { because: 'read-only' } })
  expect(await (await other.api('GET', '/api/prompts')).json()).toMatchObject({ writable: false })
  await other.close()
})
