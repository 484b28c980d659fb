// How does a draft become the answer of a turn? Judged by the provider where that is wished, cut into bubbles, paced, signed, and
// with the account of how it came about.
import type { Answer, Trace } from '../events.ts'
import type { Turn } from './agent.ts'
import type { Room, Scene } from './scene.ts'
import type { Draft } from './llm-reply.ts'
import { cutBubbles, typingMs } from './bubbles.ts'
import { isMemoDue } from './memo.ts'

export async function speak(
  room: Room,
  scene: Scene,
  turn: Turn,
  draft: Draft,
  model: string,
): Promise<Answer> {
  const { desk, meter, signal } = scene
  const { moderation } = room
  const words = draft.messages.join('\n\n')
  const asked = moderation !== null && !draft.farewell
  const flagged = asked && (await moderation.flags(words, meter, signal))
  const judged = flagged ? [{ text: words, because: 'moderacion' }] : []
  scene.dropped = [...scene.dropped, ...draft.dropped, ...judged]
  const text = flagged ? desk.say('respuesta_segura') : words
  const cut = cutBubbles(text, desk.limits(turn))
  const bubbles = cut.length > 0 ? cut : cutBubbles(desk.say('respuesta_segura'), desk.limits(turn))
  const quick = turn.to.channel === 'web'
  return {
    by: { prompt: desk.pack.version, engine: room.engine, model },
    bubbles: bubbles.map((part) => ({
      body: { kind: 'text', text: part },
      waitMs: typingMs(part, quick),
    })),
    findings: draft.findings,
    rejected: draft.rejected,
    data: draft.data,
    noAnswer: draft.noAnswer,
    usage: meter.usage(),
    because: draft.because,
  }
}

/** Whatever the turn came to: its cost, its account, and the time that was spent thinking taken off the first wait. */
export function finish(room: Room, scene: Scene, turn: Turn, answer: Answer): Answer {
  const ms = Math.round(room.clock.mono() - scene.since)
  const trace: Trace = {
    ms,
    ...(scene.language === null ? {} : { language: scene.language }),
    passages: scene.passages,
    calls: scene.meter.calls.map((call) => ({ ...call, ms: Math.round(call.ms) })),
    tools: scene.lookups.tools.map((tool) => ({ ...tool, ms: Math.round(tool.ms) })),
    dropped: scene.dropped,
  }
  const transcripts = [...scene.heard].map(([message, text]) => ({ message, text }))
  return {
    ...answer,
    bubbles: answer.bubbles.map((bubble, at) =>
      at === 0 ? { ...bubble, waitMs: Math.max(0, bubble.waitMs - ms) } : bubble,
    ),
    usage: scene.meter.usage(),
    trace,
    ...(transcripts.length === 0 ? {} : { transcripts }),
    ...(turn.kind === 'answer' && isMemoDue(turn) ? { memoDue: true } : {}),
  }
}
