// What is the model recorded to have said, in a test that runs without one? A turn, bare text, or a failure.
import type { MapValue, Value } from './ficha.ts'
import type { Report } from './problems.ts'
import type { Proposal } from './proposal.ts'
import { openFields } from './fields.ts'
import { readData } from './pack-expected.ts'
import { errorAt } from './problems.ts'

export type Simulated =
  | { readonly kind: 'turn'; readonly proposal: Proposal }
  /** A weak model that answers in words and forgets the form. */
  | { readonly kind: 'text'; readonly text: string }
  /** Every request of the turn fails with this HTTP status. */
  | { readonly kind: 'failure'; readonly status: number }

const keys = ['mensajes', 'etiquetas', 'datos', 'sin_respuesta', 'texto', 'falla']

export function readSimulated(map: MapValue, report: Report): Simulated | null {
  const fields = openFields(map, keys, [], report)
  const has = (key: string): boolean => fields.value(key) !== null
  if (has('falla')) {
    const status = fields.count('falla', 400, 599)
    return status === null ? null : { kind: 'failure', status }
  }
  if (has('texto')) return { kind: 'text', text: fields.text('texto') ?? '' }
  const mensajes = fields.texts('mensajes').map(({ text }) => text)
  if (mensajes.length === 0) {
    report(errorAt(map.at, '«simulado» espera «mensajes», o «texto», o «falla»'))
    return null
  }
  const proposal: Proposal = {
    mensajes,
    etiquetas: fields.items('etiquetas').flatMap((item) => readProposed(item, report) ?? []),
    datos: Object.fromEntries(readData(fields.map('datos'), report).map(({ id, value }) => [id.text, value])),
    sin_respuesta: fields.flag('sin_respuesta') ?? false,
  }
  return { kind: 'turn', proposal }
}

function readProposed(item: Value, report: Report): Proposal['etiquetas'][number] | null {
  if (item.kind !== 'map') {
    report(errorAt(item.at, 'se espera { etiqueta: …, criterio: …, frase: "…" }'))
    return null
  }
  const fields = openFields(item, ['etiqueta', 'criterio', 'frase'], ['etiqueta', 'frase'], report)
  return {
    etiqueta: fields.text('etiqueta') ?? '',
    criterio: fields.value('criterio') === null ? null : fields.text('criterio'),
    frase: fields.text('frase') ?? '',
  }
}
