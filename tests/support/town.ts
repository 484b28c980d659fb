// A whole town: the real house on real files and a real port, Meta on the other side of the wire, and time that can be skipped.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Agent } from '../../src/agent/agent.ts'
import { systemClock } from '../../src/clock.ts'
import type { Config } from '../../src/config.ts'
import { createEgress } from '../../src/egress.ts'
import { createModelFetch } from '../../src/egress-fetch.ts'
import { buildHouse, type House } from '../../src/house.ts'
import { listen, type Listening } from '../../src/house-serve.ts'
import { createLog } from '../../src/log.ts'
import type { Points } from '../../src/points.ts'
import { createCaller } from '../../src/simulator/caller.ts'
import { startFakeGraph, type FakeGraph, type FakeGraphOptions } from '../../src/simulator/fake-graph.ts'
import { connectMeta, type Meta, type MetaOptions } from '../../src/simulator/meta.ts'
import { demoSettings, worldOf } from '../../src/simulator/world.ts'
import { createJumpClock, type JumpClock } from './jump-clock.ts'
import { createScriptedAgent, type ScriptedAgent } from './scripted-agent.ts'
import { configOf } from './town-config.ts'

export interface TownOptions
  extends Pick<MetaOptions, 'receipts' | 'webhooks'>, Pick<FakeGraphOptions, 'limits' | 'plan'> {
  /** The house's own agent on the sample pack, in place of the scripted one. */
  readonly realAgent?: boolean
  /** … asking a model at this OpenAI base URL; more of the environment beside it. */
  readonly openAiUrl?: string
  readonly environment?: Readonly<Record<string, string>>
  readonly points?: Points
}

export interface Reply<T> {
  readonly status: number
  readonly body: T
}

export interface Town {
  readonly clock: JumpClock
  readonly graph: FakeGraph
  readonly meta: Meta
  readonly agent: ScriptedAgent
  readonly dataDir: string
  readonly url: string
  house(): House
  /** Everything the house has logged. */
  readonly lines: readonly string[]
  /** The operators' API. The body's type is the caller's word for it. */
  api<T>(method: string, path: string, body?: unknown): Promise<Reply<T>>
  /** Skips time in small steps until it holds; fails with `what` when it never does. */
  until(holds: () => boolean | Promise<boolean>, what: string): Promise<void>
  /** Skips this much time in steps, letting the house act in between. */
  pass(ms: number): Promise<void>
  /** Ends the house in an orderly way and starts it again on the same files and port. */
  restart(points?: Points): Promise<void>
  close(): Promise<void>
}

const stepMs = 200
const patienceMs = 15_000

export async function openTown(options: TownOptions = {}): Promise<Town> {
  const clock = createJumpClock()
  const random = Math.random
  const dataDir = mkdtempSync(join(tmpdir(), 'relevo-town-'))
  const graph = await startFakeGraph({ world: worldOf(demoSettings), clock, random, ...options })
  const agent = createScriptedAgent()
  const lines: string[] = []
  const { openAiUrl, environment = {} } = options
  const asked = openAiUrl === undefined ? {} : { OPENAI_BASE_URL: openAiUrl }
  const config = configOf(dataDir, graph.url, { ...asked, ...environment })
  const start = (points?: Points, port = 0): Running =>
    open(
      { ...config, port },
      clock,
      options.realAgent || openAiUrl !== undefined ? undefined : agent,
      (line) => lines.push(line),
      points,
    )
  let running = start(options.points)
  const { url } = running.listening
  const port = Number(new URL(url).port)
  const caller = createCaller()
  const meta = connectMeta({ graph, productUrl: url, call: caller.call, clock, random, ...options })

  const until: Town['until'] = async (holds, what) => {
    const since = performance.now()
    for (let round = 0; ; round += 1) {
      if (await holds()) return
      if (performance.now() - since > patienceMs) throw new Error(`it never came to: ${what}`)
      await systemClock.wait(3)
      if (round > 1) clock.jump(stepMs)
    }
  }
  return {
    clock,
    graph,
    meta,
    agent,
    dataDir,
    url,
    lines,
    house: () => running.house,
    until,
    api: async (method, path, body) => {
      const headers = {
        authorization: `Bearer ${running.house.data.apiKey}`,
        'content-type': 'application/json',
      }
      const given = body === undefined ? {} : { body: JSON.stringify(body) }
      const response = await fetch(`${url}${path}`, { method, headers, ...given })
      const text = await response.text()
      return { status: response.status, body: text === '' ? null : JSON.parse(text) }
    },
    pass: async (ms) => {
      const step = Math.max(stepMs * 5, ms / 200)
      for (let left = ms; left > 0; left -= step) {
        clock.jump(Math.min(left, step))
        await systemClock.wait(2)
      }
      await systemClock.wait(10)
    },
    restart: async (points) => {
      await running.stop()
      running = start(points, port)
    },
    close: async () => {
      meta.close()
      await running.stop()
      caller.close()
      await graph.stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

interface Running {
  readonly house: House
  readonly listening: Listening
  stop(): Promise<void>
}

function open(
  config: Config,
  clock: JumpClock,
  agent: Agent | undefined,
  write: (line: string) => void,
  points: Points | undefined,
): Running {
  const house = buildHouse(config, {
    clock,
    log: createLog({ level: 'info', write }),
    egress: createEgress({ clock: systemClock, configured: [config.meta.graphUrl] }),
    modelFetch: createModelFetch({
      clock: systemClock,
      bases: [config.models?.openai?.baseUrl ?? 'http://none/'],
    }),
    ...(agent === undefined ? {} : { agent }),
    ...(points === undefined ? {} : { points }),
  })
  const closing = new AbortController()
  const listening = listen(house, config)
  const running = house.run(closing.signal)
  return {
    house,
    listening,
    stop: async () => {
      closing.abort()
      await Promise.all([listening.stop(), running])
    },
  }
}
