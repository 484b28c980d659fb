// What keeps a library new while the house runs? Edits of the folder, and pins that a command beside us has written.
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { Library } from './library.ts'
import type { PackVersions } from './ports.ts'
import type { WatchParts } from './watch.ts'
import { SECOND } from '../clock.ts'
import { watchFolder } from './watch.ts'

export interface KeepNewParts {
  readonly library: Library
  readonly dir: string
  readonly clock: Clock
  readonly watched: boolean
  readonly versions?: PackVersions
  readonly log?: Log
  readonly listen?: WatchParts['listen']
}

/** A pin takes effect within a second. */
const followMs = SECOND / 2

/** Resolves when `signal` aborts. */
export async function keepNew(parts: KeepNewParts, signal: AbortSignal): Promise<void> {
  const { library, dir, clock, watched, versions, log, listen } = parts
  const watching = watched
    ? watchFolder(
        {
          dir,
          clock,
          changed: () => library.load('disk'),
          deaf: (because) =>
            log?.packProblem(`aviso: ${dir} se revisa cada 30 s y no al instante: ${because}`),
          ...(listen === undefined ? {} : { listen }),
        },
        signal,
      )
    : null
  while (!signal.aborted && versions !== undefined) {
    await clock.wait(followMs, signal)
    try {
      if (!signal.aborted) await library.follow()
    } catch (error) {
      log?.workerFailed('prompts', error)
    }
  }
  await watching
}
