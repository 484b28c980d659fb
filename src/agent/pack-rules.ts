// When does a tag apply without a model? The four verbs of `reglas`, read with their places.
import type { MapValue, Value } from './ficha.ts'
import type { Place, Report } from './problems.ts'
import { openFields } from './fields.ts'
import { canonical } from './keys.ts'
import { errorAt, suggestion } from './problems.ts'

export type TagRule =
  | { readonly kind: 'datum'; readonly id: string }
  | { readonly kind: 'person'; readonly except: readonly string[] }
  | { readonly kind: 'frustration'; readonly attempts: number }
  | { readonly kind: 'words'; readonly words: readonly string[] }

const verbs = ['dato', 'pide_humano', 'frustracion', 'palabras']

export function readRules(
  items: readonly Value[],
  data: readonly string[],
  report: Report,
): readonly TagRule[] {
  return items.flatMap((item) => {
    const rule = item.kind === 'map' ? readRule(item, data, report) : readVerb(item, report)
    return rule === null ? [] : [rule]
  })
}

function readVerb(item: Value, report: Report): TagRule | null {
  const word = item.kind === 'scalar' ? item.text : ''
  const verb = canonical(word)
  if (verb === 'pide_humano') return { kind: 'person', except: [] }
  if (verb === 'frustracion') return { kind: 'frustration', attempts: 2 }
  unknownVerb(word, item.at, report)
  return null
}

function readRule(map: MapValue, data: readonly string[], report: Report): TagRule | null {
  const verb = canonical(map.entries[0]?.key ?? '')
  if (!verbs.includes(verb)) {
    unknownVerb(map.entries[0]?.key ?? '', map.at, report)
    return null
  }
  const fields = openFields(map, [verb], [], report)
  switch (verb) {
    case 'dato': {
      const id = fields.text('dato') ?? ''
      if (data.includes(id)) return { kind: 'datum', id }
      const hint = suggestion(id, data)
      report(errorAt(map.at, `la regla usa el dato «${id}», que no está en «datos».${hint}`))
      return null
    }
    case 'palabras': {
      const words = fields.texts('palabras').map(({ text }) => text)
      if (words.length === 0 && fields.value('palabras') !== null)
        report(errorAt(fields.at('palabras'), 'la regla «palabras» no tiene ninguna'))
      return { kind: 'words', words }
    }
    case 'pide_humano': {
      const inner = innerOf(fields.value('pide_humano'), ['excepto'], report)
      return { kind: 'person', except: inner?.texts('excepto').map(({ text }) => text) ?? [] }
    }
    default: {
      const inner = innerOf(fields.value('frustracion'), ['intentos_fallidos'], report)
      return { kind: 'frustration', attempts: inner?.count('intentos_fallidos', 1, 9) ?? 2 }
    }
  }
}

function innerOf(
  value: Value | null,
  keys: readonly string[],
  report: Report,
): ReturnType<typeof openFields> | null {
  if (value?.kind === 'map') return openFields(value, keys, [], report)
  if (value !== null) report(errorAt(value.at, `se espera { ${keys.join(', ')}: … }`))
  return null
}

function unknownVerb(word: string, at: Place, report: Report): void {
  const hint = suggestion(canonical(word), verbs)
  report(errorAt(at, `regla desconocida «${word}»; puede ser ${verbs.join(', ')}.${hint}`))
}
