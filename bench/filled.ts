// How does a bench get a memory with a million messages in it? Filled once through the front door, kept in the temporary folder.
import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createIds, secureRandom } from '../src/ids.ts'
import type { Points } from '../src/points.ts'
import { createRules } from '../src/rules/rules.ts'
import { openStore } from '../src/store/sqlite/open.ts'
import type { Store } from '../src/store/store.ts'
import { traitsOf } from '../tests/support/states.ts'
import { createRandom, deliveries, received } from './shop.ts'

export const start = Date.UTC(2026, 2, 2, 17)
const folder = join(tmpdir(), 'relevo-bench')
/** Bump when the schema or the shop changes. */
const version = 4

export function openBench(path: string, points?: Points): Store {
  const ids = createIds(secureRandom)
  const base = { path, rules: createRules(), traits: traitsOf, ids, boot: 'bench', now: start }
  return openStore(points === undefined ? base : { ...base, points })
}

/** The instant at which message `n` arrives: a quarter of a second apart. */
export function instantOf(n: number): number {
  return start + n * 250
}

/** Path of a file with this much in it; filled when it is not there yet. */
export async function filled(conversations: number, messages: number): Promise<string> {
  mkdirSync(folder, { recursive: true })
  const path = join(folder, `${version}-${conversations}-${messages}.db`)
  if (existsSync(path)) return path
  const draft = `${path}.draft`
  for (const suffix of ['', '-wal', '-shm']) rmSync(`${draft}${suffix}`, { force: true })
  const store = openBench(draft)
  await fill(store, conversations, messages)
  await store.close()
  renameSync(draft, path)
  return path
}

/** A copy of its own for a bench that writes. */
export async function copyOf(path: string): Promise<string> {
  const copy = join(folder, 'copy.db')
  for (const suffix of ['', '-wal', '-shm']) rmSync(`${copy}${suffix}`, { force: true })
  copyFileSync(path, copy)
  return copy
}

/** The past was answered: no turn of it waits. */
async function fill(store: Store, conversations: number, messages: number): Promise<void> {
  const random = createRandom(1)
  const piece = 2_000
  for (let n = 0; n < messages; n += piece) {
    const now = instantOf(n)
    await store.drain(deliveries(n, piece, conversations, now, random, 'never'), now)
    if (n % 20_000 === 0) {
      process.stderr.write(`\rfilling ${n.toLocaleString('en')} of ${messages.toLocaleString('en')} `)
      await store.tidy()
    }
  }
  await tag(store, conversations)
  for (let pass = 0; pass < 20; pass += 1) await store.tidy()
  process.stderr.write('\r')
}

/** Every fiftieth customer is a lead, every thousandth buys wholesale. */
async function tag(store: Store, conversations: number): Promise<void> {
  for (let n = 0; n < conversations; n += 50) {
    const id = await store.find(received(n, conversations, start, () => 0).from)
    if (id === null) continue
    const by = { type: 'operator.tagged', by: 'opr_1', at: start } as const
    await store.step(id, { ...by, tag: 'Lead' }, start)
    if (n % 1_000 === 0) await store.step(id, { ...by, tag: 'Mayoreo' }, start)
  }
}

export function percentile(sorted: readonly number[], part: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0
}
