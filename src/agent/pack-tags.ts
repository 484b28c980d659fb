// Which tags does a pack know, when do they apply by themselves, and what follows? Reads tags/*.md and adds the two built in.
import type { Ficha, MapValue, Value } from './ficha.ts'
import type { Fields } from './fields.ts'
import type { Place, Report } from './problems.ts'
import { isSupportedCountry } from 'libphonenumber-js/max'
import { openFields } from './fields.ts'
import { errorAt } from './problems.ts'
import { readRules } from './pack-rules.ts'
import type { TagRule } from './pack-rules.ts'
import { foldText } from './text.ts'

export type DatumType = 'email' | 'telefono' | 'texto' | 'numero' | 'fecha'

export interface Datum {
  readonly id: string
  readonly type: DatumType
  /** ISO country of phone numbers without a prefix. */
  readonly country: string | null
  readonly description: string | null
}

export interface TagFile {
  readonly name: string
  readonly on: 'contact' | 'conversation'
  readonly data: readonly Datum[]
  readonly rules: readonly TagRule[]
  readonly criteria: Readonly<Record<string, string>>
  readonly doesNotCount: readonly string[]
  readonly push: boolean
  /** What happens when it applies by itself. */
  readonly message: { readonly name: string; readonly at: Place } | null
  readonly silence: boolean
  readonly call: readonly string[]
  readonly instructions: string
}

const keys = ['etiqueta', 'aplica_a', 'datos', 'reglas', 'criterios', 'no_cuenta', 'crm', 'al_aplicar']
const nowhere: Place = { file: 'tags', line: 1, column: 1 }

export function readTagFile(ficha: Ficha, report: Report): TagFile {
  const fields = openFields(ficha.fields, keys, ['etiqueta', 'aplica_a'], report)
  const data = readData(fields.map('datos'), report)
  const effects = readEffects(fields.map('al_aplicar'), report)
  const name = fields.text('etiqueta') ?? ''
  const criteria = fields.map('criterios')
  if (fields.items('reglas').length === 0 && (criteria?.entries ?? []).length === 0) {
    const message = `la etiqueta «${name}» no tiene «reglas» ni «criterios»: nunca se aplicaría`
    report(errorAt(fields.at('etiqueta'), message))
  }
  return {
    name,
    on: fields.choice('aplica_a', ['contacto', 'conversacion']) === 'contacto' ? 'contact' : 'conversation',
    data,
    rules: readRules(
      fields.items('reglas'),
      data.map(({ id }) => id),
      report,
    ),
    criteria: readCriteria(criteria, report),
    doesNotCount: fields.texts('no_cuenta').map(({ text }) => text),
    push: fields.choice('crm', ['enviar', 'no']) === 'enviar',
    ...effects,
    instructions: ficha.body.trim(),
  }
}

/** The pack's tags, and Lead and Escalar where it has none of that name. */
export function withBuiltIn(tags: readonly TagFile[]): readonly TagFile[] {
  const has = (name: string): boolean => tags.some((tag) => foldText(tag.name) === foldText(name))
  return [...tags, ...[lead, escalate].filter(({ name }) => !has(name))]
}

const plain = { criteria: {}, doesNotCount: [], push: false, call: [], instructions: '' }

const lead: TagFile = {
  ...plain,
  name: 'Lead',
  on: 'contact',
  data: [
    { id: 'correo', type: 'email', country: null, description: null },
    { id: 'telefono', type: 'telefono', country: null, description: null },
  ],
  rules: [
    { kind: 'datum', id: 'correo' },
    { kind: 'datum', id: 'telefono' },
  ],
  message: null,
  silence: false,
}

const escalate: TagFile = {
  ...plain,
  name: 'Escalar',
  on: 'conversation',
  data: [],
  rules: [
    { kind: 'person', except: [] },
    { kind: 'frustration', attempts: 2 },
  ],
  message: { name: 'transferencia', at: nowhere },
  silence: true,
}

function readData(map: MapValue | null, report: Report): readonly Datum[] {
  return (map?.entries ?? []).flatMap(({ key, keyAt, value }) => {
    if (value.kind !== 'map') {
      report(errorAt(keyAt, `el dato «${key}» espera { tipo: … }`))
      return []
    }
    const fields = openFields(value, ['tipo', 'pais', 'descripcion'], ['tipo'], report)
    const type = fields.choice('tipo', ['email', 'telefono', 'texto', 'numero', 'fecha'])
    const description = fields.text('descripcion')
    return type === null ? [] : [{ id: key, type, country: readCountry(fields, report), description }]
  })
}

function readCountry(fields: Fields, report: Report): string | null {
  const text = fields.text('pais')
  if (text === null || isSupportedCountry(text)) return text
  report(errorAt(fields.at('pais'), `«pais: ${text}» no existe; son dos letras mayúsculas (ejemplo: MX)`))
  return null
}

function readEffects(map: MapValue | null, report: Report): Pick<TagFile, 'message' | 'silence' | 'call'> {
  if (map === null) return { message: null, silence: false, call: [] }
  const fields = openFields(map, ['mensaje', 'silenciar', 'avisar'], [], report)
  const name = fields.text('mensaje')
  return {
    message: name === null ? null : { name, at: fields.at('mensaje') },
    silence: fields.flag('silenciar') ?? false,
    call: fields.texts('avisar').map(({ text }) => text),
  }
}

function readCriteria(map: MapValue | null, report: Report): Readonly<Record<string, string>> {
  const entries = (map?.entries ?? []).flatMap(({ key, value }): [string, string][] => {
    const text = sentence(value)
    if (text === null) report(errorAt(value.at, `el criterio «${key}» espera una frase`))
    return text === null ? [] : [[key, text]]
  })
  return Object.fromEntries(entries)
}

function sentence(value: Value): string | null {
  return value.kind === 'scalar' && value.text.trim() !== '' ? value.text.trim() : null
}
