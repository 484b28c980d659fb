// What else keeps a turn with a model honest? Its language, its judge, and the memo that outlives sixteen messages.
import type { Answer } from '../../src/events.ts'
import type { Turn, TurnMessage } from '../../src/agent/agent.ts'
import { afterEach, describe, expect, test } from 'bun:test'
import { openRoom, saying, type Room, type RoomOptions } from './llm-room.ts'
import { noon, textsOf, turnOf } from './turns.ts'

let room: Room
const open = (options: RoomOptions): Room => (room = openRoom(options))
afterEach(() => room.close())

const answer = (said: readonly string[], more: Partial<Turn> = {}): Promise<Answer> =>
  room.agent.answer(turnOf(said, { turns: 3, ...more }), new AbortController().signal)
const bodies = (): readonly string[] => room.fake.journal.map(({ body }) => JSON.stringify(body))

describe('the language', () => {
  const english = 'Thank you for your message, we do have many beautiful plants for you.'
  const spanish = 'Gracias por tu mensaje, tenemos muchas plantas hermosas para ti.'
  const portuguese = 'Obrigado pela mensagem, nós temos muitas plantas bonitas para você.'

  test.each([
    ['cliente: hola, quisiera saber qué plantas tienen', 'es', spanish, 'español'],
    ['cliente: hello, I would like to know which plants you have', 'en', english, 'inglés'],
    ['cliente: olá, eu gostaria de saber quais plantas vocês têm', 'pt', portuguese, 'portugués'],
  ])('of "%s" is %s: named to the model, checked, one request', async (text, language, reply, name) => {
    open({ chat: () => saying(reply) })
    const found = await answer([text])
    expect(textsOf(found).join(' ')).toBe(reply)
    expect(found.trace?.language).toBe(language)
    expect(bodies()).toHaveLength(1)
    expect(bodies()[0]).toContain(`Contesta en ${name}.`)
  })

  test('that was missed is asked for once more', async () => {
    open({ chat: (_, number) => saying(number === 1 ? english : spanish) })
    expect(textsOf(await answer(['hola, quisiera saber qué plantas tienen'])).join(' ')).toBe(spanish)
    expect(bodies()).toHaveLength(2)
    expect(bodies()[1]).toContain('no estaba en español')
  })

  test('that is missed twice never reaches the customer', async () => {
    open({ chat: () => saying(english) })
    const found = await answer(['hola, quisiera saber qué plantas tienen'])
    expect(textsOf(found)).toEqual(['Eso es mejor que lo vea contigo una persona del equipo.'])
    expect(found).toMatchObject({
      noAnswer: true,
      trace: { dropped: [{ text: english, because: 'idioma' }] },
    })
    expect(bodies()).toHaveLength(2)
  })

  test('of the pack is better than none for a foreigner', async () => {
    open({ chat: () => saying(spanish) })
    const found = await answer(['hello, I would like to know which plants you have'])
    expect(textsOf(found).join(' ')).toBe(spanish)
  })
})

describe('moderation', () => {
  test('replaces a flagged reply by the safe text', async () => {
    open({ moderation: true, moderate: (text) => text.includes('feo'), chat: () => saying('Eso es feo.') })
    const found = await answer(['hola'])
    expect(textsOf(found)).toEqual(['Eso es mejor que lo vea contigo una persona del equipo.'])
    expect(found.trace?.dropped).toEqual([{ text: 'Eso es feo.', because: 'moderacion' }])
    expect(found.usage.requests).toBe(2)
  })

  test('lets a good one pass, and judges no text of the author', async () => {
    open({ moderation: true, moderate: () => false, chat: () => saying('¡Qué bonito!') })
    expect(textsOf(await answer(['hola']))).toEqual(['¡Qué bonito!'])
    await answer(['quiero hablar con una persona'])
    expect(room.fake.journal.map(({ path }) => path)).toEqual(['/v1/chat/completions', '/v1/moderations'])
  })

  test('is asked only where it is configured', async () => {
    open({ moderate: () => true, chat: () => saying('¡Qué bonito!') })
    expect(textsOf(await answer(['hola']))).toEqual(['¡Qué bonito!'])
  })
})

describe('the memo', () => {
  const lines = {
    ...{ necesidad: 'Cuarenta suculentas', datos: 'Ana, 9 de mayo', prometido: 'nada' },
    ...{ pendiente: 'La zona de entrega', animo: 'contenta', idioma: 'español' },
  }
  const sums = { calls: [{ name: 'resumir', args: lines }] }
  const talk = (count: number): readonly string[] =>
    Array.from({ length: count }, (_, at) =>
      at % 2 === 0 ? `cliente: pregunta ${at}` : `agente: dato ${at}`,
    )
  /** A memo turn has no burst: all is history. */
  const history = (count: number): readonly TurnMessage[] => {
    const { history: before, burst } = turnOf(talk(count))
    return [...before, ...burst]
  }
  const memo = (count: number, more: Partial<Turn> = {}): Promise<Answer> =>
    answer([], { kind: 'memo', history: history(count), burst: [], ...more })

  test.each([
    [23, 0, undefined],
    [25, 0, true],
    [27, 0, true],
    [41, 16, true],
    [41, 17, undefined],
  ])('is due after %d messages with a memo up to %d: %p', async (count, upto, due) => {
    open({ chat: () => saying('¡Claro!') })
    const found = await answer(talk(count), upto === 0 ? {} : { memo: { text: 'm', upto } })
    expect(found.memoDue).toBe(due as true)
  })

  test('is six lines in Spanish that cover all but the latest eight', async () => {
    open({ chat: () => sums })
    const found = await memo(30)
    expect(found.memo).toEqual({
      upto: 22,
      text: [
        'Necesidad: Cuarenta suculentas',
        'Datos que dio: Ana, 9 de mayo',
        'Prometido por personas: nada',
        'Pregunta pendiente: La zona de entrega',
        'Ánimo: contenta',
        'Idioma: español',
      ].join('\n'),
    })
    expect(found).toMatchObject({ bubbles: [], findings: [], usage: { requests: 1 } })
    expect(found.by.model).toBe('gpt-4.1-mini')
    expect(bodies()[0]).toContain('Cliente: pregunta 0\\nAgente: dato 1')
    expect(bodies()[0]).not.toContain('pregunta 22')
  })

  test('builds on the one before it', async () => {
    open({ chat: () => sums })
    await memo(50, { memo: { text: 'Necesidad: rosales', upto: 20 } })
    expect(bodies()[0]).toContain('Resumen anterior:\\nNecesidad: rosales')
    expect(bodies()[0]).not.toContain('dato 19')
    expect(bodies()[0]).toContain('pregunta 20')
  })

  test.each([
    ['the server fails', { fault: 'status', status: 500 }],
    ['a line is missing', { calls: [{ name: 'resumir', args: { ...lines, animo: '' } }] }],
    ['it is an error’s text', { text: 'Error generating summary: 500' }],
  ] as const)('stays as it was when %s', async (_, turn) => {
    open({ chat: () => turn })
    const found = await memo(30)
    expect(found.memo).toBeUndefined()
    expect(found.bubbles).toEqual([])
    expect(found.failure).toBeUndefined()
  })

  test('costs nothing when the budget is spent, or nothing new was said', async () => {
    open({ chat: () => sums, budget: { contact: null, total: 1 } })
    await memo(30, { spent: { contact: 0, total: 1 } })
    await memo(8)
    expect(bodies()).toEqual([])
  })

  test('travels with later turns, beside the last sixteen messages', async () => {
    open({ chat: () => saying('¡Claro!') })
    await answer(talk(31), { memo: { text: 'Necesidad: rosales', upto: 22 }, data: { nombre: 'Ana' } })
    const [body = ''] = bodies()
    expect(body).toContain('Resumen de lo anterior:\\nNecesidad: rosales')
    expect(body).toContain('{\\"nombre\\":\\"Ana\\"}')
    expect(body).toContain('dato 15')
    expect(body).not.toContain('pregunta 14')
  })
})

describe('a very long conversation', () => {
  test('is cut to about 3000 tokens, the latest message whole', async () => {
    open({ chat: () => saying('¡Claro!') })
    const long = (at: number): string => Array.from({ length: 400 }, (_, i) => `flor${at}x${i}`).join(' ')
    const talk = Array.from({ length: 12 }, (_, at) => `${at % 2 === 0 ? 'cliente' : 'agente'}: ${long(at)}`)
    await answer([...talk, 'cliente: ¿y entonces?'], { now: noon })
    const messages = bodies()[0]?.split('"role":"system"')[1] ?? ''
    const conversation = messages.slice(messages.indexOf('"role":"user"'), messages.indexOf('"tools"'))
    expect(conversation.length).toBeLessThan(3_000 * 3.7 * 1.2)
    expect(conversation).toContain('¿y entonces?')
  })
})
