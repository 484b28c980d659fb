// How big is everything? Lines of a file, lines of a function, and where the middle and the ninth tenth lie.
import { Visitor } from 'oxc-parser'
import type { ProjectFile, Violation } from './project.ts'
import { lineAt, parse } from './syntax.ts'

export const fileLimit = 250
export const functionLimit = 60
export const functionP90Limit = 40

/** Words in one language: as long as there is something to say. */
const isData = /^src\/http\/panel\/words\//

interface Measured {
  readonly path: string
  /** First line. */
  readonly at: number
  readonly lines: number
}

export function fileSizes(files: readonly ProjectFile[]): readonly Measured[] {
  return files.map(({ path, text }) => ({ path, at: 1, lines: text.trimEnd().split('\n').length }))
}

/** Every function, arrow and method, from its first line to its last. */
export function functionSizes(files: readonly ProjectFile[]): readonly Measured[] {
  return files.flatMap((file) => {
    const found: Measured[] = []
    const measure = (node: { readonly start: number; readonly end: number }): void => {
      const at = lineAt(file, node.start)
      found.push({ path: file.path, at, lines: lineAt(file, node.end) - at + 1 })
    }
    const visitor = new Visitor({
      FunctionDeclaration: measure,
      FunctionExpression: measure,
      ArrowFunctionExpression: measure,
    })
    visitor.visit(parse(file).program)
    return found
  })
}

export function sizeViolations(files: readonly ProjectFile[]): readonly Violation[] {
  const long = fileSizes(files).filter(({ path, lines }) => lines > fileLimit && !isData.test(path))
  const functions = functionSizes(files).filter(({ lines }) => lines > functionLimit)
  return [
    ...long.map(({ path, lines }) => ({ path, what: `${lines} lines, the limit is ${fileLimit}` })),
    ...functions.map(({ path, at, lines }) => ({
      path,
      what: `the function in line ${at} has ${lines} lines, the limit is ${functionLimit}`,
    })),
  ]
}

/** The value under which `share` (0 to 1) of all sizes lie. */
export function quantile(sizes: readonly Measured[], share: number): number {
  const lines = sizes.map((size) => size.lines).sort((a, b) => a - b)
  return lines[Math.max(0, Math.ceil(lines.length * share) - 1)] ?? 0
}
