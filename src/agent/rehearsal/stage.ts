// What can happen in a rehearsal? A customer writes, a person steps in or gives back, time passes; each step tells what came of it.
import type { Instant } from '../../model.ts'
import type { Outcome } from './outcome.ts'

/** One conversation, from its first message on. */
export interface Stage {
  now(): Instant
  /** One burst: the texts arrive a second apart. */
  customer(texts: readonly string[]): Promise<Outcome>
  /** Somebody of the team writes: the agent falls silent. */
  person(text: string): Promise<Outcome>
  /** *Devolver a la IA*, and whatever a person silenced. */
  release(): Promise<Outcome>
  silence(): Promise<Outcome>
  pass(ms: number): Promise<Outcome>
  close(): Promise<void>
}
