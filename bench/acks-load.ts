// Who pushes at the door? Keep-alive sockets, one request at a time on each, in a process of their own.
// Arguments: port, connections, milliseconds, salt. Writes one line of JSON.
import { signedRequests } from './acks-bodies.ts'

const [port, connections, ms, salt] = process.argv.slice(2)
const WARM_UP_MS = 400
const requests = signedRequests(60_000, salt ?? '')
const latencies = new Float64Array(2_000_000)
let begin = 0
let end = 0
let next = 0
let acks = 0
let answers = 0
let refused = 0
let idle = 0
const { promise: finished, resolve: finish } = Promise.withResolvers<void>()

interface Turn {
  sentAt: number
}

function ask(socket: Bun.Socket<Turn>): void {
  const now = performance.now()
  if (now >= end) {
    socket.end()
    if (++idle === Number(connections)) finish()
    return
  }
  socket.data.sentAt = now
  socket.write(requests[next++ % requests.length] ?? '')
}

// An answer of the door is far smaller than a segment: one chunk is one answer.
function answered(socket: Bun.Socket<Turn>, chunk: Buffer): void {
  const now = performance.now()
  answers++
  if (now >= begin && now < end) {
    if (chunk[9] === 0x32) latencies[acks++] = now - socket.data.sentAt
    else refused++
  }
  ask(socket)
}

const cpu = async (): Promise<number> => Number(await (await fetch(`http://127.0.0.1:${port}/cpu`)).text())
const sockets = await Promise.all(
  Array.from({ length: Number(connections) }, () =>
    Bun.connect<Turn>({
      hostname: '127.0.0.1',
      port: Number(port),
      data: { sentAt: 0 },
      socket: { data: answered },
    }),
  ),
)
const cpuBefore = await cpu()
begin = performance.now() + WARM_UP_MS
end = begin + Number(ms)
for (const socket of sockets) ask(socket)
await finished
const cpuUsed = (await cpu()) - cpuBefore
const sorted = latencies.subarray(0, acks).sort()
const at = (share: number): number => sorted[Math.floor(acks * share)] ?? 0
process.stdout.write(
  `${JSON.stringify({ acks: (acks * 1000) / Number(ms), refused, p50: at(0.5), p99: at(0.99), cpu: cpuUsed / answers })}\n`,
)
