// Do the documents speak of what is there? Every path in backticks must lead to a file or a folder of the project.
import { dirname, join } from 'node:path'
import type { ProjectFile, Violation } from './project.ts'

const ours = /^(src|tests|scripts|bench|docs|prompts|\.ci)\//
/** Files that whoever runs the house writes. */
const theirs = /^channels\.yaml$/
const named = /^[\w.-]+(\/[\w.-]+)*\.(ts|tsx|mjs|sql|md|ya?ml|css|html)$/

/** Documents whose words are checked. */
export function isDocument(path: string): boolean {
  return /^(README\.md|docs\/[^/]+\.md|prompts\/README\.md)$/.test(path)
}

/** `files` are all files of the project, the documents among them. */
export function pathViolations(files: readonly ProjectFile[]): readonly Violation[] {
  const places = new Set(files.flatMap(({ path }) => [path, ...parents(path)]))
  const exists = (from: string, path: string): boolean =>
    [path, join(dirname(from), path), join('src', path)].some((place) =>
      places.has(place.replace(/\/$/, '')),
    ) || files.some((file) => file.path.endsWith(`/${path}`))
  return files
    .filter(({ path }) => isDocument(path))
    .flatMap(({ path, text }) =>
      pathsIn(text)
        .filter((name) => !exists(path, name))
        .map((name) => ({ path, what: `names ${name}, which is not there` })),
    )
}

/** What looks like a path in `code`, also inside a command; fenced blocks are examples, and patterns are not paths. */
function pathsIn(text: string): readonly string[] {
  const prose = text.replace(/^```[\s\S]*?^```/gm, '')
  return [...prose.matchAll(/`([^`\n]+)`/g)]
    .flatMap((match) => (match[1] ?? '').split(/[\s,;:()]+/))
    .filter((word) => !/[*<>{}$…]/.test(word) && !word.startsWith('/'))
    .filter((word) => ours.test(word) || (named.test(word) && !theirs.test(word)))
}

function parents(path: string): readonly string[] {
  const folder = dirname(path)
  return folder === '.' ? [] : [folder, ...parents(folder)]
}
