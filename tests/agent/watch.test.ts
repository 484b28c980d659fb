// When is a folder's change heard? Whatever an editor does to save, and what a mount that tells nothing shows at the next look.
import { afterEach, describe, expect, test } from 'bun:test'
import { mkdirSync, mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { WatchParts } from '../../src/agent/watch.ts'
import { watchFolder } from '../../src/agent/watch.ts'
import { systemClock } from '../../src/clock.ts'
import { createJumpClock } from '../support/jump-clock.ts'

const open: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of open.splice(0)) await close()
})

const patience = 10_000

function watching(over: Partial<WatchParts> = {}) {
  const dir = mkdtempSync(join(tmpdir(), 'relevo-watch-'))
  mkdirSync(join(dir, 'tags'))
  writeFileSync(join(dir, 'agent.md'), 'uno')
  const clock = createJumpClock()
  const closing = new AbortController()
  const deaf: string[] = []
  let changes = 0
  const parts = {
    dir,
    clock,
    changed: () => void changes++,
    deaf: (because: string) => void deaf.push(because),
  }
  const ended = watchFolder({ ...parts, ...over }, closing.signal)
  open.push(async () => {
    closing.abort()
    await ended
    rmSync(dir, { recursive: true, force: true })
  })
  const changed = async (): Promise<number> => {
    const before = changes
    for (const since = systemClock.mono(); changes === before;) {
      if (systemClock.mono() - since > patience) throw new Error('nobody heard of it')
      await systemClock.wait(5)
    }
    return changes
  }
  return { dir, clock, changed, deaf, changes: () => changes, path: (name: string) => join(dir, name) }
}

type Watching = ReturnType<typeof watching>

const saves: readonly (readonly [string, (at: Watching) => void])[] = [
  ['written in place', ({ path }) => writeFileSync(path('agent.md'), 'dos')],
  [
    'written beside and renamed',
    ({ path }) => {
      writeFileSync(path('.agent.md.swp'), 'dos')
      renameSync(path('.agent.md.swp'), path('agent.md'))
    },
  ],
  [
    'moved away and written anew',
    ({ path }) => {
      renameSync(path('agent.md'), path('agent.md~'))
      writeFileSync(path('agent.md'), 'dos')
    },
  ],
  ['taken away', ({ path }) => rmSync(path('agent.md'))],
  ['put into a folder below', ({ path }) => writeFileSync(path('tags/lead.md'), 'x')],
  [
    'put into a new folder',
    ({ path }) => {
      mkdirSync(path('knowledge'))
      writeFileSync(path('knowledge/envios.md'), 'x')
    },
  ],
]

describe('a change is heard', () => {
  test.each(saves)('when a file is %s', async (_, save) => {
    const at = watching()
    save(at)
    expect(await at.changed()).toBe(1)
  })

  test('also in a folder that did not exist when the house began to listen', async () => {
    const at = watching()
    mkdirSync(at.path('knowledge'))
    await at.changed()
    writeFileSync(at.path('knowledge/envios.md'), 'x')
    expect(await at.changed()).toBe(2)
  })

  test('once for a whole burst of saves, after a moment of quiet', async () => {
    let hear: (path: string) => void = () => {}
    const at = watching({
      listen: (_, heard) => {
        hear = heard
        return () => {}
      },
    })
    for (let save = 0; save < 5; save++) {
      hear('agent.md')
      await systemClock.wait(2)
    }
    expect(at.changes()).toBe(0)
    at.clock.jump(200)
    expect(await at.changed()).toBe(1)
  })

  test.each(['.lead.md.swp', 'tags/lead.md~', 'tags/.#lead.md', 'base/lexicon/es.yaml', 'tags/4913.swp'])(
    'but not one of %s, which no author writes',
    async (path) => {
      let hear: (path: string) => void = () => {}
      const at = watching({
        listen: (_, heard) => {
          hear = heard
          return () => {}
        },
      })
      hear(path)
      await systemClock.wait(2)
      at.clock.jump(10_000)
      await systemClock.wait(2)
      expect(at.changes()).toBe(0)
    },
  )
})

describe('a mount that tells nothing', () => {
  test('is looked at every thirty seconds, and only a difference counts', async () => {
    const at = watching({ listen: () => () => {} })
    await systemClock.wait(5)
    at.clock.jump(30_000)
    await systemClock.wait(5)
    expect(at.changes()).toBe(0)
    writeFileSync(at.path('agent.md'), 'tres')
    at.clock.jump(29_000)
    await systemClock.wait(5)
    expect(at.changes()).toBe(0)
    at.clock.jump(1_000)
    expect(await at.changed()).toBe(1)
  })

  test('shows a file of the same size by its time', async () => {
    const at = watching({ listen: () => () => {} })
    await systemClock.wait(5)
    writeFileSync(at.path('agent.md'), 'dos')
    utimesSync(at.path('agent.md'), 1_000, 1_000)
    at.clock.jump(30_000)
    expect(await at.changed()).toBe(1)
  })

  test('is reported once when the system refuses to listen', async () => {
    const at = watching({
      listen: () => {
        throw new Error('no hay más relojes')
      },
    })
    writeFileSync(at.path('agent.md'), 'tres')
    await systemClock.wait(5)
    at.clock.jump(30_000)
    expect(await at.changed()).toBe(1)
    expect(at.deaf).toEqual(['no hay más relojes'])
  })

  test('is listened to again after the folder was replaced by another', async () => {
    const at = watching()
    renameSync(at.dir, `${at.dir}-viejo`)
    mkdirSync(at.dir)
    writeFileSync(at.path('agent.md'), 'otra')
    at.clock.jump(30_000)
    await at.changed()
    rmSync(`${at.dir}-viejo`, { recursive: true })
    await systemClock.wait(300)
    const before = at.changes()
    writeFileSync(at.path('agent.md'), 'otra más')
    expect(await at.changed()).toBeGreaterThan(before)
  })
})
