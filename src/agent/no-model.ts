// What is answered without a key? The floor's tags and data, the pack's own texts, and passages of its knowledge, word for word.
import type { Answer, Finding } from '../events.ts'
import type { Agent, Turn } from './agent.ts'
import type { Desk } from './desk.ts'
import { cutBubbles, typingMs } from './bubbles.ts'
import { findingOf } from './floor/floor.ts'
import { replyTo } from './no-model-reply.ts'

export interface NoModelParts {
  /** The running version; a turn asks once and keeps it to its end. */
  readonly desk: () => Desk
  /** What is wrong with the files on disk, for `GET /health`. */
  readonly problems: () => readonly string[]
  /** Relevo's own version. */
  readonly engine: string
}

const model = 'ninguno'

/** Deterministic: the same turn and the same pack give the same answer. */
export function createNoModelAgent(parts: NoModelParts): Agent {
  return {
    describe: () => ({ model, prompt: parts.desk().pack.version, problems: parts.problems() }),
    async answer(turn, signal) {
      signal.throwIfAborted()
      const desk = parts.desk()
      const answer = answerFrom(desk, turn, parts.engine)
      signal.throwIfAborted()
      return answer
    },
  }
}

function answerFrom(desk: Desk, turn: Turn, engine: string): Answer {
  const reading = desk.floor.read(turn)
  const reply = replyTo(desk, turn, reading)
  const bubbles = cutBubbles(reply.parts.join('\n\n'), desk.limits(turn))
  return {
    by: { prompt: desk.pack.version, engine, model },
    bubbles: bubbles.map((text) => ({
      body: { kind: 'text', text },
      waitMs: typingMs(text, turn.to.channel === 'web'),
    })),
    findings: [...reading.findings, ...findingOfReply(desk, reading.findings, reply.person)],
    rejected: [],
    data: reading.data,
    noAnswer: reply.noAnswer,
    usage: { requests: 0, inputTokens: 0, outputTokens: 0 },
    because: reply.because,
  }
}

/** What the reply itself found out, unless the floor gave that tag already. */
export function findingOfReply(
  desk: Desk,
  found: readonly Finding[],
  person: ReturnType<typeof replyTo>['person'],
): readonly Finding[] {
  if (person === null) return []
  const { tag, silences, ...motive } = person
  const finding = findingOf(silences ? tag : { ...tag, silence: false }, motive)
  return found.some((one) => one.tag === finding.tag) || !desk.pack.tags.includes(tag) ? [] : [finding]
}
