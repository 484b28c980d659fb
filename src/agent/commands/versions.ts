// Which versions have there been, and how do they differ? `prompts versions` and `prompts diff`.
import type { Files } from '../library-disk.ts'
import type { ListedVersion, PackVersions } from '../ports.ts'
import { diffFiles } from '../diff.ts'
import { diskName, resolveHash } from '../library-prompts.ts'

export interface VersionErrand {
  /** Under which it is kept: `prompts`, or the agent's folder. */
  readonly pack: string
  readonly versions: PackVersions
  /** What makes the version on disk, errors or not; its hash. */
  readonly disk: () => { readonly hash: string; readonly files: Files }
  readonly say: (line: string) => void
  /** For what went wrong. */
  readonly complain: (line: string) => void
}

const sources = { disk: 'disco', panel: 'panel', rollback: 'fijada' } as const

/** 0, also when there is none. */
export async function versionsCommand(errand: VersionErrand & { readonly json: boolean }): Promise<0> {
  const { pack, versions, say } = errand
  const [listed, pinned, disk] = [await versions.list(pack), await versions.pinned(pack), errand.disk().hash]
  if (errand.json) {
    const items = listed.map((one) => ({ ...one, pinned: one.hash === pinned, onDisk: one.hash === disk }))
    say(JSON.stringify(items, null, 2))
    return 0
  }
  if (listed.length === 0) say('Todavía no hay versiones: se guardan cuando Relevo las usa.')
  for (const one of listed) say(lineOf(one, pinned, disk))
  if (pinned !== null && pinned !== disk) say(`Fijado en ${pinned} (los archivos en disco son otra versión)`)
  return 0
}

/** 1 when a version is unknown. Versions by their first digits; `disco` is the folder. */
export async function diffCommand(
  errand: VersionErrand & { readonly from: string; readonly to: string },
): Promise<0 | 1> {
  const { from, to, say } = errand
  const [left, right] = [await filesOf(errand, from), await filesOf(errand, to)]
  if (left === null || right === null) return unknown(errand, left === null ? from : to)
  const differences = diffFiles(left, right)
  for (const { diff } of differences) say(diff)
  if (differences.length === 0) say('Son iguales.')
  return 0
}

export async function filesOf(errand: VersionErrand, name: string): Promise<Files | null> {
  if (name === diskName) return errand.disk().files
  const hash = await resolveHash(name, errand.pack, errand.versions)
  return hash === null ? null : errand.versions.read(errand.pack, hash)
}

export function unknown({ complain }: VersionErrand, name: string): 1 {
  complain(`No hay una versión «${name}»; «relevo prompts versions» las enumera.`)
  return 1
}

function lineOf(version: ListedVersion, pinned: string | null, disk: string): string {
  const { hash, at, source, note, turns } = version
  const marks = [
    ...(hash === pinned ? ['fijada'] : []),
    ...(hash === disk ? ['en disco'] : []),
    ...(note === null ? [] : [note]),
  ]
  const turned = `${turns} ${turns === 1 ? 'turno' : 'turnos'}`
  return [hash, when(at), sources[source].padEnd(6), turned.padStart(12), marks.join(', ')]
    .join('  ')
    .trimEnd()
}

/** In the time zone of the machine. */
function when(at: number): string {
  const format = new Intl.DateTimeFormat('sv', { dateStyle: 'short', timeStyle: 'short' })
  return format.format(at)
}
