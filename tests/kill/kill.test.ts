// Three hundred deaths under load: at labelled points between any two stages, and at random. Then the ledger against the database.
import { Database } from 'bun:sqlite'
import { expect, test } from 'bun:test'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '../../src/clock.ts'
import type { Point } from '../../src/points.ts'
import type { ConversationWire, ListWire, MessageWire } from '../../src/http/wire.ts'
import { openInbox } from '../../src/store/sqlite/inbox.ts'
import { createCaller } from '../../src/simulator/caller.ts'
import { startFakeGraph } from '../../src/simulator/fake-graph.ts'
import { connectMeta } from '../../src/simulator/meta.ts'
import { demoSettings, worldOf } from '../../src/simulator/world.ts'
import { createFastClock } from '../support/fast-clock.ts'
import { verdictOf, waiting } from './verdict.ts'

const cycles = 300
const points: readonly Point[] = [
  'C1',
  'C2',
  'C3',
  'C4',
  'C5',
  'C6',
  'C7',
  'C8',
  'C9',
  'C11',
  'C12',
  'C14',
  'C15',
  'C19',
  'C20',
]
const root = join(import.meta.dir, '../..')

interface Child {
  readonly died: Promise<unknown>
  kill(): void
  end(): Promise<void>
}

test('kill -9 at every point, 300 times under load: no acknowledged message is lost, no answer is sent twice, both files are whole', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'relevo-kill-'))
  const program = await bundle(dataDir)
  const origin = systemClock.now()
  const clock = createFastClock(origin, 50)
  const graph = await startFakeGraph({
    world: worldOf(demoSettings),
    clock,
    random: Math.random,
    limits: { pair: null },
  })
  const port = freePort()
  const productUrl = `http://127.0.0.1:${port}`
  const caller = createCaller(3_000)
  const meta = connectMeta({
    graph,
    productUrl,
    call: caller.call,
    clock,
    random: Math.random,
    retryMs: () => 2_000,
  })
  const start = async (point = '', count = 0): Promise<Child> => {
    const args = [process.execPath, program, dataDir, graph.url, `${port}`, `${origin}`, point, `${count}`]
    const child = Bun.spawn(args, {
      stdout: 'pipe',
      stderr: 'inherit',
      env: { ...process.env, NODE_ENV: 'production' },
    })
    await child.stdout.getReader().read()
    return {
      died: child.exited,
      kill: () => child.kill('SIGKILL'),
      end: async () => {
        child.kill('SIGTERM')
        expect(await child.exited).toBe(0)
      },
    }
  }

  const customers = Array.from({ length: 24 }, (_, index) => {
    const channel = (['whatsapp', 'whatsapp', 'messenger', 'instagram'] as const)[index % 4] ?? 'whatsapp'
    return meta.customer(channel, { name: `Cliente ${index}` })
  })
  const acknowledged: string[] = []
  let talking = true
  const load = Promise.all(
    customers.map(async (customer, index) => {
      for (let n = 0; talking; n += 1) {
        const text = `m${index}-${n} ¿me pueden decir el precio?`
        const { ref } = await customer.says(text)
        acknowledged.push(ref)
        await systemClock.wait(400)
      }
    }),
  )

  let deaths = 0
  for (let cycle = 0; cycle < cycles; cycle += 1) {
    const point = cycle % 2 === 0 ? points[(cycle / 2) % points.length] : undefined
    const child = await start(point, 1 + Math.floor(Math.random() * 4))
    await Promise.race([child.died, systemClock.wait(point === undefined ? 20 + Math.random() * 180 : 250)])
    child.kill()
    await child.died
    deaths += 1
  }
  talking = false
  const last = await start()
  await load
  await meta.settled()
  const api = async <T>(path: string): Promise<T> => {
    const key = (await Bun.file(join(dataDir, 'api.key')).text()).trim()
    const response = await fetch(`${productUrl}${path}`, { headers: { authorization: `Bearer ${key}` } })
    expect(response.status).toBe(200)
    return (await response.json()) as T
  }
  const everything = async (): Promise<readonly MessageWire[]> => {
    const list = await api<ListWire<ConversationWire>>('/api/conversations?limit=100')
    const pages = await Promise.all(list.items.map(({ id }) => allMessages(api, id)))
    return pages.flat()
  }
  await atRest(everything)
  await meta.settled()
  const messages = await everything()
  await last.end()

  // What was first in line at more than three deaths is set aside whole, kept and shown: a message that kills must not kill for ever.
  const aside = await setAside(dataDir)
  const heard = acknowledged.filter((ref) => !aside.some((raw) => raw.includes(ref)))
  const verdict = verdictOf(heard, messages, graph.ledger.acceptances)
  const repeated = messages.filter(({ maybeDuplicate }) => maybeDuplicate).length
  process.stdout.write(
    `${deaths} kills, ${acknowledged.length} acknowledged, ${graph.ledger.acceptances.length} sends, ${repeated} marked as repeated, ${aside.length} set aside\n`,
  )
  expect(verdict).toEqual({ lost: [], doubled: [], silent: [], twice: [] })
  expect(aside.length).toBeLessThanOrEqual(5)
  expect(acknowledged.length).toBeGreaterThan(500)
  for (const file of ['app.db', 'inbox.db']) expect(integrity(join(dataDir, file))).toBe('ok')

  meta.close()
  caller.close()
  await graph.stop()
  rmSync(dataDir, { recursive: true, force: true })
  rmSync(program, { force: true })
}, 600_000)

async function allMessages(
  api: <T>(path: string) => Promise<T>,
  id: string,
): Promise<readonly MessageWire[]> {
  const all: MessageWire[] = []
  let cursor = ''
  for (;;) {
    const page = await api<ListWire<MessageWire>>(`/api/conversations/${id}/messages?limit=100${cursor}`)
    all.push(...page.items)
    if (page.next === null) return all
    cursor = `&cursor=${encodeURIComponent(page.next)}`
  }
}

/** Until no body waits and every message of a customer is answered or says why not. */
async function atRest(read: () => Promise<readonly MessageWire[]>): Promise<void> {
  for (let round = 0; round < 300; round += 1) {
    const messages = await read()
    const moving = messages.some(
      ({ status }) => status !== null && ['pending', 'sending', 'unknown'].includes(status),
    )
    if (!moving && waiting(messages).length === 0) return
    await systemClock.wait(100)
  }
}

/** Raw bodies of the deliveries that were quarantined for killing the process. */
async function setAside(dataDir: string): Promise<readonly string[]> {
  const db = new Database(join(dataDir, 'app.db'), { readonly: true })
  const rows = db
    .query<{ seq: number }, []>("SELECT seq FROM quarantine WHERE because = 'killed the process'")
    .all()
  db.close()
  const inbox = openInbox({ path: join(dataDir, 'inbox.db') })
  const found = await Promise.all(rows.map(({ seq }) => inbox.read(seq - 1, 1)))
  await inbox.close()
  // WhatsApp writes its slashes escaped.
  return found.flat().map(({ raw }) => new TextDecoder().decode(raw).replaceAll('\\/', '/'))
}

/** One file starts in a fraction of the time of a hundred; it stands where the house looks for its assets. */
async function bundle(tag: string): Promise<string> {
  const name = `kill-${tag.split('-').at(-1)}.js`
  const built = await Bun.build({
    entrypoints: [join(import.meta.dir, 'child.ts')],
    target: 'bun',
    outdir: join(root, 'dist'),
    naming: name,
  })
  if (!built.success) throw new Error(built.logs.join('\n'))
  return join(root, 'dist', name)
}

function freePort(): number {
  const server = Bun.serve({ port: 0, hostname: '127.0.0.1', fetch: () => new Response() })
  const { port } = server
  void server.stop(true)
  return port ?? 0
}

function integrity(path: string): unknown {
  const db = new Database(path, { readonly: true })
  const row = db.query<{ integrity_check: string }, []>('PRAGMA integrity_check').get()
  db.close()
  return row?.integrity_check
}

test('the verdict finds what is lost, doubled, left in silence and kept twice', () => {
  const message = (author: 'contact' | 'agent', ref: string, text: string): MessageWire => ({
    id: `msg_${ref}`,
    conversationId: 'cnv_1',
    author,
    body: { kind: 'text', text },
    at: '',
    status: null,
    ref,
  })
  const messages = [
    message('contact', 'a', 'm0-1 hola'),
    message('contact', 'b', 'm0-2 hola'),
    message('contact', 'b', 'm0-2 hola'),
    message('agent', 'x', 'eco: m0-1'),
  ]
  const sent = [
    { ref: 'x', text: 'eco: m0-1' },
    { ref: 'y', text: 'eco: m0-1' },
  ]
  expect(verdictOf(['a', 'b', 'c'], messages, sent)).toEqual({
    lost: ['c'],
    doubled: ['m0-1'],
    silent: ['m0-2', 'm0-2'],
    twice: ['b'],
  })
})
