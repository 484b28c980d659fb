// How does an author hear what is wrong? `prompts lint`: one line a problem for people, annotations for a forge, or JSON.
import type { PackFile } from '../ficha.ts'
import type { Lint, PackLint } from '../lint.ts'
import type { Base } from '../pack.ts'
import type { Problem } from '../problems.ts'
import { holdsBack, lintFolder } from '../lint.ts'
import { formatProblem } from '../problems.ts'

export interface LintErrand {
  /** Everything below the prompts folder, as `readPrompts` gives it. */
  readonly read: () => readonly PackFile[]
  readonly base: Base
  /** A path as it is shown: from where the author stands. */
  readonly shown: (path: string) => string
  readonly say: (line: string) => void
  readonly json: boolean
  /** GitHub's annotations. */
  readonly github: boolean
}

/** 0 without errors, warnings or not; 1 with any. */
export function lintCommand(errand: LintErrand): 0 | 1 {
  const lint = lintFolder(errand.read(), errand.base)
  const problems = lint.problems.map((one) => ({ ...one, file: errand.shown(one.file) }))
  const errors = problems.filter(({ level }) => level === 'error').length
  if (errand.json) errand.say(JSON.stringify(wireOf(lint, problems), null, 2))
  else {
    for (const problem of problems) errand.say(errand.github ? annotation(problem) : formatProblem(problem))
    errand.say(verdict(lint, errors, problems.length - errors))
    if (!errand.github) for (const pack of lint.packs) errand.say(tokensInWords(pack))
  }
  return errors > 0 ? 1 : 0
}

function wireOf(lint: Lint, problems: readonly Problem[]) {
  return {
    problems,
    packs: lint.packs.map(({ slug, pack, tokens }) => ({
      slug,
      version: pack?.version ?? null,
      approximateTokens: tokens,
    })),
  }
}

/** https://docs.github.com/actions/reference/workflow-commands-for-github-actions */
function annotation({ file, line, column, level, message }: Problem): string {
  const kind = level === 'error' ? 'error' : 'warning'
  const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
  return `::${kind} file=${property(file)},line=${line},col=${column}::${data(message)}`
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function verdict(lint: Lint, errors: number, warnings: number): string {
  const also = warnings === 0 ? '' : `, ${counted(warnings, 'aviso')}`
  if (errors === 0) return `Sin errores${also}`
  const consequence = lint.problems.some(holdsBack)
    ? 'la versión anterior sigue en uso'
    : 'solo en las pruebas; la versión se usa igual'
  return `${counted(errors, 'error')}${also}: ${consequence}`
}

function counted(count: number, word: string): string {
  return `${count} ${count === 1 ? word : word === 'error' ? 'errores' : `${word}s`}`
}

function tokensInWords({ slug, tokens }: PackLint): string {
  const { total, agent, tags, channel, fixed } = tokens
  const whose = slug === '' ? '' : ` de ${slug}`
  const parts = `instrucciones ${agent}, etiquetas ${tags}, canal ${channel}, bloque fijo ${fixed}`
  return `Cada turno${whose} lleva unos ${total} tokens antes de la conversación (${parts}; cálculo aproximado)`
}
