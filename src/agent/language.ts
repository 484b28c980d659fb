// In which language does this customer write, and is a reply in it? Among the pack's languages only; it takes two words and a clear
// lead to change, and then it stays. Imported with the model agent: the word statistics weigh some 60 MB.
import type { Turn } from './agent.ts'
import type { Desk } from './desk.ts'
import { eld } from 'eld/extrasmall'
import { customerLines } from './evidence.ts'
import { keptOf } from './kept.ts'

/** How many messages of the customer are read together. */
const lastMessages = 3
const fewestWords = 2
/** By how much another language must lead before it takes over, from 0 to 1. */
const margin = 0.04
/** A reply this short may be a name or a price in any language. */
const fewestToJudge = 4
const slack = 0.06
/** What a reply could be in by mistake, whatever the pack says. */
const usual = ['es', 'en', 'pt', 'fr', 'it', 'de']
const address = /(?:https?:\/\/|www\.)\S+|\S+@\S+|[@#]\S+/g
const noWord = /[\p{N}\p{P}\p{S}\p{Extended_Pictographic}_]+/gu
/** Short words that one language has and its neighbours have not. */
const telling: readonly (readonly [string, RegExp])[] = [
  [
    'es',
    /\b(?:el|los|las|y|hola|buenas?|buenos|gracias|quiero|tienen?|cu[aá]nto|cu[aá]l|qu[eé]|d[oó]nde|con|una?|est[aá]n?|hay|hacen|muy|pero|porfa|ustedes|precio|del|al|mi|hasta|ma[ñn]ana|s[ií])\b/giu,
  ],
  [
    'pt',
    /\b(?:o|os|um|uma|e|ol[aá]|oi|bom|boa|obrigad[oa]|quero|t[eê]m|quanto|qual|onde|com|n[aã]o|voc[eê]s?|est[aá]o|fazem|muito|mas|pre[cç]o|do|da|dos|das|ao|meu|minha|at[eé]|amanh[aã]|sim|tudo|bem|por favor)\b/giu,
  ],
  [
    'en',
    /\b(?:the|and|hi|hello|hey|thanks?|thank|you|your|do|does|want|have|how|what|where|which|with|an?|is|are|is|very|but|please|price|of|to|my|until|tomorrow|yes|i|need|can|it|for)\b/giu,
  ],
]
/** What one of those words adds to the share of its language. */
const weight = 0.25

/** Two letters, one of the pack's languages. */
export function detectLanguage(desk: Desk, turn: Turn): string {
  const { language, languages } = desk.pack.agent
  const among = [...new Set([language, ...languages].map(bare))]
  if (among.length === 1) return bare(language)
  const texts = customerLines(turn).map(({ text }) => wordsOf(text))
  let current = remembered(turn, among) ?? bare(language)
  for (const [index, text] of texts.entries()) {
    if (text === '') continue
    const recent = texts.slice(Math.max(0, index - lastMessages + 1), index + 1)
    current = next(current, [text, recent.join(' ')], among)
  }
  return current
}

/** Could this be that language? Short texts could. */
export function isIn(language: string, text: string): boolean {
  const words = wordsOf(text)
  if (countOf(words) < fewestToJudge) return true
  const scores = scoresOf(words, [...new Set([bare(language), ...usual])])
  const own = scores.get(bare(language)) ?? 0
  return own + slack >= Math.max(...scores.values())
}

/** A memo names the language of what it sums up. */
function remembered({ memo }: Turn, among: readonly string[]): string | null {
  const named = /\b(?:idioma|language)\W{0,4}(\p{L}+)/iu.exec(memo?.text ?? '')?.[1]?.toLowerCase() ?? ''
  const names: Readonly<Record<string, RegExp>> = {
    es: /^(es|espa[ñn]ol|castellano|spanish)$/,
    en: /^(en|ingl[eé]s|english)$/,
    pt: /^(pt|portugu[eéê]s|portuguese)$/,
  }
  return among.find((code) => names[code]?.test(named) ?? code === named) ?? null
}

/** The latest message must lead by itself, or together with the ones before it. */
function next(current: string, texts: readonly string[], among: readonly string[]): string {
  for (const text of texts) {
    if (countOf(text) < fewestWords) continue
    const scores = [...scoresOf(text, among)].sort(([, left], [, right]) => right - left)
    const [first, second] = scores
    if (first === undefined) continue
    if (first[0] === current) return current
    const own = scores.find(([code]) => code === current)?.[1] ?? 0
    if (first[1] - Math.max(own, second?.[1] ?? 0) >= margin) return first[0]
    return current
  }
  return current
}

const weighed = keptOf(1_000, (text) => ({
  all: eld.detect(text).getScores(),
  words: countOf(text),
  hits: new Map(telling.map(([language, pattern]) => [language, text.match(pattern)?.length ?? 0])),
}))

function scoresOf(text: string, among: readonly string[]): ReadonlyMap<string, number> {
  const { all, words, hits } = weighed(text)
  return new Map(among.map((code) => [code, (all[code] ?? 0) + (weight * (hits.get(code) ?? 0)) / words]))
}

const wordsOf = keptOf(1_000, (text) =>
  text
    .slice(0, 1_000)
    .normalize('NFC')
    .replaceAll(address, ' ')
    .replaceAll(noWord, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim(),
)

function countOf(words: string): number {
  return words === '' ? 0 : words.split(' ').length
}

function bare(language: string): string {
  return language.slice(0, 2).toLowerCase()
}
