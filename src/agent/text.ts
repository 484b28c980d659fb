// How are two spellings seen as one? Text is folded (accents, case, odd blanks) while every letter keeps its place in the original.
import { keptOf } from './kept.ts'

export interface Folded {
  readonly text: string
  /** For each UTF-16 unit of `text`, and one past its end, where it stood in the original. */
  readonly at: readonly number[]
}

/** A word and the stretch of the original it came from, end excluded. */
export interface Word {
  readonly text: string
  readonly start: number
  readonly end: number
}

export interface Span {
  readonly start: number
  readonly end: number
}

const invisible = /[\p{Cf}\p{Mn}\uFE0F]/gu
/** Letters are few and come again and again. */
const seen = new Map<string, string>()
const wordPattern = /[\p{L}\p{N}]+/gu

/** NFKC, no accents, lower case, no zero-width marks, blanks as single spaces; line ends stay. */
export const fold: (original: string) => Folded = keptOf(2_000, folded)

function folded(original: string): Folded {
  let text = ''
  const at: number[] = []
  let index = 0
  for (const letter of original) {
    const plain = plainOf(letter)
    const doubled = plain === ' ' && text.endsWith(' ')
    if (!doubled) {
      for (let unit = 0; unit < plain.length; unit++) at.push(index)
      text += plain
    }
    index += letter.length
  }
  at.push(original.length)
  return { text, at }
}

export function foldText(original: string): string {
  return fold(original).text
}

/** Words of the folded text, with no letter more than twice in a row; apostrophes vanish inside a word. */
export function wordsOf(folded: Folded, from = 0, to: number = folded.text.length): readonly Word[] {
  const joined = folded.text.slice(from, to)
  return [...joined.matchAll(/[\p{L}\p{N}]+(?:['’´`][\p{L}\p{N}]+)*/gu)].map((match) => {
    const start = from + match.index
    return {
      text: squeeze(match[0].replaceAll(/['’´`]/g, '')),
      start: folded.at[start] ?? 0,
      end: endOf(folded, start + match[0].length),
    }
  })
}

/** Past the whole letter that the unit before `unit` came from: one letter may fold into several. */
function endOf({ at }: Folded, unit: number): number {
  const letter = at[unit - 1]
  let next = unit
  while (next < at.length - 1 && at[next] === letter) next += 1
  return at[next] ?? 0
}

/** Plain words, for comparing sentences. */
export const bareWords: (text: string) => readonly string[] = keptOf(
  2_000,
  (text) => foldText(text).match(wordPattern)?.map(squeeze) ?? [],
)

/** One blank between words, nothing else: two phrases are the same when this is the same. */
export const phraseOf: (text: string) => string = keptOf(2_000, (text) =>
  wordsOf(fold(text))
    .map((word) => word.text)
    .join(' '),
)

/** Does the phrase stand in the text, on word boundaries? Both in the form of `phraseOf`. */
export function holdsPhrase(text: string, phrase: string): boolean {
  return phrase !== '' && ` ${text} `.includes(` ${phrase} `)
}

function squeeze(word: string): string {
  return word.replaceAll(/(\p{L})\1{2,}/gu, '$1$1')
}

function plainOf(letter: string): string {
  const code = letter.charCodeAt(0)
  if (code > 31 && code < 127) return code > 64 && code < 91 ? letter.toLowerCase() : letter
  const known = seen.get(letter)
  if (known !== undefined) return known
  const plain = unaccented(letter)
  if (seen.size < 4_096) seen.set(letter, plain)
  return plain
}

function unaccented(letter: string): string {
  if (letter === '\n') return letter
  const plain = letter.normalize('NFKC').normalize('NFD').replaceAll(invisible, '').toLowerCase()
  return /^\s+$/u.test(plain) ? ' ' : plain
}
