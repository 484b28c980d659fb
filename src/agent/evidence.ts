// What did the customer really say? Their own words of this turn, and where in them a phrase stands, whatever its accents and case.
import type { Turn } from './agent.ts'
import type { Line } from './spoken.ts'
import type { Span } from './text.ts'
import { lineOf } from './spoken.ts'
import { fold, wordsOf } from './text.ts'

export interface Said {
  readonly line: Line
  /** As the customer wrote it. */
  readonly quote: string
}

const mostQuoted = 240

/** Oldest first: every line of the customer that the turn holds, the burst included. */
export function customerLines(turn: Turn): readonly Line[] {
  return [...turn.history, ...turn.burst].map(lineOf).filter(({ who }) => who === 'contact')
}

/** The latest line that holds the phrase as whole words; null when nobody said it, or it says too little to prove anything. */
export function findQuote(lines: readonly Line[], phrase: string): Said | null {
  const words = wordsIn(phrase)
  for (const line of lines.toReversed()) {
    const whole = isWhole(line.text, phrase, words)
    const span = whole ? { start: 0, end: line.text.length } : findWords(line.text, words)
    if (span === null || (words.length < 2 && !whole)) continue
    return { line, quote: shorten(line.text.slice(span.start, span.end)) }
  }
  return null
}

/** The customer's own spelling of a phrase of any length; null when it does not occur. */
export function findSaid(lines: readonly Line[], phrase: string): string | null {
  const words = wordsIn(phrase)
  if (words.length === 0) return null
  for (const line of lines.toReversed()) {
    for (const text of [line.text, line.data]) {
      const span = findWords(text, words)
      if (span !== null) return text.slice(span.start, span.end)
    }
  }
  return null
}

function wordsIn(text: string): readonly string[] {
  return wordsOf(fold(text)).map((word) => word.text)
}

function findWords(text: string, phrase: readonly string[]): Span | null {
  const words = wordsOf(fold(text))
  for (let from = 0; from + phrase.length <= words.length; from++) {
    const stands = phrase.every((word, index) => words[from + index]?.text === word)
    const [first, last] = [words[from], words[from + phrase.length - 1]]
    if (stands && first !== undefined && last !== undefined) return { start: first.start, end: last.end }
  }
  return null
}

/** One word is enough when it is all that was said; so is an emoji. */
function isWhole(text: string, phrase: string, words: readonly string[]): boolean {
  if (words.length > 0) return wordsIn(text).join(' ') === words.join(' ')
  const bare = fold(text).text.trim()
  return bare !== '' && bare === fold(phrase).text.trim()
}

function shorten(quote: string): string {
  const trimmed = quote.trim()
  return trimmed.length <= mostQuoted ? trimmed : trimmed.slice(0, mostQuoted).replace(/[\uD800-\uDBFF]$/, '')
}
