// Does the pretended model server speak as a real one does, fail as real ones do, and write down what came in?
import { afterAll, beforeEach, describe, expect, test } from 'bun:test'
import OpenAI, { toFile } from 'openai'
import { type Scripted, startFakeOpenAi } from '../../src/agent/rehearsal/fake-openai.ts'
import type { ChatTurn } from '../../src/agent/rehearsal/fake-openai-wire.ts'
import { systemClock } from '../../src/clock.ts'

const args = { mensajes: ['¡Hola! Esto es bastante largo como para llegar en varios trozos, uno tras otro.'] }
let script: Scripted<ChatTurn> = { calls: [{ args }] }
const fake = startFakeOpenAi({
  clock: systemClock,
  chat: () => script,
  transcribe: ({ name, size }) => ({ text: `${name}: ${size} bytes` }),
  moderate: (text) => text.includes('odio'),
  models: ['uno', 'dos'],
})
const client = new OpenAI({ apiKey: 'clave-de-prueba', baseURL: fake.url, maxRetries: 0 })
const question = {
  model: 'de-prueba',
  messages: [{ role: 'user' as const, content: 'hola' }],
  tools: [{ type: 'function' as const, function: { name: 'responder', parameters: { type: 'object' } } }],
}

beforeEach(() => {
  script = { calls: [{ args }] }
})
afterAll(() => fake.stop())

describe('the pretended model server', () => {
  test('calls the offered function, with its usage', async () => {
    const { choices, usage } = await client.chat.completions.create(question)
    const [call] = choices[0]?.message.tool_calls ?? []
    expect(call).toMatchObject({
      type: 'function',
      function: { name: 'responder', arguments: JSON.stringify(args) },
    })
    expect(choices[0]?.finish_reason).toBe('tool_calls')
    expect(usage?.total_tokens).toBeGreaterThan(0)
  })

  test('streams the same in deltas, and the usage at the end', async () => {
    const options = { ...question, stream: true as const, stream_options: { include_usage: true } }
    const pieces: string[] = []
    let total = 0
    for await (const { choices, usage } of await client.chat.completions.create(options)) {
      pieces.push(choices[0]?.delta.tool_calls?.[0]?.function?.arguments ?? '')
      total += usage?.total_tokens ?? 0
    }
    expect(pieces.join('')).toBe(JSON.stringify(args))
    expect(pieces.filter((piece) => piece !== '').length).toBeGreaterThan(2)
    expect(total).toBeGreaterThan(0)
  })

  test('forgets the function when its script says so, and repeats an id', async () => {
    script = { text: 'Solo texto.', id: 'siempre-el-mismo' }
    const first = await client.chat.completions.create(question)
    const second = await client.chat.completions.create(question)
    expect(first.choices[0]?.message).toMatchObject({ content: 'Solo texto.' })
    expect(first.choices[0]?.message.tool_calls).toBeUndefined()
    expect(second.id).toBe(first.id)
  })

  test.each([
    ['a status', { fault: 'status', status: 503 }, /503/],
    ['broken JSON', { fault: 'broken-json' }, /JSON/],
    ['a dead line', { fault: 'disconnect' }, /Connection error|socket/i],
  ] as const)('fails with %s', async (_, fault, pattern) => {
    script = fault
    const ask = async (): Promise<unknown> => await client.chat.completions.create(question)
    await expect(ask()).rejects.toThrow(pattern)
  })

  test('answers a page, or no choices, with status 200', async () => {
    script = { fault: 'html' }
    expect(String(await client.chat.completions.create(question))).toContain('<html>')
    script = { fault: 'no-choices' }
    expect((await client.chat.completions.create(question)).choices).toEqual([])
  })

  test('says when to come back', async () => {
    script = { fault: 'status', status: 429, retryAfter: '2' }
    const failure = await client.chat.completions.create(question).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(OpenAI.RateLimitError)
    expect(failure instanceof OpenAI.APIError ? failure.headers?.get('retry-after') : null).toBe('2')
  })

  test('hears, embeds, judges, and lists its models', async () => {
    const file = await toFile(new Uint8Array(12), 'nota.ogg', { type: 'audio/ogg' })
    const { text } = await client.audio.transcriptions.create({ model: 'whisper-1', file, language: 'es' })
    expect(text).toBe('nota.ogg: 12 bytes')
    const packed = await client.embeddings.create({ model: 'e', input: 'hola' })
    const plain = await client.embeddings.create({ model: 'e', input: 'hola', encoding_format: 'float' })
    expect(packed.data[0]?.embedding.map((one) => one.toFixed(5))).toEqual(
      plain.data[0]?.embedding.map((one) => one.toFixed(5)) ?? [],
    )
    const judged = await client.moderations.create({ input: ['amor', 'odio'] })
    expect(judged.results.map(({ flagged }) => flagged)).toEqual([false, true])
    expect((await client.models.list()).data.map(({ id }) => id)).toEqual(['uno', 'dos'])
  })

  test('writes down what came in, a cancelled request and a stranger’s path included, but no key', async () => {
    const from = fake.journal.length
    await client.chat.completions.create(question)
    script = { fault: 'hang' }
    const cancel = new AbortController()
    const hung = client.chat.completions
      .create(question, { signal: cancel.signal })
      .catch((error: unknown) => error)
    while (fake.journal.length < from + 2) await systemClock.wait(5)
    cancel.abort()
    expect(await hung).toBeInstanceOf(OpenAI.APIUserAbortError)
    await client.responses.create({ model: 'x', input: 'y' }).catch((error: unknown) => error)
    while (fake.journal.slice(from).some(({ status }) => status === 'open')) await systemClock.wait(5)
    expect(fake.journal.slice(from).map(({ path, status }) => `${path} ${status}`)).toEqual([
      '/v1/chat/completions answered',
      '/v1/chat/completions cancelled',
      '/v1/responses answered',
    ])
    expect(fake.journal.every(({ authorized }) => authorized)).toBe(true)
    expect(JSON.stringify(fake.journal)).not.toContain('clave-de-prueba')
  })
})
