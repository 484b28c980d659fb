// Does the pair of files survive a power cut together? Deliveries are kept and applied at the same time; a house that starts from any
// possible disk knows every acknowledged message once. A house that promises too early must be caught by the same check.
import type { Fate } from './disk.ts'
import { afterAll, expect, test } from 'bun:test'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createDisk } from './disk.ts'
import { checkHouse } from './house-image.ts'
import { record, seeded } from './recording.ts'
import { mayTrace } from './traceable.ts'

const scratch = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'relevo-power-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

/** One fate for each moment, in turns: a house takes longer to start than an inbox to open. */
const FATES: readonly Fate[] = ['lost', 'torn', 'some', 'lost', 'kept']

test('after a power cut the house knows every acknowledged message, once', async () => {
  if (!mayTrace) return
  const verdict = await cutEverywhere(20, [])
  expect(verdict.images).toBeGreaterThan(150)
  expect(verdict.damages).toEqual([])
  expect(verdict.losing).toBe(0)
}, 120_000)

test('a house that acknowledges before its commit is caught', async () => {
  if (!mayTrace) return
  const verdict = await cutEverywhere(8, ['early'])
  expect(verdict.damages).toEqual([])
  expect(verdict.losing).toBeGreaterThan(0)
}, 120_000)

async function cutEverywhere(rounds: number, mistake: readonly string[]) {
  const events = record(scratch, 'house-child.ts', ['inbox.db', 'app.db'], [String(rounds), ...mistake])
  const disk = createDisk()
  const random = seeded(2)
  const acked = new Set<number>()
  const total = { images: 0, losing: 0, damages: [] as string[] }
  let saidSince = false
  for (const event of events) {
    disk.apply(event)
    if (event.type === 'said' && event.line.startsWith('ack ')) acked.add(Number(event.line.slice(4)))
    saidSince ||= event.type === 'said'
    if (!saidSince) continue
    const fate = FATES[total.images % FATES.length] ?? 'lost'
    const { lost, damage } = await checkHouse(disk.image(fate, random), acked, join(scratch, 'image'))
    total.images++
    if (lost > 0) total.losing++
    if (damage !== null) total.damages.push(`${event.type}, ${fate}: ${damage}`)
  }
  process.stdout.write(
    `power: house ${mistake.join()} ${events.length} system calls, ${total.images} images, ${acked.size} acknowledged, ` +
      `${total.losing} images lost some, ${total.damages.length} damaged\n`,
  )
  return total
}
