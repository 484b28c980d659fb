// Who plays Graph API? A server on this machine that accepts what Meta accepts, refuses what it refuses, and keeps the ledger.
import type { Clock } from '../clock.ts'
import type { LimitOptions } from './graph/limits.ts'
import type { AcceptedListener } from './graph/sends.ts'
import type { Random } from './naming.ts'
import type { World } from './world.ts'
import { createTeller } from './graph/answers.ts'
import { readCall } from './graph/calls.ts'
import { createGraphFaults, type GraphFaults, type GraphPlan } from './graph/faults.ts'
import { createFiles, type Files } from './graph/files.ts'
import { createLimits } from './graph/limits.ts'
import { answer, planned } from './graph/replies.ts'
import { accountOf, download, type RouteParts } from './graph/routes.ts'
import { createSends } from './graph/sends.ts'
import { createLedger, type LedgerBook } from './ledger.ts'
import { createPeople, type People } from './people.ts'

export interface FakeGraphOptions {
  readonly world: World
  readonly clock: Clock
  readonly random: Random
  /** 0, the default, takes a free one. */
  readonly port?: number
  readonly limits?: LimitOptions
  /** Asked before every call; the queue of `faults.next` goes first. */
  readonly plan?: GraphPlan
  /** False: nobody has subscribed the app to its accounts yet. */
  readonly subscribed?: boolean
}

export interface FakeGraph {
  /** `http://127.0.0.1:<port>`, for Graph and for downloads. */
  readonly url: string
  readonly world: World
  readonly people: People
  readonly files: Files
  readonly ledger: LedgerBook
  readonly faults: GraphFaults
  /** Called when a message was accepted, before it is answered. Returns the way to stop listening. */
  onAccepted(listener: AcceptedListener): () => void
  /** Makes an expired token valid again. */
  renewToken(account: string): void
  stop(): Promise<void>
}

export async function startFakeGraph(options: FakeGraphOptions): Promise<FakeGraph> {
  const { world, clock, random } = options
  const people = createPeople()
  const files = createFiles(random)
  const ledger = createLedger()
  const faults = createGraphFaults(options.plan)
  const listeners = new Set<AcceptedListener>()
  const expired = new Set<string>()
  const hung = Promise.withResolvers<Response>()
  const teller = createTeller(random)
  const accepted: AcceptedListener = async (acceptance) =>
    void (await Promise.all([...listeners].map((told) => told(acceptance))))
  const limits = createLimits(people, options.limits)
  const parts: RouteParts = {
    world,
    people,
    files,
    expired,
    subscriptions: subscribedAtFirst(options),
    baseUrl: () => baseUrl,
    send: createSends({ people, files, ledger, random, limits, accepted }),
  }
  let calls = 0
  const server = Bun.serve({
    hostname: '127.0.0.1',
    port: options.port ?? 0,
    idleTimeout: 0,
    development: false,
    fetch: async (request) => {
      const call = await readCall(request)
      const file = download(parts, call, clock.now())
      if (file !== null) return file
      const account = accountOf(world, call)
      const fault = faults.take(planned(call, account, calls++))
      return answer({ call, account, fault, parts, ledger, expired, clock, teller, hung: hung.promise })
    },
  })
  const baseUrl = `http://127.0.0.1:${server.port}`
  return {
    url: baseUrl,
    world,
    people,
    files,
    ledger,
    faults,
    onAccepted: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    renewToken: (id) => {
      for (const account of world.accounts) if (account.id === id) expired.delete(account.token)
    },
    stop: async () => {
      hung.resolve(new Response(null, { status: 503 }))
      await server.stop(true)
    },
  }
}

function subscribedAtFirst({ world, subscribed = true }: FakeGraphOptions): Map<string, readonly string[]> {
  const objects = subscribed ? world.accounts.flatMap(({ id, waba }) => [id, waba ?? id]) : []
  return new Map(objects.map((id) => [id, ['messages', 'messaging_postbacks', 'message_echoes']]))
}
