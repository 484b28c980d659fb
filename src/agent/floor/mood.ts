// Does a customer's line turn an answer down, or show that they have had enough? Words and marks, no guess at feelings.
import type { Line } from '../spoken.ts'
import type { Lexicon, WordList } from './lexicon.ts'
import { anyOf } from './lexicon.ts'
import { stemOf } from '../stems.ts'
import { bareWords, phraseOf } from '../text.ts'

const never = /^(nunca|jamas|nadie|ninguem|never|nobody)$/
/** May stand between a negation and what the agent ought to do: "no me estás entendiendo". */
const between =
  /^(me|te|nos|se|les?|l[oa]s?|estas?|estan|has|han|ha|quieres?|quieren|puedes?|pueden|ta|tao|voces?|vc|you|are|is|being|even|really|bien|nada)$/
const itself = /^(i|yo|eu|we)$/

/** Does one of the phrases of a list stand in the text, in any language? */
export function says(text: string, list: WordList, lexicons: readonly Lexicon[]): boolean {
  const words = phraseOf(text).split(' ')
  return anyOf(lexicons).says(list, words)
}

export function isUpset(text: string, lexicons: readonly Lexicon[]): boolean {
  const letters = text.replaceAll(/\P{L}/gu, '')
  const shouts = letters.length >= 10 && letters === letters.toUpperCase()
  return (
    shouts ||
    /[!?]{3,}|😡|🤬|👎|😤|😠|🙄|😒|🤦|💢|🖕|😾/u.test(text) ||
    says(text, 'molestia', lexicons) ||
    says(text, 'grave', lexicons) ||
    blames(text, lexicons)
  )
}

/** Turns down what was answered; `answer`: the stems of that answer. */
export function rejects({ text }: Line, answer: ReadonlySet<string>, lexicons: readonly Lexicon[]): boolean {
  return says(text, 'rechaza', lexicons) || blames(text, lexicons) || corrects(text, answer, lexicons)
}

/** "no me entiendes", "you are not answering": the agent does not do what it is there for. */
function blames(text: string, lexicons: readonly Lexicon[]): boolean {
  const words = phraseOf(text).split(' ')
  return words.some((word, at) => {
    const speakers = lexicons.filter((one) => never.test(word) || one.has('niega', word))
    if (speakers.length === 0 || itself.test(words[at - 1] ?? '')) return false
    let next = at + 1
    while (next - at <= 3 && between.test(words[next] ?? '')) next++
    return speakers.some((one) => one.says('cumple', words.slice(next, next + 2).map(one.spell)))
  })
}

/** "no son amarillas", to an answer about yellow leaves: what was understood is not what was meant. */
function corrects(text: string, answer: ReadonlySet<string>, lexicons: readonly Lexicon[]): boolean {
  const words = bareWords(text)
  const no = words.slice(0, 2).findIndex((word) => anyOf(lexicons).has('niega', word))
  if (no < 0 || words.length < 4) return false
  const denied = words.slice(no + 1, no + 5)
  return denied.some(
    (word) => word.length >= 4 && answer.has(stemOf(word)) && !anyOf(lexicons).has('vacias', word),
  )
}
