// How does a server misbehave? A raw TCP peer that answers each path in its own bad way, and counts what reached it.
import { createServer, type AddressInfo, type Socket } from 'node:net'

export interface Peer {
  readonly origin: string
  readonly connections: () => number
  /** Requests whose head arrived, as `METHOD /path`. */
  readonly requests: () => readonly string[]
  /** The head of the last request. */
  readonly lastHead: () => string
  /** Kills every open connection with a reset. */
  readonly killAll: () => void
  readonly [Symbol.dispose]: () => void
}

export type Answers = Readonly<Record<string, (socket: Socket) => void>>

/** What is not in `answers` gets a 200 with `ok` on a connection that stays open. */
export async function createPeer(answers: Answers = {}): Promise<Peer> {
  const sockets = new Set<Socket>()
  const seen: string[] = []
  let connections = 0
  let head = ''
  const server = createServer((socket) => {
    connections += 1
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => socket.destroy())
    let waiting = ''
    socket.on('data', (bytes) => {
      waiting += bytes.toString('latin1')
      const end = waiting.indexOf('\r\n\r\n')
      if (end < 0) return
      head = waiting.slice(0, end)
      const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0)
      if (waiting.length < end + 4 + length) return
      waiting = ''
      const [method = '', path = ''] = head.split(' ')
      seen.push(`${method} ${path}`)
      const answer = answers[path] ?? say200
      answer(socket)
    })
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo
  return {
    origin: `http://127.0.0.1:${port}`,
    connections: () => connections,
    requests: () => seen,
    lastHead: () => head,
    killAll: () => {
      for (const socket of sockets) socket.resetAndDestroy()
    },
    [Symbol.dispose]: () => {
      for (const socket of sockets) socket.destroy()
      server.close()
    },
  }
}

/** One answer with its length, on a connection that stays open. */
export function reply(
  status: number,
  body: string | Uint8Array,
  headers: Readonly<Record<string, string>> = {},
) {
  return (socket: Socket): void => {
    const bytes = Buffer.from(body)
    const lines = Object.entries({ ...headers, 'content-length': String(bytes.length) })
    const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')
    socket.write(`HTTP/1.1 ${status} Status\r\n${head}\r\n`)
    socket.write(bytes)
  }
}

function say200(socket: Socket): void {
  reply(200, 'ok')(socket)
}
