// In which shape does a model answer? Asked strictly, with the pack's own names; read leniently, because the gate judges what it says.
import type { Pack } from './pack.ts'
import type { Datum } from './pack-tags.ts'
import type { Proposal } from './proposal.ts'
import { z } from 'zod'
import { answerTool } from './pack-tools.ts'

/** A function as every provider's adapter understands it. */
export interface ToolShape {
  readonly type: 'function'
  readonly function: {
    readonly name: string
    readonly description: string
    readonly parameters: Readonly<Record<string, unknown>>
  }
}

const shapes = new WeakMap<Pack, ToolShape>()

/** Built once for each pack: names are enums, data keys are closed. */
export function answerShape(pack: Pack): ToolShape {
  const known = shapes.get(pack)
  if (known !== undefined) return known
  const shape = functionOf(
    answerTool,
    'Tu respuesta a este turno. Se usa siempre, una sola vez.',
    asked(pack),
  )
  shapes.set(pack, shape)
  return shape
}

export function functionOf(name: string, description: string, schema: z.ZodObject): ToolShape {
  const { $schema: _, ...parameters } = z.toJSONSchema(schema)
  return { type: 'function', function: { name, description, parameters } }
}

function asked(pack: Pack): z.ZodObject {
  const data = pack.tags.flatMap((tag) => tag.data)
  return z.object({
    mensajes: z.array(z.string()).min(1).describe('Lo que leerá el cliente, un texto por mensaje.'),
    ...tagsAsked(pack),
    datos: z.object(Object.fromEntries(data.filter(isAsked).map((one) => [one.id, valueOf(one)]))),
    sin_respuesta: z.boolean().describe('true si el dato que pide no está en el conocimiento.'),
  })
}

/** Only tags with criteria are a model's to judge. */
function tagsAsked({ tags }: Pack): z.ZodRawShape {
  const names = tags.filter(({ criteria }) => Object.keys(criteria).length > 0).map(({ name }) => name)
  const criteria = [...new Set(tags.flatMap((tag) => Object.keys(tag.criteria)))]
  if (names.length === 0) return {}
  const tag = z.object({
    etiqueta: z.enum(names),
    criterio: z.enum(criteria),
    frase: z.string().describe('Copia exacta de lo que escribió el cliente.'),
  })
  return { etiquetas: z.array(tag).describe('Las etiquetas que se cumplen ahora; vacío si ninguna.') }
}

/** Addresses and numbers come from the customer's own text alone. */
function isAsked({ type }: Datum): boolean {
  return type !== 'email' && type !== 'telefono'
}

function valueOf({ type, description }: Datum): z.ZodType {
  const value = (type === 'numero' ? z.number() : z.string()).nullable()
  return description === null ? value : value.describe(description)
}

const datum = z.union([z.string(), z.number(), z.null()]).catch(null)
const tag = z.object({
  etiqueta: z.string(),
  criterio: z.string().nullish(),
  frase: z.string().catch(''),
})
const proposal = z.object({
  mensajes: z.union([z.array(z.unknown()), z.string().transform((text) => [text])]),
  etiquetas: z.array(z.unknown()).catch([]),
  datos: z.record(z.string(), datum).catch({}),
  sin_respuesta: z.boolean().catch(false),
})

/** Null when there is nothing in it that a customer could read. */
export function readProposal(args: unknown): Proposal | null {
  const read = proposal.safeParse(args)
  if (!read.success) return null
  const { mensajes, etiquetas, datos, sin_respuesta } = read.data
  const texts = mensajes.flatMap((one) => (typeof one === 'string' && one.trim() !== '' ? [one.trim()] : []))
  if (texts.length === 0) return null
  const tags = etiquetas.flatMap((one) => {
    const { success, data } = tag.safeParse(one)
    return success ? [{ ...data, criterio: data.criterio ?? null }] : []
  })
  return { mensajes: texts, etiquetas: tags, datos, sin_respuesta }
}

const wrapped = z.looseObject({ arguments: z.unknown().optional(), parameters: z.unknown().optional() })
const thought = /<(think|thinking|reasoning)>[\s\S]*?(<\/\1>|$)/gi
const fence = /^```\w*\n([\s\S]*?)\n?```$/
/** What a model writes when it says a call instead of making it. */
const echo =
  /^[[{<]|"(mensajes|arguments|parameters)"\s*:|<\|?tool|functools\[|returning structured response|^responder\s*\(/i

/** A weak model that answers in plain text: the text is the reply, and there is nothing else. Null for an echo of the tool. */
export function proposalOfText(text: string): Proposal | null {
  const bare = text.replaceAll(thought, '').trim()
  const said = fence.exec(bare)?.[1]?.trim() ?? bare
  if (said === '') return null
  if (!echo.test(said)) return { mensajes: [said], etiquetas: [], datos: {}, sin_respuesta: false }
  const json = jsonIn(said)
  const inner = wrapped.safeParse(json)
  return (
    readProposal(json) ?? (inner.success ? readProposal(inner.data.arguments ?? inner.data.parameters) : null)
  )
}

function jsonIn(text: string): unknown {
  const from = text.indexOf('{')
  const to = text.lastIndexOf('}')
  try {
    return JSON.parse(text.slice(from, to + 1))
  } catch {
    return null
  }
}
