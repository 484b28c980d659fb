// Does the program itself, started as its owner starts it, answer with a model and speak to nobody else? A process of its own, with an
// environment that would have a library copy every conversation to a stranger.
import { afterAll, beforeAll, expect, test } from 'bun:test'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startFakeOpenAi, type FakeOpenAi } from '../../src/agent/rehearsal/fake-openai.ts'
import { systemClock } from '../../src/clock.ts'

const limitMs = 30_000
const dataDir = mkdtempSync(join(tmpdir(), 'relevo-model-'))
const strangers: string[] = []
const stranger = Bun.serve({
  ...{ port: 0, hostname: '127.0.0.1' },
  fetch(request) {
    strangers.push(request.url)
    return Response.json({})
  },
})
const args = { mensajes: ['Sí, damos factura.'], etiquetas: [], datos: {}, sin_respuesta: false }
let fake: FakeOpenAi
let child: Bun.Subprocess<'ignore', 'pipe', 'pipe'>
let url = ''

beforeAll(async () => {
  fake = startFakeOpenAi({ clock: systemClock, chat: () => ({ calls: [{ name: 'responder', args }] }) })
  child = Bun.spawn([process.execPath, '--no-install', 'src/main.ts', 'serve'], {
    env: {
      ...{ PATH: process.env.PATH ?? '', HOST: '127.0.0.1', PORT: '0', DATA_DIR: dataDir },
      ...{ OPENAI_BASE_URL: fake.url, OPENAI_API_KEY: 'llave', OPENAI_MODEL: 'gpt-4.1-mini' },
      ...{ LANGSMITH_TRACING: 'true', LANGCHAIN_TRACING_V2: 'true', LANGSMITH_API_KEY: 'llave' },
      LANGSMITH_ENDPOINT: stranger.url.origin,
    },
    ...{ stdin: 'ignore', stdout: 'pipe', stderr: 'pipe' },
  })
  url = await listening(child.stdout)
}, limitMs)

afterAll(async () => {
  child.kill('SIGTERM')
  await child.exited
  await Promise.all([fake.stop(), stranger.stop(true)])
  rmSync(dataDir, { recursive: true, force: true })
})

test(
  'a visitor is answered by the model, and no stranger hears of it',
  async () => {
    const { token } = await post<{ token: string }>('/chat/sessions', '', {})
    await post('/chat/messages', token, { clientId: 'uno', text: '¿Dan factura?' })
    let said = ''
    while (said === '') {
      await Bun.sleep(50)
      const read = await fetch(`${url}/chat/messages`, { headers: { authorization: `Bearer ${token}` } })
      const { items } = (await read.json()) as { items: { author: string; body: { text?: string } }[] }
      said = items.find(({ author }) => author === 'agent')?.body.text ?? ''
    }
    expect(said).toBe('Sí, damos factura.')
    expect(fake.journal.map(({ path }) => path)).toEqual(['/v1/chat/completions'])
    await Bun.sleep(300)
    expect(strangers).toEqual([])
    const health = (await (await fetch(`${url}/health`)).json()) as { agent: object }
    expect(health.agent).toMatchObject({ model: 'gpt-4.1-mini', resting: false })
  },
  limitMs,
)

async function post<T>(path: string, token: string, body: object): Promise<T> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const response = await fetch(url + path, { method: 'POST', headers, body: JSON.stringify(body) })
  return (await response.json()) as T
}

async function listening(stdout: ReadableStream<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder()
  let said = ''
  for await (const bytes of stdout) {
    said += decoder.decode(bytes, { stream: true })
    const found = /Relevo atiende en (http\S+)\n/.exec(said)?.[1]
    if (found !== undefined && said.includes('Modelo')) return found
  }
  throw new Error(`it ended: ${said}`)
}
