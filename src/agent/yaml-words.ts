// Why can this YAML not be read, in an author's words? The library's codes in Spanish, and the one mistake it does not see.
import type { Document } from 'yaml'
import { isMap, visit } from 'yaml'

export function yamlWords(code: string, message: string): string {
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

/** Offsets where a text without quotes begins with `{{`: to YAML that is a map whose key is a map. */
export function unquotedMarks(document: Document, text: string): readonly number[] {
  const found: number[] = []
  visit(document, {
    Map: (_, map) => {
      const start = map.range?.[0]
      if (start === undefined || text.slice(start, start + 2) !== '{{') return undefined
      if (map.items.some(({ key }) => isMap(key))) found.push(start)
      return visit.SKIP
    },
  })
  return found
}
