// Who speaks the model's recorded lines? The server on loopback, told before each step what comes next.
import type { Clock } from '../../clock.ts'
import type { ModelSettings } from '../provider.ts'
import type { Simulated } from '../pack-simulated.ts'
import type { Fault } from './fake-openai-faults.ts'
import type { ChatTurn } from './fake-openai-wire.ts'
import { answerTool } from '../pack-tools.ts'
import { startFakeOpenAi } from './fake-openai.ts'

export interface Understudy {
  readonly settings: ModelSettings
  cue(simulated: Simulated | null): void
  stop(): Promise<void>
}

export function startUnderstudy(clock: Clock): Understudy {
  let cued: Simulated | null = null
  const fake = startFakeOpenAi({
    clock,
    chat: ({ forced, tools }) => (isReply(forced, tools) ? lineOf(cued) : { text: 'Sin nada que resumir.' }),
  })
  return {
    settings: {
      openai: { apiKey: 'ensayo', baseUrl: fake.url, own: false },
      anthropic: null,
      google: null,
      ollama: null,
      model: 'simulado',
      fallback: null,
    },
    cue: (simulated) => {
      cued = simulated
    },
    stop: fake.stop,
  }
}

/** Anything else that is asked, such as a memo, was not recorded. */
function isReply(forced: string | null, tools: readonly string[]): boolean {
  return forced === answerTool || tools.includes(answerTool) || (forced === null && tools.length === 0)
}

function lineOf(simulated: Simulated | null): ChatTurn | Fault {
  switch (simulated?.kind) {
    case 'turn':
      return { calls: [{ name: answerTool, args: simulated.proposal }] }
    case 'text':
      return { text: simulated.text }
    case 'failure':
      return { fault: 'status', status: simulated.status }
    case undefined:
      return { fault: 'status', status: 400, message: 'nobody told what comes next' }
  }
}
