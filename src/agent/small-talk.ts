// Is this a greeting, thanks, a yes, a no, a goodbye — and nothing that needs an answer from the knowledge?
import type { Lexicon, WordList } from './floor/lexicon.ts'
import { anyOf } from './floor/lexicon.ts'
import { bareWords, phraseOf } from './text.ts'

export type SmallTalk = 'saluda' | 'agradece' | 'afirma' | 'niega_corto' | 'despide'

/** The first that is found gives the answer its tone. */
const kinds: readonly SmallTalk[] = ['despide', 'agradece', 'niega_corto', 'afirma', 'saluda']
const longest = 4

/** Null when some word of the text goes beyond courtesy. */
export function smallTalkOf(text: string, lexicons: readonly Lexicon[]): SmallTalk | null {
  const words = phraseOf(text)
    .split(' ')
    .filter((word) => word !== '')
  const found = new Set<WordList>()
  if (words.length === 0) return /\p{Extended_Pictographic}/u.test(text) ? 'afirma' : null
  let at = 0
  while (at < words.length) {
    const taken = taking(words, at, found, lexicons)
    if (taken === 0 && !isEmpty(words[at] ?? '', lexicons)) return null
    at += Math.max(1, taken)
  }
  return kinds.find((kind) => found.has(kind)) ?? null
}

/** The text without the courtesies at its beginning: "hola, buenas tardes, ¿abren hoy?" asks "abren hoy". */
export function withoutGreeting(text: string, lexicons: readonly Lexicon[]): string {
  const words = bareWords(text)
  let at = 0
  while (at < words.length) {
    const taken = taking(words, at, new Set(), lexicons, ['saluda'])
    if (taken === 0) break
    at += taken
  }
  return words.slice(at).join(' ')
}

/** What is left of "mi correo es ana@…": without addresses, numbers, and the words that go with them. */
export function withoutDatum(text: string, lexicons: readonly Lexicon[]): string {
  return text
    .split(/\s+/)
    .filter((word) => !/[@\d]/.test(word))
    .filter((word) => !bareWords(word).some((one) => lexicons.some((lexicon) => lexicon.has('dato', one))))
    .join(' ')
}

function taking(
  words: readonly string[],
  at: number,
  found: Set<WordList>,
  lexicons: readonly Lexicon[],
  among: readonly SmallTalk[] = kinds,
): number {
  const any = anyOf(lexicons)
  for (let length = Math.min(longest, words.length - at); length > 0; length--) {
    const phrase = words.slice(at, at + length).join(' ')
    const kind = among.find((one) => any.has(one, phrase))
    if (kind === undefined) continue
    found.add(kind)
    return length
  }
  return 0
}

function isEmpty(word: string, lexicons: readonly Lexicon[]): boolean {
  return anyOf(lexicons).has('vacias', word)
}
