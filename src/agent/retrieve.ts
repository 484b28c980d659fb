// Which passages does the model read before it answers? Each question of the burst asks for its own; what is left of the three
// places goes to weaker hits, and to what the customer asked just before.
import type { Turn } from './agent.ts'
import type { Desk } from './desk.ts'
import type { Passage } from './pack-knowledge.ts'
import { smallTalkOf, withoutGreeting } from './small-talk.ts'
import { burstOf, lineOf } from './spoken.ts'

export const mostPassages = 3
/** A model tells by itself what does not answer. */
const weak = 0.2
/** Of the burst, for the index: nobody asks in more. */
const longest = 600

export function retrieve(desk: Desk, turn: Turn): readonly Passage[] {
  const burst = burstOf(turn)
    .map(({ text }) => text)
    .join('\n')
    .slice(0, longest)
  const found = new Set<Passage>()
  const ask = (question: string, limit: number, least?: number): void => {
    const words = withoutGreeting(question, desk.lexicons)
    for (const { passage } of desk.knowledge.find(words, limit, least)) {
      if (found.size < mostPassages) found.add(passage)
    }
  }
  const questions = burst
    .split(/[?¿\n]+|(?<=[.!;])\s+/)
    .filter((one) => one.trim() !== '' && smallTalkOf(one, desk.lexicons) === null)
  if (questions.length === 0) return []
  for (const question of questions) ask(question, questions.length > 1 ? 1 : 2)
  if (found.size < mostPassages) ask(burst, mostPassages, weak)
  if (found.size < mostPassages) ask(`${before(turn)} ${burst}`, mostPassages, weak)
  return [...found]
}

/** The customer's message before the burst: "¿y el envío?" leans on it. */
function before(turn: Turn): string {
  const line = turn.history.map(lineOf).findLast(({ who }) => who === 'contact')
  return line?.text.slice(0, longest) ?? ''
}
