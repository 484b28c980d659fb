// What can be done with prompts from a terminal? `relevo prompts <command>`: each command's words and options, and the file that runs it.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from './config.ts'
import type { Asked, CommandWords, Option } from './house-words.ts'
import { suggestion } from './agent/problems.ts'
import { defaultPromptsDir } from './config.ts'
import { HouseError } from './errors.ts'
import { asset } from './house.ts'
import { helpOf, readWords, wrong } from './house-words.ts'

/** The terminal a command talks to. */
export interface Terminal {
  say(line: string): void
  complain(line: string): void
  /** What is typed, line by line, until it ends. */
  lines(): AsyncIterable<string>
}

export interface Errand {
  readonly asked: Asked
  readonly terminal: Terminal
  /** The folder of the prompts: the one given, the configured one, or the one inside. */
  readonly dir: string
  /** Before file names in what is said: the folder as it was written. */
  readonly shown: string
  readonly config: () => Config
  readonly closing: AbortSignal
}

type Run = (errand: Errand) => Promise<number>

interface Command extends CommandWords {
  /** Where the folder stands among what is given, or null. */
  readonly folderAt: number | null
  readonly load: () => Promise<Run>
}

const json: Option = { names: ['json'], says: 'el resultado como JSON' }
const live: Option = { names: ['vivo', 'live'], says: 'pregunta al modelo configurado' }

const commands: readonly Command[] = [
  {
    name: 'test',
    takes: '[carpeta]',
    ...{ least: 0, most: 1, folderAt: 0 },
    says: 'Juega las conversaciones de tests/*.yaml. Sin red: lo «simulado» pasa por un modelo de mentira.',
    options: [
      { names: ['solo', 'only'], value: 'texto', says: 'solo las pruebas cuyo nombre o archivo lo lleva' },
      live,
      { names: ['repetir', 'repeat'], value: 'k', says: 'cada prueba k veces; pasa si pasan todas (pass^k)' },
      { names: ['grabar', 'record'], says: 'pregunta al modelo y guarda sus respuestas en tests/cassettes' },
      { names: ['grabado', 'recorded'], says: 'contesta con lo guardado en tests/cassettes, sin red' },
      json,
    ],
    load: async () => (await import('./house-tests.ts')).runTests,
  },
  {
    name: 'chat',
    takes: '[carpeta]',
    ...{ least: 0, most: 1, folderAt: 0 },
    says: 'Habla con tu agente desde la terminal: cada línea es un mensaje del cliente; /ayuda muestra las órdenes.',
    options: [
      {
        names: ['canal', 'channel'],
        value: 'canal',
        says: 'whatsapp (lo normal), instagram, messenger o web',
      },
      { names: ['reloj', 'clock'], value: 'hora', says: 'cuándo empieza: 2026-03-01T23:10' },
      { names: ['sin-modelo', 'no-model'], says: 'sin modelo, aunque haya uno configurado' },
    ],
    load: async () => (await import('./house-chat.ts')).runChat,
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
  words: readonly string[],
  parts: Pick<Errand, 'terminal' | 'config' | 'closing'>,
): Promise<number> {
  const [name, ...more] = words
  if (name === undefined || isHelp(name)) {
    parts.terminal.say(help)
    return name === undefined ? 2 : 0
  }
  const command = commands.find((one) => one.name === name)
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
): { readonly dir: string; readonly shown: string } {
  const own = folderAt === null ? undefined : given[folderAt]
  if (own !== undefined) {
    if (!existsSync(own)) throw wrong(`no existe la carpeta «${own}»`)
    return { dir: own, shown: own }
  }
  const { promptsDir } = config()
  if (existsSync(promptsDir)) return { dir: promptsDir, shown: promptsDir.replace(/^\.\//, '') }
  if (promptsDir !== defaultPromptsDir) throw wrong(`PROMPTS_DIR: no existe la carpeta «${promptsDir}»`)
  return { dir: asset('prompts'), shown: 'prompts' }
}

/** A file of the prompts as it is shown: clickable. */
export function shownPath({ shown }: Pick<Errand, 'shown'>, path: string): string {
  return join(shown, path)
}
