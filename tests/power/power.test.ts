// Does an acknowledged delivery survive a power cut? Real system calls are recorded and cut after each one, into disks that lose,
// keep, shuffle and tear what was not synced. The same check must catch the weaker mode, or it proves nothing.
import type { Fate } from './disk.ts'
import type { Verdict } from './checker.ts'
import { afterAll, expect, test } from 'bun:test'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { check } from './checker.ts'
import { createDisk } from './disk.ts'
import { record, seeded } from './recording.ts'
import { mayTrace } from './traceable.ts'

const scratch = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'relevo-power-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

const FATES: readonly Fate[] = ['lost', 'kept', 'some', 'some', 'torn', 'torn']

test('the means to look at system calls are there wherever the project is built', () => {
  expect(mayTrace || process.env['CI'] === undefined).toBe(true)
})

test('with synchronous=FULL no acknowledged delivery is lost, whatever the disk does with the rest', async () => {
  if (!mayTrace) return
  const verdict = await cutEverywhere('FULL', 70)
  expect(verdict.images).toBeGreaterThan(2_000)
  expect(verdict.damages).toEqual([])
  expect(verdict.losing).toBe(0)
}, 60_000)

test('with synchronous=NORMAL the same check reports losses', async () => {
  if (!mayTrace) return
  const verdict = await cutEverywhere('NORMAL', 24)
  expect(verdict.images).toBeGreaterThan(400)
  expect(verdict.damages).toEqual([])
  expect(verdict.losing).toBeGreaterThan(verdict.images / 10)
}, 60_000)

async function cutEverywhere(synchronous: 'FULL' | 'NORMAL', rounds: number) {
  const events = record(scratch, 'child.ts', ['inbox.db'], [synchronous, String(rounds)])
  expect(events.at(-1)).toEqual({ type: 'said', line: 'end' })
  const disk = createDisk()
  const random = seeded(1)
  const promises = { acked: new Set<number>(), pruned: 0 }
  const total = { images: 0, losing: 0, lost: 0, damages: [] as string[] }
  for (const event of events) {
    disk.apply(event)
    if (event.type === 'said') hear(event.line, promises)
    for (const fate of FATES) {
      const verdict: Verdict = await check(disk.image(fate, random), promises, join(scratch, 'image'))
      total.images++
      total.lost += verdict.lost
      if (verdict.lost > 0) total.losing++
      if (verdict.damage !== null) total.damages.push(`${event.type}, ${fate}: ${verdict.damage}`)
    }
  }
  process.stdout.write(
    `power: ${synchronous} ${events.length} system calls, ${total.images} images, ${promises.acked.size} acknowledged, ` +
      `${total.losing} images lost some (${total.lost} deliveries), ${total.damages.length} damaged\n`,
  )
  return total
}

function hear(line: string, promises: { acked: Set<number>; pruned: number }): void {
  const [word, number] = line.split(' ')
  if (word === 'ack') promises.acked.add(Number(number))
  if (word === 'pruned') promises.pruned = Number(number)
}
