// What is the one path of a message? Raw bytes → events → step → the agent's turn → step → the platform → step.
// Only `agent.answer`, `channel.send` and the libraries touch the outside world, always outside a transaction.
import { drain, drainFirst } from './pipeline/drain.ts'
import { fetchOne } from './pipeline/fetch.ts'
import type { PipelineParts } from './pipeline/parts.ts'
import { send } from './pipeline/send.ts'
import { think } from './pipeline/think.ts'

/** Each takes one piece of work and says whether there was any. */
export interface Pipeline {
  /** Applies the next deliveries. */
  drain(): Promise<boolean>
  /** Applies the first undrained delivery alone, as a suspect of having killed the last process. */
  drainFirst(): Promise<void>
  think(signal: AbortSignal): Promise<boolean>
  send(signal: AbortSignal): Promise<boolean>
  fetch(signal: AbortSignal): Promise<boolean>
}

export function createPipeline(parts: PipelineParts): Pipeline {
  return {
    drain: () => drain(parts),
    drainFirst: () => drainFirst(parts),
    think: (signal) => think(parts, signal),
    send: (signal) => send(parts, signal),
    fetch: (signal) => fetchOne(parts, signal),
  }
}
