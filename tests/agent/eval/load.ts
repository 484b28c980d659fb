// What does a labelled conversation look like, and what is in the frozen set? Its format, checked, read from the files beside it.
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'

const text = z.string().min(1)
const turnOrNever = z.union([z.int().min(1), z.literal('never')])

const step = z.union([
  z.strictObject({ cliente: z.union([text, z.array(text).min(1)]) }),
  z.strictObject({ agente: text }),
  z.strictObject({ persona: text }),
  z.strictObject({ pasan: z.string().regex(/^\d+h$/) }),
])

const label = z.strictObject({
  request: turnOrNever,
  frustration: turnOrNever,
  lead: z.string().regex(/^(yes (contact|quote|service|class)|no \S.*)$/),
  data: z.strictObject({
    correo: z
      .string()
      .regex(/^[^\sA-Z@]+@[^\sA-Z@]+$/)
      .optional(),
    telefono: z
      .string()
      .regex(/^\+\d{8,15}$/)
      .optional(),
  }),
})

const conversation = z
  .strictObject({
    id: z.string().regex(/^[a-z]{2}-[a-z]{2}-\d{2}$/),
    language: z.enum(['es-MX', 'es-AR', 'es-CO', 'es-CL', 'es-PE', 'es-ES', 'es-VE', 'es-UY', 'pt-BR', 'en']),
    channel: z.enum(['whatsapp', 'instagram', 'messenger', 'web']).default('whatsapp'),
    /** What a hard negative looks like without being it. */
    trap: z
      .string()
      .regex(/^[a-z-]+$/)
      .optional(),
    said: z.array(step).min(1),
    label,
  })
  .superRefine((one, issues) => {
    const turns = one.said.filter((said) => 'cliente' in said).length
    const { request, frustration, lead, data } = one.label
    for (const at of [request, frustration]) {
      if (at !== 'never' && at > turns) issues.addIssue({ code: 'custom', message: `no turn ${at}` })
    }
    const quiet =
      request === 'never' &&
      frustration === 'never' &&
      lead.startsWith('no ') &&
      Object.keys(data).length === 0
    if (one.trap !== undefined && !quiet)
      issues.addIssue({ code: 'custom', message: 'a trap where something happens' })
  })

export type Labelled = z.infer<typeof conversation>

/** Throws with file and place when a conversation does not keep the format. */
export function loadSet(dir: string = import.meta.dir): readonly Labelled[] {
  return readdirSync(dir)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .flatMap((name) => readSet(readFileSync(join(dir, name), 'utf8'), name))
}

export function readSet(yaml: string, name: string): readonly Labelled[] {
  const reading = z.array(conversation).safeParse(parse(yaml))
  if (!reading.success) throw new Error(`${name}: ${z.prettifyError(reading.error)}`)
  return reading.data
}
