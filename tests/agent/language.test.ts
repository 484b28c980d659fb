// In which language is a customer answered? Short chat messages, changes of language, and replies that missed it.
import { describe, expect, test } from 'bun:test'
import { detectLanguage, isIn } from '../../src/agent/language.ts'
import { bad, good } from './replies.ts'
import { deskFrom, sampleDesk } from './sample-desk.ts'
import { turnOf } from './turns.ts'

const desk = sampleDesk()
const of = (...said: readonly string[]): string => detectLanguage(desk, turnOf(said))

const short: readonly (readonly [string, string])[] = [
  ['es', 'hola buenas tardes'],
  ['es', 'precio de la monstera?'],
  ['es', 'a cómo las suculentas'],
  ['es', 'hacen envios a puebla'],
  ['es', 'q precio tiene el ficus'],
  ['es', 'me interesa el taller'],
  ['es', 'quiero hablar con una persona'],
  ['es', 'tienen lavanda?'],
  ['es', 'cuanto tardan en entregar'],
  ['es', 'no me ha llegado mi pedido'],
  ['es', 'dan factura'],
  ['es', 'mi correo es ana@example.com'],
  ['es', 'si por favor'],
  ['es', 'ok gracias'],
  ['es', 'para el 9 de mayo'],
  ['es', 'cual es su horario'],
  ['es', 'se me murió la planta'],
  ['es', 'aceptan tarjeta'],
  ['es', 'donde estan ubicados'],
  ['es', 'kiero 40 suculentas xfa'],
  ['es', 'mándame info de precios'],
  ['es', 'muchas gracias'],
  ['en', 'how much is the monstera'],
  ['en', 'do you ship to Puebla?'],
  ['en', 'hi there'],
  ['en', 'good morning, are you open today?'],
  ['en', 'i need 40 succulents for a wedding'],
  ['en', 'can I talk to a person'],
  ['en', 'thank you so much'],
  ['en', 'what time do you close'],
  ['en', 'my plant arrived broken'],
  ['en', 'do you take cards'],
  ['en', 'where are you located'],
  ['en', 'any plants safe for cats?'],
  ['en', 'price of lavender please'],
  ['en', 'is delivery free'],
  ['en', 'i want to cancel my order'],
  ['en', 'sounds good, thanks'],
  ['en', 'my email is ana@example.com'],
  ['en', 'how do I water it'],
  ['pt', 'bom dia'],
  ['pt', 'boa tarde, tudo bem?'],
  ['pt', 'quanto custa a monstera'],
  ['pt', 'vocês entregam em casa?'],
  ['pt', 'qual o horário de vocês'],
  ['pt', 'quero falar com uma pessoa'],
  ['pt', 'quero 40 suculentas'],
  ['pt', 'tem lavanda?'],
  ['pt', 'muito obrigada'],
  ['pt', 'minha planta chegou quebrada'],
  ['pt', 'aceita cartão?'],
  ['pt', 'onde vocês ficam'],
  ['pt', 'não recebi meu pedido'],
  ['pt', 'preciso de uma cotação'],
  ['pt', 'fazem entrega em Puebla'],
  ['pt', 'meu email é ana@example.com'],
  ['pt', 'sim, por favor'],
  ['pt', 'posso pagar com pix'],
  ['pt', 'é para um casamento'],
  ['pt', 'qual o preço da lavanda'],
]

describe('a first message', () => {
  test('in three languages is told apart in at least 97 of 100 cases', () => {
    const missed = short.filter(([language, text]) => of(`cliente: ${text}`) !== language)
    expect(missed.length / short.length, JSON.stringify(missed)).toBeLessThanOrEqual(0.03)
  })

  test.each([
    'hola',
    'Hello',
    'ok',
    '👍',
    '12345',
    'monstera',
    '',
    'ana@example.com',
    'https://example.com/x',
    '¿?',
  ])('of one word, %p, changes nothing', (text) => {
    expect(of(`cliente: ${text}`)).toBe('es')
  })

  test.each(['wie viel kostet das bitte', 'combien coûte la livraison', 'сколько стоит', 'いくらですか'])(
    'in a language the pack does not speak, %p, gets one that it does',
    (text) => {
      expect(['es', 'en', 'pt']).toContain(of(`cliente: ${text}`))
    },
  )
})

describe('a language', () => {
  test('stays through a word or a name that says nothing', () => {
    expect(of('cliente: do you ship to Puebla?', 'agente: Yes', 'cliente: ok', 'cliente: monstera')).toBe(
      'en',
    )
    expect(of('cliente: vocês entregam?', 'agente: Sim', 'cliente: 55 1234 5678')).toBe('pt')
  })

  test('changes with the customer', () => {
    expect(
      of('cliente: hola, precio de la lavanda?', 'agente: $65', 'cliente: sorry, do you speak English?'),
    ).toBe('en')
    expect(of('cliente: how much is it', 'agente: $65', 'cliente: ah perdón, mejor en español')).toBe('es')
  })

  test('is not changed by what we or a person wrote', () => {
    expect(of('agente: How can I help you today?', 'persona: We are open until seven', 'cliente: ok')).toBe(
      'es',
    )
  })

  test('is remembered by the memo when nothing says otherwise', () => {
    const memo = { text: 'Necesidad: plantas\nIdioma: portugués', upto: 3 }
    expect(detectLanguage(desk, turnOf(['cliente: ok'], { memo }))).toBe('pt')
    expect(detectLanguage(desk, turnOf(['cliente: how much is the lavender'], { memo }))).toBe('en')
  })

  test('is one of the pack', () => {
    const one = deskFrom([
      { path: 'agent.md', text: '---\nnombre: L\nnegocio: N\nidioma: pt-BR\n---\nAjuda.' },
    ])
    expect(detectLanguage(one, turnOf(['cliente: how much is it please']))).toBe('pt')
  })
})

describe('a reply', () => {
  const spanish = good.filter(
    ([question, reply]) => /[áéíóúñ¿¡]/.test(reply) && !/^(que horas|obrigada)/.test(question),
  )

  test.each(spanish)('to "%s" is Spanish: %s', (_, reply) => {
    expect(isIn('es-MX', reply)).toBe(true)
    if (reply.split(' ').length > 6) expect(isIn('en', reply)).toBe(false)
  })

  test.each(bad.slice(0, 25))('to "%s" is Spanish: %s', (_, reply) => {
    expect(isIn('es', reply)).toBe(true)
  })

  test.each([
    ['es', 'We open from Tuesday to Friday, see you soon!', false],
    ['es', 'Abrimos de terça a sexta, venha nos visitar quando quiser!', false],
    ['en', 'Abrimos de martes a viernes, te esperamos cuando quieras.', false],
    ['pt', 'Abrimos de martes a viernes, te esperamos cuando quieras.', false],
    ['en', 'We open from Tuesday to Friday, see you soon!', true],
    ['pt', 'Abrimos de terça a sexta, venha nos visitar quando quiser!', true],
    ['es', 'OK! 🌿', true],
    ['es', 'Monstera deliciosa', true],
    ['es', '', true],
  ] as const)('in %s, "%s", is %p', (language, reply, expected) => {
    expect(isIn(language, reply)).toBe(expected)
  })
})
