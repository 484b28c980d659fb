// What does a turn with a model hold? The parts the house hands in, for every turn; and the scene of one turn, while it lasts.
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { MessageId } from '../model.ts'
import type { Agent } from './agent.ts'
import type { Budget } from './budget.ts'
import type { Desk } from './desk.ts'
import type { Draft } from './llm-reply.ts'
import type { Meter } from './meter.ts'
import type { Models } from './models.ts'
import type { Moderation } from './moderation.ts'
import type { ReadMedia, ToolGet } from './ports.ts'
import type { Resilient } from './resilient.ts'
import type { Lookups } from './tools.ts'
import type { Voice } from './voice.ts'

export interface LlmParts {
  /** The running version; a turn asks once and keeps it to its end. */
  readonly desk: () => Desk
  /** What is wrong with the files on disk. */
  readonly problems: () => readonly string[]
  /** Relevo's own version. */
  readonly engine: string
  readonly models: Models
  readonly readMedia: ReadMedia
  readonly toolGet: ToolGet
  readonly clock: Clock
  readonly budget: Budget
  /** Null: voice notes are not heard. */
  readonly voice: Voice | null
  /** Null: replies are not moderated. */
  readonly moderation: Moderation | null
  readonly log?: Log
}

export interface Room extends LlmParts {
  readonly resilient: Resilient
}

/** What a turn holds while it lasts. */
export interface Scene {
  readonly desk: Desk
  /** Answers what needs no model, and what none could answer: from the same version. */
  readonly noModel: Agent
  readonly meter: Meter
  readonly lookups: Lookups
  readonly since: number
  readonly signal: AbortSignal
  /** Words of voice notes, paid for in this turn. */
  heard: ReadonlyMap<MessageId, string>
  /** Sections that were given to the model, and the language it was told. */
  passages: readonly string[]
  language: string | null
  dropped: Draft['dropped']
}
