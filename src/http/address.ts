// Where does a request come from? The peer's address; behind a proxy on this machine, what that proxy saw.
import type { Context } from 'hono'

/** An IPv4 address, or the /64 of an IPv6 one: who holds one address of a /64 holds them all. Empty when nobody knows. */
export function addressOf(c: Context): string {
  const peer = peerOf(c)
  const hop = c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim()
  return network(isLoopback(peer) && hop !== undefined && hop !== '' ? hop : peer)
}

function peerOf(c: Context): string {
  const server: unknown = c.env
  return isServer(server) ? (server.requestIP(c.req.raw)?.address ?? '') : ''
}

function isServer(value: unknown): value is Pick<Bun.Server<unknown>, 'requestIP'> {
  return typeof value === 'object' && value !== null && 'requestIP' in value
}

function isLoopback(address: string): boolean {
  return /^(::1|(::ffff:)?127\.\d+\.\d+\.\d+)$/.test(address)
}

function network(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (mapped !== undefined || !address.includes(':')) return mapped ?? address
  const [head = '', tail = ''] = address.split('::')
  const left = head.split(':').filter((part) => part !== '')
  const right = tail.split(':').filter((part) => part !== '')
  const zeros = address.includes('::')
    ? Array.from({ length: 8 - left.length - right.length }, () => '0')
    : []
  return [...left, ...zeros, ...right].slice(0, 4).join(':')
}
