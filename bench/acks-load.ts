// Who pushes at the door? Keep-alive sockets, one request at a time on each, in a process of their own.
// Arguments: port, connections, milliseconds, salt, and a rate a second, or 0: each socket asks again as soon as it is answered.
// Writes one line of JSON.
import { signedRequests } from './acks-bodies.ts'

interface Asking {
  sentAt: number
}
type Socket = Bun.Socket<Asking>

const [port, connections, ms, salt = '', rate = '0'] = process.argv.slice(2)
const WARM_UP_MS = 400
const requests = signedRequests(Number(rate) > 0 ? 8_000 : 50_000, salt)
const latencies = new Float64Array(1_000_000)
const idle: Socket[] = []
const { promise: finished, resolve: finish } = Promise.withResolvers<void>()
let begin = 0
let end = 0
let sent = 0
let answers = 0
let acks = 0
let refused = 0

const sockets = await Promise.all(
  Array.from({ length: Number(connections) }, () =>
    Bun.connect<Asking>({
      hostname: '127.0.0.1',
      port: Number(port),
      data: { sentAt: 0 },
      socket: { data: answered },
    }),
  ),
)
const cpuBefore = await figure('cpu')
begin = performance.now() + WARM_UP_MS
end = begin + Number(ms)
if (Number(rate) > 0) askAtRate()
else for (const socket of sockets) ask(socket, performance.now())
await finished
const cpuUsed = (await figure('cpu')) - cpuBefore
const applied = await figure('applied')
const sorted = latencies.subarray(0, acks).sort()
const at = (share: number): number => sorted[Math.floor(acks * share)] ?? 0
const figures = {
  acks: (acks * 1000) / Number(ms),
  applied: (applied * 1000) / (Number(ms) + WARM_UP_MS),
  refused,
  p50: at(0.5),
  p99: at(0.99),
  cpu: cpuUsed / answers,
}
process.stdout.write(`${JSON.stringify(figures)}\n`)

function ask(socket: Socket, since: number): void {
  socket.data.sentAt = since
  socket.write(requests[sent++ % requests.length] ?? '')
}

// An answer of the door is far smaller than a segment: one chunk is one answer.
function answered(socket: Socket, chunk: Buffer): void {
  const now = performance.now()
  answers++
  if (now >= begin && now < end) {
    if (chunk[9] === 0x32) latencies[acks++] = now - socket.data.sentAt
    else refused++
  }
  if (Number(rate) === 0 && now < end) return ask(socket, now)
  idle.push(socket)
  if (now >= end && idle.length === sockets.length) finish()
}

/** What finds no free socket waits, and its waiting counts. */
function askAtRate(): void {
  idle.push(...sockets)
  const start = begin - WARM_UP_MS
  const timer = setInterval(() => {
    const now = performance.now()
    const due = Math.floor(((Math.min(now, end) - start) * Number(rate)) / 1000)
    while (sent < due) {
      const socket = idle.pop()
      if (socket === undefined) return
      const since = start + (sent * 1000) / Number(rate)
      ask(socket, now - since > 2 ? since : now)
    }
    if (now < end) return
    clearInterval(timer)
    if (idle.length === sockets.length) finish()
  }, 1)
}

async function figure(name: 'cpu' | 'applied'): Promise<number> {
  return Number(await (await fetch(`http://127.0.0.1:${port}/${name}`)).text())
}
