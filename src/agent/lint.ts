// What is wrong with these files, and where? Files in, every problem of every file out; errors stop a version, warnings never do.
import type { PackFile } from './ficha.ts'
import type { TurnTokens } from './lint-instructions.ts'
import type { Check } from './lint-subject.ts'
import type { Base, Pack } from './pack.ts'
import type { PackTest } from './pack-tests.ts'
import type { Problem, Report } from './problems.ts'
import { lintHours } from './lint-hours.ts'
import { lintInstructions, turnTokens } from './lint-instructions.ts'
import { lintKnowledge } from './lint-knowledge.ts'
import { packFoldersOf, under } from './lint-layout.ts'
import { lintSecrets } from './lint-secrets.ts'
import { createSubject } from './lint-subject.ts'
import { lintTags } from './lint-tags.ts'
import { lintTests } from './lint-tests.ts'
import { lintCut, lintLinks, lintMarks } from './lint-texts.ts'
import { readPack } from './pack.ts'
import { readTestFile } from './pack-tests.ts'
import { nearest } from './problems.ts'

export interface PackLint {
  /** Name of the agent's folder; empty for the pack at the top. */
  readonly slug: string
  /** Null when any problem holds it back. */
  readonly pack: Pack | null
  readonly tests: readonly PackTest[]
  /** Paths inside the pack. */
  readonly files: readonly PackFile[]
  /** By file, line and column; paths from the prompts folder. */
  readonly problems: readonly Problem[]
  readonly tokens: TurnTokens
}

export interface Lint {
  readonly packs: readonly PackLint[]
  /** Of all packs, and of the folder itself. */
  readonly problems: readonly Problem[]
}

const checks: readonly Check[] = [
  lintCut,
  lintMarks,
  lintLinks,
  lintKnowledge,
  lintHours,
  lintInstructions,
  lintTags,
  lintTests,
]

/** `files`: everything below the prompts folder, as `readPrompts` gives it. */
export function lintFolder(files: readonly PackFile[], base: Base): Lint {
  const problems: Problem[] = []
  const folders = packFoldersOf(files, (problem) => void problems.push(problem))
  lintSecrets(files, (problem) => void problems.push(problem))
  const hint = folders.length === 1 && folders[0]?.slug === '' ? misnamed(files) : ''
  const packs = folders.map(({ slug, files: own }) => lintPack(slug, own, base, hint, problems))
  const told = packs.flatMap((pack) => pack.problems)
  return { packs, problems: [...new Set([...told, ...problems])].sort(byPlace) }
}

function lintPack(
  slug: string,
  files: readonly PackFile[],
  base: Base,
  hint: string,
  outside: readonly Problem[],
): PackLint {
  const { pack, parts, problems } = readPack(files, base)
  const found: Problem[] = problems.map((one) =>
    one.file === 'agent.md' && one.message.startsWith('falta agent.md')
      ? { ...one, message: one.message + hint }
      : one,
  )
  const report: Report = (problem) => void found.push(problem)
  const tests = files
    .filter(({ path }) => path.startsWith('tests/'))
    .flatMap((file) => readTestFile(file, report) ?? [])
  const subject = createSubject(files, parts, tests, base)
  for (const check of checks) check(subject, report)
  const own = found.map((problem) => ({ ...problem, file: under(slug, problem.file) }))
  const all = [...own, ...outside.filter(({ file }) => slug === '' || file.startsWith(`${slug}/`))].sort(
    byPlace,
  )
  return {
    slug,
    pack: all.some(holdsBack) ? null : pack,
    tests,
    files,
    problems: all,
    tokens: turnTokens(subject),
  }
}

/** Does it keep a version from running? Tests are no part of a version: no customer waits for one to be mended. */
export function holdsBack({ level, file }: Problem): boolean {
  return level === 'error' && !/(^|\/)tests\/[^/]*$/.test(file)
}

/** «agente.md» where «agent.md» was meant. */
function misnamed(files: readonly PackFile[]): string {
  const top = files.map(({ path }) => path).filter((path) => !path.includes('/'))
  const near = nearest('agent.md', top)
  return near === null ? '' : `; ¿es «${near}»?`
}

/** `agent.md` before its folders. */
function byPlace(left: Problem, right: Problem): number {
  return order(left) < order(right)
    ? -1
    : order(left) > order(right)
      ? 1
      : left.line - right.line || left.column - right.column
}

function order({ file }: Problem): string {
  return file.replace(/(^|\/)agent\.md$/, '$1 ')
}
