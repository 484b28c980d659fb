// Where does one thought of a customer end and the next begin? Clauses of joined words, for the grammar of the floor.
import type { Folded, Word } from '../text.ts'
import type { Lexicon } from './lexicon.ts'
import { wordsOf } from '../text.ts'

export type Clause = readonly Word[]

const stops = /[.;:!?¿¡()…\n—"«»]+/g
/** Weaker: a comma beside a courtesy ("quiero, por favor, un asesor") does not end a thought. */
const comma = ','

/** Words of one language's grammar, clause by clause; business phrases in `except` are read as if they were not there. */
export function clausesOf(folded: Folded, lexicon: Lexicon, except: readonly string[]): readonly Clause[] {
  return pieces(folded.text).flatMap(({ from, to }) => {
    const parts = pieces(folded.text.slice(from, to), comma).map((part) =>
      lexicon.join(wordsOf(folded, from + part.from, from + part.to)),
    )
    return glue(parts, lexicon)
      .flatMap((clause) => breakAt(clause, lexicon))
      .map((clause) => without(clause, lexicon, except))
      .filter((clause) => clause.length > 0)
  })
}

function pieces(text: string, mark?: string): readonly { readonly from: number; readonly to: number }[] {
  const found: { from: number; to: number }[] = []
  let from = 0
  for (const match of text.matchAll(mark === undefined ? stops : /,/g)) {
    found.push({ from, to: match.index })
    from = match.index + match[0].length
  }
  found.push({ from, to: text.length })
  return found.filter(({ from: start, to }) => to > start)
}

function glue(parts: readonly Clause[], lexicon: Lexicon): readonly Clause[] {
  const glued: Word[][] = []
  const courteous = (word: Word | undefined): boolean =>
    word !== undefined && word.text.includes('fav') && lexicon.has('cortesia', word.text)
  for (const part of parts) {
    const last = glued.at(-1)
    if (last !== undefined && (courteous(last.at(-1)) || courteous(part[0]))) last.push(...part)
    else glued.push([...part])
  }
  return glued
}

function breakAt(clause: Clause, lexicon: Lexicon): readonly Clause[] {
  const clauses: Word[][] = [[]]
  for (const word of clause) {
    if (lexicon.has('corta', word.text)) clauses.push([])
    else clauses.at(-1)?.push(word)
  }
  return clauses
}

function without(clause: Clause, lexicon: Lexicon, except: readonly string[]): Clause {
  const kept = clause.filter((word) => !lexicon.has('no_persona', word.text))
  return except.reduce<Clause>(cutPhrase, kept)
}

function cutPhrase(clause: Clause, phrase: string): Clause {
  const said = clause.map(({ text }) => text)
  const at = ` ${said.join(' ')} `.indexOf(` ${phrase} `)
  if (phrase === '' || at < 0) return clause
  const before = said.join(' ').slice(0, at).trim()
  const skip = before === '' ? 0 : before.split(' ').length
  const flat = clause.flatMap((word) => word.text.split(' ').map(() => word))
  const cut = new Set(flat.slice(skip, skip + phrase.split(' ').length))
  return clause.filter((word) => !cut.has(word))
}
