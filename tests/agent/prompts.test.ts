// Do the default pack's own tests tell the truth? Each conversation is played to the agent, up to the first step that needs a model.
import { describe, expect, test } from 'bun:test'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import type { TurnMessage } from '../../src/agent/agent.ts'
import { openAgent } from '../../src/agent/open.ts'
import { foldText } from '../../src/agent/text.ts'
import { noon, textsOf, turnOf } from './turns.ts'

const expected = z.strictObject({
  etiquetas: z.array(z.string()).optional(),
  etiquetas_incluye: z.array(z.string()).optional(),
  motivo: z.string().optional(),
  criterio: z.string().optional(),
  datos: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  silenciado: z.boolean().optional(),
  contiene: z.array(z.string()).optional(),
  no_contiene: z.array(z.string()).optional(),
  max_mensajes: z.number().optional(),
  usa_conocimiento: z.string().optional(),
  llamadas_llm: z.number().optional(),
})
const recorded = z.strictObject({
  mensajes: z.array(z.string()),
  etiquetas: z
    .array(z.strictObject({ etiqueta: z.string(), criterio: z.string(), frase: z.string() }))
    .optional(),
  datos: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
})
const file = z.strictObject({
  nombre: z.string(),
  canal: z.enum(['whatsapp', 'instagram', 'messenger', 'web']).default('whatsapp'),
  ahora: z.string().optional(),
  conversacion: z.array(
    z.strictObject({ cliente: z.string(), simulado: recorded.optional(), espera: expected.optional() }),
  ),
})

const dir = 'prompts/tests'
const files = readdirSync(dir).map(
  (name) => [name, file.parse(parse(readFileSync(join(dir, name), 'utf8')))] as const,
)
const { agent } = openAgent({ packDir: 'prompts', baseDir: 'prompts/base', engine: '0.1.0' })

describe('the default pack', () => {
  test.each(files)('keeps %s', async (_, { canal, ahora, conversacion }) => {
    const history: TurnMessage[] = []
    const now = ahora === undefined ? noon : Date.parse(ahora)
    for (const { cliente, simulado, espera = {} } of conversacion) {
      if (simulado !== undefined) {
        for (const { frase } of simulado.etiquetas ?? []) expect(cliente).toContain(frase)
        return
      }
      const { burst } = turnOf([`cliente: ${cliente}`], { channel: canal, now })
      const turn = {
        ...turnOf([], { channel: canal, now }),
        history: [...history],
        burst,
        turns: history.length / 2,
      }
      const answer = await agent.answer(turn, new AbortController().signal)
      const texts = textsOf(answer)
      const said = foldText(texts.join('\n'))
      const tags = answer.findings.map(({ tag }) => tag)
      if (espera.etiquetas !== undefined) expect(tags).toEqual(espera.etiquetas)
      for (const tag of espera.etiquetas_incluye ?? []) expect(tags).toContain(tag)
      if (espera.motivo !== undefined)
        expect(answer.findings.map(({ because }) => because)).toContain(espera.motivo)
      if (espera.datos !== undefined) expect(answer.data).toMatchObject(espera.datos)
      if (espera.silenciado !== undefined) {
        expect(answer.findings.some(({ effects }) => effects.silence)).toBe(espera.silenciado)
      }
      for (const text of espera.contiene ?? []) expect(said).toContain(foldText(text))
      for (const text of espera.no_contiene ?? []) expect(said).not.toContain(foldText(text))
      expect(texts.length).toBeLessThanOrEqual(espera.max_mensajes ?? 3)
      if (espera.usa_conocimiento !== undefined)
        expect(answer.because).toContain(`${espera.usa_conocimiento}.md`)
      expect(answer.usage.requests).toBe(espera.llamadas_llm ?? 0)
      const [asked] = burst
      if (asked !== undefined)
        history.push(asked, { ...asked, author: 'agent', body: { kind: 'text', text: texts.join('\n') } })
    }
  })

  test('is tested on every tag', () => {
    const named = files.flatMap(([, { conversacion }]) =>
      conversacion.flatMap(({ espera }) => [
        ...(espera?.etiquetas ?? []),
        ...(espera?.etiquetas_incluye ?? []),
      ]),
    )
    expect([...new Set(named)].sort()).toEqual(['Escalar', 'Incidencia', 'Informes', 'Lead'])
  })
})
