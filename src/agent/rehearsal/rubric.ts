// Does a reply meet what an author wrote in plain words? A model reads the step and says yes or no, with its reason.
import { z } from 'zod'
import type { Models } from '../models.ts'
import type { Pack } from '../pack.ts'
import type { Judges } from './outcome.ts'
import { argumentsOf, askModel } from '../ask.ts'
import { createMeter } from '../meter.ts'
import { functionOf } from '../shape.ts'
import { agentTexts } from './outcome.ts'

const verdict = z.object({
  porque: z.string().describe('La razón, en una línea.'),
  cumple: z.boolean().describe('¿La respuesta cumple lo que se pide?'),
})
const shape = functionOf('juzgar', 'El veredicto.', verdict)
const system = [
  'Evalúas respuestas de un agente de atención a clientes. Te doy lo que dijo el cliente, lo que contestó el agente y',
  'lo que se pide de la respuesta. Di si lo cumple, al pie de la letra y sin suponer nada. Llama a la función «juzgar».',
].join(' ')

export function rubricJudge(models: Models, pack: Pack, signal: AbortSignal): Judges['rubric'] {
  return async (rubric, outcome) => {
    const [name = ''] = models.namesFor(pack)
    const content = [
      `Cliente:\n${outcome.heard.map(({ text }) => text).join('\n')}`,
      `Agente:\n${agentTexts(outcome).join('\n') || '(no contestó)'}`,
      `Se pide:\n${rubric}`,
    ].join('\n\n')
    const model = await models.open(name, 0, signal)
    const question = { system, lines: [{ role: 'user' as const, content }], shape }
    const message = await askModel(model, question, createMeter(), signal)
    const read = argumentsOf(message, 'juzgar')
      .map((args) => verdict.safeParse(args))
      .find(({ success }) => success)
    if (read?.data === undefined) return { ok: false, why: 'el juez no dio un veredicto que se pueda leer' }
    return { ok: read.data.cumple, why: read.data.porque }
  }
}
