// Would the configured models answer? Each server's list is asked for, and the owner reads what is wrong in plain Spanish.
import { afterAll, afterEach, expect, test } from 'bun:test'
import { agentAt, openRoom, saying, type Room } from './llm-room.ts'

let room: Room
afterEach(() => room.close())
const server = Bun.serve({
  ...{ port: 0, hostname: '127.0.0.1' },
  fetch: ({ url, headers }) => {
    const { pathname } = new URL(url)
    const refused = headers.get('authorization') === 'Bearer llave-de-prueba' && pathname.startsWith('/401')
    if (refused) return Response.json({}, { status: 401 })
    if (pathname === '/500/models') return Response.json({}, { status: 500 })
    if (pathname === '/html/models')
      return new Response('<html>', { headers: { 'content-type': 'text/html' } })
    if (pathname === '/other/models') return Response.json({ hola: 1 })
    if (pathname === '/api/tags') return Response.json({ models: [{ name: 'qwen3:latest' }] })
    return Response.json({}, { status: 404 })
  },
})
afterAll(() => server.stop(true))

const check = (path: string, model = 'gpt-4.1-mini') => {
  room = openRoom({ chat: () => saying('no') })
  const base = path === '' ? room.fake.url : `${server.url.origin}${path}`
  return agentAt(base, { model, fallback: null, timeoutMs: 1_000 }).check?.(AbortSignal.timeout(5_000))
}

test.each([
  ['', 'gpt-4.1-mini', true, 'responde'],
  ['', 'gpt-9', false, 'el servidor responde, pero no tiene este modelo'],
  ['/401', 'gpt-4.1-mini', false, 'la llave no sirve'],
  ['/404', 'gpt-4.1-mini', false, 'la dirección no es la de un servidor de modelos'],
  ['/500', 'gpt-4.1-mini', false, 'contestó con el error 500'],
  ['/html', 'gpt-4.1-mini', false, 'contestó algo que no es una lista de modelos'],
  ['/other', 'gpt-4.1-mini', false, 'contestó algo que no es una lista de modelos'],
])('at "%s" %s: %p, %s', async (path, model, ok, detail) => {
  expect(await check(path, model)).toEqual([{ model, ok, detail }])
  expect(room.fake.journal.map(({ path: called }) => called)).toEqual(path === '' ? ['/v1/models'] : [])
})

test('Ollama is asked at its own address, for the tag that stands for none', async () => {
  const url = server.url.origin
  room = openRoom({ chat: () => saying('no') })
  const agent = agentAt(room.fake.url, {
    ...{ model: 'ollama:qwen3', fallback: null, timeoutMs: 1_000 },
    providers: { ollama: { baseUrl: url } },
  })
  // Its host is not among those the fetch of this test may reach.
  expect(await agent.check?.(AbortSignal.timeout(5_000))).toEqual([
    { model: 'ollama:qwen3', ok: false, detail: 'no se pudo conectar' },
  ])
  const there = agentAt(`${url}/v1`, {
    model: 'ollama:qwen3',
    fallback: null,
    providers: { ollama: { baseUrl: url } },
  })
  expect(await there.check?.(AbortSignal.timeout(5_000))).toEqual([
    { model: 'ollama:qwen3', ok: true, detail: 'responde' },
  ])
})

test('an abort is thrown', async () => {
  room = openRoom({ chat: () => saying('no') })
  const signal = AbortSignal.abort()
  expect(await room.agent.check?.(signal).catch(() => 'thrown')).toBe('thrown')
})
