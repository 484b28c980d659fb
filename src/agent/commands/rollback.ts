// How does one go back to a version, and forward again? `prompts rollback`, `unpin` and `restore`; a running house follows by itself.
import type { Base } from '../pack.ts'
import type { VersionErrand } from './versions.ts'
import { diffFiles } from '../diff.ts'
import { revive } from '../library-disk.ts'
import { resolveHash } from '../library-prompts.ts'
import { unknown } from './versions.ts'

/** Holds a kept version without touching the files. 1 when it is unknown, or of no use to this Relevo. */
export async function rollbackCommand(
  errand: VersionErrand & { readonly hash: string; readonly base: Base },
): Promise<0 | 1> {
  const { pack, versions, base, say, complain } = errand
  const hash = await resolveHash(errand.hash, pack, versions)
  const files = hash === null ? null : await versions.read(pack, hash)
  if (hash === null || files === null) return unknown(errand, errand.hash)
  if (revive(hash, files, base) === null) {
    complain(`La versión ${hash} ya no se puede usar con este Relevo.`)
    return 1
  }
  await versions.pin(pack, hash)
  const other = errand.disk().hash === hash ? '' : ' (los archivos en disco son otra versión)'
  say(`Fijado en ${hash}${other}`)
  return 0
}

/** The files on disk rule again. */
export async function unpinCommand(errand: VersionErrand): Promise<0> {
  const pinned = await errand.versions.pinned(errand.pack)
  await errand.versions.pin(errand.pack, null)
  errand.say(
    pinned === null
      ? 'No había ninguna fijada.'
      : `Ya no está fijado en ${pinned}: valen los archivos en disco.`,
  )
  return 0
}

export interface RestoreErrand extends VersionErrand {
  readonly hash: string
  /** False: only says what would change. */
  readonly write: boolean
  readonly now: number
  /** One file of the pack; null takes it away. False when that place cannot be written. */
  readonly put: (path: string, text: string | null) => boolean
}

/** Puts the files of a version back; tests stay as they are. What was there is kept first. 1 when the version is unknown. */
export async function restoreCommand(errand: RestoreErrand): Promise<0 | 1> {
  const { pack, versions, say, complain } = errand
  const hash = await resolveHash(errand.hash, pack, versions)
  const wanted = hash === null ? null : await versions.read(pack, hash)
  if (wanted === null) return unknown(errand, errand.hash)
  const disk = errand.disk()
  const changes = diffFiles(disk.files, wanted).map(({ file }) => file)
  if (changes.length === 0) say('Los archivos en disco ya son esa versión.')
  else if (!errand.write) {
    for (const file of changes) say(`  ${wanted.has(file) ? 'cambiaría ' : 'se quitaría'} ${file}`)
    say('Nada se ha escrito; agrega --escribir para hacerlo.')
  } else {
    const known = (await versions.list(pack)).some((one) => one.hash === disk.hash)
    const before = {
      hash: disk.hash,
      pack,
      at: errand.now,
      source: 'disk',
      note: 'antes de restaurar',
    } as const
    if (!known && disk.files.size > 0) await versions.keep(before, disk.files)
    for (const file of changes) {
      if (errand.put(file, wanted.get(file) ?? null)) continue
      complain(`No se pudo escribir ${file}.`)
      return 1
    }
    say(`${changes.length} ${changes.length === 1 ? 'archivo' : 'archivos'} como en ${hash}`)
  }
  const pinned = await versions.pinned(pack)
  if (pinned !== null) say(`Sigue fijado en ${pinned}; «relevo prompts unpin» vuelve a los archivos.`)
  return 0
}
