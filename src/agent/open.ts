// How does the house get its agent? A pack's folder in, an agent out, and a way to read the folder again.
import type { Log } from '../log.ts'
import type { Agent } from './agent.ts'
import type { Base, PackReading } from './pack.ts'
import type { Desk } from './desk.ts'
import { join } from 'node:path'
import { HouseError } from '../errors.ts'
import { openBase } from './base.ts'
import { createDesk } from './desk.ts'
import { openLexicons } from './floor/lexicon.ts'
import { readFolder } from './folder.ts'
import { createNoModelAgent } from './no-model.ts'
import { readPack } from './pack.ts'
import { formatProblem } from './problems.ts'

export interface AgentOptions {
  readonly packDir: string
  /** `prompts/base`: default texts and word lists, which belong to the engine. */
  readonly baseDir: string
  readonly engine: string
  readonly log?: Log
}

export interface OpenedAgent {
  readonly agent: Agent
  /** Reads the folder again; a pack with errors changes nothing. Answers every problem, ready to be shown. */
  reload(): readonly string[]
}

/** Throws HouseError('config') with the whole list of problems when there is no good pack to begin with. */
export function openAgent(options: AgentOptions): OpenedAgent {
  const base = openBase(options.baseDir)
  const lexicons = openLexicons(join(options.baseDir, 'lexicon'))
  const first = load(options.packDir, base)
  let problems = said(first, options.packDir)
  if (first.pack === null) {
    const list = problems.join('\n')
    throw new HouseError('config', `El paquete de ${options.packDir} no se puede usar:\n${list}`)
  }
  let desk: Desk = createDesk(first.pack, lexicons)
  for (const problem of problems) options.log?.packProblem(problem)
  return {
    agent: createNoModelAgent({ desk: () => desk, problems: () => problems, engine: options.engine }),
    reload() {
      const reading = load(options.packDir, base)
      const now = said(reading, options.packDir)
      for (const problem of now.filter((one) => !problems.includes(one))) options.log?.packProblem(problem)
      problems = now
      if (reading.pack !== null && reading.pack.version !== desk.pack.version) {
        desk = createDesk(reading.pack, lexicons)
      }
      return problems
    },
  }
}

function load(dir: string, base: Base): PackReading {
  return readPack(readFolder(dir), base)
}

function said({ problems }: PackReading, dir: string): readonly string[] {
  return problems.map((problem) => formatProblem({ ...problem, file: join(dir, problem.file) }))
}
