// Which files make this project? Read from the disk as plain pairs, so that every check is a function over a list.
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

export interface ProjectFile {
  /** From the project's root, with `/`. */
  readonly path: string
  readonly text: string
}

/** One broken promise: where, and what is wrong there. */
export interface Violation {
  readonly path: string
  readonly what: string
}

export const root = join(import.meta.dir, '../..')

const folders = ['src', 'tests', 'scripts', 'bench', 'docs', 'prompts', '.ci'] as const
const texts = /\.(ts|tsx|mjs|js|css|html|sql|md|yaml|yml|json|toml)$|^run$/

/** Every text file of the project's own folders, and those at its root. */
export function readProject(): readonly ProjectFile[] {
  const own = folders.flatMap((folder) => textsUnder(folder))
  const top = readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isFile() && texts.test(entry.name))
    .map((entry) => entry.name)
  return [...own, ...top].sort().map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))
}

/** Code below `folder`, or all of it. */
export function codeOf(files: readonly ProjectFile[], folder = ''): readonly ProjectFile[] {
  return files.filter((file) => file.path.startsWith(folder) && /\.(ts|tsx|mjs)$/.test(file.path))
}

/** For `expect(…).toBe('')`: one line for each violation, nothing when all is well. */
export function told(violations: readonly Violation[]): string {
  return violations.map(({ path, what }) => `${path}: ${what}`).join('\n')
}

function textsUnder(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && texts.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .filter((path) => !path.includes('node_modules/'))
}
