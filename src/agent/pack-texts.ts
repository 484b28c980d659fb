// What has a person written for the agent to say as it stands? Reads messages/*.md; the engine's own texts fill what a pack leaves out.
import type { Ficha, Value } from './ficha.ts'
import type { Place, Report } from './problems.ts'
import { openFields } from './fields.ts'
import { errorAt } from './problems.ts'

/** A text in two versions, by the hours of the team. */
export interface MessageFile {
  readonly open: string
  readonly closed: string
  /** In place of both when the model has failed; null: the system's own. */
  readonly failure: string | null
}

/** Texts the engine says by itself; `messages/sistema.md` may replace each of them. */
export const systemTexts = [
  'saludo',
  'saludo_pregunta',
  'saludo_breve',
  'sin_dato',
  'dato_recibido',
  'correo_recibido',
  'telefono_recibido',
  'de_nada',
  'de_acuerdo',
  'despedida',
  'sin_ayuda',
  'recibido',
  'pedido',
  'llamada',
  'nota_de_voz',
  'no_legible',
  'falla_tecnica',
  'respuesta_segura',
  'lo_confirma',
] as const

export type SystemText = (typeof systemTexts)[number]
export type Texts = Readonly<Partial<Record<SystemText, string>>>

const marks = /\{\{\s*([^{}]*?)\s*\}\}/g
const markNames = ['horario', 'nombre', 'negocio']

export function readMessageFile(ficha: Ficha, report: Report): MessageFile {
  const keys = ['horario', 'fuera_de_horario', 'texto', 'falla_tecnica']
  const fields = openFields(ficha.fields, keys, [], report)
  for (const key of keys) checkMarks(fields.text(key), fields.at(key), report)
  const both = fields.text('texto')
  const open = fields.text('horario') ?? both
  const closed = fields.text('fuera_de_horario') ?? both ?? open
  if (open === null) report(errorAt(ficha.fields.at, 'falta «texto», o «horario» y «fuera_de_horario»'))
  return { open: open ?? '', closed: closed ?? '', failure: fields.text('falla_tecnica') }
}

/** messages/sistema.md: one text a key, and `transferencia` as a text or in two versions. */
export function readSystemFile(
  ficha: Ficha,
  report: Report,
): { readonly texts: Texts; readonly handOver: MessageFile | null } {
  const fields = openFields(ficha.fields, [...systemTexts, 'transferencia'], [], report)
  const texts: Partial<Record<SystemText, string>> = {}
  for (const key of systemTexts) {
    const text = fields.text(key)
    checkMarks(text, fields.at(key), report)
    if (text !== null) texts[key] = text
  }
  const handOver = fields.value('transferencia')
  return { texts, handOver: handOver === null ? null : readHandOver(handOver, ficha, report) }
}

function readHandOver(value: Value, ficha: Ficha, report: Report): MessageFile | null {
  if (value.kind === 'map') return readMessageFile({ ...ficha, fields: value }, report)
  if (value.kind !== 'scalar') {
    report(errorAt(value.at, '«transferencia» espera un texto, o «horario» y «fuera_de_horario»'))
    return null
  }
  checkMarks(value.text, value.at, report)
  return { open: value.text, closed: value.text, failure: null }
}

/** The three substitutions of `messages/`; whatever else stands between `{{` and `}}` was refused when read. */
export function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replaceAll(marks, (_, name: string) => values[name] ?? '').trim()
}

function checkMarks(text: string | null, at: Place, report: Report): void {
  for (const [whole, name = ''] of (text ?? '').matchAll(marks)) {
    if (markNames.includes(name)) continue
    report(errorAt(at, `«${whole}» no existe; puede ser {{horario}}, {{nombre}} o {{negocio}}`))
  }
}
