// What do the files of a pack say right now, on disk or as they were kept? Never half a pack: whole, or null with the reasons.
import type { PackFile } from './ficha.ts'
import type { Base, Pack } from './pack.ts'
import type { Problem } from './problems.ts'
import { reasonOf } from '../errors.ts'
import { readPrompts } from './folder.ts'
import { lintFolder } from './lint.ts'
import { isPart, readPack } from './pack.ts'
import { errorAt } from './problems.ts'

export interface Disk {
  /** Null while the files have errors. */
  readonly pack: Pack | null
  /** Tests among them; paths inside the pack. */
  readonly files: readonly PackFile[]
  /** Paths from the prompts folder. */
  readonly problems: readonly Problem[]
}

/** By path inside the pack; without its tests. */
export type Files = ReadonlyMap<string, string>

/** `slug` is empty for the pack at the top. */
export function readDisk(dir: string, slug: string, base: Base): Disk {
  try {
    return diskOf(readPrompts(dir), slug, base)
  } catch (error) {
    // A file that vanishes while it is read is a save under way: the next look will see the whole.
    return { pack: null, files: [], problems: [errorAt(nowhere, `no se puede leer: ${reasonOf(error)}`)] }
  }
}

/** `files`: everything below the prompts folder. */
export function diskOf(files: readonly PackFile[], slug: string, base: Base): Disk {
  const { packs, problems } = lintFolder(files, base)
  const own = packs.find((one) => one.slug === slug)
  if (own !== undefined) return own
  const names = packs.map((one) => one.slug).join(', ')
  const message =
    slug === ''
      ? `hay varios agentes (${names}): PROMPTS_AGENTS dice cuál atiende`
      : `no existe ${slug}/agent.md`
  return { pack: null, files: [], problems: [...problems, errorAt(nowhere, message)] }
}

/** What makes the version. */
export function versionFiles(files: readonly PackFile[]): Files {
  return new Map(files.filter(({ path }) => isPart(path)).map(({ path, text }) => [path, text]))
}

/** A kept version made whole again; null when this Relevo cannot use it. */
export function revive(hash: string, files: Files, base: Base): Pack | null {
  const { pack } = readPack(
    [...files].map(([path, text]) => ({ path, text })),
    base,
  )
  return pack?.version === hash ? pack : null
}

const nowhere = { file: '', line: 1, column: 1 }
