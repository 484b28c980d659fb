// Has the agent failed this customer too often? Behaviour is counted, not mood: rejections, repetitions, "I do not know".
import type { Line } from '../spoken.ts'
import type { Lexicon } from './lexicon.ts'
import { DAY } from '../../clock.ts'
import { keptOf } from '../kept.ts'
import { stemOf } from '../stems.ts'
import { bareWords } from '../text.ts'
import { anyOf } from './lexicon.ts'
import { isUpset, rejects, says } from './mood.ts'

export interface Attempts {
  /** Failed attempts in the last six rounds, since the last reset. */
  readonly failures: number
  /** Why a person should take over, or null. */
  readonly motive: 'frustracion' | 'atascado' | null
  /** The customer's line that shows it. */
  readonly line: Line | null
}

interface Round {
  readonly asked: readonly Line[]
  readonly answered: readonly Line[]
}

const lastRounds = 6

/** Texts of the pack that mean something here: `handOver` ends a count, `offer` admits not to know. */
export interface SaidTexts {
  readonly handOver: readonly string[]
  readonly offer: string
}

/** `limit`: failures after which an upset customer gets a person. */
export function readAttempts(
  lines: readonly Line[],
  lexicons: readonly Lexicon[],
  limit: number,
  said: SaidTexts,
): Attempts {
  const rounds = roundsOf(sinceReset(lines, lexicons, said.handOver)).slice(-lastRounds)
  const burst = rounds.at(-1)?.asked ?? []
  const failed = rounds.slice(0, -1).map((round, index) => ({
    byAnswer: answerFails(round, rounds.slice(0, index), said.offer, lexicons),
    byCustomer: customerRefuses(rounds, index, lexicons),
  }))
  const failures = failed.filter(({ byAnswer, byCustomer }) => byAnswer || byCustomer).length
  const earlier = failed.filter(
    ({ byAnswer, byCustomer }, index) => byAnswer || (byCustomer && index < failed.length - 1),
  ).length
  const upset = burst.find((line) => isUpset(line.text, lexicons))
  const grave = burst.find((line) => says(line.text, 'grave', lexicons))
  if (upset !== undefined && failures >= limit) return { failures, motive: 'frustracion', line: upset }
  if (grave !== undefined && earlier >= 1) return { failures, motive: 'frustracion', line: grave }
  if (failures > limit) return { failures, motive: 'atascado', line: burst.at(-1) ?? null }
  return { failures, motive: null, line: null }
}

function sinceReset(
  lines: readonly Line[],
  lexicons: readonly Lexicon[],
  handOver: readonly string[],
): readonly Line[] {
  let from = 0
  lines.forEach((line, index) => {
    const gap = line.at - (lines[index - 1]?.at ?? line.at)
    if (gap >= DAY) from = index
    if (line.who === 'person') from = index + 1
    if (line.who === 'agent' && handOver.some((text) => isPart(line.text, text))) from = index + 1
    if (line.who === 'contact' && readerOf(lexicons).isContent(line.text)) from = index
  })
  return lines.slice(from)
}

/** A long text may have left in several bubbles. */
function isPart(bubble: string, whole: string): boolean {
  const text = bubble.trim()
  return (whole !== '' && text.includes(whole)) || (text.length >= 20 && whole.includes(text))
}

interface Reader {
  readonly isContent: (text: string) => boolean
  readonly knowsNothing: (text: string) => boolean
  /** Stems of the words that carry meaning. */
  readonly content: (text: string) => ReadonlySet<string>
  /** The same of each sentence. */
  readonly sentences: (text: string) => readonly ReadonlySet<string>[]
}

const readers = new WeakMap<readonly Lexicon[], Reader>()

/** The lines of a conversation come again with each turn of it: what depends on one alone is read once. */
function readerOf(lexicons: readonly Lexicon[]): Reader {
  const known = readers.get(lexicons)
  if (known !== undefined) return known
  const content = keptOf(2_000, (text) => new Set(stemsIn(text, lexicons)))
  const reader: Reader = {
    content,
    isContent: keptOf(2_000, (text) => readsContent(text, lexicons)),
    knowsNothing: keptOf(2_000, (text) => says(text, 'no_sabe', lexicons)),
    sentences: keptOf(2_000, (text) => text.split(/[.!?…]+\s|\n/).map(content)),
  }
  readers.set(lexicons, reader)
  return reader
}

/** Thanks or confirms, and does not complain in the same breath. */
function readsContent(text: string, lexicons: readonly Lexicon[]): boolean {
  if (!says(text, 'agradece', lexicons) || isUpset(text, lexicons)) return false
  return !bareWords(text).some((word) => anyOf(lexicons).has('niega', word))
}

function roundsOf(lines: readonly Line[]): readonly Round[] {
  const rounds: { asked: Line[]; answered: Line[] }[] = []
  for (const line of lines) {
    const last = rounds.at(-1)
    if (line.who === 'contact') {
      if (last === undefined || last.answered.length > 0) rounds.push({ asked: [line], answered: [] })
      else last.asked.push(line)
    } else last?.answered.push(line)
  }
  return rounds
}

/** It does not know, or says the same as before. */
function answerFails(
  round: Round,
  before: readonly Round[],
  offer: string,
  lexicons: readonly Lexicon[],
): boolean {
  if (round.answered.some(({ text }) => isPart(text, offer))) return true
  if (round.answered.some(({ text }) => readerOf(lexicons).knowsNothing(text))) return true
  const said = sentencesOf(before, lexicons)
  return (
    said.length > 0 && sentencesOf([round], lexicons).some((now) => said.some((then) => isSame(now, then)))
  )
}

function sentencesOf(rounds: readonly Round[], lexicons: readonly Lexicon[]): readonly ReadonlySet<string>[] {
  const lines = rounds.flatMap(({ answered }) => answered)
  return lines.flatMap(({ text }) => readerOf(lexicons).sentences(text))
}

function isSame(now: ReadonlySet<string>, then: ReadonlySet<string>): boolean {
  const both = shared(now, then)
  const most = Math.max(now.size, then.size)
  return both >= 2 && (both === most || (both >= 3 && both / Math.min(now.size, then.size) >= 0.8))
}

function customerRefuses(rounds: readonly Round[], index: number, lexicons: readonly Lexicon[]): boolean {
  const next = rounds[index + 1]
  const round = rounds[index]
  if (next === undefined || round === undefined || round.answered.length === 0) return false
  const answer = contentOf(
    round.answered.map(({ text }) => text),
    lexicons,
  )
  if (next.asked.some((line) => rejects(line, answer, lexicons))) return true
  const earlier = rounds
    .slice(0, index + 1)
    .flatMap(({ asked }) => asked)
    .slice(-3)
  return next.asked.some((line) => earlier.some((past) => repeats(line, past, answer, lexicons)))
}

function repeats(line: Line, past: Line, answer: ReadonlySet<string>, lexicons: readonly Lexicon[]): boolean {
  const now = contentOf([line.text], lexicons)
  const then = contentOf([past.text], lexicons)
  const both = shared(now, then)
  if (both === 0) return false
  const shorter = Math.min(now.size, then.size)
  if (both / (now.size + then.size - both) >= 0.5) return true
  if (both >= 2 && both / shorter >= 0.8) return true
  if (asksOn(line.text) && [...now].some((stem) => !then.has(stem))) return false
  const telling = bareWords(line.text).filter((word) => word.length >= 4 && !/\d/.test(word))
  return telling.map(stemOf).some((stem) => now.has(stem) && then.has(stem) && !answer.has(stem))
}

/** "¿y para piso de barro?": the next question about the same thing. */
function asksOn(text: string): boolean {
  return /^(y|e|and)$/.test(bareWords(text)[0] ?? '')
}

function contentOf(texts: readonly string[], lexicons: readonly Lexicon[]): ReadonlySet<string> {
  const { content } = readerOf(lexicons)
  const [first = '', ...others] = texts
  return others.length === 0 ? content(first) : new Set(texts.flatMap((text) => [...content(text)]))
}

function stemsIn(text: string, lexicons: readonly Lexicon[]): readonly string[] {
  const full = bareWords(text).filter((word) => word.length > 1 && !anyOf(lexicons).has('vacias', word))
  return full.map(stemOf)
}

function shared(left: ReadonlySet<string>, right: ReadonlySet<string>): number {
  return [...left].filter((word) => right.has(word)).length
}
