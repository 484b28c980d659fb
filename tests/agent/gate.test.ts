// Does only what the customer said pass the gate? Quotes, criteria, data in digits and words, and who else may not be quoted.
import type { Turn } from '../../src/agent/agent.ts'
import type { Gated, Proposal } from '../../src/agent/proposal.ts'
import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { gate, mergeFindings } from '../../src/agent/gate.ts'
import { lineOf } from '../../src/agent/spoken.ts'
import { foldText, phraseOf } from '../../src/agent/text.ts'
import { sampleDesk } from './sample-desk.ts'
import { turnOf } from './turns.ts'

const desk = sampleDesk()
const silent: Proposal = { mensajes: ['ok'], etiquetas: [], datos: {}, sin_respuesta: false }
const lead = (frase: string, criterio: string | null = 'cotizacion', etiqueta = 'Lead'): Proposal => ({
  ...silent,
  etiquetas: [{ etiqueta, criterio, frase }],
})
const data = (datos: Proposal['datos']): Proposal => ({ ...silent, datos })

const proven: readonly (readonly [string, string, string])[] = [
  ['Quiero 40 suculentas para mi boda', 'quiero 40 suculentas', 'Quiero 40 suculentas'],
  ['Quiero 40 suculentas para mi boda', 'QUIERO  40\nSUCULENTAS', 'Quiero 40 suculentas'],
  ['¿Cuánto me saldrían 40?', 'cuanto me saldrian', 'Cuánto me saldrían'],
  ['necesitoooo 40 piezas', 'necesitoo 40 piezas', 'necesitoooo 40 piezas'],
  ['ne\u200Bcesito 40 piezas', 'necesito 40 piezas', 'ne\u200Bcesito 40 piezas'],
  ['somos 80, el 14 de marzo', 'somos 80 el 14', 'somos 80, el 14'],
  ['cotización', 'cotizacion', 'cotización'],
  ['👍', '👍', '👍'],
  ['ｑｕｉｅｒｏ 40', 'quiero 40', 'ｑｕｉｅｒｏ 40'],
]

const unproven: readonly (readonly [string, Turn, string])[] = [
  ['words nobody said', turnOf(['cliente: hola']), 'quiero 40 suculentas'],
  ['one word of several', turnOf(['cliente: hola quiero cotización']), 'cotización'],
  ['half a word', turnOf(['cliente: soy la demandante de ayer']), 'la demanda'],
  ['nothing', turnOf(['cliente: hola']), ''],
  ['blanks and marks', turnOf(['cliente: hola, ¿qué tal?']), ' ,? '],
  ["the agent's words", turnOf(['agente: ¿quieres 40 suculentas?', 'cliente: no']), 'quieres 40 suculentas'],
  [
    "a person's words",
    turnOf(['persona: te aparto 40 suculentas', 'cliente: ok']),
    'te aparto 40 suculentas',
  ],
  ['the knowledge', turnOf(['cliente: hola']), 'Las suculentas chiquitas cuestan'],
  [
    'the memo',
    turnOf(['cliente: hola'], { memo: { text: 'quiere 40 suculentas', upto: 1 } }),
    'quiere 40 suculentas',
  ],
  [
    "the profile's name",
    turnOf(['cliente: hola'], { contactName: 'Quiero 40 suculentas' }),
    'Quiero 40 suculentas',
  ],
  ['two messages as one', turnOf(['cliente: quiero 40', 'cliente: suculentas']), 'quiero 40 suculentas'],
  [
    'what a file is called',
    turnOf([{ kind: 'media', media: 'document', ref: '1', filename: 'quiero 40 suculentas.pdf' }]),
    'quiero 40 suculentas',
  ],
  [
    'what a place is called',
    turnOf([{ kind: 'location', latitude: 1, longitude: 1, name: 'quiero 40 suculentas' }]),
    'quiero 40 suculentas',
  ],
]

describe('a tag a model proposes', () => {
  test.each(proven)('in "%s" is proven by "%s", kept as "%s"', (said, frase, quote) => {
    const { findings, rejected } = gate(desk, turnOf([`cliente: ${said}`]), lead(frase), 'gpt')
    expect(rejected).toEqual([])
    expect(findings).toMatchObject([
      { tag: 'Lead', on: 'contact', criterion: 'cotizacion', actor: 'model:gpt', quote, message: 'msg_0' },
    ])
  })

  test.each(unproven)('is not proven by %s', (_, turn, frase) => {
    const { findings, rejected } = gate(desk, turn, lead(frase))
    expect(findings).toEqual([])
    expect(rejected).toEqual([{ tag: 'Lead', because: 'sin_evidencia', quote: frase }])
  })

  test.each([
    ['Vip', 'cotizacion', 'etiqueta_inexistente', 'Vip'],
    ['__proto__', 'cotizacion', 'etiqueta_inexistente', '__proto__'],
    ['Lead', 'queja', 'criterio_inexistente', 'Lead'],
    ['Lead', null, 'criterio_inexistente', 'Lead'],
    ['Lead', 'constructor', 'criterio_inexistente', 'Lead'],
    ['lead ', 'vip', 'criterio_inexistente', 'Lead'],
  ] as const)('%s with criterion %p is refused as %s', (etiqueta, criterio, because, tag) => {
    const turn = turnOf(['cliente: quiero 40 suculentas'])
    const { findings, rejected } = gate(desk, turn, lead('quiero 40 suculentas', criterio, etiqueta))
    expect(findings).toEqual([])
    expect(rejected).toEqual([{ tag, because, quote: 'quiero 40 suculentas' }])
  })

  test.each([
    [7, 1],
    [8, 0],
    [9, 0],
  ])('is proven by one of the last eight messages: with %d after it, %d findings', (after, count) => {
    const later = Array.from({ length: after }, (_, index) => `cliente: mensaje ${index}`)
    const turn = turnOf(['cliente: quiero 40 suculentas', 'agente: va', ...later])
    expect(gate(desk, turn, lead('quiero 40 suculentas')).findings).toHaveLength(count)
  })

  test('may quote a voice note, a caption and a button, with the instant they were said', () => {
    const turn = turnOf([
      { kind: 'media', media: 'audio', ref: '1', voice: true, transcript: 'Quiero cuarenta suculentas' },
      { kind: 'media', media: 'image', ref: '2', caption: 'como esta, para mi boda' },
      { kind: 'choice', id: 'b', label: 'Pedir cotización' },
    ])
    for (const [index, frase] of ['quiero cuarenta', 'para mi boda', 'pedir cotizacion'].entries()) {
      const [finding] = gate(desk, turn, lead(frase)).findings
      expect(finding?.message).toBe(`msg_${index}`)
      expect(finding?.at).toBe(turn.burst[index]?.at ?? 0)
    }
  })

  test('quotes the latest message that says it', () => {
    const turn = turnOf(['cliente: quiero 40 suculentas', 'agente: sí', 'cliente: que quiero 40 suculentas'])
    expect(gate(desk, turn, lead('quiero 40 suculentas')).findings[0]?.message).toBe('msg_2')
  })

  test('comes with the effects of its file', () => {
    const turn = turnOf(['cliente: me cobraron mal el pedido'])
    const { findings } = gate(desk, turn, lead('me cobraron mal', 'queja', 'Escalar'))
    expect(findings[0]).toMatchObject({
      tag: 'Escalar',
      on: 'conversation',
      because: 'queja',
      effects: { silence: true, call: ['mostrador'], push: false },
    })
  })

  test('is given once, however often it is proposed', () => {
    const one = { etiqueta: 'Lead', criterio: 'cotizacion', frase: 'quiero 40' }
    const turn = turnOf(['cliente: quiero 40 suculentas'])
    const { findings } = gate(desk, turn, { ...silent, etiquetas: [one, { ...one, criterio: 'servicio' }] })
    expect(findings.map(({ criterion }) => criterion)).toEqual(['cotizacion'])
    expect(mergeFindings(desk.floor.read(turn).findings, findings)).toHaveLength(1)
    expect(mergeFindings(findings, findings)).toHaveLength(1)
  })

  test('that stands already needs something said since', () => {
    const said = ['cliente: me cobraron mal el pedido', 'agente: te paso', 'cliente: gracias'] as const
    const again = lead('me cobraron mal', 'queja', 'Escalar')
    expect(gate(desk, turnOf(said), again).findings).toHaveLength(1)
    expect(gate(desk, turnOf(said, { tags: ['Escalar'] }), again)).toMatchObject({
      findings: [],
      rejected: [],
    })
    const fresh = turnOf([...said.slice(0, 2), 'cliente: me cobraron mal otra vez'], { tags: ['Escalar'] })
    expect(gate(desk, fresh, again).findings).toHaveLength(1)
  })
})

const kept: readonly (readonly [string, Proposal['datos'], Gated['data']])[] = [
  ['me llamo Ana López', { nombre: 'ana lopez' }, { nombre: 'Ana López' }],
  ['somos 80', { piezas: 80 }, { piezas: 80 }],
  ['somos ochenta y cinco', { piezas: 85 }, { piezas: 85 }],
  ['serían 1,200 piezas', { piezas: 1200 }, { piezas: 1200 }],
  ['serían mil doscientas', { piezas: '1200' }, { piezas: 1200 }],
  ['quiero dos docenas', { piezas: 24 }, { piezas: 24 }],
  ['quiero una docena', { piezas: 12 }, { piezas: 12 }],
  ['two hundred and fifty pieces', { piezas: 250 }, { piezas: 250 }],
  ['cento e vinte mudas', { piezas: 120 }, { piezas: 120 }],
  ['es el 9 de mayo', { fecha: '9 de mayo' }, { fecha: '9 de mayo' }],
  ['es el 9 de mayo', { fecha: '2026-05-09' }, { fecha: '9 de mayo' }],
  ['es el nueve de mayo', { fecha: '9/5' }, { fecha: 'nueve de mayo' }],
  ['el 09/05/2026 por favor', { fecha: '9 de mayo' }, { fecha: '09/05/2026' }],
  ['May 9th works', { fecha: '2026-05-09' }, { fecha: 'May 9th' }],
  ['dia 9 de maio', { fecha: '2026-05-09' }, { fecha: '9 de maio' }],
  ['para mañana', { fecha: '2026-03-04' }, { fecha: 'mañana' }],
  ['el sábado', { fecha: '2026-03-07' }, { fecha: 'sábado' }],
  ['el sábado', { fecha: 'sábado' }, { fecha: 'sábado' }],
  ['quiero terrarios', { interes: 'Terrarios' }, { interes: 'terrarios' }],
]

const refused: readonly (readonly [string, Proposal['datos']])[] = [
  ['hola', { nombre: 'Juan Pérez' }],
  ['somos 80', { piezas: 8 }],
  ['somos 80', { piezas: 81 }],
  ['2 adultos y 3 niños', { piezas: 5 }],
  ['es el 9 de mayo', { fecha: '10 de mayo' }],
  ['es el 9 de mayo', { fecha: '9 de junio' }],
  ['es el 9 de mayo de 2026', { fecha: '2027-05-09' }],
  ['para mañana', { fecha: '2026-03-05' }],
  ['a las 10 de la mañana', { fecha: '2026-03-04' }],
  ['el sábado', { fecha: '2026-03-08' }],
  ['quiero terrarios', { interes: 'orquídeas' }],
  ['quiero terrarios', { color: 'terrarios' }],
  ['quiero terrarios', { __proto__x: 'terrarios' }],
  ['hola', { correo: 'otro@example.com' }],
  ['hola', { telefono: '5599990000' }],
  ['mi correo es ana@example.com', { correo: 'beto@example.com' }],
]

describe('a datum a model proposes', () => {
  test.each(kept)('from "%s", %p, is kept as %p', (said, proposed, expected) => {
    const result = gate(desk, turnOf([`cliente: ${said}`]), data(proposed))
    expect(result.data).toEqual(expected)
  })

  test.each(refused)('from "%s", %p, is refused', (said, proposed) => {
    const result = gate(desk, turnOf([`cliente: ${said}`]), data(proposed))
    expect(result.data).toEqual({})
    expect(result.rejected.map(({ because }) => because)).toEqual(['dato_sin_evidencia'])
  })

  test('that the floor has already is neither kept nor refused', () => {
    const turn = turnOf(['cliente: soy ana@example.com y mi cel 55 1234 5678'])
    const again = data({ correo: 'Ana@example.com', telefono: '5512345678' })
    expect(gate(desk, turn, again)).toEqual({ findings: [], rejected: [], data: {} })
    const known = turnOf(['cliente: hola'], { data: { correo: 'ana@example.com' } })
    expect(gate(desk, known, data({ correo: 'ana@example.com' })).rejected).toEqual([])
  })

  test('is read from no word of ours', () => {
    const turn = turnOf(['agente: ¿Eres Juan Pérez?', 'persona: son 80 piezas el 9 de mayo', 'cliente: hola'])
    const made = data({ nombre: 'Juan Pérez', piezas: 80, fecha: '9 de mayo' })
    expect(gate(desk, turn, made).data).toEqual({})
    expect(gate(desk, turn, made).rejected).toHaveLength(3)
  })

  test('left empty is nothing', () => {
    const empty = data({ nombre: null, interes: '  ' })
    expect(gate(desk, turnOf(['cliente: hola']), empty)).toEqual({ findings: [], rejected: [], data: {} })
  })
})

const noise = fc.constantFrom(
  'a',
  'b',
  'quiero',
  'Quieró',
  '40',
  ' ',
  '\n',
  '\u200B',
  '\u202E',
  '👍',
  ',',
  'ñ',
  'ooo',
  '\uD800',
)
const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 20 }),
  fc.array(noise, { maxLength: 8 }).map((all) => all.join('')),
)
const author = fc.constantFrom('cliente', 'agente', 'persona')

test('a letter that folds into several is quoted whole', () => {
  const turn = turnOf(['cliente: quiero la talla ㎏ y ㈀ grande'])
  const { findings } = gate(desk, turn, lead('talla ㎏ y ㈀'))
  expect(findings.map(({ quote }) => quote)).toEqual(['talla ㎏ y ㈀'])
})

test('no quote and no datum ever passes that is not in a message of the customer', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(author, text), { maxLength: 8 }),
      text,
      fc.nat(9),
      fc.boolean(),
      (said, made, pick, cut) => {
        const turn = turnOf([...said.map(([who, words]) => `${who}: ${words}`), 'cliente: quiero 40, ok'])
        const source = said[pick]?.[1] ?? made
        const frase = cut ? source.slice(1, -1) : source
        const { findings, data: got } = gate(desk, turn, {
          ...lead(frase),
          datos: { nombre: frase, piezas: 40 },
        })
        const lines = [...turn.history, ...turn.burst].map(lineOf).filter(({ who }) => who === 'contact')
        for (const { quote, message, at } of findings) {
          const line = lines.slice(-8).find(({ id }) => id === message)
          expect(line?.text).toContain(quote)
          expect(line?.at).toBe(at)
          expect(quote.trim()).not.toBe('')
          if (phraseOf(frase) !== '') expect(phraseOf(quote)).toBe(phraseOf(frase))
          else expect(foldText(quote).trim()).toBe(foldText(frase).trim())
        }
        if (got['nombre'] !== undefined) {
          expect(lines.some((line) => line.text.includes(String(got['nombre'])))).toBe(true)
        }
      },
    ),
    { numRuns: 400 },
  )
})
