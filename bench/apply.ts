// How many messages a second does the memory apply, and for how long does it hold everybody up?
// `bun bench/apply.ts [--small]`: on an empty store and on a large one; bars: 8,000 a second, p99 of a transaction 6 ms.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Points } from '../src/points.ts'
import { openInbox } from '../src/store/sqlite/inbox.ts'
import type { Store } from '../src/store/store.ts'
import { copyOf, filled, instantOf, openBench, percentile } from './filled.ts'
import { createRandom, deliveries } from './shop.ts'

const small = process.argv.includes('--small')
const seconds = small ? 3 : 10
const large = small
  ? { conversations: 10_000, messages: 100_000 }
  : { conversations: 100_000, messages: 1_000_000 }

interface Figures {
  readonly applied: number
  readonly p50: number
  readonly p99: number
  readonly worst: number
  readonly age99: number
  readonly ack99: number
  readonly cpu: number
  readonly rss: number
}

/** Times each transaction of a drain: from its first event to the instant its commit is known. */
function stopwatch() {
  const times: number[] = []
  let since = 0
  const points: Points = {
    at: (point) => {
      if (point === 'C7' && since === 0) since = performance.now()
      if (point !== 'C8') return
      times.push(performance.now() - since)
      since = 0
    },
  }
  return { points, sorted: () => times.toSorted((a, b) => a - b) }
}

/** `rate` messages a second are offered, or as many as the store takes; the door is asked a thousand times a second beside it. */
async function run(path: string, conversations: number, from: number, rate: number): Promise<Figures> {
  const watch = stopwatch()
  const store = openBench(path, watch.points)
  const door = await knock()
  const random = createRandom(7)
  const began = performance.now()
  const cpu = process.cpuUsage()
  const ages: number[] = []
  let done = 0
  while (performance.now() - began < seconds * 1_000) {
    const due = Math.min(Math.floor(((performance.now() - began) / 1_000) * rate) - done, 500)
    if (due > 0) {
      await store.drain(
        deliveries(from + done, due, conversations, instantOf(from + done), random),
        instantOf(from + done),
      )
      ages.push(rate === Infinity ? Infinity : performance.now() - began - (done / rate) * 1_000)
      done += due
    }
    await new Promise((resolve) => setImmediate(resolve))
  }
  const spent = process.cpuUsage(cpu)
  const passed = (performance.now() - began) / 1_000
  const times = watch.sorted()
  const ack99 = await door.stop()
  await settle(store)
  return {
    applied: done / passed,
    p50: percentile(times, 0.5),
    p99: percentile(times, 0.99),
    worst: times.at(-1) ?? 0,
    age99: percentile(
      ages.toSorted((a, b) => a - b),
      0.99,
    ),
    ack99,
    cpu: (spent.user + spent.system) / done,
    rss: process.memoryUsage().rss / 2 ** 20,
  }
}

async function settle(store: Store): Promise<void> {
  await store.tidy()
  await store.close()
}

/** One acknowledgement each millisecond, in the same process. */
async function knock() {
  const folder = mkdtempSync(join(tmpdir(), 'relevo-apply-'))
  const inbox = openInbox({ path: join(folder, 'inbox.db') })
  const raw = new TextEncoder().encode('x'.repeat(700))
  const times: number[] = []
  let open = true
  const loop = (async () => {
    while (open) {
      const at = performance.now()
      await inbox.append({ channel: 'whatsapp', raw, at: 1 })
      times.push(performance.now() - at)
      await Bun.sleep(1)
    }
  })()
  return {
    stop: async () => {
      open = false
      await loop
      await inbox.close()
      rmSync(folder, { recursive: true, force: true })
      return percentile(
        times.toSorted((a, b) => a - b),
        0.99,
      )
    },
  }
}

function row(label: string, figures: Figures): string {
  const { applied, p50, p99, worst, age99, ack99, cpu, rss } = figures
  const cells = [
    Math.round(applied).toLocaleString('en'),
    p50.toFixed(1),
    p99.toFixed(1),
    worst.toFixed(1),
    Number.isFinite(age99) ? age99.toFixed(0) : '-',
    ack99.toFixed(1),
    cpu.toFixed(0),
    rss.toFixed(0),
  ]
  return `${label.padEnd(34)}${cells.map((cell) => cell.padStart(10)).join('')}`
}

const empty = mkdtempSync(join(tmpdir(), 'relevo-apply-'))
const full = await filled(large.conversations, large.messages)
const names = ['applied/s', 'tx p50', 'tx p99', 'tx worst', 'age p99', 'ack p99', 'cpu µs', 'rss MB']
console.log(`${''.padEnd(34)}${names.map((name) => name.padStart(10)).join('')}`)
console.log(row('empty, all it takes', await run(join(empty, 'app.db'), 10_000, 0, Infinity)))
console.log(
  row(
    `${large.messages.toLocaleString('en')} messages, all it takes`,
    await run(await copyOf(full), large.conversations, large.messages, Infinity),
  ),
)
console.log(
  row(
    `${large.messages.toLocaleString('en')} messages, 1,000/s offered`,
    await run(await copyOf(full), large.conversations, large.messages, 1_000),
  ),
)
console.log(
  row(
    `${large.messages.toLocaleString('en')} messages, 4,000/s offered`,
    await run(await copyOf(full), large.conversations, large.messages, 4_000),
  ),
)
console.log('times in ms; bars: 8,000 applied/s, tx p99 <= 6 ms on the large store')
rmSync(empty, { recursive: true, force: true })
