// What does a customer hear from an installation without a key? The contract of every agent, then the promises of this one.
import type { Answer } from '../../src/events.ts'
import type { Turn } from '../../src/agent/agent.ts'
import type { Body } from '../../src/model.ts'
import { describe, expect, test } from 'bun:test'
import { openAgent } from '../../src/agent/open.ts'
import { agentContract } from '../contracts/agent.ts'
import { noon, textsOf, turnOf } from './turns.ts'

const { agent } = openAgent({ packDir: 'prompts', baseDir: 'prompts/base', engine: '0.1.0' })
const answer = (said: readonly (string | Body)[], more: Partial<Turn> = {}): Promise<Answer> =>
  agent.answer(turnOf(said, more), new AbortController().signal)
const words = async (said: readonly (string | Body)[], more: Partial<Turn> = {}): Promise<string> =>
  textsOf(await answer(said, more)).join('\n')

agentContract('the agent without a model', () => agent)

/** Later in a conversation, so that no greeting is in the way. */
const later = { turns: 3 } as const
const sinDato = 'Ese dato no lo tengo a la mano'

describe('a courtesy', () => {
  test('on the first turn is a greeting with the name and the business', async () => {
    const [only, ...rest] = textsOf(await answer(['hola, buenas tardes']))
    expect(only).toBe('¡Hola! 🌿 Soy Lila, asistente virtual de Vivero Colibrí. ¿En qué te puedo ayudar?')
    expect(rest).toEqual([])
  })

  test('greets before the first answer, and not before the second', async () => {
    expect(await words(['¿dan factura?'])).toStartWith('¡Hola!')
    expect(await words(['¿dan factura?'], later)).not.toContain('¡Hola!')
  })

  test('answers the opening of a chat like a greeting', async () => {
    const opened: Body = { kind: 'choice', id: 'request_welcome', label: '' }
    expect(await words([opened])).toContain('¿En qué te puedo ayudar?')
    expect(await words([opened, '¿dan factura?'])).toContain('constancia')
    expect(await words([opened, 'venden bicicletas?'])).toContain(sinDato)
  })

  test.each([
    ['muchas gracias!', '¡Con mucho gusto!'],
    ['ok', '¡Perfecto!'],
    ['👍', '¡Perfecto!'],
    ['no, gracias', 'Está bien'],
    ['no', 'Está bien'],
    ['hasta luego', '¡Hasta pronto!'],
    ['buenas noches', '¡Hola de nuevo!'],
  ])('"%s" is no question and no failed attempt', async (text, start) => {
    const found = await answer([text], later)
    expect(textsOf(found).join('\n')).toStartWith(start)
    expect(found.noAnswer).toBe(false)
  })
})

describe('contact data', () => {
  test('are thanked for, kept, and make a Lead with the customer’s own words', async () => {
    const found = await answer(['mi correo es Ana.Lopez@Example.com'], later)
    expect(textsOf(found)).toEqual(['¡Gracias! Guardé tu correo.'])
    expect(found.data).toEqual({ correo: 'ana.lopez@example.com' })
    expect(found.findings).toEqual([
      {
        tag: 'Lead',
        on: 'contact',
        actor: 'rule:dato',
        because: 'dato:correo',
        quote: 'Ana.Lopez@Example.com',
        message: 'msg_0',
        at: noon - 60_000,
        effects: { silence: false, call: [], push: true },
      },
    ])
  })

  test('come before the answer to the question beside them', async () => {
    const texts = textsOf(await answer(['mi cel es 55 1234 5678, ¿dan factura?'], later))
    expect(texts[0]).toBe('¡Gracias! Guardé tu teléfono.')
    expect(texts[1]).toContain('constancia')
  })

  test('are never followed by "I do not have that"', async () => {
    expect(await words(['soy Ana, 55 1234 5678, venden bicicletas?'], later)).not.toContain(sinDato)
  })

  test('corrected in the same burst keep the latest value', async () => {
    const found = await answer(['mi correo es ana@uno.com', 'perdón, es ana2@uno.com'], later)
    expect(found.data).toEqual({ correo: 'ana2@uno.com' })
  })

  test('cut over two messages are put together', async () => {
    const found = await answer(['mi número', '55 1234', '5678'], later)
    expect(found.data).toEqual({ telefono: '+525512345678' })
  })

  test('of the business itself make no Lead', async () => {
    const found = await answer(['¿su correo es hola@vivero-colibri.example y su tel 55 5550 0142?'], later)
    expect(found.data).toEqual({})
    expect(found.findings).toEqual([])
  })
})

describe('a request for a person', () => {
  const open = { now: noon, ...later }
  const closed = { now: noon + 10 * 3_600_000, ...later }

  test('gets the hand-over text of the opening hours, the tag, silence and a call', async () => {
    const found = await answer(['cliente: quiero hablar con una persona porfa'], open)
    expect(textsOf(found)).toEqual([
      'Te paso con alguien del equipo de Vivero Colibrí. En un momentito te escribe por aquí 🌿',
    ])
    expect(found.findings[0]).toMatchObject({
      tag: 'Escalar',
      on: 'conversation',
      because: 'pide_humano',
      effects: { silence: true, call: ['mostrador'], push: false },
    })
  })

  test('out of hours hears when the team is back', async () => {
    const said = await words(['quiero hablar con una persona'], closed)
    expect(said).toContain('martes a viernes de 10:00 a 19:00 y sábado y domingo de 9:00 a 18:00')
    expect(said).toContain('en cuanto abramos')
  })

  test('is one farewell, whatever else was asked', async () => {
    const said = await words(['¿dan factura?', 'mejor pásame con un asesor'], open)
    expect(said).not.toContain('constancia')
  })

  test('taken back in the same burst changes nothing', async () => {
    const found = await answer(['quiero un asesor', 'no, olvídalo', '¿dan factura?'], open)
    expect(found.findings).toEqual([])
    expect(textsOf(found).join('\n')).toContain('constancia')
  })

  test('may be a yes to the offer of one', async () => {
    const offer = `agente: ${sinDato}. ¿Me cuentas un poquito más, o prefieres que te atienda una persona?`
    const found = await answer(['cliente: venden bicis?', offer, 'cliente: sí, por favor'], open)
    expect(found.findings[0]).toMatchObject({
      tag: 'Escalar',
      because: 'pide_humano',
      quote: 'sí, por favor',
    })
    expect(
      (await answer(['agente: ¿Te ayudo en algo más?', 'cliente: sí, por favor'], open)).findings,
    ).toEqual([])
  })
})

describe('words of a tag', () => {
  test('tag without silencing, and an answer still comes', async () => {
    const found = await answer(['mi planta llegó maltratada'], later)
    expect(found.findings).toMatchObject([
      { tag: 'Incidencia', because: 'palabras', effects: { silence: false } },
    ])
    expect(textsOf(found).join('\n')).toContain('te la reponemos')
  })

  test('say the tag’s own text once, when nothing else answers', async () => {
    expect(await words(['quiero informes'], later)).toContain('Con gusto te cuento')
    expect(await words(['quiero informes'], { ...later, tags: ['Informes'] })).not.toContain(
      'Con gusto te cuento',
    )
    expect(await words(['informes de los talleres'], later)).not.toContain('Con gusto te cuento')
  })

  test('stand for themselves: part of a longer word is no hit', async () => {
    expect((await answer(['me lo demandaron mucho los clientes'], later)).findings).toEqual([])
    expect((await answer(['les voy a poner una demanda'], later)).findings[0]).toMatchObject({
      tag: 'Escalar',
    })
  })
})

describe('what cannot be read', () => {
  test.each([
    [
      { kind: 'media', media: 'audio', ref: '1', voice: true },
      'No puedo escuchar audios por ahora, ¿me lo escribes?',
    ],
    [{ kind: 'unsupported', label: 'poll' }, 'No puedo abrir ese tipo de mensaje, ¿me lo escribes?'],
    [{ kind: 'unsupported', label: 'call' }, 'Por este medio no tomamos llamadas, ¿me lo escribes?'],
  ] as const)('%p gets a polite line', async (body, line) => {
    const found = await answer([body], later)
    expect(textsOf(found)).toEqual([line])
    expect(found.noAnswer).toBe(false)
  })

  test('an order is thanked for and a person is called, without silence', async () => {
    const order: Body = { kind: 'order', items: [{ product: 'p', quantity: 1, price: 1, currency: 'MXN' }] }
    const found = await answer([order], later)
    expect(textsOf(found)).toEqual([expect.stringContaining('¡Gracias por tu pedido!')])
    expect(found.findings).toMatchObject([
      { tag: 'Escalar', because: 'pedido', effects: { silence: false, call: ['mostrador'] } },
    ])
  })
})

describe('without a model', () => {
  test('the same turn gets the same answer', async () => {
    const turn = turnOf(['¿hacen envíos?', 'mi cel es 55 1234 5678'])
    const { signal } = new AbortController()
    expect(await agent.answer(turn, signal)).toEqual(await agent.answer(turn, signal))
  })

  test('replies are signed "ninguno" and cost nothing', async () => {
    const found = await answer(['hola'])
    expect(found.by).toEqual({ prompt: agent.describe().prompt, engine: '0.1.0', model: 'ninguno' })
    expect(found.usage).toEqual({ requests: 0, inputTokens: 0, outputTokens: 0 })
    expect(agent.describe()).toMatchObject({ model: 'ninguno', problems: [] })
  })

  test('a visitor of the site waits less than a person on a phone', async () => {
    const web = await agent.answer(
      turnOf(['¿dan factura?'], { channel: 'web' }),
      new AbortController().signal,
    )
    const phone = await answer(['¿dan factura?'])
    const wait = ({ bubbles }: Answer): number => bubbles.reduce((sum, { waitMs }) => sum + waitMs, 0)
    expect(wait(web)).toBeLessThan(wait(phone))
    expect(wait(web)).toBeLessThanOrEqual(2_400)
  })
})
