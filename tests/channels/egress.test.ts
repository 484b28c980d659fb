// How far did a request get? Real servers that misbehave in every way, and the phase that egress reports for each.
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '../../src/clock.ts'
import { createEgress, type Egress, type EgressRequest, type EgressResult } from '../../src/egress.ts'
import { createPeer, type Peer, reply } from './peer.ts'

const bomb = Bun.gzipSync(Buffer.alloc(1_000_000))
const chunk = `4000\r\n${'x'.repeat(0x4000)}\r\n`

let peer: Peer
let egress: Egress
let folder: string

beforeAll(async () => {
  peer = await createPeer({
    '/reset': (socket) => socket.resetAndDestroy(),
    '/end': (socket) => socket.end(),
    '/garbage': (socket) => socket.write('no HTTP at all\r\n\r\n'),
    '/silence': () => {},
    '/cut': (socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nabc'),
    '/cut-chunk': (socket) =>
      socket.end('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\n'),
    '/slow-body': (socket) => socket.write('HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nabc'),
    '/announced': (socket) => socket.write('HTTP/1.1 200 OK\r\ncontent-length: 99999999\r\n\r\nabc'),
    '/endless': (socket) => {
      socket.write('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n')
      const pour = (): void => {
        for (let room = true; room && !socket.destroyed;) room = socket.write(chunk)
        if (!socket.destroyed) socket.once('drain', pour)
      }
      pour()
    },
    '/redirect': reply(302, '', { location: 'http://127.0.0.1:1/inside' }),
    '/gzip': reply(200, bomb, { 'content-encoding': 'gzip' }),
    '/until-close': (socket) => socket.end('HTTP/1.1 200 OK\r\n\r\nthe rest'),
    '/refused': reply(404, 'gone'),
  })
  egress = createEgress({ clock: systemClock, configured: [`${peer.origin}/base`, 'http://127.0.0.1:9'] })
  folder = mkdtempSync(join(tmpdir(), 'egress-'))
})

afterAll(() => {
  peer[Symbol.dispose]()
  rmSync(folder, { recursive: true })
})

function post(
  path: string,
  more: Partial<EgressRequest> = {},
  signal = new AbortController().signal,
): Promise<EgressResult> {
  return egress('graph', { method: 'POST', url: `${peer.origin}${path}`, body: '{"a":"ñ"}', ...more }, signal)
}

describe('a request that fails', () => {
  test.each([
    ['is reset after it was written', '/reset', {}, 'written'],
    ['is left without an answer', '/end', {}, 'written'],
    ['is answered by something else', '/garbage', {}, 'written'],
    ['is answered never', '/silence', { timeoutMs: 150 }, 'written'],
    ['is answered by half', '/cut', {}, 'answered'],
    ['is answered by half a chunk', '/cut-chunk', {}, 'answered'],
    ['is answered too slowly', '/slow-body', { timeoutMs: 150 }, 'answered'],
    ['is answered with more than fits', '/announced', {}, 'answered'],
    ['is answered without end', '/endless', { maxBytes: 100_000 }, 'answered'],
  ] as const)('%s', async (_name, path, more, phase) => {
    expect(await post(path, more)).toMatchObject({ ok: false, phase })
  })

  test('meets nobody', async () => {
    expect(await post('', { url: 'http://127.0.0.1:9/' })).toMatchObject({ ok: false, phase: 'resolved' })
  })

  test('comes too late for its deadline: no byte leaves', async () => {
    const before = peer.requests().length
    const late = await post('/late', { deadline: systemClock.mono() - 1 })
    expect(late).toEqual({ ok: false, phase: 'connected', detail: 'deadline passed' })
    expect(await post('/in-time', { deadline: systemClock.mono() + 5_000 })).toMatchObject({ ok: true })
    expect(peer.requests().slice(before)).toEqual(['POST /in-time'])
  })

  test('is aborted before it began', async () => {
    const before = peer.requests().length
    expect(await post('/aborted', {}, AbortSignal.abort())).toMatchObject({ ok: false, phase: 'refused' })
    expect(peer.requests()).toHaveLength(before)
  })

  test('is aborted while it waits', async () => {
    const abort = new AbortController()
    const waiting = post('/silence', {}, abort.signal)
    await systemClock.wait(50)
    abort.abort()
    expect(await waiting).toEqual({ ok: false, phase: 'written', detail: 'aborted' })
  })
})

describe('a request that is answered', () => {
  test('is told as it is: status, headers, bytes', async () => {
    const result = await post('/refused')
    expect(result).toMatchObject({ ok: true, status: 404, headers: { 'content-length': '4' } })
    expect(result.ok && Buffer.from(result.body).toString()).toBe('gone')
  })

  test('carries its length in bytes and asks for no compression', async () => {
    await post('/plain', { headers: { authorization: 'Bearer t' } })
    const head = peer.lastHead().toLowerCase()
    expect(head).toContain('content-length: 10')
    expect(head).toContain('accept-encoding: identity')
    expect(head).toContain('authorization: bearer t')
  })

  test('without a length is read to the end', async () => {
    const result = await post('/until-close')
    expect(result.ok && Buffer.from(result.body).toString()).toBe('the rest')
  })

  test('with a redirect is not followed', async () => {
    expect(await post('/redirect')).toMatchObject({ ok: true, status: 302 })
  })

  test('with compression is not inflated', async () => {
    const result = await post('/gzip')
    expect(result.ok && result.body.byteLength).toBe(bomb.byteLength)
  })

  test('can go to a file, and then its body is empty', async () => {
    const toFile = join(folder, 'answer')
    const result = await post('/to-file', { toFile })
    expect(result.ok && result.body.byteLength).toBe(0)
    expect(readFileSync(toFile, 'utf8')).toBe('ok')
  })

  test('by a refusal never goes to the file', async () => {
    const toFile = join(folder, 'refused')
    const result = await post('/refused', { toFile })
    expect(result.ok && Buffer.from(result.body).toString()).toBe('gone')
    expect(() => readFileSync(toFile)).toThrow()
  })
})

describe('a pooled connection', () => {
  test('serves one request after the other', async () => {
    using own = await createPeer()
    const call = createEgress({ clock: systemClock, configured: [own.origin] })
    const signal = new AbortController().signal
    for (const path of ['/1', '/2', '/3'])
      await call('graph', { method: 'POST', url: own.origin + path, body: 'x' }, signal)
    expect([own.connections(), own.requests()]).toEqual([1, ['POST /1', 'POST /2', 'POST /3']])
  })

  test.each([0, 1, 3, 10])('that dies %d ms before a POST never sends it twice', async (pause) => {
    using own = await createPeer()
    const call = createEgress({ clock: systemClock, configured: [own.origin] })
    const signal = new AbortController().signal
    for (let round = 0; round < 5; round += 1) {
      await call('graph', { method: 'POST', url: `${own.origin}/warm-${round}`, body: 'x' }, signal)
      own.killAll()
      await systemClock.wait(pause)
      const result = await call(
        'graph',
        { method: 'POST', url: `${own.origin}/once-${round}`, body: 'x' },
        signal,
      )
      const arrived = own.requests().filter((request) => request === `POST /once-${round}`).length
      expect(arrived).toBeLessThanOrEqual(1)
      if (result.ok) expect(arrived).toBe(1)
      else expect(result.phase).not.toBe('answered')
    }
  })
})
