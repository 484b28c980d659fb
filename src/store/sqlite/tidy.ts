// What is done in spare time? Words into the search index, its pieces merged, the log checkpointed: step by step, so that nobody waits.
import type { Batch } from './batch.ts'
import type { Checkpoints } from './checkpoint.ts'
import { wordsBatch } from './drain.ts'
import type { Fulltext } from './fulltext.ts'

/** Pages merged in one transaction. */
const mergePages = 64
/** Steps in one go; the next go is seconds away. */
const mostSteps = 200

export function createTidy(parts: {
  readonly batch: Batch
  readonly fulltext: Fulltext
  readonly checkpoints: Checkpoints
}): () => Promise<void> {
  const { batch, fulltext, checkpoints } = parts
  return async () => {
    for (let step = 0; step < mostSteps && fulltext.isBehind(); step += 1)
      await batch.slice(() => fulltext.catchUp(wordsBatch))
    let merges = true
    for (let step = 0; step < mostSteps && merges; step += 1)
      merges = await batch.slice(() => fulltext.merge(mergePages))
    await checkpoints.run()
  }
}
