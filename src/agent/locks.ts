// May this sentence leave? Each one is held against the pack and the customer's own words; what cannot be stood by is left out, and
// a fact without a source becomes one honest line. What is left never is nothing.
import type { Turn } from './agent.ts'
import type { Desk } from './desk.ts'
import type { Passage } from './pack-knowledge.ts'
import type { Gated, Locked } from './proposal.ts'
import type { Sentence } from './sentences.ts'
import { sourcesOf } from './lock-facts.ts'
import { whenAsked } from './kept.ts'
import { leaksIn } from './lock-leak.ts'
import { placesOf } from './lock-links.ts'
import { cleaned, isHollow, isMachine } from './lock-noise.ts'
import { promises } from './lock-promise.ts'
import { sentencesIn } from './sentences.ts'
import { holdsPhrase, phraseOf } from './text.ts'

/** Which lock held a sentence back. */
type Because =
  | 'texto_de_maquina'
  | 'fuga_de_instrucciones'
  | 'enlace_ajeno'
  | 'contacto_ajeno'
  | 'promesa'
  | 'dato_sin_fuente'
  | 'demasiado_largo'

type Dropped = Locked['dropped'][number]

/** More than any channel's five bubbles hold well. */
const mostLetters = 4_000
const mostShown = 300
const mostRounds = 4

/**
 * Takes the model's own words, never texts of `messages/`. `passages` is all the model was given to know this turn, results of
 * tools included. `gated` is after the merge with the floor: a tag that calls people makes "te paso con una persona" true.
 */
export function lock(
  desk: Desk,
  turn: Turn,
  passages: readonly Passage[],
  messages: readonly string[],
  gated: Gated,
): Locked {
  const judge = judgeOf(desk, turn, passages, gated)
  const dropped: Dropped[] = []
  let kept = messages
  // Taking a piece out may bring two halves together that are no better.
  for (let round = 0; round < mostRounds; round++) {
    const before = kept
    kept = pass(desk, turn, kept, judge, dropped)
    if (kept.length === before.length && kept.every((text, index) => text === before[index])) break
  }
  return { messages: kept.length > 0 ? kept : [desk.say('respuesta_segura')], dropped }
}

type Judge = (sentence: string) => Because | null

function judgeOf(desk: Desk, turn: Turn, passages: readonly Passage[], gated: Gated): Judge {
  const sources = sourcesOf(desk, turn, passages)
  const places = placesOf(desk, turn, passages)
  const known = whenAsked(() => passages.map(({ text }) => phraseOf(text)))
  const handsOver = gated.findings.some(({ effects }) => effects.silence || effects.call.length > 0)
  const own = ownSentences(desk)
  const judged = new Map<string, Because | null>()
  const judge: Judge = (sentence) => {
    if (isMachine(sentence)) return 'texto_de_maquina'
    if (own.has(sentence.trim())) return null
    if (!places.knowsLinks(sentence)) return 'enlace_ajeno'
    if (!places.knowsContacts(sentence)) return 'contacto_ajeno'
    const phrase = phraseOf(sentence)
    if (promises(sentence, handsOver) && !known().some((text) => holdsPhrase(text, phrase))) return 'promesa'
    return sources.holds(sentence) ? null : 'dato_sin_fuente'
  }
  return (sentence) => {
    const known = judged.get(sentence)
    const because = known === undefined ? judge(sentence) : known
    judged.set(sentence, because)
    return because
  }
}

const ownOf = new WeakMap<Desk, ReadonlySet<string>>()

function ownSentences(desk: Desk): ReadonlySet<string> {
  const known = ownOf.get(desk)
  if (known !== undefined) return known
  const texts = (['lo_confirma', 'respuesta_segura', 'sin_dato'] as const).map((text) => desk.say(text))
  const own = texts.flatMap((text) => [text, ...sentencesIn(text).map((sentence) => sentence.text)])
  const sentences = new Set(own.map((one) => one.trim()))
  ownOf.set(desk, sentences)
  return sentences
}

function pass(
  desk: Desk,
  turn: Turn,
  messages: readonly string[],
  judge: Judge,
  dropped: Dropped[],
): readonly string[] {
  const drop = (text: string, because: Because): void =>
    void dropped.push({ text: text.trim().slice(0, mostShown), because })
  const texts = messages.map((message) => {
    const { text, removed } = cleaned(message)
    for (const one of removed) drop(one, 'texto_de_maquina')
    return sentencesIn(text)
  })
  const leaks = leaksIn(
    desk,
    turn,
    texts.flat().map(({ text }) => text),
  )
  const confirms = desk.say('lo_confirma')
  let confirmed = texts.flat().some(({ text }) => text.trim() === confirms)
  let letters = 0
  let place = 0
  const judged = texts.map((sentences) =>
    sentences.flatMap((sentence): readonly Sentence[] => {
      const leaked = leaks[place++] === true
      if (isHollow(sentence.text)) return [sentence]
      letters += sentence.text.length + sentence.gap.length
      const because = leaked
        ? 'fuga_de_instrucciones'
        : letters > mostLetters
          ? 'demasiado_largo'
          : judge(sentence.text)
      if (because === null) return [sentence]
      drop(sentence.text, because)
      if (because !== 'dato_sin_fuente' || confirmed) return []
      confirmed = true
      return [{ ...sentence, text: confirms }]
    }),
  )
  return judged.map(joined).filter((text) => !isHollow(text))
}

function joined(sentences: readonly Sentence[]): string {
  return sentences
    .map(({ text, gap }) => text + gap)
    .join('')
    .trim()
}
