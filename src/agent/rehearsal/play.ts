// How is a test played? Step after step on a stage, until one does not go as expected.
import type { PackTest, TestStep } from '../pack-tests.ts'
import type { Simulated } from '../pack-simulated.ts'
import type { Miss } from './checks.ts'
import type { Judges, Outcome } from './outcome.ts'
import type { Stage } from './stage.ts'
import { missesOf } from './checks.ts'

export interface PlayedStep {
  /** From 1. */
  readonly number: number
  readonly step: TestStep
  readonly outcome: Outcome
  readonly misses: readonly Miss[]
}

/** Without a failure, or up to the step that failed. */
export interface Played {
  readonly test: PackTest
  readonly steps: readonly PlayedStep[]
  readonly failed: PlayedStep | null
}

/** Who stands beside the stage. */
export interface Prompter {
  /** Told before each step what the model says next; null: it is not asked. */
  cue(simulated: Simulated | null): void
  /** What went wrong behind the scenes since the last call: a request that nobody had recorded. */
  complaints(): readonly string[]
}

export async function play(
  test: PackTest,
  stage: Stage,
  prompter: Prompter,
  judges: Judges,
): Promise<Played> {
  const steps: PlayedStep[] = []
  for (const [index, step] of test.steps.entries()) {
    prompter.cue(step.kind === 'customer' ? step.simulated : null)
    const outcome = await act(step, stage)
    const expected = step.kind === 'customer' ? step.expected : null
    const trouble = [...outcome.trouble, ...prompter.complaints()]
    const misses: Miss[] = trouble.map((got) => ({ key: 'paso', expected: 'sin contratiempos', got }))
    if (expected !== null) misses.push(...(await missesOf(expected, outcome, judges)))
    const played = { number: index + 1, step, outcome, misses }
    steps.push(played)
    if (misses.length > 0) return { test, steps, failed: played }
  }
  return { test, steps, failed: null }
}

function act(step: TestStep, stage: Stage): Promise<Outcome> {
  switch (step.kind) {
    case 'customer':
      return stage.customer(step.texts)
    case 'person':
      return stage.person(step.text)
    case 'release':
      return stage.release()
    case 'silence':
      return stage.silence()
    case 'pass':
      return stage.pass(step.ms)
  }
}
