// Who is the agent? Reads agent.md: its settings and its instructions.
import type { Ficha, MapValue } from './ficha.ts'
import type { Fields, Located } from './fields.ts'
import type { Hours } from './hours.ts'
import type { Report } from './problems.ts'
import { openFields } from './fields.ts'
import { isZone, machineZone, readHours } from './hours.ts'
import { errorAt } from './problems.ts'
import { foldText } from './text.ts'

export interface AgentFile {
  readonly name: string
  readonly business: string
  readonly language: string
  readonly languages: readonly string[]
  readonly zone: string
  /** Hours of the people; null is always open. */
  readonly hours: Hours | null
  readonly model: string | null
  readonly fallback: string | null
  readonly temperature: number
  readonly maxBubbles: number
  readonly maxChars: number
  /** Document names the agent reads; null is every active one. */
  readonly knowledge: readonly Located[] | null
  /** Groups of words that ask for the same thing. */
  readonly synonyms: readonly (readonly string[])[]
  readonly instructions: string
}

const keys = [
  'nombre',
  'negocio',
  'idioma',
  'idiomas',
  'zona_horaria',
  'horario',
  'modelo',
  'respaldo',
  'temperatura',
  'max_globos',
  'max_caracteres',
  'conocimiento',
  'sinonimos',
]

export function readAgentFile(ficha: Ficha, report: Report): AgentFile {
  const fields = openFields(ficha.fields, keys, ['nombre', 'negocio', 'idioma'], report)
  const language = readLanguage(fields, report)
  const languages = fields.texts('idiomas').filter((one) => isLanguage(one, 'idiomas', report))
  const hours = fields.value('horario')
  const synonyms = fields.map('sinonimos')
  const instructions = ficha.body.trim()
  if (instructions === '') {
    const place = { file: ficha.file, line: ficha.bodyLine, column: 1 }
    report(errorAt(place, 'faltan las instrucciones debajo de la ficha'))
  }
  return {
    name: fields.text('nombre') ?? '',
    business: fields.text('negocio') ?? '',
    language,
    languages: languages.length > 0 ? languages.map(({ text }) => text) : [language],
    zone: readZone(fields, report),
    hours: hours === null ? null : readHours(hours, report),
    model: fields.text('modelo'),
    fallback: fields.text('respaldo'),
    temperature: fields.number('temperatura', 0, 2) ?? 0.3,
    maxBubbles: fields.count('max_globos', 1, 5) ?? 3,
    maxChars: fields.count('max_caracteres', 60, 4096) ?? 350,
    knowledge: fields.value('conocimiento') === null ? null : fields.texts('conocimiento'),
    synonyms: synonyms === null ? [] : readSynonyms(synonyms, report),
    instructions,
  }
}

function readLanguage(fields: Fields, report: Report): string {
  const text = fields.text('idioma')
  if (text !== null) isLanguage({ text, at: fields.at('idioma') }, 'idioma', report)
  return text ?? 'es'
}

function isLanguage({ text, at }: Located, key: string, report: Report): boolean {
  const good = /^[a-z]{2}(-[A-Z]{2})?$/.test(text)
  if (!good) report(errorAt(at, `«${key}: ${text}» no tiene el formato esperado (ejemplo: es-MX)`))
  return good
}

function readZone(fields: Fields, report: Report): string {
  const text = fields.text('zona_horaria')
  if (text === null) return machineZone()
  if (isZone(text)) return text
  const message = `no existe la zona horaria «${text}» (ejemplo: America/Mexico_City)`
  report(errorAt(fields.at('zona_horaria'), message))
  return 'UTC'
}

function readSynonyms(map: MapValue, report: Report): readonly (readonly string[])[] {
  const words = map.entries.map(({ key }) => key)
  const fields = openFields(map, words.map(foldText), [], report)
  return words.map((word) => [word, ...fields.texts(foldText(word)).map(({ text }) => text)])
}
