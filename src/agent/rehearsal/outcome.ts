// What came of one step of a rehearsal? Everything an expectation may ask about and a failure must show.
import type { Answer } from '../../events.ts'
import type { Author, Instant, QuietReason } from '../../model.ts'
import type { Turn } from '../agent.ts'

/** A message that reached the customer, as the channel showed it. */
export interface Said {
  readonly at: Instant
  readonly author: Extract<Author, 'agent' | 'operator'>
  readonly text: string
}

export interface Outcome {
  /** When the step began, and when all had been said. */
  readonly from: Instant
  readonly now: Instant
  readonly said: readonly Said[]
  /** What the customer wrote in this step. */
  readonly heard: readonly { readonly at: Instant; readonly text: string }[]
  /** Every answer the agent gave in this step; none while it is silent. */
  readonly answers: readonly { readonly turn: Turn; readonly answer: Answer }[]
  /** On the conversation and its contact, after the step. */
  readonly tags: readonly string[]
  /** Captured so far. */
  readonly data: Readonly<Record<string, string | number>>
  /** Why the agent would not answer now, or null. */
  readonly quiet: QuietReason | null
  /** What could not be done, in Spanish: a refused message of an operator, a failed turn. */
  readonly trouble: readonly string[]
}

/** What expectations are judged with beside the outcome. */
export interface Judges {
  /** Could this text be in that language (two letters)? */
  readonly speaks: (language: string, text: string) => Promise<boolean>
  /** Sentences that promise what nobody does; texts of `messages/` are left out by the judge. */
  readonly promisesIn: (text: string) => readonly string[]
  /** A rubric, judged by a model; null where no model is asked. */
  readonly rubric:
    ((rubric: string, outcome: Outcome) => Promise<{ readonly ok: boolean; readonly why: string }>) | null
}

export function agentTexts(outcome: Outcome): readonly string[] {
  return outcome.said.filter(({ author }) => author === 'agent').map(({ text }) => text)
}

/** Documents and sections that an answer was made from, as `document › section`. */
export function sourcesOf({ answers }: Outcome): readonly string[] {
  return answers.flatMap(({ answer: { trace, because = '' } }) => {
    if (trace !== undefined && trace.passages.length > 0) return trace.passages
    return [...because.matchAll(/knowledge\/(\S+)\.md › ([^·]+)/g)].map(
      ([, document = '', section = '']) => `${document} › ${section.trim()}`,
    )
  })
}
