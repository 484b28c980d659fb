// Is a house taught while it serves? A real one on a port: edits of its folder, pins of a command, a restart on a broken pack.
import { afterAll, beforeAll, expect, setDefaultTimeout, test } from 'bun:test'
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '../../src/clock.ts'
import { readConfig } from '../../src/config.ts'
import { buildHouse, type House } from '../../src/house.ts'
import { listen, type Listening } from '../../src/house-serve.ts'
import { createLog } from '../../src/log.ts'
import { openVersions } from '../../src/store/sqlite/versions.ts'
import { createJumpClock } from '../support/jump-clock.ts'

setDefaultTimeout(60_000)

const folder = mkdtempSync(join(tmpdir(), 'relevo-taught-'))
const dir = join(folder, 'prompts')
const system = join(dir, 'messages/sistema.md')
const clock = createJumpClock()
const lines: string[] = []
let closing: AbortController
let house: House
let listening: Listening
let running: Promise<void>
let asked = 0

function start(): void {
  const config = readConfig({ PORT: '0', DATA_DIR: join(folder, 'data'), PROMPTS_DIR: dir }, null)
  house = buildHouse(config, { clock, log: createLog({ level: 'info', write: (line) => lines.push(line) }) })
  closing = new AbortController()
  listening = listen(house, config)
  running = house.run(closing.signal)
}

async function stop(): Promise<void> {
  closing.abort()
  await Promise.all([listening.stop(), running])
}

beforeAll(() => {
  cpSync('prompts', dir, { recursive: true })
  start()
})
afterAll(async () => {
  await stop()
  rmSync(folder, { recursive: true })
})

const saying = (text: string): string => `---\nsin_dato: "${text}"\n---\n`
const runs = (): string => house.agent.describe().prompt

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (const since = systemClock.mono(); !(await holds()); clock.jump(200)) {
    if (systemClock.mono() - since > 30_000) throw new Error('it never came to that')
    await systemClock.wait(3)
  }
}

/** What a new visitor of the site is told about something nobody knows. */
async function answer(): Promise<string> {
  const key = `pregunta-${asked++}`
  const from = { channel: 'web', account: 'sitio', contact: key } as const
  const body = { kind: 'text', text: 'venden bicicletas?' } as const
  const at = clock.now()
  const { conversation } = await house.store.step(
    from,
    { type: 'message.received', key, ref: key, from, at, body, window: true, turn: 'answers' },
    at,
  )
  if (conversation === null) throw new Error('no conversation began')
  let said = ''
  await until(async () => {
    const page = await house.store.messages(conversation, { limit: 10 })
    said = (page?.items ?? [])
      .map((one) => (one.author === 'agent' && one.body.kind === 'text' ? one.body.text : ''))
      .join('')
    return said !== ''
  })
  return said
}

async function edit(text: string): Promise<string> {
  const before = runs()
  writeFileSync(system, text)
  await until(() => runs() !== before)
  return runs()
}

async function api(path: string): Promise<Record<string, unknown>> {
  const headers = { authorization: `Bearer ${house.data.apiKey}` }
  return JSON.parse(await (await fetch(`${listening.url}/api/prompts${path}`, { headers })).text())
}

test('an edit is what the next customer hears, and every version counts its turns', async () => {
  const first = await edit(saying('Uno: ni idea.'))
  expect(await answer()).toContain('Uno: ni idea.')
  const second = await edit(saying('Dos: ni idea.'))
  expect(await answer()).toContain('Dos: ni idea.')
  expect(await answer()).toContain('Dos: ni idea.')
  const { items } = await api('/versions')
  expect(items).toMatchObject([
    { hash: second, turns: 2, running: true },
    { hash: first, turns: 1, running: false },
    { turns: 0 },
  ])
  expect(lines.filter((line) => line.includes('pack loaded'))).toHaveLength(2)
})

test('a pin of a command beside it holds, also over a restart, and so does its end', async () => {
  const second = runs()
  const versions = openVersions(join(folder, 'data/app.db'))
  const first = (await versions.list('prompts')).at(1)?.hash ?? ''
  await versions.pin('prompts', first)
  await until(() => runs() === first)
  expect(await answer()).toContain('Uno: ni idea.')
  await stop()
  start()
  expect(await api('')).toMatchObject({ running: { hash: first }, pinned: first, disk: second })
  expect(await answer()).toContain('Uno: ni idea.')
  await versions.pin('prompts', null)
  await until(() => runs() === second)
  expect(await answer()).toContain('Dos: ni idea.')
  versions.close()
})

test('a house that starts on a broken folder answers as it did last', async () => {
  const second = runs()
  writeFileSync(system, 'sin ficha')
  await stop()
  start()
  expect(await answer()).toContain('Dos: ni idea.')
  expect(await api('')).toMatchObject({ running: { hash: second }, disk: null })
  expect(house.agent.describe().problems).toEqual([
    expect.stringContaining('messages/sistema.md:1:1: error:'),
  ])
  await edit(saying('Tres: ni idea.'))
  expect(await answer()).toContain('Tres: ni idea.')
})
