// How does a file of the pack get onto the disk? Whole or not at all, inside its folder, and only where a pack keeps its files.
import { createHash } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { basename, dirname, join, sep } from 'node:path'
import { isLeftover } from './folder.ts'
import { isPackPath } from './lint-layout.ts'

/** A path that a pack reads and that names nothing outside of it. */
export function isSafePath(path: string): boolean {
  const names = path.split('/')
  return (
    isPackPath(path) &&
    !isLeftover(path) &&
    names.every((name) => /^[\p{L}\p{N}][\p{L}\p{N} ._-]*$/u.test(name))
  )
}

/** Changes with the text. */
export function markOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12)
}

/** Null when there is none, or when it lies outside `dir`. */
export function readPackFile(dir: string, path: string): string | null {
  const target = join(dir, path)
  return isSafePath(path) && existsSync(target) && isInside(dir, target) ? readFileSync(target, 'utf8') : null
}

/**
 * Written beside and renamed: a reader sees the old text or the new one, also after a power cut.
 * False when the path is none of a pack, or a link leads out of `dir`.
 */
export function writePackFile(dir: string, path: string, text: string): boolean {
  if (!isSafePath(path)) return false
  const target = join(dir, path)
  const folder = dirname(target)
  if (existsSync(folder) && !isInside(dir, folder)) return false
  mkdirSync(folder, { recursive: true })
  const beside = join(folder, `.${basename(target)}.nuevo`)
  try {
    const file = openSync(beside, 'w', 0o644)
    try {
      writeSync(file, text)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    renameSync(beside, target)
  } finally {
    rmSync(beside, { force: true })
  }
  return true
}

/** False when the path is none of a pack, or lies outside of `dir`; true also when there was no such file. */
export function removePackFile(dir: string, path: string): boolean {
  const target = join(dir, path)
  if (!isSafePath(path) || (existsSync(target) && !isInside(dir, dirname(target)))) return false
  rmSync(target, { force: true })
  return true
}

function isInside(dir: string, place: string): boolean {
  const root = realpathSync(dir)
  const real = realpathSync(place)
  return real === root || real.startsWith(root + sep)
}
