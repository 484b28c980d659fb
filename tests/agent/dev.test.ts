// Does the floor keep what it learnt from its development lists? Counts over sentences made for tuning; the honest measure is the frozen set.
import type { Finding } from '../../src/events.ts'
import { describe, expect, test } from 'bun:test'
import { devFine, devStuck, type DevTalk } from './dev-attempts.ts'
import { devCancelled, devNear, devRequests, devSplit } from './dev-requests.ts'
import { floorReader } from './eval/read.ts'
import { turnOf } from './turns.ts'

const read = floorReader()

async function found(lines: readonly string[]): Promise<readonly Finding[]> {
  const { findings } = await read(turnOf(lines))
  return findings.filter(({ tag }) => tag === 'Escalar')
}

async function asks(...burst: readonly string[]): Promise<boolean> {
  return (await found(burst.map((text) => `cliente: ${text}`))).some(
    ({ because }) => because === 'pide_humano',
  )
}

/** The customer turn at which the agent is found to have failed, or 0. */
async function failsAt({ lines }: DevTalk): Promise<number> {
  for (let end = 1; end <= lines.length; end += 2) {
    const said = lines
      .slice(0, end)
      .map((text, index) => `${index % 2 === 0 ? 'cliente' : 'agente'}: ${text}`)
    if ((await found(said)).some(({ actor }) => actor === 'rule:frustracion')) return (end + 1) / 2
  }
  return 0
}

async function count<T>(all: readonly T[], holds: (one: T) => Promise<boolean>): Promise<number> {
  const told = await Promise.all(all.map((one) => holds(one)))
  return told.filter(Boolean).length
}

describe('the development lists', () => {
  test('at least 93 % of the requests for a person are heard', async () => {
    expect(await count(devRequests, asks)).toBeGreaterThanOrEqual(Math.ceil(devRequests.length * 0.93))
  })

  test('no more than one of the sentences that only look like it is taken for a request', async () => {
    expect(await count(devNear, asks)).toBeLessThanOrEqual(1)
  })

  test('a request sent in pieces is heard', async () => {
    expect(await count(devSplit, (burst) => asks(...burst))).toBe(devSplit.length)
  })

  test('a request taken back in the same burst is forgotten', async () => {
    expect(await count(devCancelled, (burst) => asks(...burst))).toBe(0)
  })

  test('three quarters of the stuck customers are handed over in time, none of the others', async () => {
    const inTime = async (talk: DevTalk): Promise<boolean> => Math.abs((await failsAt(talk)) - talk.at) <= 1
    expect(await count(devStuck, inTime)).toBeGreaterThanOrEqual(Math.ceil(devStuck.length * 0.75))
    expect(await count(devFine, async (talk) => (await failsAt(talk)) > 0)).toBe(0)
  })
})
