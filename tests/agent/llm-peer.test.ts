// Does the agent get on with a server that strangers wrote? An independent reading of each provider's protocol, and its tantrums.
import type { Answer } from '../../src/events.ts'
import { LLMock } from '@copilotkit/aimock'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'bun:test'
import { agentAt, packWithTool, type RoomOptions } from './llm-room.ts'
import { textsOf, turnOf } from './turns.ts'

const mock = new LLMock({ port: 0, strict: true })
const pack = packWithTool()
beforeAll(() => mock.start())
afterAll(async () => {
  await mock.stop()
  pack.remove()
})
afterEach(() => {
  mock.clearChaos()
  mock.clearFixtures()
  mock.clearRequests()
})

const says = (text: string, over: Readonly<Record<string, unknown>> = {}) => {
  const args = { mensajes: [text], etiquetas: [], datos: {}, sin_respuesta: false, ...over }
  return { toolCalls: [{ name: 'responder', arguments: JSON.stringify(args) }] }
}
const answer = (text: string, options: Omit<RoomOptions, 'chat'> = {}): Promise<Answer> =>
  agentAt(`${mock.url}/v1`, options).answer(
    turnOf([`cliente: ${text}`], { turns: 3 }),
    new AbortController().signal,
  )
const paths = (): readonly string[] => mock.getRequests().map(({ path }) => path)
const honest = 'Tuve un problema para responderte. Ya avisé al equipo para que te atienda una persona.'

describe('an independent server', () => {
  test('is asked once, gets its answer read, and nobody calls /v1/responses', async () => {
    mock.on({ userMessage: /factura/, toolName: 'responder' }, says('Sí, damos factura.'))
    const found = await answer('¿dan factura?')
    expect(textsOf(found)).toEqual(['Sí, damos factura.'])
    expect(paths()).toEqual(['/v1/chat/completions'])
    expect(found.usage.inputTokens).toBeGreaterThan(0)
  })

  test('proposes a tag, which the customer’s words prove', async () => {
    const frase = 'quiero 40 suculentas para mi boda'
    const etiquetas = [{ etiqueta: 'Lead', criterio: 'cotizacion', frase }]
    mock.on({ userMessage: /suculentas/ }, says('¡Qué bonito! ¿Para qué fecha?', { etiquetas }))
    expect((await answer(frase)).findings).toMatchObject([
      { tag: 'Lead', criterion: 'cotizacion', quote: frase },
    ])
  })

  test('has a tool called, and then answers with what it said', async () => {
    const folio = JSON.stringify({ folio: 'P-1' })
    mock.on({ hasToolResult: true }, says('Tu pedido llega el 9 de mayo.'))
    mock.on({ userMessage: /pedido/ }, { toolCalls: [{ name: 'consultar_pedido', arguments: folio }] })
    const toolGet = async () => ({ ok: true, status: 200, body: '{"llega":"9 de mayo"}' }) as const
    const found = await answer('¿dónde va mi pedido?', { packDir: pack.dir, toolGet })
    expect(textsOf(found)).toEqual(['Tu pedido llega el 9 de mayo.'])
    expect(found.trace?.tools).toMatchObject([{ name: 'consultar_pedido', outcome: 'ok' }])
    expect(paths()).toEqual(['/v1/chat/completions', '/v1/chat/completions'])
  })

  test('that answers in plain text is understood', async () => {
    mock.on({ userMessage: /factura/ }, { content: 'Sí, damos factura.' })
    expect(textsOf(await answer('¿dan factura?'))).toEqual(['Sí, damos factura.'])
  })

  test('that fails once is asked again', async () => {
    mock.on({ userMessage: /factura/ }, says('Sí, damos factura.'))
    mock.nextRequestError(503, { message: 'overloaded' })
    expect(textsOf(await answer('¿dan factura?'))).toEqual(['Sí, damos factura.'])
    expect(paths()).toHaveLength(2)
  })

  test('that knows nothing of this request ends in the honest line', async () => {
    expect(textsOf(await answer('¿venden bicicletas de montaña?'))).toEqual([honest])
    expect(paths()).toHaveLength(4)
  })
})

describe('an independent server in a bad mood', () => {
  test.each([
    ['drops', { dropRate: 1 }],
    ['garbles', { malformedRate: 1 }],
    ['hangs up', { disconnectRate: 1 }],
    ['limits', { rateLimitRate: 1 }],
  ])('that %s everything costs four requests and one honest line', async (_, chaos) => {
    mock.on({ userMessage: /bicicletas/ }, says('no'))
    mock.setChaos(chaos)
    const found = await answer('¿venden bicicletas de montaña?')
    expect(textsOf(found)).toEqual([honest])
    expect(found).toMatchObject({ failure: 'model-down', findings: [{ actor: 'system:llm_caido' }] })
    expect(found.usage.requests).toBe(4)
  })
})

describe('other providers', () => {
  const asked = { fallback: null, providers: {} }

  test('Anthropic’s models answer through their own protocol', async () => {
    mock.on({ userMessage: /factura/ }, says('Sí, damos factura.'))
    const anthropic = { apiKey: 'llave', baseUrl: mock.url }
    const model = 'anthropic:claude-haiku-4-5'
    const found = await answer('¿dan factura?', { ...asked, model, providers: { anthropic } })
    expect(textsOf(found)).toEqual(['Sí, damos factura.'])
    expect(found.by.model).toBe(model)
    expect(paths()).toEqual(['/v1/messages'])
  })

  test('Ollama’s models answer through theirs', async () => {
    mock.on({ userMessage: /factura/ }, says('Sí, damos factura.'))
    const ollama = { baseUrl: mock.url }
    const found = await answer('¿dan factura?', { ...asked, model: 'ollama:qwen3', providers: { ollama } })
    expect(textsOf(found)).toEqual(['Sí, damos factura.'])
    expect(paths()).toEqual(['/api/chat'])
  })

  test('Google’s models answer through the protocol they share with OpenAI', async () => {
    mock.on({ userMessage: /factura/, model: 'gemini-2.5-flash' }, says('Sí, damos factura.'))
    const google = { apiKey: 'llave', baseUrl: `${mock.url}/v1` }
    const model = 'google:gemini-2.5-flash'
    const found = await answer('¿dan factura?', { ...asked, model, providers: { google } })
    expect(textsOf(found)).toEqual(['Sí, damos factura.'])
    expect(paths()).toEqual(['/v1/chat/completions'])
  })

  test('one stands in for another', async () => {
    mock.on({ userMessage: /factura/, model: 'qwen3' }, says('Sí, damos factura.'))
    const ollama = { baseUrl: mock.url }
    const found = await answer('¿dan factura?', { fallback: 'ollama:qwen3', providers: { ollama } })
    expect(found.by.model).toBe('ollama:qwen3')
    expect(found.trace?.calls.map(({ outcome }) => outcome)).toEqual(['http 503', 'http 503', 'ok'])
  })

  test('a request to Ollama ends when its own turn is aborted, and no other', async () => {
    mock.on({ userMessage: /factura/ }, says('Sí, damos factura.'))
    mock.setChaos({ latencyMs: 150 })
    const ollama = { baseUrl: mock.url }
    const agent = agentAt(`${mock.url}/v1`, { fallback: null, model: 'ollama:qwen3', providers: { ollama } })
    const stop = new AbortController()
    const turn = turnOf(['cliente: ¿dan factura?'], { turns: 3 })
    const stopped = agent.answer(turn, stop.signal).catch(() => 'thrown')
    const other = agent.answer(turn, new AbortController().signal)
    await Bun.sleep(40)
    stop.abort()
    expect(await stopped).toBe('thrown')
    expect(textsOf(await other)).toEqual(['Sí, damos factura.'])
  })
})
