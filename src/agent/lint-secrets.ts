// Does a file hold a key? What is in a pack reaches the model, every kept version, and whoever reads the folder.
import type { PackFile } from './ficha.ts'
import type { Report } from './problems.ts'
import { findIn } from './lint-subject.ts'
import { errorAt } from './problems.ts'

/** How keys of the models and of Meta begin. */
const keys: readonly (readonly [string, RegExp])[] = [
  ['sk-…', /(?<![\w-])sk-(?=[\w-]*\d|[\w-]{20})[\w-]{8,}/g],
  ['EAA…', /(?<!\w)EAA[A-Za-z0-9]{8,}/g],
  ['IGAA…', /(?<!\w)IGAA[A-Za-z0-9]{8,}/g],
  ['AIza…', /(?<!\w)AIza[\w-]{20,}/g],
]

/** Any file, read or not. The key itself is never repeated. */
export function lintSecrets(files: readonly PackFile[], report: Report): void {
  for (const file of files) {
    for (const [name, pattern] of keys) {
      for (const { at } of findIn(file, pattern))
        report(errorAt(at, `parece una clave secreta («${name}»): quítala de aquí y cámbiala por otra`))
    }
  }
}
