// What must follow a customer's line? The assertions under `espera`, each with its place.
import type { MapValue } from './ficha.ts'
import type { Fields, Located } from './fields.ts'
import type { Place, Report } from './problems.ts'
import { openFields } from './fields.ts'
import { errorAt } from './problems.ts'

/** Null and empty lists: not asked for. */
export interface Expected {
  readonly at: Place
  /** Exactly these; an empty list expects none. */
  readonly tags: readonly Located[] | null
  readonly tagsInclude: readonly Located[]
  readonly because: string | null
  readonly criterion: Located | null
  readonly data: readonly LocatedDatum[]
  readonly silenced: boolean | null
  /** Is the customer passed on to the CRM? */
  readonly pushed: boolean | null
  /** Labels with which the team is called; an empty list expects no call. */
  readonly called: readonly string[] | null
  /** Accents and case do not matter. */
  readonly contains: readonly string[]
  readonly notContains: readonly string[]
  readonly pattern: RegExp | null
  /** Two letters. */
  readonly language: string | null
  readonly maxMessages: number | null
  readonly maxChars: number | null
  readonly modelCalls: number | null
  readonly noPromises: boolean | null
  /** Document names. */
  readonly knowledge: readonly Located[]
  /** A rubric that only a model can judge. */
  readonly judgement: string | null
}

export interface LocatedDatum {
  readonly id: Located
  readonly value: string | number
}

const keys = [
  'etiquetas',
  'etiquetas_incluye',
  'motivo',
  'criterio',
  'datos',
  'silenciado',
  'crm',
  'avisa',
  'contiene',
  'no_contiene',
  'regex',
  'idioma',
  'max_mensajes',
  'max_caracteres',
  'llamadas_llm',
  'sin_promesas',
  'usa_conocimiento',
  'juicio',
]

export function readExpected(map: MapValue, report: Report): Expected {
  const fields = openFields(map, keys, [], report)
  const criterion = fields.text('criterio')
  const texts = (key: string): readonly string[] => fields.texts(key).map(({ text }) => text)
  return {
    at: map.at,
    tags: fields.value('etiquetas') === null ? null : fields.texts('etiquetas'),
    tagsInclude: fields.texts('etiquetas_incluye'),
    because: fields.text('motivo'),
    criterion: criterion === null ? null : { text: criterion, at: fields.at('criterio') },
    data: readData(fields.map('datos'), report),
    silenced: fields.flag('silenciado'),
    pushed: fields.flag('crm'),
    called: fields.value('avisa') === null ? null : texts('avisa'),
    contains: texts('contiene'),
    notContains: texts('no_contiene'),
    pattern: readPattern(fields, report),
    language: readLanguage(fields, report),
    maxMessages: fields.count('max_mensajes', 0, 9),
    maxChars: fields.count('max_caracteres', 1, 4096),
    modelCalls: fields.count('llamadas_llm', 0, 9),
    noPromises: fields.flag('sin_promesas'),
    knowledge: fields.texts('usa_conocimiento'),
    judgement: fields.text('juicio'),
  }
}

/** `id: value`, where the ids are an author's own. */
export function readData(map: MapValue | null, report: Report): readonly LocatedDatum[] {
  return (map?.entries ?? []).flatMap(({ key, keyAt, value }) => {
    const id = { text: key, at: keyAt }
    if (value.kind === 'scalar') {
      return [{ id, value: typeof value.value === 'number' ? value.value : value.text.trim() }]
    }
    report(errorAt(value.at, `el dato «${key}» espera un texto o un número`))
    return []
  })
}

function readPattern(fields: Fields, report: Report): RegExp | null {
  const text = fields.text('regex')
  if (text === null) return null
  try {
    return new RegExp(text, 'iu')
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    report(errorAt(fields.at('regex'), `«regex: ${text}» no es una expresión regular`))
    return null
  }
}

function readLanguage(fields: Fields, report: Report): string | null {
  const text = fields.text('idioma')
  if (text === null || /^[a-z]{2}$/.test(text)) return text
  report(errorAt(fields.at('idioma'), `«idioma: ${text}» espera dos letras (ejemplo: es)`))
  return null
}
