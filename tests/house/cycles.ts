// Do files import each other in a circle? Types count: a cycle of types still cannot be read from one end.
import type { ProjectFile, Violation } from './project.ts'
import { importsOf } from './syntax.ts'

/** Each cycle once, told by its first file in the alphabet: `a → b → a`. */
export function cycleViolations(files: readonly ProjectFile[]): readonly Violation[] {
  const imports = new Map(files.map((file) => [file.path, targets(file)]))
  const cycles = new Map<string, Violation>()
  const safe = new Set<string>()
  const visit = (path: string, trail: readonly string[]): void => {
    const seen = trail.indexOf(path)
    if (seen >= 0) {
      const cycle = fromSmallest(trail.slice(seen))
      cycles.set(cycle.join(), {
        path: cycle[0] ?? path,
        what: `imports itself: ${[...cycle, cycle[0]].join(' → ')}`,
      })
      return
    }
    if (safe.has(path)) return
    for (const target of imports.get(path) ?? []) visit(target, [...trail, path])
    safe.add(path)
  }
  for (const path of imports.keys()) visit(path, [])
  return [...cycles.values()]
}

function targets(file: ProjectFile): readonly string[] {
  return importsOf(file).flatMap(({ target }) => (target === null ? [] : [target]))
}

function fromSmallest(cycle: readonly string[]): readonly string[] {
  const at = cycle.indexOf([...cycle].sort()[0] ?? '')
  return [...cycle.slice(at), ...cycle.slice(0, at)]
}
