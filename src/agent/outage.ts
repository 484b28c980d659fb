// What does a customer hear when no model answers, or its budget is spent? What the knowledge covers; else the honest line and a
// person is called.
import type { Answer, Finding } from '../events.ts'
import type { Agent, Turn } from './agent.ts'
import type { Desk } from './desk.ts'
import type { TagFile } from './pack-tags.ts'
import { cutBubbles, typingMs } from './bubbles.ts'
import { findingOf } from './floor/floor.ts'
import { burstOf } from './spoken.ts'
import { foldText } from './text.ts'

export type Outage = NonNullable<Answer['failure']>

const motives = { 'model-down': 'llm_caido', budget: 'presupuesto' } as const
const longestQuote = 240

/** The tag that every pack has for it. */
const escalate = 'escalar'

export async function answerWithout(
  noModel: Agent,
  desk: Desk,
  turn: Turn,
  failure: Outage,
  signal: AbortSignal,
): Promise<Answer> {
  const covered = await noModel.answer(turn, signal)
  if (!covered.noAnswer) return covered
  const tag = desk.pack.tags.find(({ name }) => foldText(name) === escalate)
  const text = tag === undefined ? desk.say('falla_tecnica') : desk.failed(tag)
  const finding = tag === undefined ? null : findingFor(tag, turn, failure)
  const quick = turn.to.channel === 'web'
  return {
    ...covered,
    bubbles: cutBubbles(text, desk.limits(turn)).map((part) => ({
      body: { kind: 'text', text: part },
      waitMs: typingMs(part, quick),
    })),
    findings: [
      ...covered.findings.filter((one) => one.tag !== finding?.tag),
      ...(finding === null ? [] : [finding]),
    ],
    because: motives[failure],
    failure,
  }
}

function findingFor(tag: TagFile, turn: Turn, failure: Outage): Finding | null {
  const last = burstOf(turn).at(-1)
  if (last === undefined) return null
  const because = motives[failure]
  const quote = last.text.trim().slice(0, longestQuote)
  return findingOf(tag, { because, actor: `system:${because}`, quote, message: last.id, at: last.at })
}
