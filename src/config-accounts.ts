// Which numbers, Pages and accounts does `channels.yaml` add? Secrets stay in the environment: `${NAME}` refers to them.
import { LineCounter, parseDocument } from 'yaml'
import { z } from 'zod'

export interface ListedAccount {
  readonly id: string
  readonly token: string
  readonly login?: 'facebook' | 'instagram'
}

export interface AccountsFile {
  readonly whatsapp: readonly ListedAccount[]
  readonly messenger: readonly ListedAccount[]
  readonly instagram: readonly ListedAccount[]
  /** Spanish, `channels.yaml:line:col: …` */
  readonly problems: readonly string[]
}

const name = 'channels.yaml'
const account = z.strictObject({
  id: z.coerce.string().min(1, 'está vacío'),
  token: z.string('falta el token').min(1, 'está vacío'),
  login: z.enum(['facebook', 'instagram'], { error: 'debe ser facebook o instagram' }).optional(),
})
const accounts = z.array(account, { error: 'debe ser una lista de cuentas con id y token' }).default([])
const schema = z.strictObject({ whatsapp: accounts, messenger: accounts, instagram: accounts })

/** `text` is null when there is no such file. Never throws: whatever is wrong is in `problems`. */
export function accountsFile(
  text: string | null,
  environment: Readonly<Record<string, string | undefined>>,
): AccountsFile {
  const none = { whatsapp: [], messenger: [], instagram: [] }
  if (text === null || text.trim() === '') return { ...none, problems: [] }
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true })
  const at = (offset: number): string => {
    const { line, col } = lines.linePos(offset)
    return `${name}:${line}:${col}`
  }
  if (document.errors.length > 0) {
    return { ...none, problems: document.errors.map((error) => `${at(error.pos[0])}: error: YAML no válido`) }
  }
  const problems: string[] = []
  const place = (path: readonly PropertyKey[]): string => {
    for (let length = path.length; length > 0; length -= 1) {
      const node = document.getIn(path.slice(0, length), true)
      if (isPlaced(node)) return at(node.range[0])
    }
    return `${name}:1:1`
  }
  const parsed = schema.safeParse(document.toJS() ?? {})
  if (!parsed.success) {
    for (const issue of parsed.error.issues) problems.push(`${place(issue.path)}: error: ${spanish(issue)}`)
    return { ...none, problems }
  }
  const resolve = (channel: 'whatsapp' | 'messenger' | 'instagram'): readonly ListedAccount[] =>
    parsed.data[channel].map(({ id, token, login }, index) => {
      const value = token.replace(/\$\{(\w+)\}/g, (_, variable: string) => {
        const found = environment[variable]
        if (!found) {
          problems.push(
            `${place([channel, index, 'token'])}: error: la variable ${variable} no está definida`,
          )
        }
        return found ?? ''
      })
      return login === undefined ? { id, token: value } : { id, token: value, login }
    })
  return {
    whatsapp: resolve('whatsapp'),
    messenger: resolve('messenger'),
    instagram: resolve('instagram'),
    problems,
  }
}

function spanish(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') return `clave desconocida «${issue.keys.join('», «')}»`
  return `${issue.path.map(String).join('.')}: ${issue.message}`
}

function isPlaced(node: unknown): node is { readonly range: readonly [number, number, number] } {
  return typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range)
}
