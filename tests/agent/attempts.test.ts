// When does a stuck or upset customer get a person? Conversations that must escalate, and calmer ones that must not.
import { describe, expect, test } from 'bun:test'
import type { Body } from '../../src/model.ts'
import { openAgent } from '../../src/agent/open.ts'
import { textsOf, turnOf } from './turns.ts'

const { agent } = openAgent({ packDir: 'prompts', baseDir: 'prompts/base', engine: '0.1.0' })
const sinDato =
  'agente: Ese dato no lo tengo a la mano. ¿Me cuentas un poquito más, o prefieres que te atienda una persona?'
const motiveOf = async (said: readonly (string | Body)[]): Promise<string | null> => {
  const { findings } = await agent.answer(turnOf(said), new AbortController().signal)
  return findings.find(({ tag }) => tag === 'Escalar')?.because ?? null
}

const escalate: readonly (readonly [string, string, readonly string[]])[] = [
  [
    'two failures and annoyance',
    'frustracion',
    [
      'cliente: hacen eventos en Puebla?',
      'agente: Cubrimos CDMX y Estado de México.',
      'cliente: pero van a Puebla o no?',
      'agente: Cubrimos CDMX y Estado de México. ¿Te interesa algún menú?',
      'cliente: no me entiendes, ya te pregunté dos veces si van a Puebla!!!',
    ],
  ],
  [
    'two honest "I do not have that" and capitals',
    'frustracion',
    ['cliente: venden bicis?', sinDato, 'cliente: y patines?', sinDato, 'cliente: QUE MAL SERVICIO TIENEN'],
  ],
  [
    'a rejection, then an angry face',
    'frustracion',
    [
      'cliente: a qué hora abren?',
      'agente: El taller de terrarios cuesta $550.',
      'cliente: eso no te pregunté',
      'agente: El taller de terrarios cuesta $550.',
      'cliente: 😡 qué desesperación',
    ],
  ],
  [
    'a grave word after one earlier failure',
    'frustracion',
    ['cliente: dónde está mi dinero?', sinDato, 'cliente: son unos rateros, esto es un fraude'],
  ],
  [
    'the third failure, whatever the tone',
    'atascado',
    ['cliente: venden bicis?', sinDato, 'cliente: y patines?', sinDato, 'cliente: y cascos de ciclista?'],
  ],
  [
    'the same question three times',
    'atascado',
    [
      'cliente: hay visitas guiadas?',
      'agente: Abrimos de martes a viernes.',
      'cliente: hay visitas guiadas?',
      'agente: Los lunes descansamos.',
      'cliente: entonces hay visitas guiadas?',
      'agente: Tu perro es bienvenido.',
      'cliente: hay visitas guiadas o no?',
    ],
  ],
]

const stay: readonly (readonly [string, readonly string[]])[] = [
  ['annoyance alone', ['cliente: qué mal servicio!!!']],
  [
    'a joking swear word',
    ['cliente: dan factura?', 'agente: Sí, sin costo extra.', 'cliente: a la madre, qué rápido!!!'],
  ],
  [
    'one failure and annoyance',
    ['cliente: venden bicis?', sinDato, 'cliente: qué mal servicio!!! y macetas?'],
  ],
  [
    'a grave word with no failure before',
    [
      'cliente: dan factura?',
      'agente: Sí, sin costo extra.',
      'cliente: me robaron el celular, luego la pido',
    ],
  ],
  [
    'two failures and a calm question',
    ['cliente: venden bicis?', sinDato, 'cliente: y patines?', sinDato, 'cliente: bueno, ¿dan factura?'],
  ],
  [
    'a change of topic',
    [
      'cliente: hacen envíos?',
      'agente: Sí, enviamos.',
      'cliente: y dan factura?',
      'agente: Sí, sin costo.',
      'cliente: y hay talleres?',
    ],
  ],
  [
    'failures before thanks',
    [
      'cliente: venden bicis?',
      sinDato,
      'cliente: y patines?',
      sinDato,
      'cliente: ah perfecto, gracias',
      'agente: ¡Con mucho gusto!',
      'cliente: qué coraje, no hay lugar!!! ¿hay estacionamiento?',
    ],
  ],
  [
    'failures before a person answered',
    [
      'cliente: venden bicis?',
      sinDato,
      'cliente: y patines?',
      sinDato,
      'persona: No, pero aquí cerca hay una tienda.',
      'cliente: qué coraje!!! ¿dan factura?',
    ],
  ],
  [
    'failures before the last hand-over',
    [
      'cliente: venden bicis?',
      sinDato,
      'cliente: y patines?',
      sinDato,
      'cliente: y cascos de ciclista?',
      'agente: Te paso con alguien del equipo de Vivero Colibrí. En un momentito te escribe por aquí 🌿',
      'cliente: que desesperación!!! ¿dan factura?',
    ],
  ],
]

describe('a person takes over', () => {
  test.each(escalate)('after %s (%s)', async (_, because, said) => {
    expect(await motiveOf(said)).toBe(because)
  })

  test.each(stay)('not after %s', async (_, said) => {
    expect(await motiveOf(said)).toBeNull()
  })

  test('before the third "I do not have that" is said', async () => {
    const said = ['cliente: venden bicis?', sinDato, 'cliente: y patines?', sinDato, 'cliente: y cascos?']
    const answer = await agent.answer(turnOf(said), new AbortController().signal)
    expect(textsOf(answer)).toEqual([expect.stringContaining('Te paso con alguien del equipo')])
    expect(answer.findings).toMatchObject([{ tag: 'Escalar', actor: 'rule:frustracion', quote: 'y cascos?' }])
  })

  test('no more after a day: yesterday’s failures are forgotten', async () => {
    const turn = turnOf([
      'cliente: venden bicis?',
      sinDato,
      'cliente: y patines?',
      sinDato,
      'cliente: qué coraje!!!',
    ])
    const day = 86_400_000
    const old = { ...turn, history: turn.history.map((message) => ({ ...message, at: message.at - day })) }
    const young = {
      ...turn,
      history: turn.history.map((message) => ({ ...message, at: message.at - day + 120_000 })),
    }
    const { signal } = new AbortController()
    expect((await agent.answer(old, signal)).findings).toEqual([])
    expect((await agent.answer(young, signal)).findings).toMatchObject([{ because: 'frustracion' }])
  })
})
