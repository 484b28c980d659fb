// Where may a request go? Named hosts with public addresses, the configured ones as they are, and nothing else however it is spelled.
import { describe, expect, test } from 'bun:test'
import { systemClock } from '../../src/clock.ts'
import { createEgress } from '../../src/egress.ts'
import { isGlobalUnicast, targetOf } from '../../src/egress-address.ts'
import { createPeer } from './peer.ts'

const signal = new AbortController().signal

describe('an address', () => {
  test.each([
    '8.8.8.8',
    '1.1.1.1',
    '157.240.1.1',
    '172.15.255.255',
    '172.32.0.0',
    '100.63.255.255',
    '100.128.0.0',
    '169.253.255.255',
    '223.255.255.255',
    '2a03:2880:f12d:83:face:b00c:0:25de',
    '2606:4700:4700::1111',
  ])('%s is public', (address) => {
    expect(isGlobalUnicast(address)).toBe(true)
  })

  test.each([
    '0.0.0.0',
    '0.1.2.3',
    '10.0.0.1',
    '100.64.0.0',
    '100.127.255.255',
    '127.0.0.1',
    '127.255.255.255',
    '169.254.169.254',
    '172.16.0.0',
    '172.31.255.255',
    '192.0.0.8',
    '192.0.2.1',
    '192.88.99.1',
    '192.168.1.1',
    '198.18.0.1',
    '198.51.100.1',
    '203.0.113.1',
    '224.0.0.1',
    '240.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:127.0.0.1',
    '::ffff:8.8.8.8',
    '::127.0.0.1',
    '64:ff9b::7f00:1',
    '64:ff9b::808:808',
    '100::1',
    '2001::1',
    '2001:db8::1',
    '2002:7f00:1::',
    '3fff::1',
    'fc00::1',
    'fd12::1',
    'fe80::1',
    'fe80::1%eth0',
    'ff02::1',
    '2130706433',
    '0x7f.1',
    '127.1',
    '',
    'localhost',
  ])('%s is not', (address) => {
    expect(isGlobalUnicast(address)).toBe(false)
  })
})

describe('a host', () => {
  const trusted = new Set(['http://127.0.0.1:4000'])
  const allowed = (purpose: 'graph' | 'media', url: string): boolean =>
    typeof targetOf(purpose, url, trusted) !== 'string'

  test.each<['graph' | 'media', string]>([
    ['graph', 'https://graph.facebook.com/v25.0/1/messages'],
    ['graph', 'https://GRAPH.instagram.com/me'],
    ['graph', 'http://127.0.0.1:4000/v25.0/x'],
    ['media', 'https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1'],
    ['media', 'https://scontent.xx.fbcdn.net/v/1.jpg'],
    ['media', 'https://scontent.cdninstagram.com/1.jpg'],
    ['media', 'http://127.0.0.1:4000/media/1'],
  ])('%s may call %s', (purpose, url) => {
    expect(allowed(purpose, url)).toBe(true)
  })

  test.each<['graph' | 'media', string]>([
    ['graph', 'http://graph.facebook.com/'],
    ['graph', 'https://graph.facebook.com:8443/'],
    ['graph', 'https://graph.facebook.com.evil.es/'],
    ['graph', 'https://graph.facebook.com./'],
    ['graph', 'https://user:pass@graph.facebook.com/'],
    ['graph', 'https://lookaside.fbsbx.com/'],
    ['media', 'http://lookaside.fbsbx.com/'],
    ['media', 'https://lookaside.fbsbx.com:444/'],
    ['media', 'https://evilfbcdn.net/'],
    ['media', 'https://fbcdn.net/'],
    ['media', 'https://fbcdn.net.evil.es/'],
    ['media', 'https://evil.es/?x=.fbcdn.net'],
    ['media', 'https://evil.es#.fbcdn.net'],
    ['media', String.raw`https://evil.es\.fbcdn.net/`],
    ['media', 'https://a.fbcdn.net@evil.es/'],
    ['media', 'https://graph.facebook.com/'],
    ['media', 'https://127.0.0.1/'],
    ['media', 'https://2130706433/'],
    ['media', 'https://0x7f.1/'],
    ['media', 'https://127.1/'],
    ['media', 'https://0/'],
    ['media', 'https://[::1]/'],
    ['media', 'https://[::ffff:127.0.0.1]/'],
    ['media', 'https://①②⑦.⓪.⓪.①/'],
    ['media', 'http://127.0.0.1:4001/media/1'],
    ['media', 'http://localhost:4000/media/1'],
    ['media', 'file:///etc/passwd'],
    ['media', 'data:text/plain,x'],
    ['media', 'ftp://a.fbcdn.net/'],
    ['media', '//a.fbcdn.net/'],
    ['media', ''],
  ])('%s may not call %s', (purpose, url) => {
    expect(allowed(purpose, url)).toBe(false)
  })
})

describe('a name on the list that leads inside', () => {
  test.each([
    ['to this machine', [['127.0.0.1']]],
    ['to the metadata of a cloud', [['169.254.169.254']]],
    ['to one public and one private address', [['157.240.1.1', '10.0.0.1']]],
    ['to a mapped address', [['::ffff:127.0.0.1']]],
    ['to nothing', [[]]],
  ])('%s is refused before a connection', async (_name, [addresses = []]) => {
    const egress = createEgress({
      clock: systemClock,
      configured: [],
      resolve: () => Promise.resolve(addresses),
    })
    const result = await egress('media', { method: 'GET', url: 'https://lookaside.fbsbx.com/x' }, signal)
    expect(result).toMatchObject({ ok: false, phase: 'refused' })
  })

  test('is asked for once, and what was vetted is what is called', async () => {
    using inside = await createPeer()
    let asked = 0
    const resolve = (): Promise<readonly string[]> => {
      asked += 1
      return Promise.resolve(asked === 1 ? ['192.0.2.1'] : ['127.0.0.1'])
    }
    const egress = createEgress({ clock: systemClock, configured: [], resolve })
    const result = await egress('media', { method: 'GET', url: 'https://a.fbcdn.net/x' }, signal)
    expect([asked, result.ok, inside.connections()]).toEqual([1, false, 0])
  })

  test('a resolver that fails is no connection', async () => {
    const resolve = (): Promise<readonly string[]> => Promise.reject(new Error('SERVFAIL'))
    const egress = createEgress({ clock: systemClock, configured: [], resolve })
    const result = await egress('graph', { method: 'GET', url: 'https://graph.facebook.com/x' }, signal)
    expect(result).toEqual({ ok: false, phase: 'refused', detail: 'not resolved: SERVFAIL' })
  })

  test('configured, it is the operator’s own business', async () => {
    using own = await createPeer()
    const egress = createEgress({ clock: systemClock, configured: [own.origin] })
    expect(await egress('media', { method: 'GET', url: `${own.origin}/media` }, signal)).toMatchObject({
      ok: true,
      status: 200,
    })
  })
})

test('TLS that fails is before the first byte', async () => {
  using plain = await createPeer({ '': (socket) => socket.destroy() })
  const origin = plain.origin.replace('http:', 'https:')
  const egress = createEgress({ clock: systemClock, configured: [origin] })
  const result = await egress(
    'graph',
    { method: 'POST', url: `${origin}/x`, body: 'x', timeoutMs: 500 },
    signal,
  )
  expect(result).toMatchObject({ ok: false, phase: 'connected' })
})
