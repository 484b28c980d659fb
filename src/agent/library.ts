// Which version of a pack answers now? The folder's last good one, or the one it is pinned at; a bad edit never disturbs it.
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { Desk } from './desk.ts'
import type { Lexicon } from './floor/lexicon.ts'
import type { Disk, Files } from './library-disk.ts'
import type { Base, Pack } from './pack.ts'
import type { KeptVersion, LastVersion, PackVersions } from './ports.ts'
import { join } from 'node:path'
import { HouseError } from '../errors.ts'
import { createDesk } from './desk.ts'
import { readDisk, revive, versionFiles } from './library-disk.ts'
import { formatProblem } from './problems.ts'

export interface LibraryParts {
  /** The prompts folder, as its author knows it. */
  readonly dir: string
  /** Which agent's folder; empty for the pack at the top. */
  readonly slug: string
  readonly base: Base
  readonly lexicons: readonly Lexicon[]
  readonly clock: Clock
  /** Absent: nothing is kept, and nothing can be pinned. */
  readonly versions?: PackVersions
  /** What ran before this start. */
  readonly last?: LastVersion | null
  readonly log?: Log
}

type Source = KeptVersion['source']

export interface Running {
  readonly hash: string
  readonly desk: Desk
  readonly files: Files
  readonly since: number
  readonly source: Source
}

export interface Library {
  /** Under which it is kept. */
  readonly pack: string
  running(): Running
  pinned(): string | null
  disk(): Disk
  /** Every problem of the files on disk, and of a pin that cannot be followed, ready to be shown. */
  problems(): readonly string[]
  /** Reads the folder again; with any error, or while pinned, the running version stays. */
  load(source: Source): void
  /** False when that version was never kept or cannot be used any more. */
  pin(hash: string): Promise<boolean>
  unpin(): Promise<void>
  /** Does what a command beside us has pinned or unpinned. */
  follow(): Promise<void>
  /** Resolves when what ran so far is kept. */
  settled(): Promise<void>
}

/** What changes while the house runs. */
interface Shelf {
  readonly parts: LibraryParts
  readonly pack: string
  running: Running
  disk: Disk
  pinned: string | null
  /** About a pin that cannot be followed. */
  complaint: string | null
  /** Problems the log has heard of. */
  told: readonly string[]
  queue: Promise<unknown>
}

/** Under which the versions of a pack are kept: its folder, or `prompts` for the one at the top. */
export function packName(slug: string): string {
  return slug === '' ? 'prompts' : slug
}

/** Throws HouseError `config` with the whole list of problems when there is no version to begin with. */
export function createLibrary(parts: LibraryParts): Library {
  const shelf = begin(parts)
  tell(shelf)
  if (shelf.running.hash !== parts.last?.hash) keep(shelf)
  const { pack } = shelf
  const { versions } = parts
  return {
    pack,
    running: () => shelf.running,
    pinned: () => shelf.pinned,
    disk: () => shelf.disk,
    problems: () => problemsOf(shelf),
    load: (source) => {
      shelf.disk = readDisk(parts.dir, parts.slug, parts.base)
      takeDisk(shelf, source)
      tell(shelf)
    },
    pin: (hash) =>
      alone(shelf, async () => {
        if (versions === undefined || !(await hold(shelf, hash))) return false
        await versions.pin(pack, hash)
        return true
      }),
    unpin: () =>
      alone(shelf, async () => {
        await versions?.pin(pack, null)
        release(shelf)
      }),
    settled: () => alone(shelf, async () => {}),
    follow: () =>
      alone(shelf, async () => {
        const wanted = (await versions?.pinned(pack)) ?? null
        if (wanted === shelf.pinned && shelf.complaint === null) return
        if (wanted === null) return release(shelf)
        if (shelf.complaint === unusable(wanted) || (await hold(shelf, wanted))) return
        shelf.complaint = unusable(wanted)
        tell(shelf)
      }),
  }
}

function begin(parts: LibraryParts): Shelf {
  const { dir, slug, base } = parts
  const last = parts.last ?? null
  const disk = readDisk(dir, slug, base)
  const old =
    last !== null && (last.pinned || disk.pack === null) ? revive(last.hash, last.files, base) : null
  const complaint = last?.pinned && old === null ? unusable(last.hash) : null
  const running =
    last !== null && old !== null
      ? build(parts, old, last.files, last.pinned ? 'rollback' : 'disk')
      : disk.pack === null
        ? null
        : build(parts, disk.pack, versionFiles(disk.files), 'disk')
  if (running === null) {
    const list = problemsOf({ parts, disk, complaint }).join('\n')
    throw new HouseError('config', `El paquete de ${dir} no se puede usar:\n${list}`)
  }
  const pinned = last?.pinned && old !== null ? last.hash : null
  const pack = packName(slug)
  return { parts, pack, running, disk, pinned, complaint, told: [], queue: Promise.resolve() }
}

function build(parts: LibraryParts, pack: Pack, files: Files, source: Source): Running {
  const desk = createDesk(pack, parts.lexicons)
  return { hash: pack.version, desk, files, since: parts.clock.now(), source }
}

/** One after the other: a pin that is being read never overtakes one that is being made. */
function alone<T>(shelf: Shelf, work: () => Promise<T>): Promise<T> {
  const done = shelf.queue.then(work)
  shelf.queue = done.then(
    () => undefined,
    () => undefined,
  )
  return done
}

function swap(shelf: Shelf, next: Running): void {
  shelf.running = next
  shelf.parts.log?.packLoaded(shelf.pack, next.hash, next.source)
  keep(shelf)
}

function keep(shelf: Shelf): void {
  const { versions, log } = shelf.parts
  if (versions === undefined) return
  const { pack, running } = shelf
  const { hash, since, source, files } = running
  void alone(shelf, async () => {
    try {
      await versions.keep({ hash, pack, at: since, source, note: null }, files)
    } catch (error) {
      log?.workerFailed('prompts', error)
    }
  })
}

function takeDisk(shelf: Shelf, source: Source): void {
  const { parts, disk, pinned, running } = shelf
  if (disk.pack === null || pinned !== null || disk.pack.version === running.hash) return
  swap(shelf, build(parts, disk.pack, versionFiles(disk.files), source))
}

async function hold(shelf: Shelf, hash: string): Promise<boolean> {
  const { versions, base } = shelf.parts
  const files = (await versions?.read(shelf.pack, hash)) ?? null
  const kept = files === null ? null : revive(hash, files, base)
  if (files === null || kept === null) return false
  shelf.pinned = hash
  shelf.complaint = null
  if (hash !== shelf.running.hash) swap(shelf, build(shelf.parts, kept, files, 'rollback'))
  tell(shelf)
  return true
}

function release(shelf: Shelf): void {
  shelf.pinned = null
  shelf.complaint = null
  takeDisk(shelf, 'disk')
  tell(shelf)
}

function problemsOf(shelf: Pick<Shelf, 'parts' | 'disk' | 'complaint'>): readonly string[] {
  const { parts, disk, complaint } = shelf
  const listed = disk.problems.map((one) => formatProblem({ ...one, file: join(parts.dir, one.file) }))
  return complaint === null ? listed : [...listed, complaint]
}

/** Each problem once, until it is gone and comes back. */
function tell(shelf: Shelf): void {
  const now = problemsOf(shelf)
  for (const problem of now.filter((one) => !shelf.told.includes(one))) shelf.parts.log?.packProblem(problem)
  shelf.told = now
}

function unusable(hash: string): string {
  return `error: la versión ${hash} está fijada, pero este Relevo no puede usarla`
}
