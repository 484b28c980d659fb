// Where does an author's file hold its settings, and where its prose? The ficha is YAML between two «---»; every value keeps its place.
import type { Node, Scalar } from 'yaml'
import type { Place, Report } from './problems.ts'
import { LineCounter, isMap, isScalar, isSeq, parseDocument } from 'yaml'
import { errorAt } from './problems.ts'
import { unquotedMarks, yamlWords } from './yaml-words.ts'

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
      /** Where ` #` ends a text without quotes; null when nothing is cut off. */
      readonly cut: Place | null
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
  const marks = unquotedMarks(document, text)
  for (const offset of marks)
    report(errorAt(place(offset), 'un texto que empieza con «{{» va entre comillas'))
  const marked = new Set(marks.map((offset) => lineCounter.linePos(offset).line))
  for (const error of document.errors) {
    if (marked.has(lineCounter.linePos(error.pos[0]).line)) continue
    report(errorAt(place(error.pos[0]), yamlWords(error.code, error.message)))
  }
  if (document.errors.length + marks.length > 0) return null
  return treeOf(document.contents, place, text, 0)
}

function treeOf(node: unknown, place: (offset: number) => Place, source: string, near: number): Value {
  const offset = offsetOf(node) ?? near
  const at = place(offset)
  if (isScalar(node)) {
    const { value } = node
    const text = node.source ?? String(value)
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
      return { kind: 'scalar', value, text, at, cut: cutOf(node, source, place) }
    return { kind: 'empty', at }
  }
  if (isSeq(node)) {
    return { kind: 'list', items: node.items.map((item) => treeOf(item, place, source, offset)), at }
  }
  if (isMap(node)) {
    const entries = node.items.map((pair) => {
      const keyOffset = offsetOf(pair.key) ?? offset
      const key = isScalar(pair.key) ? String(pair.key.value) : String(pair.key)
      return { key, keyAt: place(keyOffset), value: treeOf(pair.value, place, source, keyOffset) }
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

function cutOf(node: Scalar, source: string, place: (offset: number) => Place): Place | null {
  if (node.type !== 'PLAIN' || node.comment === undefined || !node.range) return null
  return place(source.indexOf('#', node.range[1]))
}
