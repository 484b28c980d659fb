// Where does an author's file hold its settings, and where its prose? The ficha is YAML between two «---»; every value keeps its place.
import type { Node } from 'yaml'
import type { Place, Report } from './problems.ts'
import { LineCounter, isMap, isScalar, isSeq, parseDocument } from 'yaml'
import { errorAt } from './problems.ts'

export interface PackFile {
  /** Inside the pack, with `/`. */
  readonly path: string
  readonly text: string
}

/** A YAML value as our own tree, free of the library. */
export type Value =
  | {
      readonly kind: 'scalar'
      readonly value: string | number | boolean
      readonly text: string
      readonly at: Place
    }
  | { readonly kind: 'list'; readonly items: readonly Value[]; readonly at: Place }
  | { readonly kind: 'map'; readonly entries: readonly Entry[]; readonly at: Place }
  | { readonly kind: 'empty'; readonly at: Place }

export interface Entry {
  readonly key: string
  readonly keyAt: Place
  readonly value: Value
}

export type MapValue = Extract<Value, { kind: 'map' }>

export interface Ficha {
  readonly file: string
  readonly fields: MapValue
  /** The prose under the ficha, and the line on which it begins. */
  readonly body: string
  readonly bodyLine: number
}

/** Reads one file, or reports why it cannot be read and gives null. Without a ficha (where allowed) the fields are empty. */
export function openFicha(file: PackFile, required: boolean, report: Report): Ficha | null {
  const text = plainText(file.text)
  const start: Place = { file: file.path, line: 1, column: 1 }
  const nothing: MapValue = { kind: 'map', entries: [], at: start }
  if (!/^---[ \t]*(\n|$)/.test(text)) {
    if (!required) return { file: file.path, fields: nothing, body: text, bodyLine: 1 }
    report(errorAt(start, 'falta la ficha: el archivo empieza con una línea «---»'))
    return null
  }
  const lines = text.split('\n')
  const end = lines.findIndex((line, index) => index > 0 && /^---[ \t]*$/.test(line))
  if (end < 0) {
    report(errorAt(start, 'la ficha no está cerrada: falta la segunda línea «---»'))
    return null
  }
  const fields = readYaml(file.path, lines.slice(1, end).join('\n'), 1, report)
  if (fields === null) return null
  const body = lines.slice(end + 1).join('\n')
  if (fields.kind === 'map') return { file: file.path, fields, body, bodyLine: end + 2 }
  if (fields.kind === 'empty') return { file: file.path, fields: nothing, body, bodyLine: end + 2 }
  report(errorAt(fields.at, 'la ficha se escribe como «clave: valor», una por línea'))
  return null
}

/** Without a byte-order mark, lines ended by LF: what is read and what is hashed. */
export function plainText(text: string): string {
  return text.replace(/^\uFEFF/, '').replaceAll(/\r\n?/g, '\n')
}

/** One YAML text as a tree; `before` lines stand above it in its file. Null after reported errors. */
export function readYaml(file: string, text: string, before: number, report: Report): Value | null {
  const lineCounter = new LineCounter()
  const document = parseDocument(text, { lineCounter, prettyErrors: false, uniqueKeys: true })
  const place = (offset: number): Place => {
    const { line, col } = lineCounter.linePos(offset)
    return { file, line: line + before, column: col }
  }
  for (const error of document.errors)
    report(errorAt(place(error.pos[0]), yamlWords(error.code, error.message)))
  return document.errors.length > 0 ? null : treeOf(document.contents, place, 0)
}

function treeOf(node: unknown, place: (offset: number) => Place, near: number): Value {
  const offset = offsetOf(node) ?? near
  const at = place(offset)
  if (isScalar(node)) {
    const { value } = node
    const text = node.source ?? String(value)
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
      return { kind: 'scalar', value, text, at }
    return { kind: 'empty', at }
  }
  if (isSeq(node)) {
    return { kind: 'list', items: node.items.map((item) => treeOf(item, place, offset)), at }
  }
  if (isMap(node)) {
    const entries = node.items.map((pair) => {
      const keyOffset = offsetOf(pair.key) ?? offset
      const key = isScalar(pair.key) ? String(pair.key.value) : String(pair.key)
      return { key, keyAt: place(keyOffset), value: treeOf(pair.value, place, keyOffset) }
    })
    return { kind: 'map', entries, at }
  }
  return { kind: 'empty', at }
}

function offsetOf(node: unknown): number | null {
  return isNode(node) ? (node.range?.[0] ?? null) : null
}

function isNode(value: unknown): value is Node {
  return isScalar(value) || isMap(value) || isSeq(value)
}

function yamlWords(code: string, message: string): string {
  const open = code === 'BAD_INDENT' && /flow/i.test(message)
  const known: Readonly<Record<string, string>> = {
    DUPLICATE_KEY: 'clave repetida: ya está más arriba en la misma ficha',
    TAB_AS_INDENT: 'hay un tabulador: la sangría se hace con espacios',
    BAD_INDENT: 'la sangría no coincide con la de las líneas vecinas',
    MISSING_CHAR: 'falta cerrar una comilla, un corchete o una llave',
    BLOCK_AS_IMPLICIT_KEY: 'hay dos «:» en la línea; pon el texto entre comillas',
    BAD_ALIAS: 'un texto que empieza con «*» o «&» va entre comillas',
    UNEXPECTED_TOKEN: 'aquí hay un signo que no se esperaba; si es texto, ponlo entre comillas',
    BAD_SCALAR_START: 'un texto no puede empezar con este signo; ponlo entre comillas',
    MULTILINE_IMPLICIT_KEY: 'falta «:» después de la clave, o el texto necesita comillas',
    MULTIPLE_DOCS: 'hay un «---» de más dentro de la ficha',
  }
  return known[open ? 'MISSING_CHAR' : code] ?? 'no se puede leer esta línea; revisa comillas, «:» y sangría'
}
