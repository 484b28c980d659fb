// Would a text arrive as its author wrote it? What YAML cuts, what is not substituted, links that a channel shows raw.
import type { Value } from './ficha.ts'
import type { Subject } from './lint-subject.ts'
import type { Report } from './problems.ts'
import { readYaml } from './ficha.ts'
import { canonical } from './keys.ts'
import { findIn, findInLine } from './lint-subject.ts'
import { noticeAt } from './problems.ts'

/** Keys whose values are sentences, whatever is below them. */
const sentences = new Set([
  'criterios',
  'no_cuenta',
  'descripcion',
  'cliente',
  'humano',
  'mensajes',
  'frase',
  'contiene',
  'no_contiene',
  'juicio',
])
const marks = /\{\{\s*[^{}]*?\s*\}\}/g
const links = /\[[^\]\n]+\]\([^)\s]+\)/g

/** Unquoted text with ` #`: what follows is lost without a word. */
export function lintCut(subject: Subject, report: Report): void {
  for (const { file, fields } of subject.fichas.values()) walk(fields, file.startsWith('messages/'), report)
  const suspects = subject.files.filter(({ path, text }) => path.startsWith('tests/') && text.includes(' #'))
  for (const file of suspects) {
    const tree = readYaml(file.path, file.text, 0, () => undefined)
    if (tree !== null) walk(tree, false, report)
  }
}

function walk(value: Value, sentence: boolean, report: Report): void {
  switch (value.kind) {
    case 'scalar':
      if (!sentence || value.cut === null) return
      report(noticeAt(value.cut, 'lo que sigue a « #» se pierde; pon el texto entre comillas'))
      return
    case 'list':
      for (const item of value.items) walk(item, sentence, report)
      return
    case 'map':
      for (const { key, value: inner } of value.entries)
        walk(inner, sentence || sentences.has(canonical(key)), report)
  }
}

/** `{{…}}` where nothing is put in its place. */
export function lintMarks({ fichas }: Subject, report: Report): void {
  for (const { file, body, bodyLine } of fichas.values()) {
    if (file.startsWith('messages/')) continue
    body.split('\n').forEach((line, index) => {
      for (const { match, at } of findInLine(line, marks, { file, line: bodyLine + index, column: 1 }))
        report(noticeAt(at, `«${match[0]}» se queda tal cual: solo se sustituye en messages/`))
    })
  }
}

/** Instagram shows `[text](address)` as it stands. */
export function lintLinks({ files, parts }: Subject, report: Report): void {
  if (parts.channels.instagram === undefined) return
  for (const file of files.filter(({ path }) => path.startsWith('messages/'))) {
    for (const { match, at } of findIn(file, links))
      report(noticeAt(at, `Instagram no muestra enlaces como «${match[0]}»; escribe la dirección sola`))
  }
}
