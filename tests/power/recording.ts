// How is a child recorded, and how are its fates drawn? Under strace, in a folder of its own; the same images in every run.
import type { DiskEvent } from './trace.ts'
import { mkdtempSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readTrace, STRACE } from './trace.ts'

/** Runs `script` with `data` (a folder it makes) and `words`; the events are those of the databases `names` in it. */
export function record(
  scratch: string,
  script: string,
  names: readonly string[],
  words: readonly string[],
): readonly DiskEvent[] {
  const folder = mkdtempSync(join(scratch, 'child-'))
  const log = join(folder, 'trace')
  const data = join(folder, 'data')
  const child = [process.execPath, join(import.meta.dir, script), data, ...words]
  const { exitCode, stderr } = Bun.spawnSync(['strace', ...STRACE, '-o', log, ...child])
  if (exitCode !== 0) throw new Error(`the recorded child failed: ${stderr.toString().slice(0, 2_000)}`)
  return readTrace(readFileSync(log, 'latin1'), data, names)
}

/** Mulberry32: the same images in every run. */
export function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
