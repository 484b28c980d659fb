// Do a customer's files become ours, and only theirs? Downloads from a local Graph, and the names it tells.
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { MediaResult } from '../../src/channels/channel.ts'
import type { MediaBody, MediaKind } from '../../src/model.ts'
import { createGraph, type Graph } from './graph.ts'

let graph: Graph

beforeAll(() => {
  graph = createGraph(mkdtempSync(join(tmpdir(), 'media-')))
})
afterAll(() => {
  graph[Symbol.dispose]()
  rmSync(graph.mediaDir, { recursive: true })
})

const bytes = new Uint8Array(300_000).map((_, at) => at % 251)
const hash = new Bun.CryptoHasher('sha256').update(bytes)
const [hex, base64] = [hash.copy().digest('hex'), hash.digest('base64')]
const signal = new AbortController().signal
const number = { channel: 'whatsapp', account: 'number-1', contact: '1' } as const
const page = { channel: 'messenger', account: 'page-1', contact: 'PSID' } as const

/** Graph that knows one media id, and gives its bytes to whoever shows the token. */
function keep(found: Record<string, unknown>, type = 'image/jpeg'): void {
  graph.answer = ({ path, authorization }) => {
    if (authorization !== 'Bearer token of number-1') return new Response('no', { status: 401 })
    if (path.startsWith('/v25.0/4001?')) return Response.json({ url: `${graph.origin}/bytes`, ...found })
    return path === '/bytes'
      ? new Response(bytes, { headers: { 'content-type': type } })
      : new Response('', { status: 404 })
  }
}

function fetchMedia(more: Partial<MediaBody> = {}): Promise<MediaResult> {
  const body: MediaBody = { kind: 'media', media: 'image', ref: '4001', ...more }
  return graph.channels.whatsapp.library.media(number, body, signal)
}

describe('media of WhatsApp', () => {
  test('is asked for by id with our number, fetched with the token, and named after its own hash', async () => {
    keep({ mime_type: 'image/jpeg', sha256: hex, file_size: bytes.length })
    const before = graph.requests.length
    expect(await fetchMedia({ sha256: base64 })).toEqual({ ok: true, file: `${hex}.jpg`, mime: 'image/jpeg' })
    expect(graph.requests.slice(before).map(({ path }) => path)).toEqual([
      '/v25.0/4001?phone_number_id=number-1',
      '/bytes',
    ])
    expect(readFileSync(join(graph.mediaDir, `${hex}.jpg`)).equals(Buffer.from(bytes))).toBe(true)
  })

  test('fetched again it is the same file, and nothing half is left beside it', async () => {
    keep({ sha256: hex })
    await Promise.all([fetchMedia(), fetchMedia()])
    expect(readdirSync(graph.mediaDir)).toEqual([`${hex}.jpg`])
  })

  test.each<[string, Record<string, unknown>, Partial<MediaBody>, string, boolean]>([
    ['whose bytes are others', {}, { sha256: 'q2+Y=' }, 'the bytes do not match their hash', true],
    ['whose bytes are not those of Graph', { sha256: 'ab' }, {}, 'the bytes do not match their hash', true],
    ['that is too large', { file_size: 100 * 2 ** 20 + 1 }, {}, 'too large', false],
    ['that nobody knows', {}, { ref: '4002' }, 'no address for this id', true],
    ['without an address', { url: '' }, {}, 'no address for this id', true],
    ['elsewhere', { url: 'https://evil.es/x' }, {}, 'not allowed: host not on the list', false],
    ['inside', { url: 'http://127.0.0.1:1/x' }, {}, 'not allowed: host not on the list', false],
  ])('%s is not ours', async (_name, found, body, because, again) => {
    keep(found)
    expect(await fetchMedia(body)).toEqual({ ok: false, because, again })
  })

  test('whose address has grown old is asked for anew', async () => {
    keep({ url: `${graph.origin}/old` })
    expect(await fetchMedia()).toEqual({ ok: false, because: 'HTTP 404', again: true })
  })

  test.each<[MediaKind, string, string | null]>([
    ['image', 'image/png', 'png'],
    ['sticker', 'image/webp', 'webp'],
    ['audio', 'audio/ogg; codecs=opus', 'ogg'],
    ['video', 'video/mp4', 'mp4'],
    ['document', 'application/pdf', 'pdf'],
    ['document', 'application/x-something', 'bin'],
    ['image', 'text/html', null],
    ['audio', 'image/svg+xml', null],
    ['video', '../../etc', 'bin'],
  ])('%s that arrives as %s ends in %p', async (media, type, extension) => {
    keep({}, type)
    const result = await fetchMedia({ media })
    expect(result.ok ? result.file : null).toBe(extension === null ? null : `${hex}.${extension}`)
  })

  test('of an account we lack is not asked for', async () => {
    const before = graph.requests.length
    const body = { kind: 'media', media: 'image', ref: '4001' } as const
    const result = await graph.channels.whatsapp.library.media({ ...number, account: 'x' }, body, signal)
    expect([result.ok, graph.requests.length]).toEqual([false, before])
  })
})

describe('media of Messenger and Instagram', () => {
  const fetchFrom = (ref: string): Promise<MediaResult> =>
    graph.channels.messenger.library.media(page, { kind: 'media', media: 'image', ref }, signal)

  test('is fetched from its address, without a token', async () => {
    graph.answer = () => new Response(bytes, { headers: { 'content-type': 'image/png' } })
    expect(await fetchFrom(`${graph.origin}/photo`)).toEqual({
      ok: true,
      file: `${hex}.png`,
      mime: 'image/png',
    })
    expect(graph.requests.at(-1)?.authorization).toBeNull()
  })

  test.each([
    ['gone', 404, false],
    ['expired', 403, false],
    ['overloaded', 503, true],
    ['hurried', 429, true],
    ['moved', 302, false],
  ])('%s (HTTP %d): another try may help: %p', async (_name, status, again) => {
    graph.answer = () => new Response('', { status })
    expect(await fetchFrom(`${graph.origin}/photo`)).toEqual({ ok: false, because: `HTTP ${status}`, again })
  })

  test.each(['https://evil.es/x.jpg', 'http://a.fbcdn.net/x.jpg', 'file:///etc/passwd', '77', ''])(
    '%s is not fetched',
    async (ref) => {
      expect(await fetchFrom(ref)).toMatchObject({ ok: false, again: false })
    },
  )
})

describe('a name', () => {
  const name = (platform: 'whatsapp' | 'messenger' | 'instagram', account: string): Promise<string | null> =>
    graph.channels[platform].library.name({ channel: platform, account, contact: 'PSID' }, signal)

  test('on Messenger is first and last', async () => {
    graph.answer = () => Response.json({ first_name: 'Ana', last_name: 'Gil', id: 'PSID' })
    expect(await name('messenger', 'page-1')).toBe('Ana Gil')
    expect(graph.requests.at(-1)?.path).toBe('/v25.0/PSID?fields=first_name,last_name')
  })

  test('on Instagram is the name, or the user name', async () => {
    graph.answer = () => Response.json({ name: 'Ana', username: 'anagil' })
    expect(await name('instagram', 'ig-1')).toBe('Ana')
    expect(graph.requests.at(-1)?.path).toBe('/ig/v25.0/PSID?fields=name,username')
    graph.answer = () => Response.json({ username: 'anagil' })
    expect(await name('instagram', 'ig-2')).toBe('anagil')
  })

  test.each<[string, () => Response]>([
    ['without permission', () => Response.json({})],
    ['without consent', () => Response.json({ error: { code: 230 } }, { status: 400 })],
    ['that is no JSON', () => new Response('x')],
  ])('%s is none', async (_name, answer) => {
    graph.answer = answer
    expect(await name('messenger', 'page-1')).toBeNull()
  })

  test('on WhatsApp is never asked for', async () => {
    const before = graph.requests.length
    expect([await name('whatsapp', 'number-1'), graph.requests.length]).toEqual([null, before])
  })
})
