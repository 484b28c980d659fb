// What was said before the last messages? Six lines that travel with every later turn: a turn of its own, after the reply.
import type { Answer } from '../events.ts'
import type { Turn, TurnMessage } from './agent.ts'
import type { Desk } from './desk.ts'
import type { ModelMessage, Question } from './ask.ts'
import { z } from 'zod'
import { argumentsOf } from './ask.ts'
import { UselessAnswer } from './model-failure.ts'
import { functionOf } from './shape.ts'
import { protocolOf } from './transcript.ts'

type Memo = NonNullable<Answer['memo']>

/** More than these outside the memo: a new one is due. */
const mostOutside = 24
/** The latest are always read as they are. */
const leftRaw = 8
const longestLine = 240

const lines = {
  necesidad: 'Necesidad',
  datos: 'Datos que dio',
  prometido: 'Prometido por personas',
  pendiente: 'Pregunta pendiente',
  animo: 'Ánimo',
  idioma: 'Idioma',
} as const

const names = ['necesidad', 'datos', 'prometido', 'pendiente', 'animo', 'idioma'] as const
const asked = z.object({
  necesidad: z.string().describe('Qué busca el cliente.'),
  datos: z.string().describe('Qué datos ha dado.'),
  prometido: z.string().describe('Qué prometió una persona del equipo.'),
  pendiente: z.string().describe('Qué pregunta sigue abierta.'),
  animo: z.string().describe('Cómo se siente.'),
  idioma: z.string().describe('En qué idioma escribe.'),
})
const read = z.partialRecord(z.enum(names), z.unknown())
const shape = functionOf('resumir', 'El resumen de la conversación.', asked)

export function isMemoDue({ history, burst, memo }: Turn): boolean {
  const outside = [...history, ...burst].filter(({ seq }) => seq > (memo?.upto ?? 0))
  return outside.length > mostOutside
}

/** What a memo covers: all that lies outside the old one but the latest. */
export function memoed({ history, memo }: Turn): readonly TurnMessage[] {
  return history.slice(0, -leftRaw).filter(({ seq }) => seq > (memo?.upto ?? 0))
}

export function memoQuestion(desk: Desk, turn: Turn): Question {
  const before = turn.memo === null ? '' : `Resumen anterior:\n${turn.memo.text}\n\n`
  return {
    system: desk.pack.memo,
    lines: [{ role: 'user', content: `${before}Conversación:\n${protocolOf(memoed(turn))}` }],
    shape,
  }
}

/** Throws UselessAnswer when fewer than the six lines can be read. */
export function memoOf(message: ModelMessage, turn: Turn): Memo {
  const last = memoed(turn).at(-1)
  const args = read.safeParse(argumentsOf(message, shape.function.name)[0])
  const said = args.success ? names.map((name) => [name, args.data[name]] as const) : []
  const good = said.flatMap(([name, value]) =>
    typeof value === 'string' && value.trim() !== '' ? [`${lines[name]}: ${oneLine(value)}`] : [],
  )
  if (last === undefined || good.length < names.length) throw new UselessAnswer('no memo')
  return { text: good.join('\n'), upto: last.seq }
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim().slice(0, longestLine)
}
