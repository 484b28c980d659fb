// What do the settings of a ficha say? Each question names its key once; a wrong answer is reported where it stands.
import type { Entry, MapValue, Value } from './ficha.ts'
import type { Place, Report } from './problems.ts'
import { canonical, truthOf } from './keys.ts'
import { errorAt, suggestion } from './problems.ts'

export interface Fields {
  /** Where the value of a key stands, or the map itself. */
  at(key: string): Place
  value(key: string): Value | null
  text(key: string): string | null
  number(key: string, from: number, to: number): number | null
  /** A whole number. */
  count(key: string, from: number, to: number): number | null
  flag(key: string): boolean | null
  /** One word of a closed list, in its canonical form. */
  choice<T extends string>(key: string, choices: readonly T[]): T | null
  /** Texts of a list, each with its place; one text alone counts as a list. */
  texts(key: string): readonly Located[]
  items(key: string): readonly Value[]
  map(key: string): MapValue | null
}

export interface Located {
  readonly text: string
  readonly at: Place
}

/** Checks unknown, repeated and missing keys at once. `keys` are canonical. */
export function openFields(
  map: MapValue,
  keys: readonly string[],
  required: readonly string[],
  report: Report,
): Fields {
  const entries = known(map, keys, report)
  for (const key of required) {
    if (!entries.has(key)) report(errorAt(map.at, `falta la clave «${key}»`))
  }
  const at = (key: string): Place => entries.get(key)?.value.at ?? map.at
  const value = (key: string): Value | null => {
    const found = entries.get(key)
    if (found === undefined) return null
    if (found.value.kind !== 'empty') return found.value
    report(errorAt(found.keyAt, `la clave «${found.key}» está vacía`))
    return null
  }
  const wrong = (key: string, expected: string): null => {
    report(errorAt(at(key), `«${key}» espera ${expected}`))
    return null
  }
  const scalar = (key: string, expected: string): Extract<Value, { kind: 'scalar' }> | null => {
    const found = value(key)
    return found === null || found.kind === 'scalar' ? found : wrong(key, expected)
  }
  const number = (key: string, from: number, to: number, whole: boolean): number | null => {
    const expected = `un número ${whole ? 'entero ' : ''}de ${from} a ${to}`
    const found = scalar(key, expected)
    if (found === null) return null
    const good = typeof found.value === 'number' && found.value >= from && found.value <= to
    return good && (!whole || Number.isInteger(found.value)) ? Number(found.value) : wrong(key, expected)
  }
  return {
    at,
    value,
    text: (key) => scalar(key, 'un texto')?.text.trim() ?? null,
    number: (key, from, to) => number(key, from, to, false),
    count: (key, from, to) => number(key, from, to, true),
    flag: (key) => {
      const found = scalar(key, '«sí» o «no»')
      return found === null ? null : (truthOf(found.text) ?? wrong(key, '«sí» o «no»'))
    },
    choice: (key, choices) => {
      const found = scalar(key, `una de estas palabras: ${choices.join(', ')}`)
      return found === null ? null : chosen(found, key, choices, report)
    },
    texts: (key) => listOf(value(key)).flatMap((item) => textOf(item, key, report)),
    items: (key) => listOf(value(key)),
    map: (key) => {
      const found = value(key)
      return found === null || found.kind === 'map' ? found : wrong(key, 'un grupo de «clave: valor»')
    },
  }
}

/** The entry of a canonical key, or nothing. */
export function entryOf(map: MapValue, key: string): Entry | undefined {
  return map.entries.find((entry) => canonical(entry.key) === key)
}

/** Where the value of a key stands, or the map itself. */
export function placeOf(map: MapValue, key: string): Place {
  return entryOf(map, key)?.value.at ?? map.at
}

function known(map: MapValue, keys: readonly string[], report: Report): ReadonlyMap<string, Entry> {
  const entries = new Map<string, Entry>()
  for (const entry of map.entries) {
    const key = canonical(entry.key)
    if (!keys.includes(key)) {
      report(errorAt(entry.keyAt, `clave desconocida «${entry.key}».${suggestion(key, keys)}`))
    } else if (entries.has(key)) {
      report(errorAt(entry.keyAt, `clave repetida «${entry.key}»`))
    } else entries.set(key, entry)
  }
  return entries
}

function chosen<T extends string>(
  found: { readonly text: string; readonly at: Place },
  key: string,
  choices: readonly T[],
  report: Report,
): T | null {
  const word = canonical(found.text)
  const choice = choices.find((candidate) => candidate === word)
  if (choice !== undefined) return choice
  const hint = suggestion(word, choices)
  report(errorAt(found.at, `«${key}: ${found.text}» no existe; puede ser ${choices.join(', ')}.${hint}`))
  return null
}

function listOf(value: Value | null): readonly Value[] {
  if (value === null) return []
  return value.kind === 'list' ? value.items : [value]
}

function textOf(item: Value, key: string, report: Report): readonly Located[] {
  if (item.kind === 'scalar') return [{ text: item.text.trim(), at: item.at }]
  report(errorAt(item.at, `«${key}» espera una lista de textos`))
  return []
}
