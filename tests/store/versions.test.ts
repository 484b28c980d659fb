// What is remembered of the prompts? Every version whole, its use, and the pin that holds one.
import { afterEach, describe, expect, test } from 'bun:test'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openVersions } from '../../src/store/sqlite/versions.ts'
import { answers, deliver, noon, opener, says } from '../support/memory.ts'

const folders: string[] = []
const place = (): string => {
  const dir = mkdtempSync(join(tmpdir(), 'relevo-versions-'))
  folders.push(dir)
  return join(dir, 'app.db')
}
afterEach(() => {
  for (const dir of folders.splice(0)) rmSync(dir, { recursive: true })
})

const files = new Map([
  ['tags/lead.md', 'ñandú 🌿\n'],
  ['agent.md', '---\nnombre: Lila\n---\nHola'],
])
const version = (hash: string, at: number) =>
  ({ hash, pack: 'prompts', at, source: 'disk', note: null }) as const

describe('kept versions', () => {
  test('are read back as they were written, also by the next process', async () => {
    const path = place()
    const store = opener(path)()
    await store.versions.keep(version('aaa', 1), files)
    await store.close()
    const again = opener(path)()
    expect(await again.versions.read('prompts', 'aaa')).toEqual(new Map([...files].reverse()))
    expect(await again.versions.read('prompts', 'bbb')).toBeNull()
    expect(await again.versions.read('otro', 'aaa')).toBeNull()
    await again.close()
  })

  test('are listed newest first; one that runs again moves up and keeps when it was first seen', async () => {
    const { versions, close } = opener(':memory:')()
    await versions.keep(version('aaa', 1), files)
    await versions.keep(version('bbb', 2), files)
    await versions.keep({ ...version('aaa', 3), source: 'rollback', note: 'ayer' }, new Map())
    expect(await versions.list('prompts')).toEqual([
      { hash: 'aaa', pack: 'prompts', at: 3, firstAt: 1, source: 'rollback', note: 'ayer', turns: 0 },
      { hash: 'bbb', pack: 'prompts', at: 2, firstAt: 2, source: 'disk', note: null, turns: 0 },
    ])
    expect((await versions.read('prompts', 'aaa'))?.size).toBe(2)
    expect(await versions.list('otro')).toEqual([])
    await close()
  })

  test('are begun with: the newest, or the one that is held', async () => {
    const { versions, close } = opener(':memory:')()
    expect(versions.last('prompts')).toBeNull()
    await versions.keep(version('aaa', 1), files)
    await versions.keep(version('bbb', 2), files)
    expect(versions.last('prompts')).toMatchObject({ hash: 'bbb', pinned: false })
    await versions.pin('prompts', 'aaa')
    expect(versions.last('prompts')).toMatchObject({ hash: 'aaa', pinned: true })
    await versions.pin('prompts', null)
    expect(versions.last('prompts')).toMatchObject({ hash: 'bbb', pinned: false })
    await close()
  })

  test('are pinned by a command beside the process that runs', async () => {
    const path = place()
    const store = opener(path)()
    await store.versions.keep(version('aaa', 1), files)
    const beside = openVersions(path)
    await beside.pin('prompts', 'aaa')
    expect(await store.versions.pinned('prompts')).toBe('aaa')
    await store.versions.pin('prompts', null)
    expect(await beside.pinned('prompts')).toBeNull()
    beside.close()
    await store.close()
  })

  test('count the turns they answered, not the bubbles', async () => {
    const store = opener(':memory:')()
    await store.versions.keep(version('p1', 1), files)
    await deliver(store, [says('a', 'Hola')])
    await answers(store, ['Hola', '¿Qué buscas?'], noon + 10_000)
    await deliver(store, [says('b', 'Una maceta')], noon + 20_000)
    await answers(store, ['Tenemos', 'Muchas'], noon + 40_000)
    expect((await store.versions.list('prompts')).map(({ turns }) => turns)).toEqual([2])
    await store.close()
  })
})
