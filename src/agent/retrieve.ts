// Which passages does the model read before it answers? Each question of the burst asks for its own; where none is sure, what the
// customer asked just before is asked along.
import type { Turn } from './agent.ts'
import type { Desk } from './desk.ts'
import type { Hit } from './knowledge.ts'
import type { Passage } from './pack-knowledge.ts'
import { smallTalkOf, withoutGreeting } from './small-talk.ts'
import { burstOf, lineOf } from './spoken.ts'

const mostPassages = 3
const mostQuestions = 4
/** A model tells by itself what does not answer. */
const weak = 0.2
/** Below this the question may lean on what was said before. */
const sure = 0.5
/** Of the burst, for the index: nobody asks in more. */
const longest = 600

export function retrieve(desk: Desk, turn: Turn): readonly Passage[] {
  const burst = burstOf(turn)
    .map(({ text }) => text)
    .join('\n')
    .slice(0, longest)
  const questions = burst
    .split(/[?¿\n]+|(?<=[.!;])\s+/)
    .filter((one) => one.trim() !== '' && smallTalkOf(one, desk.lexicons) === null)
    .slice(0, mostQuestions)
  if (questions.length === 0) return []
  const find = (question: string): readonly Hit[] =>
    desk.knowledge.find(withoutGreeting(question, desk.lexicons), mostPassages, weak)
  const hits = questions.map(find)
  const isSure = hits.some(([best]) => best !== undefined && best.coverage >= sure)
  return taking(isSure ? hits : [...hits, find(`${before(turn)} ${burst}`)])
}

/** The best of each question, then the second of each, until the places are filled. */
function taking(hits: readonly (readonly Hit[])[]): readonly Passage[] {
  const found = new Set<Passage>()
  for (let rank = 0; rank < mostPassages; rank++) {
    for (const ranked of hits) {
      const hit = ranked[rank]
      if (hit !== undefined && found.size < mostPassages) found.add(hit.passage)
    }
  }
  return [...found]
}

/** The customer's message before the burst: "¿y el envío?" leans on it. */
function before(turn: Turn): string {
  const line = turn.history.map(lineOf).findLast(({ who }) => who === 'contact')
  return line?.text.slice(0, longest) ?? ''
}
