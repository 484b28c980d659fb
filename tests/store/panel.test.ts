// Does the memory keep the panel's half as it promises? An audit trail that shows where it was touched, and files of an older version.
import { Database } from 'bun:sqlite'
import { afterEach, beforeEach, describe, expect, test } from 'bun:test'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { answered, conversationOf, deliver, noon, opener, says } from '../support/memory.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'relevo-panel-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const path = () => join(folder, 'app.db')

describe('the audit trail', () => {
  test.each([
    ['nothing', '', []],
    ['a row that says something else', `UPDATE audit SET about = 'otra cosa' WHERE id = 3`, [3]],
    ['a row that says somebody else', `UPDATE audit SET by = 'opr_otra' WHERE id = 1`, [1]],
    ['a row that is gone', 'DELETE FROM audit WHERE id = 3', [4]],
    ['a first row that is gone', 'DELETE FROM audit WHERE id = 1', [2]],
    ['a row with a hash of its own', `UPDATE audit SET about = 'x', hash = 'y' WHERE id = 2`, [2, 3]],
  ])('shows %s', async (_, damage, broken) => {
    const store = opener(path())()
    for (const about of ['a', 'b', 'c', 'd', 'e'])
      await store.panel.audit.write({ by: 'opr_1', what: 'prueba', about }, noon)
    await store.close()
    if (damage !== '') new Database(path()).run(damage)
    const again = opener(path())()
    const seen: number[] = []
    for (let cursor: string | null = ''; cursor !== null;) {
      const page = await again.panel.audit.page({ limit: 2, cursor })
      seen.push(...page.items.filter(({ intact }) => !intact).map(({ id }) => id))
      cursor = page.next
    }
    expect(seen.toSorted()).toEqual([...broken])
    await again.close()
  })
})

describe('a file of the version before', () => {
  test('opens with all it held: messages, tags’ history, who wrote', async () => {
    const old = join(folder, 'migrations')
    cpSync(join(import.meta.dir, '../../src/store/sqlite/migrations'), old, {
      recursive: true,
      filter: (name) => !/\/\d{3}\.sql$/.test(name) || /\/00[12]\.sql$/.test(name),
    })
    const before = new Database(path(), { create: true })
    const steps = [join(old, '001.sql'), join(old, '002.sql')]
    for (const step of steps) before.run(await Bun.file(step).text())
    before.run('PRAGMA user_version = 2')
    before.run(
      `INSERT INTO tag_event (at, conversation, contact, tag, what, actor, because, quote, prompt, engine, model)
       VALUES (5, 1, 1, 'Lead', 'put', 'rule:correo', 'dio su correo', 'a@b.mx', 'p', 'e', 'm')`,
    )
    before.close()
    const store = opener(path())()
    await deliver(store, [says('m1', 'hola')])
    const id = await conversationOf(store)
    const { items } = (await store.panel.history(id, { limit: 5 })) ?? { items: [] }
    expect(items).toMatchObject([
      { type: 'tag.put', tag: 'Lead', by: { kind: 'rule', name: 'correo' }, at: 5 },
    ])
    expect(store.panel.operators.isEmpty()).toBe(true)
    await store.close()
  })
})

describe('rows that only the panel reads', () => {
  test('survive a restart: operators, sessions, drafts, notes', async () => {
    const store = opener(path())()
    const id = await answered(store, ['¿En qué ayudo?'])
    const who = { name: 'Ana', email: 'Ana@x.mx', language: 'es-MX', passwordHash: 'h' } as const
    const ana = await store.panel.operators.begin(who, noon)
    if (ana === null) throw new Error('nobody began')
    await store.panel.sessions.open('s1', ana.id, noon)
    await store.panel.drafts.put(ana.id, { conversation: id, kind: 'note', text: 'ojo', at: noon })
    await store.panel.notes.add(id, { clientId: 'n1', by: ana.id, text: 'nota' }, noon)
    await store.close()
    const again = opener(path())()
    expect((await again.panel.operators.byEmail('ANA@X.MX'))?.operator).toEqual(ana)
    expect(await again.panel.sessions.find('s1')).toEqual({ operator: ana, startedAt: noon, seenAt: noon })
    expect(await again.panel.drafts.of(ana.id, id)).toMatchObject([{ kind: 'note', text: 'ojo' }])
    const thread = await again.panel.notes.thread(id, { limit: 9 })
    expect(thread?.items.map(({ kind }) => kind)).toEqual(['note', 'message', 'message'])
    expect(await again.panel.operators.begin({ ...who, email: 'b@x.mx' }, noon)).toBeNull()
    await again.close()
  })

  test('what is forgotten in time: sessions that are too old', async () => {
    const store = opener(':memory:')()
    const who = { name: 'Ana', email: 'ana@x.mx', language: 'es-MX', passwordHash: 'h' } as const
    const ana = await store.panel.operators.begin(who, noon)
    if (ana === null) throw new Error('nobody began')
    for (const [hash, at] of [
      ['old', noon],
      ['new', noon + 10],
    ] as const)
      await store.panel.sessions.open(hash, ana.id, at)
    await store.panel.sessions.prune(noon + 1, 0)
    expect([
      await store.panel.sessions.find('old'),
      (await store.panel.sessions.find('new'))?.seenAt,
    ]).toEqual([null, noon + 10])
    await store.close()
  })
})
