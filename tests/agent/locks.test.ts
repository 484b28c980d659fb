// Which sentences of a model may leave? The knowledge and natural replies as they are; promises, made-up facts, foreign links,
// recited instructions and a machine's words never.
import type { Passage } from '../../src/agent/pack-knowledge.ts'
import type { Gated } from '../../src/agent/proposal.ts'
import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { lock } from '../../src/agent/locks.ts'
import { retrieve } from '../../src/agent/retrieve.ts'
import { bad, good } from './replies.ts'
import { sampleDesk } from './sample-desk.ts'
import { turnOf } from './turns.ts'

const desk = sampleDesk()
const nothing: Gated = { findings: [], rejected: [], data: {} }
const ask = (question: string, ...messages: readonly string[]): ReturnType<typeof lock> => {
  const turn = turnOf([`cliente: ${question}`])
  return lock(desk, turn, retrieve(desk, turn), messages, nothing)
}
const passages: readonly Passage[] = desk.pack.documents
  .filter(({ state }) => state === 'activo')
  .flatMap((document) => document.passages)

describe('leaves untouched', () => {
  test.each(passages.map((passage) => [passage.title, passage] as const))(
    'the passage "%s"',
    (_, passage) => {
      const turn = turnOf(['cliente: hola'])
      expect(lock(desk, turn, [passage], [passage.text], nothing)).toEqual({
        messages: [passage.text],
        dropped: [],
      })
    },
  )

  test.each(good)('to "%s": %s', (question, reply) => {
    expect(ask(question, reply)).toEqual({ messages: [reply], dropped: [] })
  })
})

describe('never lets out', () => {
  test.each(bad)('to "%s": %s', (question, reply, because, hidden) => {
    const { messages, dropped } = ask(question, reply)
    expect(messages.join('\n')).not.toContain(hidden)
    expect(dropped.map((one) => one.because)).toContain(because)
    expect(messages.join('').trim()).not.toBe('')
  })

  test.each(bad)('nor beside a good sentence: %s %s', (question, reply, because, hidden) => {
    const { messages, dropped } = ask(question, `¡Claro que sí!\n${reply}`)
    expect(messages.join('\n')).not.toContain(hidden)
    expect(dropped.map((one) => one.because)).toContain(because)
  })
})

const piece = fc.oneof(
  fc.constantFrom(...good.map(([, reply]) => reply), ...bad.map(([, reply]) => reply)),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.constantFrom(
    '{',
    '}',
    '"a":',
    '```',
    '<',
    '>',
    '[x](',
    ')',
    '\n',
    ' ',
    '1.',
    '•',
    '\u202E',
    '\u200D',
    'https://',
    '$',
    '@',
  ),
)
const replies = fc.array(
  fc.array(piece, { maxLength: 5 }).map((all) => all.join(' ')),
  { maxLength: 4 },
)

test('whatever comes in: something comes out, nothing is added but the two honest lines, and a second look changes nothing', () => {
  const turn = turnOf(['cliente: precio de la monstera y 40 suculentas para el 9 de mayo'])
  const known = retrieve(desk, turn)
  const lines = [desk.say('lo_confirma'), desk.say('respuesta_segura')]
  const size = (texts: readonly string[]): number => texts.reduce((sum, text) => sum + text.length, 0)
  fc.assert(
    fc.property(replies, (messages) => {
      const once = lock(desk, turn, known, messages, nothing)
      expect(once.messages.length).toBeGreaterThan(0)
      for (const text of once.messages) expect(text.trim()).not.toBe('')
      expect(once.messages.length).toBeLessThanOrEqual(Math.max(1, messages.length))
      expect(size(once.messages)).toBeLessThanOrEqual(size(messages) + size(lines))
      const twice = lock(desk, turn, known, once.messages, nothing)
      expect(twice).toEqual({ messages: once.messages, dropped: [] })
    }),
    { numRuns: 400 },
  )
})

describe('the honest line', () => {
  test('stands in for a fact without a source, once', () => {
    const { messages } = ask(
      'orquídeas',
      'La orquídea cuesta $350. La grande cuesta $900. ¿Te interesa?',
      'La otra, $77.',
    )
    expect(messages).toEqual(['Eso te lo confirma el equipo. ¿Te interesa?'])
  })

  test('is not said when the model said it already', () => {
    const { messages } = ask('orquídeas', 'Eso te lo confirma el equipo. La orquídea cuesta $350.')
    expect(messages).toEqual(['Eso te lo confirma el equipo.'])
  })

  test('gives way to the safe answer when nothing is left', () => {
    expect(ask('orquídeas', 'Lo reviso y te aviso.').messages).toEqual([
      'Eso es mejor que lo vea contigo una persona del equipo.',
    ])
    expect(ask('orquídeas').messages).toHaveLength(1)
  })
})

describe('a fact has a source', () => {
  const saidBefore = [
    'cliente: recuerdos para boda?',
    'agente: Los recuerdos van desde $55 por pieza.',
  ] as const
  const reply = 'Como te decía, van desde $55 por pieza.'

  test('when the agent gave it before and the pack still says it', () => {
    const turn = turnOf([...saidBefore, 'cliente: y dónde están?'])
    expect(lock(desk, turn, retrieve(desk, turn), [reply], nothing).dropped).toEqual([])
    const alone = turnOf(['cliente: y dónde están?'])
    expect(lock(desk, alone, retrieve(desk, alone), [reply], nothing).dropped).toHaveLength(1)
  })

  test('not when only the agent said it', () => {
    const turn = turnOf(['cliente: orquídeas?', 'agente: Cuestan $350.', 'cliente: seguro?'])
    expect(lock(desk, turn, retrieve(desk, turn), ['Sí, cuestan $350.'], nothing).dropped).toHaveLength(1)
  })

  test('when a tool looked it up', () => {
    const turn = turnOf(['cliente: mi pedido?'])
    const found: Passage = {
      document: 'herramientas',
      title: 'pedido',
      text: '{"llega":"2026-03-09","total":350}',
    }
    const told = ['Tu pedido llega el 9 de marzo.']
    expect(lock(desk, turn, [found], told, nothing).messages).toEqual(told)
    expect(lock(desk, turn, [], told, nothing).dropped).toHaveLength(1)
  })

  test('when it is a day or a count the customer gave earlier', () => {
    const turn = turnOf(['cliente: hola'], { data: { piezas: 40, fecha: '9 de mayo' } })
    const told = ['Para tus 40 piezas del 9 de mayo, ¿en qué colonia sería?']
    expect(lock(desk, turn, [], told, nothing).messages).toEqual(told)
  })

  test('when it is today or tomorrow', () => {
    const turn = turnOf(['cliente: hola'])
    expect(lock(desk, turn, [], ['Hoy es 3 de marzo, mañana es 4 de marzo.'], nothing).dropped).toEqual([])
    expect(lock(desk, turn, [], ['Pasado mañana es 5 de marzo.'], nothing).dropped).toHaveLength(1)
  })
})

test('a hand-over that a tag of this turn makes may be announced', () => {
  const turn = turnOf(['cliente: me cobraron dos veces'])
  const said = ['Te paso con una persona del equipo.']
  const effects = { silence: false, call: ['mostrador'], push: false }
  const finding = {
    tag: 'Incidencia',
    on: 'conversation',
    actor: 'model:x',
    because: 'cobro',
    quote: 'q',
    message: 'msg_0',
    at: 0,
    effects,
  } as const
  expect(lock(desk, turn, [], said, { ...nothing, findings: [finding] }).messages).toEqual(said)
  expect(lock(desk, turn, [], said, nothing).messages).not.toEqual(said)
})

test.each([
  ['invisible and turning letters', 'Ho\u200Bla \u202Eodnum\u202C \u{E0041}😀', 'Hola odnum 😀'],
  ['a family of emoji', '¡Hola! 👩‍🌾❤️👍🏽', '¡Hola! 👩‍🌾❤️👍🏽'],
  ['a flood of signs', 'Mira **********esto**********!!!!!!!!', 'Mira esto!!!'],
  ['a flood of marks', 'Z\u0301\u0302\u0303\u0304\u0305\u0306algo', 'Z\u0301\u0302algo'],
  ['markup', '<b>Hola</b> <3', 'Hola <3'],
])('%s: %p leaves as %p', (_, said, left) => {
  expect(ask('hola', said).messages).toEqual([left])
})

test('a reply without an end is cut', () => {
  const { messages, dropped } = ask('hola', '¡Claro que sí! '.repeat(2_000))
  expect(messages.join('').length).toBeLessThanOrEqual(4_000)
  expect(dropped.some(({ because }) => because === 'demasiado_largo')).toBe(true)
})
