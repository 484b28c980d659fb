// What does a customer hear when a model answers? One request a turn, and only what the floor, the gate and the pack allow.
import type { Answer } from '../../src/events.ts'
import type { Body } from '../../src/model.ts'
import type { Turn } from '../../src/agent/agent.ts'
import { afterEach, describe, expect, test } from 'bun:test'
import { openRoom, packWith, saying, type Room, type RoomOptions } from './llm-room.ts'
import { noon, textsOf, turnOf } from './turns.ts'

let room: Room
const open = (options: RoomOptions): Room => (room = openRoom(options))
afterEach(() => room.close())

const answer = (said: readonly (string | Body)[], more: Partial<Turn> = {}): Promise<Answer> =>
  room.agent.answer(turnOf(said, { turns: 3, ...more }), new AbortController().signal)
const asked = (): readonly string[] => room.fake.journal.map(({ path }) => path)
const sent = (): string => JSON.stringify(room.fake.journal.at(-1)?.body)

describe('a turn with a model', () => {
  test('is exactly one request to chat completions', async () => {
    open({ chat: () => saying('Sí, damos factura: mándanos tu constancia.') })
    const found = await answer(['¿dan factura?'])
    expect(textsOf(found)).toEqual(['Sí, damos factura: mándanos tu constancia.'])
    expect(asked()).toEqual(['/v1/chat/completions'])
    expect(found.by).toEqual({
      prompt: room.agent.describe().prompt,
      engine: '0.1.0',
      model: 'gpt-4.1-mini',
    })
    expect(found.usage).toMatchObject({ requests: 1 })
    expect(found.usage.inputTokens).toBeGreaterThan(100)
  })

  test('keeps how it came about', async () => {
    open({ chat: () => saying('Sí, damos factura.') })
    const { trace, because } = await answer(['¿dan factura?'])
    expect(trace?.passages.join()).toContain('pagos › ')
    expect(trace?.calls).toEqual([{ model: 'gpt-4.1-mini', outcome: 'ok', ms: expect.any(Number) }])
    expect(trace).toMatchObject({ language: 'es', tools: [], dropped: [] })
    expect(because).toContain('knowledge/pagos.md')
  })

  test('forces the function, whose names are the pack’s own', async () => {
    open({ chat: () => saying('¡Hola!') })
    await answer(['hola'])
    const body = sent()
    expect(body).toContain('"tool_choice":{"type":"function","function":{"name":"responder"}}')
    expect(body).toContain('"enum":["Escalar","Incidencia","Informes","Lead"]')
    expect(body).toContain('"additionalProperties":false')
    expect(body).not.toContain('"correo":{')
  })

  test('is signed by the model that really spoke', async () => {
    open({
      chat: ({ model }) => (model.endsWith('mini') ? { fault: 'status', status: 401 } : saying('¡Hola!')),
    })
    expect((await answer(['hola'])).by.model).toBe('gpt-4.1-nano')
  })

  test('waits less by the time it thought', async () => {
    open({
      chat: () => ({ ...saying('Sí, damos factura en cuanto nos mandas tu constancia.'), delayMs: 300 }),
    })
    const [first] = (await answer(['¿dan factura?'])).bubbles
    expect(first?.waitMs).toBeLessThanOrEqual(350 + 28 * 53 - 300)
  })
})

describe('tags and data', () => {
  test('are the floor’s and the proved proposals’, each tag once', async () => {
    const frase = 'quiero 40 suculentas para los recuerdos de mi boda'
    open({
      chat: () =>
        saying('¡Qué bonito! ¿Para qué fecha sería?', {
          etiquetas: [{ etiqueta: 'Lead', criterio: 'cotizacion', frase }],
          datos: { piezas: 40, fecha: '9 de mayo', interes: 'suculentas', nombre: 'Sofía' },
        }),
    })
    const found = await answer([
      `cliente: ${frase}`,
      'cliente: es el 9 de mayo, mi correo es ana@example.com',
    ])
    expect(found.findings).toMatchObject([{ tag: 'Lead', actor: 'rule:dato', because: 'dato:correo' }])
    expect(found.data).toMatchObject({ correo: 'ana@example.com', piezas: 40 })
    expect(found.data).not.toHaveProperty('nombre')
    expect(found.rejected.map(({ because }) => because)).toContain('dato_sin_evidencia')
  })

  test('without the customer’s own words are refused, with their reason', async () => {
    open({
      chat: () =>
        saying('¡Claro!', {
          etiquetas: [
            { etiqueta: 'Lead', criterio: 'cotizacion', frase: 'quiero cien rosales' },
            { etiqueta: 'Vip', criterio: 'oro', frase: 'hola' },
            { etiqueta: 'Lead', criterio: 'antojo', frase: 'hola' },
          ],
        }),
    })
    const found = await answer(['hola'])
    expect(found.findings).toEqual([])
    expect(found.rejected.map(({ because }) => because)).toEqual([
      'sin_evidencia',
      'etiqueta_inexistente',
      'criterio_inexistente',
    ])
  })
})

describe('handing over', () => {
  const farewell = 'Te paso con alguien del equipo de Vivero Colibrí. En un momentito te escribe por aquí 🌿'

  test('by an explicit request needs no model', async () => {
    open({ chat: () => saying('no') })
    const found = await answer(['quiero hablar con una persona'], { now: noon })
    expect(textsOf(found)).toEqual([farewell])
    expect(found.findings).toMatchObject([{ tag: 'Escalar', effects: { silence: true } }])
    expect(asked()).toEqual([])
    expect(found.usage.requests).toBe(0)
  })

  test('by a proposed tag is one farewell, in the author’s words', async () => {
    const frase = 'me cobraron dos veces las macetas que pedí'
    open({
      chat: () =>
        saying('Lamento mucho el cobro doble, ahora lo reviso.', {
          etiquetas: [{ etiqueta: 'Escalar', criterio: 'queja', frase }],
        }),
    })
    const found = await answer([frase], { now: noon })
    expect(textsOf(found)).toEqual([farewell])
    expect(found.findings).toMatchObject([
      { tag: 'Escalar', actor: 'model:gpt-4.1-mini', criterion: 'queja' },
    ])
  })

  test('comes when this very answer leaves the customer stuck', async () => {
    open({ chat: () => saying('Ese dato no lo tengo.', { sin_respuesta: true }) })
    const stuck = [
      'cliente: ¿venden bicicletas de montaña?',
      'agente: Ese dato no lo tengo a la mano.',
      'cliente: que si venden bicicletas de montaña',
      'agente: Ese dato no lo tengo a la mano.',
      'cliente: entonces bicicletas de montaña venden',
      'agente: Ese dato no lo tengo a la mano.',
      'cliente: y de las de ruta sí tienen en la tienda',
    ]
    const found = await answer(stuck, { now: noon })
    expect(textsOf(found)).toEqual([farewell])
    expect(found.findings).toMatchObject([{ tag: 'Escalar', actor: 'rule:frustracion' }])
  })
})

describe('what needs no model', () => {
  const bodies: readonly (readonly [string, readonly (string | Body)[]])[] = [
    ['a message that was unsent', [{ kind: 'erased' }]],
    ['the opening of the chat', [{ kind: 'choice', id: 'request_welcome', label: '' }]],
    ['something unreadable', [{ kind: 'unsupported', label: 'poll' }]],
    ['blanks', ['   ']],
    ['an order', [{ kind: 'order', items: [{ product: 'p', quantity: 1, price: 35, currency: 'MXN' }] }]],
    ['a voice note without ears', [{ kind: 'media', media: 'audio', ref: '1', voice: true }]],
  ]
  test.each(bodies)('%s asks nobody', async (_, burst) => {
    open({ chat: () => saying('no') })
    await answer(burst)
    expect(asked()).toEqual([])
  })

  test('is still said beside what the model answers', async () => {
    open({ chat: () => saying('Sí, damos factura.') })
    const voice: Body = { kind: 'media', media: 'audio', ref: '1', voice: true }
    const order: Body = { kind: 'order', items: [{ product: 'p', quantity: 1, price: 35, currency: 'MXN' }] }
    const found = await answer([voice, order, '¿dan factura?'])
    const said = textsOf(found).join('\n')
    expect(said).toContain('No puedo escuchar audios')
    expect(said).toContain('¡Gracias por tu pedido!')
    expect(said).toEndWith('Sí, damos factura.')
    expect(found.findings).toMatchObject([{ tag: 'Escalar', because: 'pedido', effects: { silence: false } }])
  })
})

describe('a spent budget', () => {
  const spent = { spent: { contact: 500, total: 10_000 } }

  test.each([
    [{ contact: 501, total: 10_001 }, 1],
    [{ contact: 500, total: null }, 0],
    [{ contact: null, total: 10_000 }, 0],
    [{ contact: null, total: null }, 1],
  ])('%p allows %d requests after 500 of 10000', async (budget, requests) => {
    open({ chat: () => saying('Sí, damos factura.'), budget })
    await answer(['¿dan factura?'], spent)
    expect(asked()).toHaveLength(requests)
  })

  test('is answered from the knowledge, else with the honest line and a call', async () => {
    open({ chat: () => saying('no'), budget: { contact: null, total: 10 } })
    const covered = await answer(['¿dan factura?'], spent)
    expect(textsOf(covered).join()).toContain('constancia')
    expect(covered.failure).toBeUndefined()
    const lost = await answer(['¿venden bicicletas de montaña?'], spent)
    expect(textsOf(lost)).toEqual([
      'Tuve un problema para responderte. Ya avisé al equipo para que te atienda una persona.',
    ])
    expect(lost).toMatchObject({
      failure: 'budget',
      findings: [{ tag: 'Escalar', actor: 'system:presupuesto' }],
    })
  })
})

describe('the pack’s own model', () => {
  test('is asked before the server’s, and named when no key is there for it', async () => {
    const own = packWith({})
    const text = await Bun.file(`${own.dir}/agent.md`).text()
    await Bun.write(
      `${own.dir}/agent.md`,
      text.replace('---\n', '---\nmodelo: qwen3:8b\nrespaldo: anthropic:x\n'),
    )
    open({ chat: () => saying('¡Hola!'), packDir: own.dir })
    expect((await answer(['hola'])).by.model).toBe('qwen3:8b')
    expect(room.agent.describe()).toMatchObject({
      model: 'qwen3:8b',
      problems: [expect.stringContaining('«anthropic:x», que necesita ANTHROPIC_API_KEY')],
    })
    own.remove()
  })
})
