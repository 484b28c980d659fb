// What does a customer hear when the model's server misbehaves? Sensible Spanish, or the honest line and a call; never an error.
import type { Answer } from '../../src/events.ts'
import type { Scripted } from '../../src/agent/rehearsal/fake-openai.ts'
import type { ChatTurn } from '../../src/agent/rehearsal/fake-openai-wire.ts'
import { afterEach, describe, expect, test } from 'bun:test'
import { openRoom, saying, type Room, type RoomOptions } from './llm-room.ts'
import { textsOf, turnOf } from './turns.ts'

let room: Room
const open = (options: RoomOptions): Room => (room = openRoom(options))
afterEach(() => room.close())

const answer = (text: string, signal = new AbortController().signal): Promise<Answer> =>
  room.agent.answer(turnOf([`cliente: ${text}`], { turns: 3 }), signal)
const requests = (): number => room.fake.journal.length
const models = (): readonly string[] =>
  room.fake.journal.map(({ body }) => /"model":"([^"]+)"/.exec(JSON.stringify(body))?.[1] ?? '')

const honest = 'Tuve un problema para responderte. Ya avisé al equipo para que te atienda una persona.'
const unknown = '¿venden bicicletas de montaña?'

const status = (code: number, retryAfter?: string): Scripted<ChatTurn> => ({
  fault: 'status',
  status: code,
  ...(retryAfter === undefined ? {} : { retryAfter }),
})
const broken = (args: unknown): Scripted<ChatTurn> => ({ calls: [{ name: 'responder', args }] })

describe('every model fails', () => {
  const faults: readonly (readonly [string, Scripted<ChatTurn>, number, string])[] = [
    ['400', status(400), 2, 'http 400'],
    ['401', status(401), 2, 'http 401'],
    ['403', status(403), 2, 'http 403'],
    ['404', status(404), 2, 'http 404'],
    ['408', status(408), 4, 'http 408'],
    ['409', status(409), 4, 'http 409'],
    ['429', status(429), 4, 'http 429'],
    ['500', status(500), 4, 'http 500'],
    ['503', status(503), 4, 'http 503'],
    ['a page with status 200', { fault: 'html' }, 4, 'unusable'],
    ['half a JSON', { fault: 'broken-json' }, 4, 'unusable'],
    ['no choices', { fault: 'no-choices' }, 4, 'unusable'],
    ['a line that dies', { fault: 'disconnect' }, 4, 'network'],
    ['a call that is no JSON', broken('{"mensajes": ["ho'), 4, 'unusable'],
    ['a call without words', broken({ mensajes: [], etiquetas: [] }), 4, 'unusable'],
    ['a call of blanks', broken({ mensajes: ['  '] }), 4, 'unusable'],
    ['a call of nothing', broken({}), 4, 'unusable'],
    ['an empty text', { text: '' }, 4, 'unusable'],
    ['an echo of the function', { text: '{"name": "responder", "arguments": {' }, 4, 'unusable'],
    ['thoughts alone', { text: '<think>The user asks…</think>' }, 4, 'unusable'],
  ]

  test.each(faults)('with %s: the honest line, a call, nothing else', async (_, fault, count, outcome) => {
    open({ chat: () => fault })
    const found = await answer(unknown)
    expect(textsOf(found)).toEqual([honest])
    expect(found.failure).toBe('model-down')
    expect(found.by.model).toBe('ninguno')
    expect(found.findings).toMatchObject([
      {
        tag: 'Escalar',
        actor: 'system:llm_caido',
        because: 'llm_caido',
        quote: unknown,
        effects: { silence: true, call: ['mostrador'] },
      },
    ])
    expect(requests()).toBe(count)
    expect(found.usage.requests).toBe(count)
    expect(found.trace?.calls.map((call) => call.outcome).join()).toContain(outcome)
    expect(room.lines.join('')).not.toContain('bicicletas')
  })

  test('and the knowledge covers the question: its passage, and no alarm', async () => {
    open({ chat: () => status(503) })
    const found = await answer('¿dan factura?')
    expect(textsOf(found).join()).toContain('constancia')
    expect(found).toMatchObject({ by: { model: 'ninguno' }, findings: [] })
    expect(found.failure).toBeUndefined()
  })

  test('and the customer gives an address: it is kept and thanked for', async () => {
    open({ chat: () => status(503) })
    const found = await answer('mi correo es ana@example.com')
    expect(textsOf(found)).toEqual(['¡Gracias! Guardé tu correo.'])
    expect(found.findings).toMatchObject([{ tag: 'Lead' }])
  })

  test('and a person is asked for: the hand-over, without a request', async () => {
    open({ chat: () => status(503) })
    const found = await answer('quiero hablar con una persona')
    expect(textsOf(found)[0]).toStartWith('Te paso con alguien del equipo')
    expect(requests()).toBe(0)
  })
})

describe('a model fails once', () => {
  test.each([[429], [500], [503], [408], [425]])('with %d, and the second try answers', async (code) => {
    open({ chat: (_, number) => (number === 1 ? status(code) : saying('¡Hola!')) })
    const found = await answer('hola')
    expect(textsOf(found)).toEqual(['¡Hola!'])
    expect(models()).toEqual(['gpt-4.1-mini', 'gpt-4.1-mini'])
    expect(found.trace?.calls.map(({ outcome }) => outcome)).toEqual([`http ${code}`, 'ok'])
  })

  test.each([[400], [401], [404], [422]])('with %d: the other model at once', async (code) => {
    open({ chat: (_, number) => (number === 1 ? status(code) : saying('¡Hola!')) })
    expect(textsOf(await answer('hola'))).toEqual(['¡Hola!'])
    expect(models()).toEqual(['gpt-4.1-mini', 'gpt-4.1-nano'])
  })

  test('twice, and the other model answers', async () => {
    open({ chat: ({ model }) => (model.endsWith('mini') ? status(500) : saying('¡Hola!')) })
    expect(textsOf(await answer('hola'))).toEqual(['¡Hola!'])
    expect(models()).toEqual(['gpt-4.1-mini', 'gpt-4.1-mini', 'gpt-4.1-nano'])
  })

  test('and never answers: its time ends, not the customer’s patience', async () => {
    open({
      chat: (_, number) => (number === 1 ? { fault: 'hang' } : saying('¡Hola!')),
      timeoutMs: 150,
    })
    const found = await answer('hola')
    expect(textsOf(found)).toEqual(['¡Hola!'])
    expect(found.trace?.calls.map(({ outcome }) => outcome)).toEqual(['timeout', 'ok'])
  })
})

describe('an abort', () => {
  test('is thrown at once, and ends the request at the server', async () => {
    open({ chat: () => ({ fault: 'hang' }) })
    const stop = new AbortController()
    const waiting = answer('hola', stop.signal)
    await until(() => requests() === 1)
    stop.abort(new Error('a newer message'))
    expect(await waiting.catch((error: unknown) => error)).toEqual(new Error('a newer message'))
    await until(() => room.fake.journal[0]?.status === 'cancelled')
    expect(requests()).toBe(1)
  })

  test('between two tries asks nobody any more', async () => {
    const stop = new AbortController()
    open({
      chat: () => {
        stop.abort()
        return status(503)
      },
    })
    expect(await answer('hola', stop.signal).catch(() => 'thrown')).toBe('thrown')
    expect(requests()).toBe(1)
  })
})

test('a model that failed five times rests, and says so', async () => {
  open({ chat: () => status(503), fallback: null })
  for (const _ of [1, 2]) await answer(unknown)
  expect(room.agent.describe()).toMatchObject({ model: 'gpt-4.1-mini', resting: false })
  await answer(unknown)
  expect(requests()).toBe(5)
  expect(room.agent.describe()).toMatchObject({ resting: true })
  const found = await answer(unknown)
  expect(requests()).toBe(5)
  expect(textsOf(found)).toEqual([honest])
  expect(found.usage.requests).toBe(0)
})

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await Bun.sleep(2)
}
