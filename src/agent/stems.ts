// Which words mean the same in another ending? Spanish snowball stems, taken from folded words so that missing accents do not matter.
import { newStemmer } from 'snowball-stemmers'
import { bareWords } from './text.ts'

const stemmer = newStemmer('spanish')
/** Stemming is slow and customers use few words. */
const seen = new Map<string, string>()
const mostSeen = 20_000

/** The stem of one folded word; numbers stay as they are. */
export function stemOf(word: string): string {
  const known = seen.get(word)
  if (known !== undefined) return known
  const stem = /\d/.test(word) ? word : snowball(word)
  if (seen.size < mostSeen) seen.set(word, stem)
  return stem
}

function snowball(word: string): string {
  return stemmer
    .stem(singular(word).replace(/([cs])ion$/, '$1ión'))
    .normalize('NFD')
    .replaceAll(/\p{Mn}/gu, '')
}

/** Stems of the words that carry meaning, in order, with repetitions. */
export function contentStems(text: string, empty: ReadonlySet<string>): readonly string[] {
  return bareWords(text)
    .filter((word) => !empty.has(word) && (word.length > 1 || /\d/.test(word)))
    .map(stemOf)
}

function singular(word: string): string {
  return word.endsWith('ciones') || word.endsWith('siones') ? word.slice(0, -2) : word
}
