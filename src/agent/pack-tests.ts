// What does an author expect of a conversation? Reads tests/*.yaml: a customer's lines, what people do between them, and what must follow.
import type { ChannelName, Instant } from '../model.ts'
import type { PackFile, Value } from './ficha.ts'
import type { Fields } from './fields.ts'
import type { Expected } from './pack-expected.ts'
import type { Simulated } from './pack-simulated.ts'
import type { Place, Report } from './problems.ts'
import { openFields } from './fields.ts'
import { readYaml } from './ficha.ts'
import { canonical } from './keys.ts'
import { readExpected } from './pack-expected.ts'
import { readSimulated } from './pack-simulated.ts'
import { errorAt } from './problems.ts'

export interface PackTest {
  readonly file: string
  readonly name: string
  readonly channel: ChannelName
  /** Null: whoever plays it begins on a fixed Monday at 11:00 of the pack's zone. */
  readonly now: Instant | null
  readonly steps: readonly TestStep[]
}

export type TestStep =
  | {
      readonly kind: 'customer'
      readonly at: Place
      /** One burst. */
      readonly texts: readonly string[]
      /** What the model is recorded to have said; null: the step is played without a model. */
      readonly simulated: Simulated | null
      readonly expected: Expected | null
    }
  | { readonly kind: 'person'; readonly at: Place; readonly text: string }
  /** *Devolver a la IA*. */
  | { readonly kind: 'release'; readonly at: Place }
  /** *Silenciar agente*. */
  | { readonly kind: 'silence'; readonly at: Place }
  | { readonly kind: 'pass'; readonly at: Place; readonly ms: number }

const channels: readonly ChannelName[] = ['whatsapp', 'instagram', 'messenger', 'web']
const verbKeys = ['cliente', 'humano', 'devolver', 'silenciar', 'pasan']
const stepKeys = [...verbKeys, 'simulado', 'espera']
const units: Readonly<Record<string, number>> = {
  s: 1_000,
  m: 60_000,
  min: 60_000,
  h: 3_600_000,
  d: 86_400_000,
}

/** Null after reported errors that leave nothing to play. */
export function readTestFile(file: PackFile, report: Report): PackTest | null {
  const start: Place = { file: file.path, line: 1, column: 1 }
  const tree = readYaml(file.path, file.text, 0, report)
  if (tree === null) return null
  if (tree.kind !== 'map') {
    report(errorAt(start, 'una prueba empieza con «nombre: …» y «conversacion:»'))
    return null
  }
  const keys = ['nombre', 'canal', 'ahora', 'conversacion']
  const fields = openFields(tree, keys, ['nombre', 'conversacion'], report)
  const steps = fields.items('conversacion')
  if (fields.value('conversacion') !== null && steps.length === 0)
    report(errorAt(fields.at('conversacion'), 'la conversación está vacía'))
  return {
    file: file.path,
    name: fields.text('nombre') ?? '',
    channel: fields.choice('canal', channels) ?? 'whatsapp',
    now: readInstant(fields, report),
    steps: steps.flatMap((step) => readStep(step, report) ?? []),
  }
}

function readInstant(fields: Fields, report: Report): Instant | null {
  const text = fields.text('ahora')
  if (text === null) return null
  const good = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})$/.test(text)
  const instant = good ? Date.parse(text) : Number.NaN
  if (!Number.isNaN(instant)) return instant
  report(
    errorAt(
      fields.at('ahora'),
      `«ahora: ${text}» espera fecha, hora y huso (ejemplo: 2026-03-02T11:00-06:00)`,
    ),
  )
  return null
}

function readStep(value: Value, report: Report): TestStep | null {
  if (value.kind !== 'map') {
    report(
      errorAt(
        value.at,
        'cada paso se escribe «- cliente: …», «- humano: …», «- devolver: sí» o «- pasan: 2h»',
      ),
    )
    return null
  }
  const fields = openFields(value, stepKeys, [], report)
  const verbs = value.entries.map(({ key }) => canonical(key)).filter((key) => verbKeys.includes(key))
  const [verb] = verbs
  const { at } = value
  if (verb === undefined || verbs.length > 1) {
    report(errorAt(at, `un paso lleva una de estas claves: ${verbKeys.join(', ')}`))
    return null
  }
  if (verb === 'cliente') return readCustomer(fields, at, report)
  for (const key of ['simulado', 'espera']) {
    if (fields.value(key) !== null) report(errorAt(fields.at(key), `«${key}» va en un paso «cliente»`))
  }
  if (verb === 'humano') return { kind: 'person', at, text: fields.text('humano') ?? '' }
  if (verb === 'pasan') return readPause(fields, at, report)
  if (fields.flag(verb) === false) report(errorAt(fields.at(verb), `«${verb}» solo puede ser «sí»`))
  return { kind: verb === 'devolver' ? 'release' : 'silence', at }
}

function readCustomer(fields: Fields, at: Place, report: Report): TestStep {
  const simulated = fields.map('simulado')
  const expected = fields.map('espera')
  return {
    kind: 'customer',
    at,
    texts: fields.texts('cliente').map(({ text }) => text),
    simulated: simulated === null ? null : readSimulated(simulated, report),
    expected: expected === null ? null : readExpected(expected, report),
  }
}

function readPause(fields: Fields, at: Place, report: Report): TestStep {
  const text = fields.text('pasan') ?? ''
  const [, count = '', unit = ''] = /^(\d+(?:\.\d+)?)\s*(s|m|min|h|d)$/.exec(text) ?? []
  const ms = Number(count) * (units[unit] ?? 0)
  if (text !== '' && ms === 0)
    report(errorAt(fields.at('pasan'), `«pasan: ${text}» espera un tiempo (ejemplos: 30m, 2h, 1d)`))
  return { kind: 'pass', at, ms }
}
