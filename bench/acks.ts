// How many deliveries a second can the door promise, beside the signature alone and beside a commit for each request?
// `bun bench/acks.ts [--small]`: rounds take turns, medians are printed; every server and the load run in processes of their own.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const small = process.argv.includes('--small')
const ROUNDS = small ? 3 : 7
const ROUND_MS = small ? 1_000 : 2_500
const kinds = ['signature', 'ours', 'each'] as const
type Kind = (typeof kinds)[number]

interface Figures {
  readonly acks: number
  readonly refused: number
  readonly p50: number
  readonly p99: number
  /** Microseconds of the server's CPU for one answer. */
  readonly cpu: number
}

for (const connections of [256, 32]) {
  const rounds = new Map<Kind, Figures[]>(kinds.map((kind) => [kind, []]))
  for (let round = 0; round < ROUNDS; round++)
    for (const kind of kinds) rounds.get(kind)?.push(await run(kind, connections, round))
  print(connections, new Map(kinds.map((kind) => [kind, middle(rounds.get(kind) ?? [])])))
}

async function run(kind: Kind, connections: number, round: number): Promise<Figures> {
  const folder = mkdtempSync(join(tmpdir(), 'relevo-acks-'))
  const server = Bun.spawn([process.execPath, join(import.meta.dir, 'acks-server.ts'), kind, folder], {
    stdout: 'pipe',
    stderr: 'inherit',
  })
  try {
    const lines = server.stdout.getReader()
    const port = new TextDecoder().decode((await lines.read()).value).trim()
    const load = Bun.spawn(
      [
        process.execPath,
        join(import.meta.dir, 'acks-load.ts'),
        port,
        String(connections),
        String(ROUND_MS),
        `${kind}${round}`,
      ],
      { stdout: 'pipe', stderr: 'inherit' },
    )
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
  return { acks: of('acks'), refused: of('refused'), p50: of('p50'), p99: of('p99'), cpu: of('cpu') }
}

function print(connections: number, by: ReadonlyMap<Kind, Figures>): void {
  const acks = (kind: Kind): number => by.get(kind)?.acks ?? 0
  const cpu = (kind: Kind): number => by.get(kind)?.cpu ?? 0
  const lines = kinds.map((kind) => {
    const { acks: rate, p50, p99, cpu: each, refused } = by.get(kind) ?? middle([])
    const figures = [rate.toFixed(0), p50.toFixed(2), p99.toFixed(2), each.toFixed(1), refused.toFixed(0)]
    return `  ${kind.padEnd(10)}${figures.map((figure) => figure.padStart(10)).join('')}`
  })
  const goal = connections === 256 ? [0.65, 9, 1.5] : [0.4, 7, 1.8]
  process.stdout.write(
    [
      `${connections} connections, median of ${ROUNDS} rounds of ${ROUND_MS} ms`,
      `  ${''.padEnd(10)}${['acks/s', 'p50 ms', 'p99 ms', 'CPU µs', 'refused'].map((word) => word.padStart(10)).join('')}`,
      ...lines,
      `  ours / signature ${(acks('ours') / acks('signature')).toFixed(2)} (goal ${goal[0]}) · ` +
        `ours / each ${(acks('ours') / acks('each')).toFixed(1)} (goal ${goal[1]}) · ` +
        `CPU ours / signature ${(cpu('ours') / cpu('signature')).toFixed(2)} (limit ${goal[2]})`,
      '',
    ].join('\n'),
  )
}
