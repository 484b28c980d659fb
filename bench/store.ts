// How long does a person wait for a list, a conversation, a search, when there are a million messages?
// `bun bench/store.ts [--small]`: p50 and p99 of each read, and how they grow from ten thousand conversations to a hundred thousand.
import type { Store } from '../src/store/store.ts'
import type { ConversationId } from '../src/model.ts'
import { filled, instantOf, openBench, percentile } from './filled.ts'
import { channels, commonWords, createRandom, rareWord } from './shop.ts'

const small = process.argv.includes('--small')
const rounds = small ? 60 : 200
const sizes = small
  ? [
      [2_000, 20_000],
      [10_000, 100_000],
    ]
  : [
      [10_000, 100_000],
      [100_000, 1_000_000],
    ]
/** Milliseconds a person may wait. */
const bar = 20

interface Read {
  readonly name: string
  run(random: () => number): Promise<unknown>
}

interface Figures {
  readonly p50: number
  readonly p99: number
}

function readsOf(store: Store, now: number, known: readonly ConversationId[]): readonly Read[] {
  const pick = <T>(items: readonly T[], random: () => number): T | undefined =>
    items[Math.floor(random() * items.length)]
  const channel = (random: () => number) => pick(channels, random) ?? 'whatsapp'
  const search = (q: string, more = {}) => store.search({ q, limit: 50, ...more }, now)
  const list = (query = {}) => store.conversations({ limit: 50, ...query }, now)
  const deep = async (random: () => number) => {
    const cursor = Buffer.from(`${instantOf(Math.floor(random() * 100_000))}.1`).toString('base64url')
    return list({ cursor })
  }
  const open = async (random: () => number) => {
    const id = pick(known, random) ?? 'cnv_'
    return [await store.conversation(id, now), await store.messages(id, { limit: 50 })]
  }
  return [
    { name: 'list: everybody', run: () => list() },
    { name: 'list: a page far down', run: deep },
    { name: 'list: one channel', run: (random) => list({ channel: channel(random) }) },
    { name: 'list: one tag (1 in 50)', run: () => list({ tag: 'Lead' }) },
    { name: 'list: channel + tag (1 in 1,000)', run: () => list({ channel: 'whatsapp', tag: 'Mayoreo' }) },
    { name: 'list: unread', run: () => list({ state: 'unread' }) },
    { name: 'list: paused (nobody)', run: () => list({ state: 'paused' }) },
    { name: 'open a conversation', run: open },
    { name: 'search: rare word', run: (random) => search(rareWord(5_000 + Math.floor(random() * 30_000))) },
    { name: 'search: common word', run: (random) => search(pick(commonWords, random) ?? 'de') },
    {
      name: 'search: prefix, 2 letters',
      run: (random) => search(pick(['pe', 'za', 'co', 'qu'], random) ?? 'pe'),
    },
    {
      name: 'search: prefix, 4 letters',
      run: (random) => search(pick(['pedi', 'quie', 'zapa'], random) ?? 'pedi'),
    },
    { name: 'search: rare phrase', run: () => search('"quiero precio para"') },
    { name: 'search: phrase of common words', run: () => search('"de la que"') },
    { name: 'search: common + channel', run: (random) => search('precio', { channel: channel(random) }) },
    {
      name: 'search: common + channel + tag',
      run: () => search('precio', { channel: 'whatsapp', tag: 'Lead' }),
    },
    { name: 'search: common + rare tag', run: () => search('precio', { tag: 'Mayoreo' }) },
    { name: 'conversations by a name', run: () => list({ q: 'núñez' }) },
    { name: 'conversations by a common word', run: () => list({ q: 'precio', channel: 'web' }) },
    { name: 'what is due', run: () => store.due(now, 500) },
    { name: 'the next due instant', run: async () => store.nextDueAt() },
    { name: 'counts for health', run: () => store.counts() },
  ]
}

async function measure(conversations: number, messages: number): Promise<ReadonlyMap<string, Figures>> {
  const store = openBench(await filled(conversations, messages))
  const now = instantOf(messages)
  const random = createRandom(3)
  const known = (await store.conversations({ limit: 500 }, now)).items.map((view) => view.id)
  const figures = new Map<string, Figures>()
  for (const read of readsOf(store, now, known)) {
    await read.run(random)
    const times: number[] = []
    for (let round = 0; round < rounds; round += 1) {
      const began = performance.now()
      await read.run(random)
      times.push(performance.now() - began)
    }
    times.sort((a, b) => a - b)
    figures.set(read.name, { p50: percentile(times, 0.5), p99: percentile(times, 0.99) })
  }
  await store.close()
  return figures
}

const [few, many] = [
  await measure(sizes[0]?.[0] ?? 0, sizes[0]?.[1] ?? 0),
  await measure(sizes[1]?.[0] ?? 0, sizes[1]?.[1] ?? 0),
]
const label = (size?: readonly number[]) =>
  `${(size?.[0] ?? 0).toLocaleString('en')} / ${(size?.[1] ?? 0).toLocaleString('en')}`
console.log(`ms over ${rounds} reads; conversations / messages: ${label(sizes[0])}, then ${label(sizes[1])}`)
console.log(
  `${''.padEnd(34)}${['p50', 'p99', 'p50', 'p99', 'growth'].map((name) => name.padStart(9)).join('')}`,
)
let over = 0
for (const [name, after] of many) {
  const before = few.get(name) ?? after
  const cells = [before.p50, before.p99, after.p50, after.p99].map((ms) => ms.toFixed(2).padStart(9))
  const growth = `×${(after.p50 / Math.max(before.p50, 0.001)).toFixed(1)}`.padStart(9)
  if (after.p99 > bar) over += 1
  console.log(`${name.padEnd(34)}${cells.join('')}${growth}${after.p99 > bar ? '  over' : ''}`)
}
console.log(`bar: p99 <= ${bar} ms; ${over} over it`)
