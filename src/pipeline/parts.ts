// What does the path of a message need from the other rooms? Contracts only.
import type { Agent } from '../agent/agent.ts'
import type { Channel, Library } from '../channels/channel.ts'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { ChannelName } from '../model.ts'
import type { Points } from '../points.ts'
import type { SendKeys } from '../send-key.ts'
import type { Inbox } from '../store/inbox.ts'
import type { Store } from '../store/store.ts'

export interface PipelineParts {
  readonly inbox: Inbox
  readonly store: Store
  readonly channels: ReadonlyMap<ChannelName, Channel>
  readonly libraries: ReadonlyMap<ChannelName, Library>
  readonly agent: Agent
  readonly clock: Clock
  readonly log: Log
  readonly points: Points
  readonly keys: SendKeys
}

/** A claimed piece of work, still to be done. It settles its own failures. */
export type Work = (signal: AbortSignal) => Promise<void>

/** From the claim to the first byte: whoever slept longer must not send. */
export const claimMs = 5_000
