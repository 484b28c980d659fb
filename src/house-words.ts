// What did somebody write after `relevo prompts`? A command, its folder or names, and options in Spanish or English.
import { parseArgs } from 'node:util'
import { suggestion } from './agent/problems.ts'
import { HouseError } from './errors.ts'

export interface Option {
  /** Spanish; the second name is the English one. */
  readonly names: readonly [string, ...string[]]
  /** What stands for its value in the help; absent for a switch. */
  readonly value?: string
  readonly says: string
}

export interface CommandWords {
  readonly name: string
  readonly alsoCalled: readonly string[]
  /** What stands behind the name in the help: `[carpeta]`. */
  readonly takes: string
  readonly most: number
  readonly least: number
  readonly says: string
  readonly options: readonly Option[]
}

export interface Asked {
  readonly given: readonly string[]
  has(option: string): boolean
  text(option: string): string | null
  /** Throws HouseError `bad-request` for what is no whole number from 1 on. */
  count(option: string): number | null
}

/** Throws HouseError `bad-request`, in Spanish, for whatever this command does not know. */
export function readWords(command: CommandWords, words: readonly string[]): Asked {
  const known = new Map(command.options.flatMap((one) => one.names.map((name) => [name, one] as const)))
  const types = [...known].map(([name, { value }]) => {
    const type = value === undefined ? ('boolean' as const) : ('string' as const)
    return [name, { type }] as const
  })
  const { tokens } = parseArgs({
    args: [...words],
    allowPositionals: true,
    strict: false,
    tokens: true,
    options: Object.fromEntries(types),
  })
  const given: string[] = []
  const values = new Map<string, string>()
  for (const token of tokens) {
    if (token.kind === 'positional') given.push(token.value)
    if (token.kind !== 'option') continue
    const option = known.get(token.name)
    if (option === undefined) {
      throw wrong(`no conozco la opción «${token.rawName}».${suggestion(token.name, known.keys())}`)
    }
    const { value } = token
    if (option.value !== undefined && (value === undefined || value === ''))
      throw wrong(`«${token.rawName}» lleva un valor: ${token.rawName} ${option.value}`)
    if (option.value === undefined && value !== undefined) throw wrong(`«${token.rawName}» no lleva valor`)
    values.set(option.names[0], value ?? 'sí')
  }
  if (given.length > command.most) throw wrong(`sobra «${given.slice(command.most).join(' ')}»`)
  if (given.length < command.least) throw wrong(`falta algo: relevo prompts ${command.name} ${command.takes}`)
  return {
    given,
    has: (option) => values.has(option),
    text: (option) => values.get(option) ?? null,
    count: (option) => {
      const text = values.get(option)
      if (text === undefined) return null
      if (/^[1-9]\d{0,5}$/.test(text)) return Number(text)
      throw wrong(`«--${option} ${text}» espera un número entero desde 1`)
    },
  }
}

export function helpOf(command: CommandWords): string {
  const options = command.options.map(({ names, value, says }) => {
    const written = names.map((name) => `--${name}`).join(', ')
    return `  ${`${written}${value === undefined ? '' : ` ${value}`}`.padEnd(34)} ${says}`
  })
  const head = `relevo prompts ${command.name} ${command.takes}`.trimEnd()
  return [head, '', `  ${command.says}`, ...(options.length > 0 ? ['', ...options] : [])].join('\n')
}

export function wrong(message: string): HouseError {
  return new HouseError('bad-request', message)
}
