// Does the customer ask for a person? A small grammar over word classes, in each language by itself; negation and the past reach over the clause.
import type { Span } from '../text.ts'
import type { Clause } from './clauses.ts'
import type { Lexicon, WordList } from './lexicon.ts'
import { fold, wordsOf } from '../text.ts'
import { clausesOf } from './clauses.ts'

export interface Asking {
  /** The stretch that asks, in the original text; null when nothing asks, or it was taken back afterwards. */
  readonly asks: Span | null
  /** "No, olvídalo": takes back what was asked before. */
  readonly cancels: boolean
}

/** `except`: phrases of one business that look like a request and are none, in the form of `phraseOf`. */
export function readRequest(text: string, lexicons: readonly Lexicon[], except: readonly string[]): Asking {
  const folded = fold(text)
  let asks: Span | null = null
  let cancels = false
  const words = wordsOf(folded)
  for (const lexicon of lexicons) {
    const may = mayAsk(lexicon)
    if (!words.some(({ text: word }) => may.has(lexicon.spell(word)))) continue
    for (const clause of clausesOf(folded, lexicon, except)) {
      const hit = findRequest(clause, lexicon)
      if (hit !== null && (asks === null || hit.start < asks.start)) asks = hit
      const cancelled = hit === null && isCancel(clause, lexicon)
      if (cancelled && (asks === null || (clause[0]?.start ?? 0) >= asks.end)) {
        asks = null
        cancels = true
      }
    }
  }
  return { asks, cancels }
}

const telling = [
  ...(['persona_fuerte', 'persona_debil', 'area', 'frases', 'contacta'] as const),
  ...(['bot', 'maquina', 'cancela'] as const),
]
const begun = new WeakMap<Lexicon, ReadonlySet<string>>()

/** What every request and every taking back holds, or its first word: most texts have nothing of it. */
function mayAsk(lexicon: Lexicon): ReadonlySet<string> {
  const known = begun.get(lexicon)
  if (known !== undefined) return known
  const phrases = telling.flatMap((list) => [...lexicon.all(list)])
  const firsts = new Set(phrases.flatMap((phrase) => [phrase, phrase.split(' ')[0] ?? '']))
  begun.set(lexicon, firsts)
  return firsts
}

type Is = (index: number, ...lists: readonly WordList[]) => boolean

/** Words that carry their own "me": "que atenderme pueda una persona". */
const clitic = /(me|nos)$/

function findRequest(clause: Clause, lexicon: Lexicon): Span | null {
  const is: Is = (index, ...names) => {
    const word = clause[index]?.text
    return word !== undefined && names.some((list) => lexicon.has(list, word))
  }
  if (isBareRequest(clause, is)) return spanOf(clause, 0, clause.length - 1)
  for (let index = 0; index < clause.length; index++) {
    const end = requestFrom(clause, index, is)
    if (end !== null && !isNegated(clause, index, is)) return spanOf(clause, index, end)
    const refusal = refusesMachine(clause, index, is)
    if (refusal !== null) return spanOf(clause, index, refusal)
  }
  return null
}

/** The last word of a request that begins at `index`, or null. */
function requestFrom(clause: Clause, index: number, is: Is): number | null {
  if (is(index, 'frases')) return isName(clause, index) ? null : index
  if (is(index, 'contacta')) {
    const end = reach(
      index,
      5,
      (at) => is(at, 'persona_fuerte', 'persona_debil', 'area') || isWhoeverDoes(clause, at),
      (at) => is(at, 'enlace'),
    )
    if (end !== null) return end
  }
  if (is(index, 'quiere', 'prefiere')) {
    const person: (at: number) => boolean = (at) => is(at, 'persona_fuerte', 'persona_debil')
    const end = reach(index, 5, person, (at) => is(at, 'enlace'))
    if (end !== null && !isPurpose(clause, end + 1, is)) return end
  }
  if (is(index, 'atiende') && servesUs(clause, index)) {
    const person: (at: number) => boolean = (at) => is(at, 'persona_fuerte', 'persona_debil')
    const end = reach(index, 4, person, (at) => is(at, 'enlace') && clause[at]?.text !== 'a')
    if (end !== null) return end
  }
  if (is(index, 'persona_fuerte', 'persona_debil')) {
    const end = reach(
      index,
      6,
      (at) => is(at, 'atiende'),
      (at) => is(at, 'puente'),
    )
    if (end !== null && servesUs(clause, end, index)) return end
    return isSpokenTo(clause, index, is)
  }
  return null
}

/** "alguien con quien pueda hablar", "a person I can talk to". */
function isSpokenTo(clause: Clause, person: number, is: Is): number | null {
  const link = (at: number): boolean => /^(con|com|i)$/.test(clause[at]?.text ?? '')
  const bridge = (at: number): boolean =>
    link(at) || is(at, 'puente') || /^(quien|quem|la|cual)$/.test(clause[at]?.text ?? '')
  const end = reach(person, 5, (at) => is(at, 'contacta'), bridge)
  if (end === null) return null
  return clause.slice(person, end).some((_, step) => link(person + step)) ? end : null
}

/** The first place within `far` words that is the goal, with only bridges between. */
function reach(
  from: number,
  far: number,
  goal: (at: number) => boolean,
  bridge: (at: number) => boolean,
): number | null {
  for (let at = from + 1; at <= from + far; at++) {
    if (goal(at)) return at
    if (!bridge(at)) return null
  }
  return null
}

/** "me atienda", "que nos llame", "atenderme", "help me": the serving is for us. */
function servesUs(clause: Clause, verb: number, from: number = verb - 3): boolean {
  const word = clause[verb]?.text ?? ''
  if (clitic.test(word) || word.startsWith('atendid')) return true
  const near = clause.slice(Math.max(0, from), verb + 2)
  return near.some(({ text }) => /^(me|nos|us|help|call)$/.test(text))
}

/** "pásame al de reparto", "con la de los envíos": somebody by what they do. */
function isWhoeverDoes(clause: Clause, at: number): boolean {
  if (clause[at]?.text !== 'de' || clause[at + 1] === undefined) return false
  const before = clause.slice(Math.max(0, at - 2), at).map(({ text }) => text)
  return before.at(-1) === 'al' || /^con (el|la|los|las)$/.test(before.join(' '))
}

/** "please call me Tom": a name, unless a time or a place follows. */
function isName(clause: Clause, index: number): boolean {
  const next = clause[index + 1]?.text
  if (next === undefined || !/\bcall me$/.test(clause[index]?.text ?? '')) return false
  return !/^(\d+|at|on|back|now|later|today|tomorrow|tonight|when|about|asap|please|pls|in|this|after|before|regarding)$/.test(
    next,
  )
}

/** "necesito una persona para limpiar", "someone to look at it": a post to fill, nobody to talk to. */
function isPurpose(clause: Clause, at: number, is: Is): boolean {
  const next = clause[at]?.text ?? ''
  if (/^(para|pa|for|pra)$/.test(next)) return true
  if (!/^(to|que|who)$/.test(next)) return false
  const verb = clause.findIndex((_, place) => place > at && !is(place, 'puente', 'ligera'))
  return verb > at && !is(verb, 'contacta', 'atiende')
}

function isNegated(clause: Clause, index: number, is: Is): boolean {
  for (let at = index - 1; at >= 0; at--) {
    if (is(at, 'niega')) return !/^(que|why)$/.test(clause[at - 1]?.text ?? '')
    if (is(at, 'pasado')) return clause[at]?.text !== 'al' || !is(at + 1, 'persona_fuerte', 'persona_debil')
    if (!is(at, 'ligera') || is(at, 'prefiere')) return false
  }
  return false
}

/** "asesor por favor", "una persona porfa", "human please": nothing but the noun and courtesies. */
function isBareRequest(clause: Clause, is: Is): boolean {
  if (clause.length > 7) return false
  let strong = false
  let weak = false
  let courteous = false
  for (let at = 0; at < clause.length; at++) {
    if (is(at, 'persona_fuerte')) strong = true
    else if (is(at, 'persona_debil', 'area')) weak = true
    else if (is(at, 'cortesia')) courteous = true
    else if (!is(at, 'relleno', 'saluda')) return false
  }
  const forUse = clause.some(({ text }, at) => at > 0 && /^(para|pa|pra|for)$/.test(text))
  return strong || (weak && courteous && !forUse)
}

/** "no quiero hablar con un robot". */
function refusesMachine(clause: Clause, index: number, is: Is): number | null {
  if (!is(index, 'niega')) return null
  let contact = false
  for (let at = index + 1; at <= index + 8 && at < clause.length; at++) {
    if (is(at, 'bot') || (contact && is(at, 'maquina'))) return at > index + 1 ? at : null
    if (is(at, 'contacta', 'atiende')) contact = true
    else if (!is(at, 'quiere', 'prefiere', 'ligera', 'enlace', 'puente')) return null
    if (/^(es|ser|it|is)$/.test(clause[at]?.text ?? '')) return null
  }
  return null
}

/** "olvídalo", also with its reason behind it: "ah no, olvídalo ya lo vi". */
function isCancel(clause: Clause, lexicon: Lexicon): boolean {
  const words = clause.map(({ text }) => text)
  const reason = words.findIndex((word, at) => at > 0 && /^(ya|ja|found|got|i)$/.test(word))
  const said = reason < 0 ? words : words.slice(0, reason)
  return said.length <= 4 && lexicon.says('cancela', said)
}

function spanOf(clause: Clause, from: number, to: number): Span {
  return { start: clause[from]?.start ?? 0, end: clause[to]?.end ?? 0 }
}
