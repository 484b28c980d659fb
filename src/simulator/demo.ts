// What happens in `relevo demo`? Fictional customers on all four channels talk with the sample business until the signal says enough.
import type { Clock } from '../clock.ts'
import type { Caller } from './caller.ts'
import type { FakeGraph } from './fake-graph.ts'
import type { Random } from './naming.ts'
import { SECOND } from '../clock.ts'
import { connectMeta } from './meta.ts'
import { openParty, type Party, type PartyParts } from './party.ts'
import { scenes, type Scene } from './scenes.ts'

export interface DemoOptions {
  /** Where the product listens, without a slash at the end; it may still be starting. */
  readonly productUrl: string
  readonly graph: FakeGraph
  readonly call: Caller
  /** One line of the transcript. */
  readonly say: (line: string) => void
  readonly clock: Clock
  readonly random: Random
  readonly signal: AbortSignal
}

/** The first scenes open all four channels; the rest follow calmly. */
const firstEveryMs = 700
const calmEveryMs = 8 * SECOND
/** Longer than the quiet time before an answer and a slow model together. */
const patienceMs = 25 * SECOND
/** For further bubbles, which take a moment each, and for reading them. */
const readingMs = 4 * SECOND

/** Ends when `signal` aborts and everyone has stopped talking. */
export async function runDemo(options: DemoOptions): Promise<void> {
  const { productUrl, graph, call, say, clock, random, signal } = options
  const receipts = () => ({ upTo: 'read', delayMs: 400 }) as const
  const meta = connectMeta({ graph, productUrl, call, clock, random, receipts })
  const parts: PartyParts = { graph, meta, productUrl, call, clock, random, say, signal }
  const parties = new Map<string, Promise<Party | null>>()
  const running = new Set<Promise<void>>()
  for (let index = 0; !signal.aborted; index++) {
    const scene = scenes[index % scenes.length]
    if (scene === undefined) break
    const work = play(partyOf(parts, parties, scene, Math.floor(index / scenes.length)), scene, parts)
    running.add(work)
    void work.finally(() => running.delete(work))
    await clock.wait(index < 3 ? firstEveryMs : calmEveryMs, signal)
  }
  await Promise.all(running)
  meta.close()
}

/** Names come round again, so a long demo has returning customers and not ever more of them. */
function partyOf(
  parts: PartyParts,
  parties: Map<string, Promise<Party | null>>,
  scene: Scene,
  round: number,
): Promise<Party | null> {
  const name = scene.names[round % scene.names.length] ?? 'Cliente'
  const key = `${scene.channel} ${name}`
  const party = parties.get(key) ?? openParty(parts, scene.channel, name)
  parties.set(key, party)
  return party
}

async function play(opening: Promise<Party | null>, scene: Scene, parts: PartyParts): Promise<void> {
  const party = await opening
  for (const step of scene.steps) {
    if (party === null || parts.signal.aborted) return
    await party.does(step)
    if (step.do !== 'answers' && step.unanswered !== true) await party.waits(patienceMs, readingMs)
    else await parts.clock.wait(readingMs, parts.signal)
  }
}
