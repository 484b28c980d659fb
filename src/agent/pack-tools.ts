// What may the agent look up before it answers? Reads tools/*.md: one address of the author's own, asked with GET, never changed.
import type { Ficha, MapValue } from './ficha.ts'
import type { Fields } from './fields.ts'
import type { Report } from './problems.ts'
import { openFields } from './fields.ts'
import { errorAt, suggestion } from './problems.ts'

export interface ToolParam {
  readonly id: string
  readonly type: 'texto' | 'numero'
  readonly description: string
}

export interface ToolFile {
  readonly name: string
  readonly description: string
  /** https; `{id}` stands for a parameter, never in the host. */
  readonly url: string
  readonly params: readonly ToolParam[]
  /** Characters of an answer that the model reads. */
  readonly maxChars: number
}

/** The name under which the model gives its answer. */
export const answerTool = 'responder'

const keys = ['nombre', 'descripcion', 'url', 'parametros', 'respuesta_max']
const marks = /\{([^{}]*)\}/g

export function readToolFile(ficha: Ficha, report: Report): ToolFile {
  const fields = openFields(ficha.fields, keys, ['nombre', 'descripcion', 'url'], report)
  const params = readParams(fields.map('parametros'), report)
  return {
    name: readName(fields, report),
    description: [fields.text('descripcion') ?? '', ficha.body.trim()].filter(Boolean).join('\n'),
    url: readUrl(fields, params, report),
    params,
    maxChars: fields.count('respuesta_max', 100, 8_000) ?? 2_000,
  }
}

function readName(fields: Fields, report: Report): string {
  const text = fields.text('nombre') ?? ''
  const good = /^[a-z][a-z0-9_]{1,40}$/.test(text) && text !== answerTool
  if (!good && fields.value('nombre') !== null) {
    const message = `«nombre: ${text}» espera minúsculas, números y «_» (ejemplo: consultar_pedido)`
    report(errorAt(fields.at('nombre'), message))
  }
  return text
}

function readUrl(fields: Fields, params: readonly ToolParam[], report: Report): string {
  const url = fields.text('url') ?? ''
  if (url === '') return url
  const wrong = (message: string): void => report(errorAt(fields.at('url'), message))
  if (!/^https:\/\/[^/?#{}@\s]+(?:[/?#]|$)/.test(url) || !URL.canParse(url.replaceAll(marks, 'x'))) {
    wrong(`«url: ${url}» espera una dirección https, sin «{…}» en el dominio`)
  }
  const known = params.map(({ id }) => id)
  for (const [whole, id = ''] of url.matchAll(marks)) {
    if (!known.includes(id)) wrong(`«${whole}» no está en «parametros».${suggestion(id, known)}`)
  }
  for (const id of known.filter((one) => !url.includes(`{${one}}`))) {
    wrong(`el parámetro «${id}» no aparece en la dirección como «{${id}}»`)
  }
  return url
}

function readParams(map: MapValue | null, report: Report): readonly ToolParam[] {
  return (map?.entries ?? []).flatMap(({ key, keyAt, value }) => {
    if (value.kind !== 'map') {
      report(errorAt(keyAt, `el parámetro «${key}» espera { tipo: …, descripcion: … }`))
      return []
    }
    const fields = openFields(value, ['tipo', 'descripcion'], ['tipo'], report)
    const type = fields.choice('tipo', ['texto', 'numero']) ?? 'texto'
    return [{ id: key, type, description: fields.text('descripcion') ?? '' }]
  })
}
