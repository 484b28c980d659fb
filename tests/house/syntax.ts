// What does a file import, and what is code in it? One parse for each file, shared by all checks.
import { dirname, join } from 'node:path'
import { type ParseResult, parseSync } from 'oxc-parser'
import type { ProjectFile } from './project.ts'

export interface Import {
  /** As written: `./model.ts`, `hono`, `node:fs`. */
  readonly specifier: string
  /** A project path for relative imports, else null. */
  readonly target: string | null
  /** Vanishes when compiled. */
  readonly typeOnly: boolean
}

const parsed = new WeakMap<ProjectFile, ParseResult>()

export function parse(file: ProjectFile): ParseResult {
  const known = parsed.get(file)
  if (known !== undefined) return known
  const result = parseSync(file.path, file.text)
  if (result.errors.length > 0) throw new Error(`${file.path}: ${result.errors[0]?.message}`)
  parsed.set(file, result)
  return result
}

/** `import`, `export … from`, `import(…)` and the types written `import('…')`. */
export function importsOf(file: ProjectFile): readonly Import[] {
  const { module } = parse(file)
  const found: Import[] = []
  const add = (specifier: string, typeOnly: boolean): void => {
    const target = specifier.startsWith('.') ? join(dirname(file.path), specifier) : null
    found.push({ specifier, target, typeOnly })
  }
  for (const { moduleRequest, entries } of module.staticImports)
    add(moduleRequest.value, entries.length > 0 && entries.every((entry) => entry.isType))
  for (const { entries } of module.staticExports)
    for (const { moduleRequest, isType } of entries) if (moduleRequest) add(moduleRequest.value, isType)
  const values = new Set(module.dynamicImports.map(({ start }) => start))
  for (const match of codeText(file).matchAll(/\bimport\(\s*(['"`])([^'"`]+)\1/g))
    add(match[2] ?? '', !values.has(match.index))
  return found
}

/** The text with every comment blanked; offsets and lines stay. */
export function codeText(file: ProjectFile): string {
  let text = file.text
  for (const { start, end } of parse(file).comments)
    text = text.slice(0, start) + text.slice(start, end).replace(/[^\n]/g, ' ') + text.slice(end)
  return text
}

/** 1 for the first line. */
export function lineAt(file: ProjectFile, offset: number): number {
  return file.text.slice(0, offset).split('\n').length
}
