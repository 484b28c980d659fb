// What may a test expect of a step? The assertions of its `espera`, each with its place in the file.
import type { MapValue } from '../ficha.ts'
import type { Place, Report } from '../problems.ts'
import type { Checked } from './assertions.ts'
import { openFields } from '../fields.ts'
import { canonical } from '../keys.ts'
import { assertions } from './assertions.ts'

export interface Expectation extends Checked {
  readonly key: string
  readonly at: Place
}

const assertionKeys = Object.keys(assertions)

/** Every assertion of an `espera`, in the order of the file. */
export function readExpectations(map: MapValue, report: Report): readonly Expectation[] {
  const fields = openFields(map, assertionKeys, [], report)
  return assertionKeys.flatMap((key) => {
    if (!map.entries.some((entry) => canonical(entry.key) === key)) return []
    const checked = assertions[key]?.(fields, key, report) ?? null
    return checked === null ? [] : [{ key, at: fields.at(key), ...checked }]
  })
}
