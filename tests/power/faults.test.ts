// What if the disk itself refuses? Each system call of the inbox is made to fail in its turn: a full disk is refused and survived, a
// lying one ends the process with 70, and what was acknowledged is there afterwards in every case.
import { afterAll, expect, test } from 'bun:test'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openInbox } from '../../src/store/sqlite/inbox.ts'
import { nameOf } from './content.ts'
import { mayTrace } from './traceable.ts'

const scratch = mkdtempSync(join(tmpdir(), 'relevo-faults-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))
const DELIVERIES = 24
/** Calls up to here open and create the files: failing there is a failing start, which the child reports by ending. */
const sweep = (first: number, last: number, every: number): number[] =>
  Array.from({ length: Math.floor((last - first) / every) + 1 }, (_, index) => first + index * every)

test.each([
  ['fsync', 'EIO', 70, sweep(9, 33, 3)],
  ['pwrite64', 'EIO', 70, sweep(40, 88, 6)],
  ['pwrite64', 'ENOSPC', 0, sweep(40, 88, 6)],
])(
  '%s failing with %s ends with %p and loses nothing acknowledged',
  async (call, error, exit, moments) => {
    if (!mayTrace) return
    let refusals = 0
    for (const moment of moments) {
      const { exitCode, said, path } = fail(call, error, moment)
      expect([call, error, moment, exitCode]).toEqual([call, error, moment, exit])
      expect(said.at(-1)).toBe('end')
      const acked = said.filter((line) => line.startsWith('ack ')).map((line) => Number(line.slice(4)))
      refusals += said.filter((line) => line.startsWith('refused ')).length
      if (exit === 0) expect(said.at(-2)).toBe(`ack ${DELIVERIES}`)
      const inbox = openInbox({ path })
      const present = (await inbox.read(0, 1_000)).map((delivery) => nameOf(delivery.raw))
      await inbox.close()
      expect(acked.filter((name) => !present.includes(name))).toEqual([])
      expect(present).toEqual([...new Set(present)])
    }
    expect(refusals).toBeGreaterThan(0)
  },
  60_000,
)

function fail(call: string, error: string, moment: number) {
  const path = join(mkdtempSync(join(scratch, 'child-')), 'inbox.db')
  const child = [process.execPath, join(import.meta.dir, 'faulty-child.ts'), path, String(DELIVERIES)]
  const strace = ['strace', '-f', '-qq', '-o', '/dev/null', '-e', `trace=${call}`]
  const inject = ['-e', `inject=${call}:error=${error}:when=${moment}`]
  const { exitCode, stdout } = Bun.spawnSync([...strace, ...inject, ...child])
  return { exitCode, said: stdout.toString().trim().split('\n'), path }
}
