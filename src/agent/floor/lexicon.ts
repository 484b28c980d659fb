// Which words does the floor know? One list of words per language, read from YAML files that an author may extend.
import type { Word } from '../text.ts'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { HouseError, reasonOf } from '../../errors.ts'
import { keptOf } from '../kept.ts'
import { phraseOf } from '../text.ts'

const lists = [
  'persona_fuerte',
  'persona_debil',
  'area',
  'bot',
  'maquina',
  'contacta',
  'atiende',
  'quiere',
  'prefiere',
  'niega',
  'ligera',
  'pasado',
  'cancela',
  'enlace',
  'puente',
  'relleno',
  'cortesia',
  'corta',
  'frases',
  'no_persona',
  'rechaza',
  'cumple',
  'no_sabe',
  'molestia',
  'grave',
  'agradece',
  'saluda',
  'afirma',
  'acepta',
  'niega_corto',
  'despide',
  'dato',
  'vacias',
] as const

export type WordList = (typeof lists)[number]

/** The words of one language. Each list holds phrases in the form of `phraseOf`. */
export interface Lexicon {
  readonly language: string
  has(list: WordList, phrase: string): boolean
  all(list: WordList): ReadonlySet<string>
  /** Does a phrase of the list stand in a sentence of these words? */
  says(list: WordList, words: readonly string[]): boolean
  /** Misspellings set right, and the phrases of the grammar joined to one word each; places stay those of the original. */
  join(words: readonly Word[]): readonly Word[]
  /** The word, its misspelling set right. */
  spell(word: string): string
  readonly synonyms: readonly (readonly string[])[]
}

const words = z.array(z.union([z.string(), z.number(), z.boolean()]).transform(String))
const shape = z.strictObject({
  ...Object.fromEntries(lists.map((list) => [list, words])),
  variantes: z.record(z.string(), z.string()),
  sinonimos: z.array(words),
})
const shapeOfLists = z.record(z.string(), z.unknown())

/** Reads every `*.yaml` of the folder; throws HouseError('config') naming the file that cannot be used. */
export function openLexicons(dir: string): readonly Lexicon[] {
  return readdirSync(dir)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => openLexicon(join(dir, name), name.slice(0, -'.yaml'.length)))
}

function openLexicon(path: string, language: string): Lexicon {
  try {
    const found = shape.parse(parse(readFileSync(path, 'utf8')))
    const raw = shapeOfLists.parse(found)
    const sets = new Map(lists.map((list) => [list, new Set(words.parse(raw[list]).map(phraseOf))] as const))
    return createLexicon(language, sets, found.variantes, found.sinonimos)
  } catch (error) {
    throw new HouseError('config', `No se puede leer la lista de palabras ${path}: ${reasonOf(error)}`, {
      cause: error,
    })
  }
}

const none: ReadonlySet<string> = new Set()

function createLexicon(
  language: string,
  sets: ReadonlyMap<WordList, ReadonlySet<string>>,
  variants: Readonly<Record<string, string>>,
  synonyms: readonly (readonly string[])[],
): Lexicon {
  const all = (list: WordList): ReadonlySet<string> => sets.get(list) ?? none
  const joined = lists.slice(0, lists.indexOf('rechaza')).filter((list) => list !== 'cancela')
  const grammar = joined.flatMap((list) => [...all(list)])
  const phrases = new Set(grammar.filter((phrase) => phrase.includes(' ')))
  const joints = phrasesOf(phrases)
  const sought = new Map(lists.map((list) => [list, phrasesOf(all(list))]))
  const known = new Set(grammar.flatMap((phrase) => phrase.split(' ')))
  const spell = keptOf(4_000, (word) => {
    const single = word.replaceAll(/(\p{L})\1/gu, '$1')
    return variants[word] ?? (known.has(word) || !known.has(single) ? (variants[single] ?? word) : single)
  })
  return {
    language,
    all,
    has: (list, phrase) => all(list).has(phrase),
    says: (list, said) => {
      const held = sought.get(list)
      return held !== undefined && stands(said, held)
    },
    join: (given) =>
      joinPhrases(
        given.map((word) => ({ ...word, text: spell(word.text) })),
        joints,
      ),
    spell,
    synonyms,
  }
}

/** The languages together, for what is asked in none by itself. */
type AnyLexicon = Pick<Lexicon, 'has' | 'says'>

const together = new WeakMap<readonly Lexicon[], AnyLexicon>()

export function anyOf(lexicons: readonly Lexicon[]): AnyLexicon {
  const known = together.get(lexicons)
  if (known !== undefined) return known
  const sets = new Map(
    lists.map((list) => [list, new Set(lexicons.flatMap((one) => [...one.all(list)]))] as const),
  )
  const sought = new Map([...sets].map(([list, all]) => [list, phrasesOf(all)]))
  const any: AnyLexicon = {
    has: (list, phrase) => sets.get(list)?.has(phrase) === true,
    says: (list, words) => {
      const held = sought.get(list)
      return held !== undefined && stands(words, held)
    },
  }
  together.set(lexicons, any)
  return any
}

/** A list made quick to look up: most words begin no phrase of it. */
interface Phrases {
  readonly all: ReadonlySet<string>
  readonly firsts: ReadonlySet<string>
  /** Words of the longest. */
  readonly longest: number
}

function phrasesOf(all: ReadonlySet<string>): Phrases {
  const split = [...all].map((phrase) => phrase.split(' '))
  return {
    all,
    firsts: new Set(split.map(([first = '']) => first)),
    longest: Math.max(1, ...split.map(({ length }) => length)),
  }
}

function stands(words: readonly string[], { all: phrases, firsts, longest }: Phrases): boolean {
  for (let from = 0; from < words.length; from++) {
    if (!firsts.has(words[from] ?? '')) continue
    let phrase = ''
    for (let to = from; to < words.length && to < from + longest; to++) {
      phrase = to === from ? (words[to] ?? '') : `${phrase} ${words[to]}`
      if (phrases.has(phrase)) return true
    }
  }
  return false
}

function joinPhrases(given: readonly Word[], { all: phrases, firsts, longest }: Phrases): readonly Word[] {
  const joined: Word[] = []
  let index = 0
  while (index < given.length) {
    const first = given[index]
    if (first === undefined) break
    let taken = 1
    const most = firsts.has(first.text) ? Math.min(longest, given.length - index) : 1
    for (let length = most; length > 1; length--) {
      const stretch = given.slice(index, index + length)
      const phrase = stretch.map(({ text }) => text).join(' ')
      if (!phrases.has(phrase)) continue
      joined.push({ text: phrase, start: first.start, end: stretch.at(-1)?.end ?? first.end })
      taken = length
      break
    }
    if (taken === 1) joined.push(first)
    index += taken
  }
  return joined
}
