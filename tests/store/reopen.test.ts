// What does a process that died leave behind? What was committed, nothing of what was not, and nobody waiting for it for ever.
import { afterEach, beforeEach, describe, expect, test } from 'bun:test'
import { Database } from 'bun:sqlite'
import { copyFileSync, cpSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Store } from '../../src/store/store.ts'
import {
  answered,
  claimed,
  conversationOf,
  deliver,
  minute,
  noon,
  opener,
  parcel,
  says,
} from '../support/memory.ts'

const later = noon + minute
let folder: string
let path: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'relevo-store-'))
  path = join(folder, 'app.db')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** The files as a sudden death leaves them: the log not yet in the database. */
function wreck(): string {
  const copy = join(folder, 'wreck.db')
  for (const suffix of ['', '-wal'])
    if (existsSync(`${path}${suffix}`)) copyFileSync(`${path}${suffix}`, `${copy}${suffix}`)
  return copy
}

async function types(store: Store): Promise<readonly string[]> {
  return (await store.due(later, 10)).map((due) => due.event.type)
}

test('everything acknowledged is there without an orderly end', async () => {
  const store = opener(path)()
  await deliver(store, [says('m1', 'Hola'), says('m2', 'otra')])
  const after = opener(wreck())()
  expect(await after.counts()).toMatchObject({ messages: 2, conversations: 1, cursor: store.cursor() })
  expect(after.lastChange()).toBe(store.lastChange())
  await deliver(after, [says('m2', 'otra'), says('m3', 'más')])
  expect((await after.counts()).messages).toBe(3)
  await Promise.all([store.close(), after.close()])
})

test('a turn and a send of a dead process are lost at once, those of the living are not', async () => {
  const store = opener(path)()
  await answered(store, ['uno'])
  await claimed(store, later)
  await deliver(store, [says('m2', 'más')], later)
  await store.claimTurn(later + minute)
  expect(await types(store)).toEqual([])
  await store.close()
  const after = opener(path)({ boot: 'arranque-2' })
  expect(await types(after)).toEqual(['turn.lost', 'send.stale'])
  await after.close()
})

describe('a delivery that is cut in the middle', () => {
  test.each([1, 32, 33, 64, 65, 100])('at event %i goes on where it was, each event once', async (death) => {
    let passed = 0
    const points = {
      at: (point: string) => {
        if (point === 'C7' && ++passed === death) throw new Error('killed')
      },
    }
    const dying = opener(path)({ points })
    const delivery = parcel(Array.from({ length: 100 }, (_, n) => says('', `sin clave ${n}`)))
    await expect(dying.drain([delivery], noon)).rejects.toThrow('killed')
    expect(dying.cursor()).toBeLessThan(delivery.seq)
    await dying.close()
    const after = opener(path)()
    await after.drain([delivery], noon)
    expect(await after.counts()).toMatchObject({ messages: 100, cursor: delivery.seq })
    const page = await after.messages(await conversationOf(after), { limit: 100 })
    const texts = page?.items.map(({ body }) => (body.kind === 'text' ? body.text : '')).reverse()
    expect(texts).toEqual(delivery.events.map((_, n) => `sin clave ${n}`))
    await after.close()
  })
})

test('a transaction that fails leaves nothing, and the next one goes on', async () => {
  let broken = true
  const store = opener(path)({
    points: {
      at: (point) => {
        if (point === 'C7' && broken) throw new Error('killed')
      },
    },
  })
  const delivery = parcel([says('m1', 'Hola')])
  await expect(store.drain([delivery], noon)).rejects.toThrow('killed')
  expect(await store.counts()).toMatchObject({ messages: 0, conversations: 0, cursor: 0 })
  broken = false
  await store.drain([delivery], noon)
  expect(await store.counts()).toMatchObject({ messages: 1, conversations: 1, cursor: delivery.seq })
  await store.close()
})

test('after the end nothing is taken', async () => {
  const store = opener(path)()
  await store.close()
  await expect(deliver(store, [says('m1', 'Hola')])).rejects.toMatchObject({ code: 'unavailable' })
})

test('old keys, changes and quarantine are forgotten; the feed’s numbers go on', async () => {
  const store = opener(path)()
  await deliver(store, [says('m1', 'Hola')], noon)
  await deliver(store, [says('m2', 'Hola')], later)
  await store.prune(later)
  expect(await store.changes(0, 10)).toHaveLength(1)
  await deliver(store, [says('m1', 'se dijo otra vez'), says('m2', 'Hola')], later)
  expect((await store.counts()).messages).toBe(3)
  await store.prune(later + minute)
  await store.close()
  const after = opener(path)()
  expect(after.lastChange()).toBe(3)
  await after.close()
})

describe('the schema', () => {
  const migrations = join(import.meta.dir, '../../src/store/sqlite/migrations')
  const newest = readdirSync(migrations).filter((name) => name.endsWith('.sql')).length

  test('a file that is newer than the binary is refused and left alone', async () => {
    await opener(path)().close()
    const db = new Database(path)
    db.run('PRAGMA user_version = 999')
    db.close()
    const refusal = { code: 'config', because: `schema 999 > ${newest}` }
    expect(() => opener(path)()).toThrow(expect.objectContaining(refusal))
  })

  test('a migration that fails leaves the old version whole', async () => {
    await opener(path)().close()
    const own = join(folder, 'migrations')
    cpSync(migrations, own, { recursive: true })
    const next = join(own, `${String(newest + 1).padStart(3, '0')}.sql`)
    writeFileSync(next, 'CREATE TABLE next (a INTEGER); CREATE TABLE message (b INTEGER);')
    expect(() => opener(path)({ migrations: own })).toThrow()
    const db = new Database(path)
    expect(db.query("SELECT name FROM sqlite_master WHERE name = 'next'").get()).toBeNull()
    expect(db.query('PRAGMA user_version').get()).toEqual({ user_version: newest })
    db.close()
    writeFileSync(next, 'CREATE TABLE next (a INTEGER);')
    const store = opener(path)({ migrations: own })
    await deliver(store, [says('m1', 'Hola')])
    await store.close()
  })
})
