// What does a check look at? A pack's files as far as they could be read, and places in their raw text.
import type { Ficha, PackFile } from './ficha.ts'
import type { Base, Parts } from './pack.ts'
import type { TagFile } from './pack-tags.ts'
import type { PackTest } from './pack-tests.ts'
import type { Place, Report } from './problems.ts'
import { openFicha, plainText } from './ficha.ts'
import { isPart } from './pack.ts'
import { withBuiltIn } from './pack-tags.ts'

export interface Subject {
  /** The pack's own, paths inside the pack; what is not read is not among them. */
  readonly files: readonly PackFile[]
  /** Of the files whose ficha could be read. */
  readonly fichas: ReadonlyMap<string, Ficha>
  readonly parts: Parts
  /** Lead and Escalar among them. */
  readonly tags: readonly TagFile[]
  readonly tests: readonly PackTest[]
  readonly base: Base
}

export type Check = (subject: Subject, report: Report) => void

export interface Found {
  readonly match: RegExpExecArray
  readonly at: Place
}

export function createSubject(
  files: readonly PackFile[],
  parts: Parts,
  tests: readonly PackTest[],
  base: Base,
): Subject {
  const fichas = files
    .filter(({ path }) => isPart(path))
    .flatMap((file) => openFicha(file, !file.path.startsWith('knowledge/'), () => undefined) ?? [])
  return {
    files,
    fichas: new Map(fichas.map((ficha) => [ficha.file, ficha])),
    parts,
    tags: withBuiltIn(parts.tags.map(({ tag }) => tag)),
    tests,
    base,
  }
}

/** Is there a file of this folder that cannot be read? What it defines is not missing. */
export function hides({ files, fichas }: Subject, folder: string): boolean {
  return files.some(({ path }) => path.startsWith(folder) && !fichas.has(path))
}

/** Every place of a file where a pattern (with the flag `g`) stands within one line. */
export function findIn(file: PackFile, pattern: RegExp): readonly Found[] {
  return plainText(file.text)
    .split('\n')
    .flatMap((line, index) => findInLine(line, pattern, { file: file.path, line: index + 1, column: 1 }))
}

/** The same in one line that begins at `at`. */
export function findInLine(line: string, pattern: RegExp, at: Place): readonly Found[] {
  return [...line.matchAll(pattern)].map((match) => ({
    match,
    at: { ...at, column: at.column + match.index },
  }))
}

/** Lines of prose under a ficha, each with the place where its words begin. */
export function proseOf(ficha: Ficha): readonly { readonly text: string; readonly at: Place }[] {
  return ficha.body.split('\n').flatMap((line, index) => {
    const lead = /^[\s>*+-]*(?:\d+[.)]\s+)?/.exec(line)?.[0].length ?? 0
    const text = line.slice(lead).trim()
    const at = { file: ficha.file, line: ficha.bodyLine + index, column: lead + 1 }
    return text === '' ? [] : [{ text, at }]
  })
}
