// What is the one path of a message? Raw bytes → events → step → the agent's turn → step → the platform → step.
// Only `agent.answer`, `channel.send` and the libraries touch the outside world, always outside a transaction.
import { drain, drainFirst } from './pipeline/drain.ts'
import { takeJob } from './pipeline/fetch.ts'
import type { PipelineParts, Work } from './pipeline/parts.ts'
import { takeSend } from './pipeline/send.ts'
import { takeTurn } from './pipeline/think.ts'

export interface Pipeline {
  /** Applies the next deliveries; false when there are none. */
  drain(): Promise<boolean>
  /** Applies the first undrained delivery alone, as a suspect of having killed the last process. */
  drainFirst(): Promise<void>
  /** Claims a due turn, body or job; what comes back is the work outside the transaction, or null: nothing is due. */
  takeTurn(): Promise<Work | null>
  takeSend(): Promise<Work | null>
  takeJob(): Promise<Work | null>
}

export function createPipeline(parts: PipelineParts): Pipeline {
  return {
    drain: () => drain(parts),
    drainFirst: () => drainFirst(parts),
    takeTurn: () => takeTurn(parts),
    takeSend: () => takeSend(parts),
    takeJob: () => takeJob(parts),
  }
}
