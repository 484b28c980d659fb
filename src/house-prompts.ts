// What can be done with prompts from a terminal? `relevo prompts <command>`: each command's words and options, and the file that runs it.
import { existsSync } from 'node:fs'
import type { Config } from './config.ts'
import type { Errand } from './house-errand.ts'
import type { Asked, CommandWords } from './house-words.ts'
import { suggestion } from './agent/problems.ts'
import { defaultPromptsDir } from './config.ts'
import { HouseError } from './errors.ts'
import { asset } from './house.ts'
import { words } from './house-commands.ts'
import { helpOf, readWords, wrong } from './house-words.ts'

type Run = (errand: Errand) => Promise<number>

interface Command extends CommandWords {
  /** Where the folder stands among what is given. */
  readonly folderAt: number
  readonly load: () => Promise<Run>
}

const commands: readonly Command[] = [
  {
    ...words.lint,
    folderAt: 0,
    load: async () => (await import('./house-versions.ts')).runLint,
  },
  {
    ...words.test,
    folderAt: 0,
    load: async () => (await import('./house-tests.ts')).runTests,
  },
  {
    ...words.chat,
    folderAt: 0,
    load: async () => (await import('./house-chat.ts')).runChat,
  },
  {
    ...words.replay,
    folderAt: 0,
    load: async () => (await import('./house-replay.ts')).runReplay,
  },
  {
    ...words.versions,
    folderAt: 0,
    load: async () => (await import('./house-versions.ts')).runVersions,
  },
  {
    ...words.diff,
    folderAt: 2,
    load: async () => (await import('./house-versions.ts')).runDiff,
  },
  {
    ...words.rollback,
    folderAt: 1,
    load: async () => (await import('./house-versions.ts')).runRollback,
  },
  {
    ...words.unpin,
    folderAt: 0,
    load: async () => (await import('./house-versions.ts')).runUnpin,
  },
  {
    ...words.restore,
    folderAt: 1,
    load: async () => (await import('./house-versions.ts')).runRestore,
  },
]

const help = [
  'relevo prompts <comando> [carpeta]',
  '',
  ...commands.map(
    ({ name, takes, says }) => `  ${`${name} ${takes}`.padEnd(30)} ${says.split(/: |[.;] /)[0]}`,
  ),
  '',
  '  relevo prompts <comando> --help cuenta las opciones de cada uno.',
].join('\n')

/** The exit code: 0 good, 1 failed, 2 wrong words. */
export async function prompts(
  said: readonly string[],
  parts: Pick<Errand, 'terminal' | 'config' | 'closing'>,
): Promise<number> {
  const [name, ...more] = said
  if (name === undefined || isHelp(name)) {
    parts.terminal.say(help)
    return name === undefined ? 2 : 0
  }
  const command = commands.find((one) => one.name === name || one.alsoCalled.includes(name))
  if (command === undefined) {
    const hint = suggestion(
      name,
      commands.map((one) => one.name),
    )
    parts.terminal.complain(`No conozco «${name}».${hint}\n\n${help}`)
    return 2
  }
  if (more.some(isHelp)) {
    parts.terminal.say(helpOf(command))
    return 0
  }
  try {
    const asked = readWords(command, more)
    const run = await command.load()
    return await run({ ...parts, asked, ...folderOf(command, asked, parts.config) })
  } catch (error) {
    if (!(error instanceof HouseError)) throw error
    parts.terminal.complain(error.message)
    return error.code === 'bad-request' ? 2 : 1
  }
}

function isHelp(word: string): boolean {
  return word === '--help' || word === '-h' || word === '--ayuda'
}

function folderOf(
  { folderAt }: Command,
  { given }: Asked,
  config: () => Config,
): Pick<Errand, 'dir' | 'shown' | 'builtIn'> {
  const own = given[folderAt]
  if (own !== undefined) {
    if (!existsSync(own)) throw wrong(`no existe la carpeta «${own}»`)
    return { dir: own, shown: own, builtIn: false }
  }
  const { promptsDir } = config()
  if (existsSync(promptsDir))
    return { dir: promptsDir, shown: promptsDir.replace(/^\.\//, ''), builtIn: false }
  if (promptsDir !== defaultPromptsDir) throw wrong(`PROMPTS_DIR: no existe la carpeta «${promptsDir}»`)
  return { dir: asset('prompts'), shown: 'prompts', builtIn: true }
}
