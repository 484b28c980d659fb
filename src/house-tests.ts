// Do a pack's own tests hold? Each is played on a stage of its own; what it needs of a model, a cast brings.
import type { PackFile } from './agent/ficha.ts'
import type { Pack } from './agent/pack.ts'
import type { PackTest } from './agent/pack-tests.ts'
import type { Problem } from './agent/problems.ts'
import type { Played } from './agent/rehearsal/play.ts'
import type { Cast } from './house-cast.ts'
import { readTestFile } from './agent/pack-tests.ts'
import { usualMoment } from './agent/rehearsal/moments.ts'
import { play } from './agent/rehearsal/play.ts'
import { openStage } from './house-rehearsal.ts'

export interface TestsRead {
  readonly tests: readonly PackTest[]
  readonly problems: readonly Problem[]
}

/** Every `tests/*.yaml` of a pack, in the order of their names. */
export function readTests(files: readonly PackFile[]): TestsRead {
  const problems: Problem[] = []
  const tests = files
    .filter(({ path }) => /^tests\/[^/]+\.ya?ml$/.test(path))
    .flatMap((file) => readTestFile(file, (problem) => void problems.push(problem)) ?? [])
  return { tests, problems }
}

/** One conversation from an empty memory. */
export async function playTest(test: PackTest, pack: Pack, cast: Cast): Promise<Played> {
  const now = test.now ?? usualMoment(pack.agent.zone)
  const stage = openStage({ agent: cast.agent(), channel: test.channel, now })
  try {
    return await play(test, stage, cast.cue, cast.judges)
  } finally {
    await stage.close()
  }
}
