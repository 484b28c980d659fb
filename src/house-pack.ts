// Which pack does the house serve, and with what memory of its versions? The owner's folder, or the one inside where there is none.
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { openAgent, type AgentOptions, type OpenedAgent } from './agent/open.ts'
import type { Clock } from './clock.ts'
import { defaultPromptsDir, type Config } from './config.ts'
import { packName } from './agent/library.ts'
import type { Log } from './log.ts'
import type { SqliteVersions } from './store/sqlite/versions.ts'

export interface PackParts extends Pick<AgentOptions, 'engine' | 'withModel'> {
  readonly clock: Clock
  readonly log: Log
  readonly versions: SqliteVersions
  /** Where the prompts of the program are. */
  readonly inside: string
}

/** Throws HouseError `config` when neither the folder nor what was kept of it can be used. */
export function openPack(config: Pick<Config, 'promptsDir'>, parts: PackParts): OpenedAgent {
  const { inside, versions } = parts
  const builtIn = !hasOwnPack(config.promptsDir)
  const packDir = builtIn ? inside : config.promptsDir
  return openAgent({
    ...parts,
    packDir,
    builtIn,
    baseDir: join(inside, 'base'),
    last: versions.last(packName('')),
  })
}

function hasOwnPack(dir: string): boolean {
  if (dir !== defaultPromptsDir) return true
  if (!existsSync(dir)) return false
  return ['.', ...readdirSync(dir)].some((name) => existsSync(join(dir, name, 'agent.md')))
}
