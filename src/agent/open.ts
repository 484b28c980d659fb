// How does the house get its agent? A pack's folder in; an agent out, what people may ask of its pack, and the loops that keep it new.
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { Agent } from './agent.ts'
import type { LastVersion, PackVersions } from './ports.ts'
import type { Prompts } from './prompts.ts'
import { join } from 'node:path'
import { systemClock } from '../clock.ts'
import { openBase } from './base.ts'
import { openLexicons } from './floor/lexicon.ts'
import { createLibrary } from './library.ts'
import { keepNew } from './library-run.ts'
import { createPrompts } from './library-prompts.ts'
import { createNoModelAgent, type NoModelParts } from './no-model.ts'

export interface AgentOptions {
  readonly packDir: string
  /** `prompts/base`: default texts and word lists, which belong to the engine. */
  readonly baseDir: string
  readonly engine: string
  /** Which agent's folder; the pack at the top when absent. */
  readonly slug?: string
  readonly clock?: Clock
  readonly log?: Log
  /** Absent: nothing is kept, and nothing can be pinned. */
  readonly versions?: PackVersions
  /** What ran before this start. */
  readonly last?: LastVersion | null
  /** True: the folder is part of the program, and nobody writes there. */
  readonly builtIn?: boolean
  /** Makes an agent that asks a model; without it, none is asked. */
  readonly withModel?: (parts: NoModelParts) => Agent
}

export interface OpenedAgent {
  readonly agent: Agent
  readonly prompts: Prompts
  /** Reads the folder again; a pack with errors changes nothing. Answers every problem, ready to be shown. */
  reload(): readonly string[]
  /** Takes good edits and pins from outside until `signal` aborts. */
  run(signal: AbortSignal): Promise<void>
}

/** Throws HouseError('config') with the whole list of problems when there is no good pack to begin with. */
export function openAgent(options: AgentOptions): OpenedAgent {
  const { packDir: dir, baseDir, engine, slug = '', clock = systemClock, builtIn = false } = options
  const base = openBase(baseDir)
  const lexicons = openLexicons(join(baseDir, 'lexicon'))
  const library = createLibrary({ ...options, dir, slug, base, lexicons, clock })
  const parts = { desk: () => library.running().desk, problems: library.problems, engine }
  return {
    agent: options.withModel?.(parts) ?? createNoModelAgent(parts),
    prompts: createPrompts({ ...options, library, dir, slug, base, writable: !builtIn }),
    reload() {
      library.load('disk')
      return library.problems()
    },
    run: (signal) => keepNew({ ...options, library, dir, clock, watched: !builtIn }, signal),
  }
}
