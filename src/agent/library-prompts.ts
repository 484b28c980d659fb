// What can people see of a pack and do to it? The library with its files, versions and differences, as the API and the commands show it.
import type { Library } from './library.ts'
import type { Files } from './library-disk.ts'
import type { Base } from './pack.ts'
import type { PackVersions } from './ports.ts'
import type { PackOverview, PackProblem, Prompts, Written } from './prompts.ts'
import { join } from 'node:path'
import { diffFiles } from './diff.ts'
import { readPrompts } from './folder.ts'
import { isRead } from './knowledge.ts'
import { diskOf, versionFiles } from './library-disk.ts'
import { holdsBack } from './lint.ts'
import { under } from './lint-layout.ts'
import { isSafePath, markOf, readPackFile, writePackFile } from './pack-write.ts'

export interface PromptsParts {
  readonly library: Library
  /** The prompts folder. */
  readonly dir: string
  readonly slug: string
  readonly base: Base
  readonly versions?: PackVersions
  /** False: the folder is part of the program. */
  readonly writable: boolean
}

/** The files on disk, among the names of versions. */
export const diskName = 'disco'

export function createPrompts(parts: PromptsParts): Prompts {
  const { library, versions, slug, writable } = parts
  const { pack } = library
  const own = slug === '' ? parts.dir : join(parts.dir, slug)
  const filesOf = async (name: string): Promise<Files | null> => {
    await library.settled()
    if (name === diskName) return versionFiles(library.disk().files)
    const hash = await resolveHash(name, pack, versions)
    return hash === null ? null : ((await versions?.read(pack, hash)) ?? null)
  }
  return {
    pack,
    overview: () => overviewOf(library, slug, writable),
    versions: async () => {
      await library.settled()
      return (await versions?.list(pack)) ?? []
    },
    version: filesOf,
    diff: async (from, to) => {
      const [left, right] = [await filesOf(from), await filesOf(to)]
      return left === null || right === null ? null : diffFiles(left, right)
    },
    pin: async (name) => {
      await library.settled()
      const hash = await resolveHash(name, pack, versions)
      return hash !== null && library.pin(hash)
    },
    unpin: library.unpin,
    read: (path) => {
      const text = readPackFile(own, path)
      return text === null ? null : { text, mark: markOf(text) }
    },
    write: (path, text, mark) => write(parts, own, { path, text, mark }),
  }
}

/** The whole hash behind its first digits (four at least); null when none or several begin so. */
export async function resolveHash(
  name: string,
  pack: string,
  versions: PackVersions | undefined,
): Promise<string | null> {
  if (!/^[0-9a-f]{4,12}$/.test(name)) return null
  const found = ((await versions?.list(pack)) ?? []).filter(({ hash }) => hash.startsWith(name))
  return found.length === 1 ? (found[0]?.hash ?? null) : null
}

function overviewOf(library: Library, slug: string, writable: boolean): PackOverview {
  const { hash, since, source, desk } = library.running()
  const disk = library.disk()
  return {
    pack: library.pack,
    running: hash,
    since,
    source,
    pinned: library.pinned(),
    disk: disk.pack?.version ?? null,
    problems: disk.problems.map((one) => inside(one, slug)),
    documents: desk.pack.documents.map((document) => {
      const { name, title, category, state, passages } = document
      return { name, title, category, state, read: isRead(desk.pack, document), passages: passages.length }
    }),
    files: disk.files.map(({ path }) => path),
    writable,
  }
}

function inside(problem: PackProblem, slug: string): PackProblem {
  const before = under(slug, '')
  return {
    ...problem,
    file: problem.file.startsWith(before) ? problem.file.slice(before.length) : problem.file,
  }
}

function write(
  { library, dir, slug, base, writable }: PromptsParts,
  own: string,
  { path, text, mark }: { readonly path: string; readonly text: string; readonly mark: string | undefined },
): Written {
  if (!isSafePath(path)) return { ok: false, because: 'path' }
  if (!writable) return { ok: false, because: 'read-only' }
  const now = readPackFile(own, path)
  if (mark !== undefined && mark !== (now === null ? '' : markOf(now)))
    return { ok: false, because: 'changed' }
  const place = under(slug, path)
  const files = readPrompts(dir).filter((file) => file.path !== place)
  const before = diskOf([...files, ...(now === null ? [] : [{ path: place, text: now }])], slug, base)
  const after = diskOf([...files, { path: place, text }], slug, base)
  const known = new Set(before.problems.map(({ file, message }) => `${file} ${message}`))
  // What was wrong elsewhere already, or waits in a test, is no reason to refuse this file: one of them has to be mended first.
  const fresh = after.problems.filter(
    (one) =>
      (one.level === 'error' && one.file === place) ||
      (holdsBack(one) && !known.has(`${one.file} ${one.message}`)),
  )
  if (fresh.length > 0)
    return { ok: false, because: 'problems', problems: fresh.map((one) => inside(one, slug)) }
  if (!writePackFile(own, path, text)) return { ok: false, because: 'path' }
  library.load('panel')
  return { ok: true }
}
