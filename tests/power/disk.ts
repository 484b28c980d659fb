// What may a disk hold after the power went? Everything synced, and of the rest whatever it pleases: nothing, all, some writes, torn sectors.
import type { DiskEvent } from './trace.ts'

/** What becomes of the writes that nobody synced. */
export type Fate = 'lost' | 'kept' | 'some' | 'torn'

/** File name → bytes. */
export type Image = ReadonlyMap<string, Uint8Array>

export interface Disk {
  apply(event: DiskEvent): void
  /** One possible content; `random` gives numbers in [0, 1). */
  image(fate: Fate, random: () => number): Image
}

const SECTOR = 512

interface Change {
  readonly offset: number
  /** Null: cut or grow to `offset` bytes. */
  readonly data: Uint8Array | null
}

interface Inode {
  safe: Uint8Array
  unsynced: Change[]
  /** How many of them a sync under way covers; null: all, it was alone. */
  covered: number | null
}

/** Names live in the folder and need its own sync; a created or removed name that was not synced may be there or not. */
export function createDisk(): Disk {
  let names: ReadonlyMap<string, Inode> = new Map()
  /** Folder states that the disk may still fall back to; the first one is synced. */
  let folders: (typeof names)[] = [names]

  function rename(change: (next: Map<string, Inode>) => void): void {
    const next = new Map(names)
    change(next)
    names = next
    folders.push(next)
  }

  function apply(event: DiskEvent): void {
    if (event.type === 'said') return
    if (event.type === 'sync-folder') {
      folders = [names]
      return
    }
    const inode = names.get(event.file)
    if (event.type === 'create') {
      if (inode === undefined)
        rename((next) => next.set(event.file, { safe: new Uint8Array(), unsynced: [], covered: null }))
    } else if (inode === undefined) throw new Error(`${event.type} of ${event.file}, which does not exist`)
    else if (event.type === 'unlink') rename((next) => next.delete(event.file))
    else if (event.type === 'write') inode.unsynced.push({ offset: event.offset, data: event.data })
    else if (event.type === 'truncate') inode.unsynced.push({ offset: event.size, data: null })
    else if (event.type === 'sync-begins') inode.covered = inode.unsynced.length
    else {
      const covered = inode.covered ?? inode.unsynced.length
      inode.safe = applied(inode.safe, inode.unsynced.slice(0, covered))
      inode.unsynced = inode.unsynced.slice(covered)
      inode.covered = null
    }
  }

  function image(fate: Fate, random: () => number): Image {
    const folder =
      folders[
        fate === 'lost' ? 0 : fate === 'kept' ? folders.length - 1 : Math.floor(random() * folders.length)
      ]
    return new Map(
      [...(folder ?? names)].map(([name, inode]) => [
        name,
        applied(inode.safe, surviving(inode.unsynced, fate, random)),
      ]),
    )
  }

  return { apply, image }
}

function surviving(changes: readonly Change[], fate: Fate, random: () => number): readonly Change[] {
  if (fate === 'lost') return []
  if (fate === 'kept') return changes
  const share = [0.2, 0.5, 0.9][Math.floor(random() * 3)] ?? 0.5
  if (fate === 'some') return changes.filter(() => random() < share)
  return changes.flatMap((change) => (change.data === null ? [change] : sectors(change, share, random)))
}

function sectors({ offset, data }: Change, share: number, random: () => number): readonly Change[] {
  const kept: Change[] = []
  if (data === null) return kept
  for (let at = 0; at < data.length;) {
    const end = Math.min(data.length, at + SECTOR - ((offset + at) % SECTOR))
    if (random() < share) kept.push({ offset: offset + at, data: data.subarray(at, end) })
    at = end
  }
  return kept
}

function applied(content: Uint8Array, changes: readonly Change[]): Uint8Array {
  if (changes.length === 0) return content
  let size = content.length
  let largest = size
  for (const { offset, data } of changes) {
    size = data === null ? offset : Math.max(size, offset + data.length)
    largest = Math.max(largest, size)
  }
  const next = new Uint8Array(largest)
  next.set(content)
  let end = content.length
  for (const { offset, data } of changes) {
    if (data === null) {
      if (offset < end) next.fill(0, offset, end)
      end = offset
    } else {
      next.set(data, offset)
      end = Math.max(end, offset + data.length)
    }
  }
  return next.subarray(0, size)
}
