// A pack on disk whose versions bear the names of trees, open as the house opens it; edits are heard by the real watcher.
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach } from 'bun:test'
import type { Answer } from '../../src/events.ts'
import { openAgent, type AgentOptions, type OpenedAgent } from '../../src/agent/open.ts'
import { systemClock } from '../../src/clock.ts'
import { createLog } from '../../src/log.ts'
import { openVersions, type OpenedVersions } from '../../src/store/sqlite/versions.ts'
import { createJumpClock, type JumpClock } from '../support/jump-clock.ts'
import { opener } from '../support/memory.ts'
import { packWith } from './llm-room.ts'
import { noon, turnOf } from './turns.ts'

const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

/** At the end of this test, last first. */
export function atTheEnd(close: () => unknown): void {
  closers.push(close)
}

export const patience = 20_000

export async function until(holds: () => boolean, meanwhile: () => void = () => {}): Promise<void> {
  for (const since = systemClock.mono(); !holds();) {
    if (systemClock.mono() - since > patience) throw new Error('it never came to that')
    meanwhile()
    await systemClock.wait(2)
  }
}

export interface Grove extends OpenedAgent {
  readonly clock: JumpClock
  readonly dir: string
  readonly db: string
  /** What the house has logged. */
  readonly lines: readonly string[]
  hash(): string
  /** Saves this as what is said without an answer, ficha included. */
  save(text: string): void
  /** Saves a version and waits until it answers. */
  plant(tree: string): Promise<string>
  /** The memory, as a command beside the house opens it. */
  beside(): OpenedVersions
  /** What is said to a question that nothing answers. */
  says(): Promise<string>
  /** Ends, and opens again on the same folder and memory. */
  restart(): Promise<Grove>
  stop(): Promise<void>
}

export function treeText(tree: string): string {
  return `---\nsin_dato: "Nada sé del ${tree}."\nfalla_tecnica: "Fallo del ${tree}."\n---\n`
}

export function openGrove(more: Partial<AgentOptions> = {}): Grove {
  const { dir, remove } = packWith({ 'messages/sistema.md': treeText('roble') })
  atTheEnd(remove)
  return grow(dir, more)
}

function grow(dir: string, more: Partial<AgentOptions>): Grove {
  const db = `${dir}.db`
  const store = opener(db)()
  const clock = createJumpClock()
  const lines: string[] = []
  const opened = orClose(store, () =>
    openAgent({
      ...{ packDir: dir, baseDir: 'prompts/base', engine: '0.1.0', clock },
      ...{ versions: store.versions, last: store.versions.last('prompts') },
      log: createLog({ level: 'info', write: (line) => lines.push(line) }),
      ...more,
    }),
  )
  const closing = new AbortController()
  const running = opened.run(closing.signal)
  const stop = async (): Promise<void> => {
    if (closing.signal.aborted) return
    closing.abort()
    await running
    await store.close()
  }
  atTheEnd(async () => {
    await stop()
    for (const ending of ['', '-wal', '-shm']) rmSync(`${db}${ending}`, { force: true })
  })
  const hash = (): string => opened.prompts.overview().running
  const save = (text: string): void => writeFileSync(join(dir, 'messages/sistema.md'), text)
  return {
    ...{ ...opened, clock, dir, db, lines, hash, save, stop },
    plant: async (tree) => {
      const before = hash()
      save(treeText(tree))
      await until(
        () => hash() !== before,
        () => clock.jump(200),
      )
      return hash()
    },
    beside: () => {
      const versions = openVersions(db)
      atTheEnd(versions.close)
      return versions
    },
    says: async () =>
      (await ask(opened)).bubbles.map(({ body }) => ('text' in body ? body.text : '')).join(' '),
    restart: async () => {
      await stop()
      return grow(dir, more)
    },
  }
}

function orClose<T>(store: { close(): Promise<void> }, work: () => T): T {
  try {
    return work()
  } catch (error) {
    void store.close()
    throw error
  }
}

export function ask({ agent }: Pick<OpenedAgent, 'agent'>, text = 'venden bicicletas?'): Promise<Answer> {
  return agent.answer(turnOf([`cliente: ${text}`], { turns: 1, now: noon }), AbortSignal.timeout(patience))
}
