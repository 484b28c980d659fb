// Which files lie in a pack's folder? Read from disk, without the leftovers of editors.
import type { PackFile } from './ficha.ts'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

const parts = ['channels', 'knowledge', 'messages', 'tags', 'tests', 'tools']
const leftover = /^\.|~$|\.sw[a-p]$/

/** `agent.md` and what its folders hold, by path inside the folder. Missing folders are empty. */
export function readFolder(dir: string): readonly PackFile[] {
  const paths = parts.flatMap((part) => list(join(dir, part)).map((name) => `${part}/${name}`))
  const all = existsSync(join(dir, 'agent.md')) ? ['agent.md', ...paths] : paths
  return all.map((path) => ({ path, text: readFileSync(join(dir, path), 'utf8') }))
}

function list(dir: string): readonly string[] {
  if (!existsSync(dir)) return []
  return readdirSync(dir, { withFileTypes: true })
    .filter((entry) => entry.isFile() && !leftover.test(entry.name) && /\.(md|ya?ml)$/.test(entry.name))
    .map(({ name }) => name)
    .sort()
}
