// Where may a model library reach, for how long, and how much may come back? The one fetch it is handed, against a real server.
import { afterAll, describe, expect, test } from 'bun:test'
import { compatible } from '../../src/agent/compatible.ts'
import { systemClock } from '../../src/clock.ts'
import { createModelFetch } from '../../src/egress-fetch.ts'

const cancelled: string[] = []
const server = Bun.serve({
  port: 0,
  hostname: '127.0.0.1',
  async fetch(request) {
    const { pathname } = new URL(request.url)
    request.signal.addEventListener('abort', () => cancelled.push(pathname))
    switch (pathname) {
      case '/away':
        return new Response(null, { status: 302, headers: { location: '/ok' } })
      case '/hang':
        await new Promise((resolve) => request.signal.addEventListener('abort', resolve))
        return new Response('')
      case '/trickle':
        return new Response(trickle())
      case '/stream':
        return new Response('data: a\n\ndata: b\n\n', { headers: { 'content-type': 'text/event-stream' } })
      case '/none':
        return new Response(null, { status: 204 })
      default:
        return new Response('x'.repeat(100), {
          status: pathname === '/bad' ? 418 : 200,
          headers: { 'x-request-id': '7' },
        })
    }
  },
})
afterAll(() => server.stop(true))

/** Ten bytes, and then nothing for ever. */
function trickle(): ReadableStream {
  return new ReadableStream({
    start: (controller) => controller.enqueue(new TextEncoder().encode('x'.repeat(10))),
  })
}

const base = server.url.origin
const reach = (over: { timeoutMs?: number; maxBytes?: number } = {}) =>
  createModelFetch({ clock: systemClock, bases: [`${base}/v1`], ...over })
const failure = (promise: Promise<unknown>): Promise<unknown> => promise.catch((error: unknown) => error)

describe('the fetch of models', () => {
  test.each([
    'https://api.openai.com/v1/models',
    `http://localhost:${server.port}/ok`,
    `https://127.0.0.1:${server.port}/ok`,
    'http://127.0.0.1:1/ok',
    'file:///etc/passwd',
    'nonsense',
  ])('does not reach %s, which nobody configured', async (url) => {
    expect(await failure(reach()(url))).toEqual(new Error('not allowed: host not on the list'))
  })

  test('gives back status, headers and body', async () => {
    const response = await reach()(`${base}/bad`)
    expect(response.status).toBe(418)
    expect(response.headers.get('x-request-id')).toBe('7')
    expect(await response.text()).toBe('x'.repeat(100))
  })

  test('takes a Request, a URL, and an answer without a body', async () => {
    expect(await (await reach()(new Request(`${base}/ok`))).text()).toHaveLength(100)
    expect((await reach()(new URL(`${base}/none`))).status).toBe(204)
  })

  test('follows nobody who sends it away', async () => {
    expect((await reach()(`${base}/away`)).status).toBe(302)
  })

  test.each([
    [99, false],
    [100, true],
    [101, true],
  ])('of a hundred bytes may bring %d: %p', async (maxBytes, whole) => {
    const result = await failure(reach({ maxBytes })(`${base}/ok`))
    expect(result instanceof Response).toBe(whole)
  })

  test('lets a stream through, and cuts one that is too long', async () => {
    expect(await (await reach()(`${base}/stream`)).text()).toBe('data: a\n\ndata: b\n\n')
    const cut = await reach({ maxBytes: 5 })(`${base}/stream`)
    expect(await failure(cut.text())).toEqual(new Error('answer too large'))
  })

  test.each(['/hang', '/trickle'])('waits for %s only so long', async (path) => {
    expect(await failure(reach({ timeoutMs: 60 })(base + path))).toMatchObject({ name: 'TimeoutError' })
  })

  test('ends with the signal it was given, at the server too', async () => {
    const stop = new AbortController()
    const waiting = failure(reach()(`${base}/hang`, { signal: stop.signal }))
    await Bun.sleep(20)
    cancelled.length = 0
    stop.abort()
    expect(await waiting).toMatchObject({ name: 'AbortError' })
    while (cancelled.length === 0) await Bun.sleep(2)
    expect(cancelled).toEqual(['/hang'])
  })
})

describe('for servers that only imitate', () => {
  const heard = async (body: unknown): Promise<unknown> => {
    let got: unknown = null
    const fetch = compatible(async (_, init) => {
      got = init?.body
      return new Response()
    })
    await fetch('http://x/', { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) })
    return typeof got === 'string' && got.startsWith('{') ? JSON.parse(got) : got
  }

  test('parts become one text, names and marks fall away, all else stays', async () => {
    const picture = { type: 'image_url', image_url: { url: 'data:x' } }
    const messages = [
      {
        role: 'system',
        content: [
          { type: 'text', text: 'a' },
          { type: 'text', text: 'b' },
        ],
      },
      { role: 'assistant', name: 'model', content: 'c', tool_calls: [{ id: '1' }] },
      { role: 'user', name: 'ana', content: [{ type: 'text', text: 'mira' }, picture] },
    ]
    const parameters = { $schema: 'https://json-schema.org', type: 'object' }
    const tools = [{ type: 'function', function: { name: 'f', strict: false, parameters } }]
    expect(await heard({ model: 'm', messages, tools, temperature: 0 })).toEqual({
      model: 'm',
      temperature: 0,
      messages: [
        { role: 'system', content: 'a\nb' },
        { role: 'assistant', content: 'c', tool_calls: [{ id: '1' }] },
        { role: 'user', name: 'ana', content: [{ type: 'text', text: 'mira' }, picture] },
      ],
      tools: [{ type: 'function', function: { name: 'f', parameters: { type: 'object' } } }],
    })
  })

  test.each(['no json', '{"input":"hola"}'])('%s passes as it is', async (body) => {
    const got = await heard(body)
    expect(typeof got === 'string' ? got : JSON.stringify(got)).toBe(body)
  })
})
