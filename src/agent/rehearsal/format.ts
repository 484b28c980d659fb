// What does a test of a pack say? Steps of one conversation, read from YAML with the place of every mistake.
import type { ChannelName, Instant } from '../../model.ts'
import type { MapValue, PackFile, Value } from '../ficha.ts'
import type { Place, Report } from '../problems.ts'
import type { Expectation } from './expectations.ts'
import type { Simulated } from './simulated.ts'
import { plainText, readYaml } from '../ficha.ts'
import { openFields } from '../fields.ts'
import { canonical, truthOf } from '../keys.ts'
import { errorAt } from '../problems.ts'
import { readExpectations } from './expectations.ts'
import { durationOf, momentOf } from './moments.ts'
import { readSimulated } from './simulated.ts'

export type Deed =
  /** One burst. */
  | { readonly kind: 'customer'; readonly texts: readonly string[] }
  | { readonly kind: 'person'; readonly text: string }
  | { readonly kind: 'release' }
  | { readonly kind: 'silence' }
  | { readonly kind: 'wait'; readonly ms: number }

export interface Step {
  readonly at: Place
  readonly does: Deed
  /** The model's recorded turn; null: answered without a model. */
  readonly simulated: Simulated | null
  readonly expects: readonly Expectation[]
}

export interface Rehearsal {
  readonly file: string
  readonly name: string
  readonly channel: ChannelName
  /** Null: the usual moment of the pack's zone. */
  readonly now: Instant | null
  readonly steps: readonly Step[]
}

const channels: readonly ChannelName[] = ['whatsapp', 'instagram', 'messenger', 'web']
const deeds = ['cliente', 'humano', 'devolver', 'silenciar', 'pasan']
const stepKeys = [...deeds, 'simulado', 'espera']

export function isTest({ path }: PackFile): boolean {
  return /^tests\/[^/]+\.ya?ml$/.test(path)
}

/** Null after a report when the file cannot be read at all; other mistakes are reported beside what could be read. */
export function readRehearsal(file: PackFile, zone: string, report: Report): Rehearsal | null {
  const root = readYaml(file.path, plainText(file.text), 0, report)
  if (root === null) return null
  if (root.kind !== 'map') {
    report(errorAt(root.at, 'una prueba se escribe como «clave: valor»: nombre, conversacion…'))
    return null
  }
  const keys = ['nombre', 'canal', 'ahora', 'conversacion']
  const fields = openFields(root, keys, ['nombre', 'conversacion'], report)
  const ahora = fields.text('ahora')
  const now = ahora === null ? null : momentOf(ahora, zone)
  if (ahora !== null && now === null) {
    report(errorAt(fields.at('ahora'), `no entiendo «ahora: ${ahora}» (ejemplo: 2026-03-02T11:00-06:00)`))
  }
  return {
    file: file.path,
    name: fields.text('nombre') ?? file.path,
    channel: fields.choice('canal', channels) ?? 'whatsapp',
    now,
    steps: fields.items('conversacion').flatMap((item) => readStep(item, report)),
  }
}

function readStep(item: Value, report: Report): readonly Step[] {
  if (item.kind !== 'map') {
    report(errorAt(item.at, `un paso empieza con ${deeds.join(', ')}, por ejemplo «- cliente: hola»`))
    return []
  }
  const fields = openFields(item, stepKeys, [], report)
  const named = item.entries.map(({ key }) => canonical(key)).filter((key) => deeds.includes(key))
  if (named.length !== 1) {
    report(errorAt(item.at, `cada paso lleva una sola de estas claves: ${deeds.join(', ')}`))
    return []
  }
  const [key = ''] = named
  const does = readDeed(key, item, report)
  const simulated = fields.map('simulado')
  const expects = fields.map('espera')
  if (simulated !== null && key !== 'cliente') {
    report(errorAt(fields.at('simulado'), '«simulado» solo va en un paso «cliente»'))
  }
  if (does === null) return []
  return [
    {
      at: item.at,
      does,
      simulated: simulated === null ? null : readSimulated(simulated, report),
      expects: expects === null ? [] : readExpectations(expects, report),
    },
  ]
}

function readDeed(key: string, item: MapValue, report: Report): Deed | null {
  const fields = openFields(item, stepKeys, [], () => {})
  switch (key) {
    case 'cliente': {
      const texts = fields.texts(key).map(({ text }) => text)
      if (texts.length > 0) return { kind: 'customer', texts }
      report(errorAt(fields.at(key), '«cliente» espera un texto, o una lista de textos'))
      return null
    }
    case 'humano': {
      const text = fields.text(key)
      return text === null ? null : { kind: 'person', text }
    }
    case 'pasan': {
      const text = fields.text(key) ?? ''
      const ms = durationOf(text)
      if (ms !== null) return { kind: 'wait', ms }
      report(errorAt(fields.at(key), `no entiendo «pasan: ${text}» (ejemplos: 2h, 30 min, 1 día)`))
      return null
    }
    default: {
      if (truthOf(fields.text(key) ?? '') === true)
        return { kind: key === 'devolver' ? 'release' : 'silence' }
      report(errorAt(fields.at(key), `«${key}» espera «sí»`))
      return null
    }
  }
}
