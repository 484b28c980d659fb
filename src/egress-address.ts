// Which hosts and addresses may the house call? Names by list, addresses only where the whole Internet agrees they are public.
import { BlockList, isIP } from 'node:net'

const GRAPH_ORIGINS = new Set(['https://graph.facebook.com', 'https://graph.instagram.com'])
const MEDIA_HOSTS = new Set(['lookaside.fbsbx.com'])
const MEDIA_SUFFIXES = ['.fbcdn.net', '.cdninstagram.com']
const OPEN = {
  graph: (url: URL) => GRAPH_ORIGINS.has(url.origin),
  media: isMediaHost,
  tool: (url: URL) => url.protocol === 'https:',
}

/** IANA special-purpose registries: everything of IPv4 that is not global unicast, and the exceptions inside 2000::/3. */
const CLOSED_V4 = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const
const CLOSED_V6 = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const

const closed = new BlockList()
for (const [net, prefix] of CLOSED_V4) closed.addSubnet(net, prefix, 'ipv4')
for (const [net, prefix] of CLOSED_V6) closed.addSubnet(net, prefix, 'ipv6')
const globalV6 = new BlockList()
globalV6.addSubnet('2000::', 3, 'ipv6')

/** An address as the resolver gives it, never a spelling of a URL. What is not an address is not public. */
export function isGlobalUnicast(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !closed.check(address, 'ipv4')
    case 6:
      return !address.includes('%') && globalV6.check(address, 'ipv6') && !closed.check(address, 'ipv6')
    default:
      return false
  }
}

export interface Target {
  readonly url: URL
  /** A configured base URL: its addresses are the operator's own business. */
  readonly trusted: boolean
}

/** The target, or why it may not be called. `trusted` holds origins, as `URL.origin` spells them. */
export function targetOf(
  purpose: keyof typeof OPEN,
  spelled: string,
  trusted: ReadonlySet<string>,
): Target | string {
  const url = URL.parse(spelled)
  if (url === null) return 'not a URL'
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return `scheme ${url.protocol}`
  if (url.username !== '' || url.password !== '') return 'credentials in the URL'
  if (purpose !== 'tool' && trusted.has(url.origin)) return { url, trusted: true }
  return OPEN[purpose](url) ? { url, trusted: false } : 'host not on the list'
}

function isMediaHost(url: URL): boolean {
  if (url.protocol !== 'https:' || url.port !== '') return false
  return MEDIA_HOSTS.has(url.hostname) || MEDIA_SUFFIXES.some((suffix) => url.hostname.endsWith(suffix))
}
