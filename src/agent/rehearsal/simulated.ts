// What did the model say, in a test that must run without one? Its recorded turn, and how a server would have sent it.
import type { MapValue, Value } from '../ficha.ts'
import type { Proposal } from '../proposal.ts'
import type { Report } from '../problems.ts'
import type { Fault } from './fake-openai-faults.ts'
import type { ChatTurn } from './fake-openai-wire.ts'
import { openFields } from '../fields.ts'
import { errorAt } from '../problems.ts'

export type Simulated =
  | { readonly kind: 'turn'; readonly proposal: Proposal }
  /** A weak model that answers in text and forgets the tool. */
  | { readonly kind: 'text'; readonly text: string }
  /** Every request of this turn fails with this status. */
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
  const datos = fields.map('datos')
  const proposal: Proposal = {
    mensajes,
    etiquetas: fields.items('etiquetas').flatMap((item) => readTag(item, report)),
    datos: Object.fromEntries((datos?.entries ?? []).map(({ key, value }) => [key, scalar(value)])),
    sin_respuesta: fields.flag('sin_respuesta') ?? false,
  }
  return { kind: 'turn', proposal }
}

/** As the fake server sends it. A key the shape asks for and nobody gave is null. */
export function chatTurnOf(simulated: Simulated): ChatTurn | Fault {
  switch (simulated.kind) {
    case 'failure':
      return { fault: 'status', status: simulated.status }
    case 'text':
      return { text: simulated.text }
    case 'turn':
      return { calls: [{ args: simulated.proposal }] }
  }
}

function readTag(item: Value, report: Report): Proposal['etiquetas'] {
  if (item.kind !== 'map') {
    report(errorAt(item.at, 'una etiqueta simulada se escribe { etiqueta: …, criterio: …, frase: … }'))
    return []
  }
  const fields = openFields(item, ['etiqueta', 'criterio', 'frase'], ['etiqueta', 'frase'], report)
  return [
    {
      etiqueta: fields.text('etiqueta') ?? '',
      criterio: fields.value('criterio') === null ? null : fields.text('criterio'),
      frase: fields.text('frase') ?? '',
    },
  ]
}

function scalar(value: Value): string | number | null {
  if (value.kind !== 'scalar') return null
  return typeof value.value === 'boolean' ? value.text : value.value
}
