// An agent that says what it is told to, after a while if it is told to think.
import type { Agent, Turn } from '../../src/agent/agent.ts'
import type { Answer } from '../../src/events.ts'

export interface ScriptedAgent extends Agent {
  /** What it was asked, in order. */
  readonly turns: readonly Turn[]
  /** Every later turn is answered with this. */
  script(reply: (turn: Turn, signal: AbortSignal) => Answer | Promise<Answer>): void
}

export function say(text: string, over: Partial<Answer> = {}): Answer {
  return {
    by: { prompt: 'guion', engine: 'prueba', model: 'guion' },
    bubbles: text === '' ? [] : [{ body: { kind: 'text', text }, waitMs: 0 }],
    findings: [],
    rejected: [],
    data: {},
    noAnswer: false,
    usage: { requests: 0, inputTokens: 0, outputTokens: 0 },
    ...over,
  }
}

/** What the customer wrote in this burst, joined. */
export function burstText(turn: Turn): string {
  return turn.burst.map(({ body }) => (body.kind === 'text' ? body.text : body.kind)).join(' / ')
}

export function createScriptedAgent(): ScriptedAgent {
  const turns: Turn[] = []
  let reply: (turn: Turn, signal: AbortSignal) => Answer | Promise<Answer> = (turn) =>
    say(`eco: ${burstText(turn)}`)
  return {
    turns,
    script: (next) => {
      reply = next
    },
    answer: async (turn, signal) => {
      turns.push(turn)
      signal.throwIfAborted()
      return reply(turn, signal)
    },
    describe: () => ({ model: 'guion', prompt: 'guion', problems: [] }),
  }
}
