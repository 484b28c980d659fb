// Which files lie in an author's folder? Read from disk, without the leftovers of editors.
import type { PackFile } from './ficha.ts'
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { partNames } from './lint-layout.ts'

/** A folder of the prompts, an agent's, one of its parts, and one that should not be there. */
const deepest = 4
const leftover = /^\.|~$|\.sw[a-p]$/
const readable = /\.(md|ya?ml)$/

/** Do editors, and not authors, write under this name? Any part of a path. */
export function isLeftover(path: string): boolean {
  return path.split('/').some((name) => leftover.test(name))
}

/** `agent.md` and what its folders hold, by path inside the folder. Missing folders are empty. */
export function readFolder(dir: string): readonly PackFile[] {
  const paths = partNames.flatMap((part) => list(join(dir, part)).map((name) => `${part}/${name}`))
  const all = existsSync(join(dir, 'agent.md')) ? ['agent.md', ...paths] : paths
  return all.map((path) => ({ path, text: readFileSync(join(dir, path), 'utf8') }))
}

/** Everything below the prompts folder but `base/`, which belongs to the engine. What is no text of ours has an empty one. */
export function readPrompts(dir: string): readonly PackFile[] {
  return pathsBelow(dir).map((path) => ({
    path,
    text: readable.test(path) ? readFileSync(join(dir, path), 'utf8') : '',
  }))
}

/** The files that `readPrompts` would read. */
export function pathsBelow(dir: string): readonly string[] {
  return below(dir, '', deepest).filter((path) => !path.startsWith('base/') || path === 'base/agent.md')
}

function below(dir: string, folder: string, depth: number): readonly string[] {
  const here = join(dir, folder)
  if (depth === 0 || !existsSync(here)) return []
  return readdirSync(here)
    .filter((name) => !leftover.test(name))
    .sort()
    .flatMap((name) => {
      const path = folder === '' ? name : `${folder}/${name}`
      // Links are followed: that is how some mounts show their files.
      const stat = statSync(join(dir, path), { throwIfNoEntry: false })
      if (stat?.isDirectory()) return below(dir, path, depth - 1)
      return stat?.isFile() ? [path] : []
    })
}

function list(dir: string): readonly string[] {
  if (!existsSync(dir)) return []
  return readdirSync(dir, { withFileTypes: true })
    .filter((entry) => entry.isFile() && !leftover.test(entry.name) && readable.test(entry.name))
    .map(({ name }) => name)
    .sort()
}
