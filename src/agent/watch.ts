// Has the folder changed? Its own events after a moment of quiet, and a look at every file now and then, for mounts that tell nothing.
import type { Clock } from '../clock.ts'
import { statSync, watch } from 'node:fs'
import { join } from 'node:path'
import { MINUTE } from '../clock.ts'
import { reasonOf } from '../errors.ts'
import { isLeftover, pathsBelow } from './folder.ts'

export interface WatchParts {
  readonly dir: string
  readonly clock: Clock
  /** Something is different, or may be. */
  readonly changed: () => void
  /** The system tells nothing about this folder; it is looked at now and then. */
  readonly deaf?: (because: string) => void
  /** Tells each changed path; answers how to stop. Throws when it cannot. The system's own when absent. */
  readonly listen?: (dir: string, heard: (path: string | null) => void, ended: () => void) => () => void
}

/** An editor's save is several events: one load for all of them. */
const quietMs = 200
const sweepMs = MINUTE / 2

/** Resolves when `signal` aborts. */
export async function watchFolder(parts: WatchParts, signal: AbortSignal): Promise<void> {
  const { dir, clock, changed } = parts
  let dirty = false
  let pause = new AbortController()
  const ear = createEar(parts, () => {
    dirty = true
    pause.abort()
  })
  let seen = stampOf(dir)
  while (!signal.aborted) {
    ear.attend()
    if (!dirty) await clock.wait(sweepMs, AbortSignal.any([signal, pause.signal]))
    const heard = dirty
    while (dirty && !signal.aborted) {
      dirty = false
      await clock.wait(quietMs, signal)
    }
    pause = new AbortController()
    const stamp = stampOf(dir)
    if (signal.aborted || (!heard && stamp === seen)) continue
    seen = stamp
    changed()
  }
  ear.close()
}

/** Listens to the folder that stands there now: one that was moved away and made anew is another. */
function createEar(parts: WatchParts, noise: () => void): { attend(): void; close(): void } {
  const { dir, deaf, listen = systemEar } = parts
  let attended: number | null = null
  let close: (() => void) | null = null
  let told = false
  const stop = (): void => {
    close?.()
    close = null
  }
  return {
    close: stop,
    attend() {
      const folder = statSync(dir, { throwIfNoEntry: false })?.ino ?? null
      if (folder === attended && close !== null) return
      stop()
      attended = folder
      if (folder === null) return
      try {
        close = listen(dir, (path) => void (isOurs(path) && noise()), stop)
      } catch (error) {
        if (!told) deaf?.(reasonOf(error))
        told = true
      }
    },
  }
}

function isOurs(path: string | null): boolean {
  return path === null || !(isLeftover(path) || /^base(\/|$)/.test(path))
}

function systemEar(dir: string, heard: (path: string | null) => void, ended: () => void): () => void {
  const watcher = watch(dir, { recursive: true }, (_, path) => heard(path))
  watcher.on('error', ended)
  return () => watcher.close()
}

/** Changes whenever a file does: its place, its size, its time. */
function stampOf(dir: string): string {
  return pathsBelow(dir)
    .map((path) => {
      const stat = statSync(join(dir, path), { throwIfNoEntry: false })
      return `${path} ${stat?.ino} ${stat?.size} ${stat?.mtimeMs}`
    })
    .join('\n')
}
