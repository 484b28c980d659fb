// How many deliveries a second can the door promise, beside the signature alone and beside a commit for each request?
// `door` only keeps; `house` also drains into the store at the same time, in the same process.
// `bun bench/acks.ts [--small]`: rounds take turns, medians are printed; every server and the load run in processes of their own.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const small = process.argv.includes('--small')
const ROUNDS = small ? 3 : 7
const ROUND_MS = small ? 1_000 : 2_500
const kinds = ['signature', 'door', 'house', 'each'] as const
type Kind = (typeof kinds)[number]

interface Figures {
  readonly acks: number
  /** Deliveries a second that the drain applied meanwhile. */
  readonly applied: number
  readonly refused: number
  readonly p50: number
  readonly p99: number
  /** Microseconds of the server's CPU for one answer. */
  readonly cpu: number
}

for (const connections of [256, 32]) {
  const rounds = new Map<Kind, Figures[]>(kinds.map((kind) => [kind, []]))
  for (let round = 0; round < ROUNDS; round++)
    for (const kind of kinds) rounds.get(kind)?.push(await run(kind, connections, 0, `${kind}${round}`))
  const by = new Map(kinds.map((kind) => [kind, middle(rounds.get(kind) ?? [])]))
  const title = `${connections} connections, median of ${ROUNDS} rounds of ${ROUND_MS} ms`
  print(title, by)
  compare(by, connections === 256 ? [0.65, 9, 1.5] : [0.4, 7, 1.8])
}
const quiet: Figures[] = []
for (let round = 0; round < ROUNDS; round++) quiet.push(await run('house', 64, 1_000, `quiet${round}`))
print('1,000 a second offered (goal: p50 <= 0.5 ms, p99 <= 7 ms)', new Map([['house', middle(quiet)]]))

async function run(kind: Kind, connections: number, rate: number, salt: string): Promise<Figures> {
  const folder = mkdtempSync(join(tmpdir(), 'relevo-acks-'))
  const server = Bun.spawn([process.execPath, join(import.meta.dir, 'acks-server.ts'), kind, folder], {
    stdout: 'pipe',
    stderr: 'inherit',
  })
  try {
    const lines = server.stdout.getReader()
    const port = new TextDecoder().decode((await lines.read()).value).trim()
    const wishes = [port, connections, ROUND_MS, salt, rate].map(String)
    const load = Bun.spawn([process.execPath, join(import.meta.dir, 'acks-load.ts'), ...wishes], {
      stdout: 'pipe',
      stderr: 'inherit',
    })
    return JSON.parse(await new Response(load.stdout).text()) as Figures
  } finally {
    server.kill('SIGKILL')
    await server.exited
    rmSync(folder, { recursive: true, force: true })
  }
}

function middle(rounds: readonly Figures[]): Figures {
  const of = (name: keyof Figures): number =>
    rounds.map((each) => each[name]).sort((a, b) => a - b)[rounds.length >> 1] ?? 0
  return {
    acks: of('acks'),
    applied: of('applied'),
    refused: of('refused'),
    p50: of('p50'),
    p99: of('p99'),
    cpu: of('cpu'),
  }
}

function print(title: string, by: ReadonlyMap<string, Figures>): void {
  const row = (name: string, cells: readonly string[]): string =>
    `  ${name.padEnd(10)}${cells.map((cell) => cell.padStart(10)).join('')}\n`
  process.stdout.write(
    `${title}\n${row('', ['acks/s', 'applied/s', 'p50 ms', 'p99 ms', 'CPU µs', 'refused'])}`,
  )
  for (const [kind, { acks, applied, p50, p99, cpu, refused }] of by) {
    const figures = [
      acks.toFixed(0),
      applied.toFixed(0),
      p50.toFixed(2),
      p99.toFixed(2),
      cpu.toFixed(1),
      refused.toFixed(0),
    ]
    process.stdout.write(row(kind, figures))
  }
}

/** The house is held to the door's goals too: draining must not take the door's time. */
function compare(by: ReadonlyMap<Kind, Figures>, [share, times, cpu]: readonly number[]): void {
  for (const ours of ['door', 'house'] as const) {
    const ratio = (name: 'acks' | 'cpu', rival: Kind): number =>
      (by.get(ours)?.[name] ?? 0) / (by.get(rival)?.[name] ?? 1)
    process.stdout.write(
      `  ${ours} / signature ${ratio('acks', 'signature').toFixed(2)} (goal ${share}) · ` +
        `${ours} / each ${ratio('acks', 'each').toFixed(1)} (goal ${times}) · ` +
        `CPU ${ours} / signature ${ratio('cpu', 'signature').toFixed(2)}${ours === 'door' ? ` (limit ${cpu})` : ''}\n`,
    )
  }
}
