// What does the ledger of the other side say against the database? Lost, doubled, left in silence, kept twice: each by name.
import type { MessageWire } from '../../src/http/wire.ts'
import type { Acceptance } from '../../src/simulator/ledger.ts'

export interface Verdict {
  /** Acknowledged, and in no conversation. */
  readonly lost: readonly string[]
  /** Answered by two sends that nobody marked as a possible repetition. */
  readonly doubled: readonly string[]
  /** Neither answered nor with a reason. */
  readonly silent: readonly string[]
  /** Kept more than once. */
  readonly twice: readonly string[]
}

/** `acknowledged`: refs that were answered 200. Customers write `m<customer>-<n> …`; answers name what they answer. */
export function verdictOf(
  acknowledged: Iterable<string>,
  messages: readonly MessageWire[],
  acceptances: readonly Pick<Acceptance, 'text' | 'ref'>[],
): Verdict {
  const theirs = messages.filter(({ author }) => author === 'contact')
  const kept = countOf(theirs.map(({ ref }) => ref ?? ''))
  const repeated = new Set(messages.filter(({ maybeDuplicate }) => maybeDuplicate).map(({ ref }) => ref))
  const sent = acceptances.filter(({ ref }) => !repeated.has(ref))
  return {
    lost: [...acknowledged].filter((ref) => !kept.has(ref)),
    doubled: moreThanOnce(countOf(sent.flatMap(({ text }) => namesIn(text ?? '')))),
    silent: waiting(messages),
    twice: moreThanOnce(kept),
  }
}

/** Names of customer messages without an answer and without a reason. */
export function waiting(messages: readonly MessageWire[]): readonly string[] {
  const answered = new Set(
    messages.filter(({ author }) => author === 'agent').flatMap(({ body }) => namesIn(textOf(body))),
  )
  return messages
    .filter(({ author, because }) => author === 'contact' && because === undefined)
    .flatMap(({ body }) => namesIn(textOf(body)))
    .filter((name) => !answered.has(name))
}

export function namesIn(text: string): readonly string[] {
  return [...text.matchAll(/m\d+-\d+/g)].map(([name]) => name)
}

function textOf(body: MessageWire['body']): string {
  return body.kind === 'text' ? body.text : ''
}

function countOf(names: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return counts
}

function moreThanOnce(counts: ReadonlyMap<string, number>): readonly string[] {
  return [...counts].filter(([, times]) => times > 1).map(([name]) => name)
}
