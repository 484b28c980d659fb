// Which packs does the house serve, and with what memory of their versions? The owner's folder, or the one inside where there is none.
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Agent } from './agent/agent.ts'
import { packName } from './agent/library.ts'
import { openAgent, type AgentOptions } from './agent/open.ts'
import type { Prompts } from './agent/prompts.ts'
import type { Clock } from './clock.ts'
import { defaultPromptsDir, type Config } from './config.ts'
import { slugFor } from './config-agents.ts'
import type { Log } from './log.ts'
import type { ChannelName } from './model.ts'
import type { SqliteVersions } from './store/sqlite/versions.ts'

export interface PackParts extends Pick<AgentOptions, 'engine' | 'withModel'> {
  readonly clock: Clock
  readonly log: Log
  readonly versions: SqliteVersions
  /** Where the prompts of the program are. */
  readonly inside: string
}

/** One agent for the house, however many folders it speaks for. */
export interface OpenedPacks {
  readonly agent: Agent
  readonly prompts: readonly Prompts[]
  run(signal: AbortSignal): Promise<void>
}

/** Throws HouseError `config` when neither a folder nor what was kept of it can be used. */
export function openPacks(config: Pick<Config, 'promptsDir' | 'agents'>, parts: PackParts): OpenedPacks {
  const { inside, versions } = parts
  const builtIn = !hasOwnPack(config.promptsDir)
  const packDir = builtIn ? inside : config.promptsDir
  const open = (slug: string) =>
    openAgent({
      ...parts,
      ...{ packDir, builtIn, slug },
      baseDir: join(inside, 'base'),
      last: versions.last(packName(slug)),
    })
  const rules = config.agents
  const slugs = rules.length === 0 ? [onlySlug(packDir)] : [...new Set(rules.map(({ slug }) => slug))]
  const opened = new Map(slugs.map((slug) => [slug, open(slug)]))
  const all = [...opened.values()]
  const agents = new Map([...opened].map(([slug, { agent }]) => [slug, agent]))
  return {
    agent: oneOf(agents, (channel, account) => slugFor(rules, channel, account)),
    prompts: all.map(({ prompts }) => prompts),
    run: async (signal) => {
      await Promise.all(all.map(({ run }) => run(signal)))
    },
  }
}

/** Each turn goes to the agent of its account; what they say of themselves is said together. */
function oneOf(
  agents: ReadonlyMap<string, Agent>,
  slugOf: (channel: ChannelName, account: string) => string,
): Agent {
  const [first] = agents.values()
  if (agents.size === 1 && first !== undefined) return first
  return {
    answer: (turn, signal) => {
      const agent = agents.get(slugOf(turn.to.channel, turn.to.account)) ?? first
      if (agent === undefined) throw new Error('a house without an agent')
      return agent.answer(turn, signal)
    },
    check: async (signal) => {
      const all = await Promise.all([...agents.values()].map((agent) => agent.check?.(signal) ?? []))
      return all.flat()
    },
    describe: () => {
      const all = [...agents].map(([slug, agent]) => ({ slug, ...agent.describe() }))
      return {
        model: [...new Set(all.map(({ model }) => model))].join(', '),
        prompt: all.map(({ slug, prompt }) => `${slug} ${prompt}`).join(', '),
        problems: [...new Set(all.flatMap(({ problems }) => problems))],
        resting: all.some(({ resting }) => resting === true),
      }
    },
  }
}

function hasOwnPack(dir: string): boolean {
  return dir !== defaultPromptsDir || existsSync(join(dir, 'agent.md')) || agentFolders(dir).length > 0
}

/** The only agent's folder; empty for the pack at the top, and where several wait to be chosen from. */
function onlySlug(dir: string): string {
  const [slug = '', ...others] = agentFolders(dir)
  return others.length > 0 || existsSync(join(dir, 'agent.md')) ? '' : slug
}

function agentFolders(dir: string): readonly string[] {
  if (!existsSync(dir)) return []
  return readdirSync(dir).filter((name) => existsSync(join(dir, name, 'agent.md')))
}
