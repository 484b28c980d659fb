// Where does a pack rehearse? On the real path (channel, rules, store, pipeline, render), in memory, with time that is moved by
// hand and a platform that only writes down what it was sent.
import type { Agent, Turn } from './agent/agent.ts'
import type { Outcome, Said } from './agent/rehearsal/outcome.ts'
import type { Stage } from './agent/rehearsal/stage.ts'
import type { Clock } from './clock.ts'
import type { Answer, OperatorEvent } from './events.ts'
import type { Log } from './log.ts'
import type { ChannelName, ConversationId, Instant } from './model.ts'
import type { Pipeline } from './pipeline.ts'
import type { Post } from './house-post.ts'
import type { Delivery, Inbox } from './store/inbox.ts'
import type { Store } from './store/store.ts'
import { MINUTE, SECOND, systemClock } from './clock.ts'
import { asset } from './house.ts'
import { traits } from './house-channels.ts'
import { createPost } from './house-post.ts'
import { createIds, randomHex, secureRandom } from './ids.ts'
import { createLog } from './log.ts'
import { createPipeline } from './pipeline.ts'
import { noPoints } from './points.ts'
import { createRules } from './rules/rules.ts'
import { createSendKeys } from './send-key.ts'
import { openStore } from './store/sqlite/open.ts'
import { sweep } from './sweeper.ts'

export interface StageOptions {
  readonly agent: Agent
  readonly channel: ChannelName
  readonly now: Instant
}

const operator = 'opr_ensayo'
/** Whatever is still open after this long, nobody waits for. */
const longestMs = 10 * MINUTE
/** What is due and may not be taken yet is looked at again after this. */
const blockedMs = 200
const sweepEveryMs = 15 * MINUTE

interface World {
  readonly store: Store
  readonly inbox: Inbox
  readonly pipeline: Pipeline
  readonly post: Post
  readonly clock: Clock
  readonly log: Log
  now: Instant
  /** Of the step under way. */
  answers: { turn: Turn; answer: Answer }[]
  trouble: string[]
  heard: { at: Instant; text: string }[]
  data: Readonly<Record<string, string | number>>
}

export function openStage(options: StageOptions): Stage {
  const world = build(options)
  const { store, post } = world
  let lines = 0
  const during = async (deed: () => Promise<void>): Promise<Outcome> => {
    const from = world.now
    const before = new Set((await said(world)).map(({ id }) => id))
    world.answers = []
    world.trouble = []
    world.heard = []
    await deed()
    return outcome(world, from, before)
  }
  const operate = (event: (at: Instant) => OperatorEvent): Promise<Outcome> =>
    during(async () => {
      const id = await store.find(post.from)
      if (id === null) world.trouble.push('todavía no hay conversación: primero escribe el cliente')
      else {
        const { refused } = await store.step(id, event(world.now), world.now)
        if (refused !== null) world.trouble.push(`no se pudo: ${refused}`)
        await settle(world)
      }
      world.now += SECOND
    })
  const about = { by: operator } as const
  return {
    now: () => world.now,
    customer: (texts) =>
      during(async () => {
        for (const text of texts) {
          if (world.heard.length > 0) world.now += SECOND
          world.heard.push({ at: world.now, text })
          await receive(world, text)
        }
        await settle(world)
        world.now += SECOND
      }),
    person: (text) =>
      operate((at) => {
        lines += 1
        const clientId = `ensayo-${lines}`
        return { ...about, type: 'operator.wrote', at, clientId, body: { kind: 'text', text } }
      }),
    release: () => operate((at) => ({ ...about, type: 'operator.released', at })),
    silence: () => operate((at) => ({ ...about, type: 'operator.silenced', at, until: 'further-notice' })),
    pass: (ms) =>
      during(async () => {
        const until = world.now + ms
        while (world.now < until) {
          world.now = Math.min(until, world.now + sweepEveryMs)
          await sweep(world, world.now)
          await settle(world, until)
        }
      }),
    close: async () => {
      await world.inbox.close()
      await store.close()
    },
  }
}

function build({ agent, channel, now }: StageOptions): World {
  const clock: Clock = { ...systemClock, now: () => world.now }
  const log: Log = {
    ...createLog({ level: 'silent', write: () => {} }),
    turnDropped: (_, because, detail) => {
      if (because === 'failed') world.trouble.push(`el turno falló: ${detail ?? ''}`)
    },
    sendFailed: (_id, _channel, because, detail) =>
      void world.trouble.push(`no se pudo enviar: ${because} ${detail}`),
  }
  const post = createPost(channel, clock)
  const store = openStore({
    path: ':memory:',
    rules: createRules(),
    traits,
    ids: createIds(secureRandom),
    boot: 'ensayo',
    now,
    migrations: asset('src/store/sqlite/migrations'),
  })
  const inbox = createMailbox()
  const world: World = {
    ...{ store, inbox, post, clock, log, now, answers: [], trouble: [], heard: [], data: {} },
    pipeline: createPipeline({
      ...{ inbox, store, clock, log, points: noPoints, keys: createSendKeys(randomHex(16)) },
      channels: post.channels,
      libraries: post.libraries,
      agent: {
        describe: agent.describe,
        answer: async (turn, signal) => {
          const answer = await agent.answer(turn, signal)
          if (turn.kind === 'answer') world.answers.push({ turn, answer })
          world.data = { ...turn.data, ...answer.data }
          return answer
        },
      },
    }),
  }
  return world
}

/** Deliveries in memory: nothing here has to survive. */
function createMailbox(): Inbox {
  const deliveries: Delivery[] = []
  return {
    append: async (delivery) => void deliveries.push({ ...delivery, seq: deliveries.length + 1 }),
    read: async (after, limit) => deliveries.slice(after, after + limit),
    last: () => deliveries.length,
    onAppend: () => () => {},
    prune: async () => 0,
    close: async () => {},
  }
}

async function receive({ post, inbox, pipeline, store, now }: World, text: string): Promise<void> {
  const letter = post.letter(text, now)
  if ('event' in letter) await store.step(post.from, letter.event, now)
  else {
    await inbox.append({ channel: post.from.channel, raw: letter.raw, at: now })
    await pipeline.drain()
  }
}

/** Does all that is due, and moves time to what is due next, until nothing is. */
async function settle(world: World, until: Instant = world.now + longestMs): Promise<void> {
  const { pipeline, store } = world
  const { signal } = new AbortController()
  for (;;) {
    const work = (await pipeline.takeTurn()) ?? (await pipeline.takeSend()) ?? (await pipeline.takeJob())
    if (work !== null) {
      await work(signal)
      continue
    }
    const dueAt = store.nextDueAt()
    if (dueAt === null || Math.max(dueAt, world.now + blockedMs) > until) return
    world.now = dueAt > world.now ? dueAt : world.now + blockedMs
  }
}

async function outcome(world: World, from: Instant, before: ReadonlySet<string>): Promise<Outcome> {
  const { store, now, answers, trouble, heard, data } = world
  const id = await store.find(world.post.from)
  const view = id === null ? null : await store.conversation(id, now)
  const fresh = (await said(world)).filter((one) => !before.has(one.id))
  return {
    ...{ from, now, answers, trouble, heard, data },
    said: fresh.map(({ at, author, text }) => ({ at, author, text })),
    tags: view?.tags.map(({ name }) => name) ?? [],
    quiet: view?.whyQuiet ?? null,
  }
}

const mostMessages = 200

/** What reached the customer so far, oldest first. */
async function said({ store, post }: World): Promise<readonly (Said & { readonly id: string })[]> {
  const conversation: ConversationId | null = await store.find(post.from)
  const page = conversation === null ? null : await store.messages(conversation, { limit: mostMessages })
  return (page?.items ?? []).toReversed().flatMap(({ id, author, at, ref }) => {
    const text = ref === null ? null : post.shown(ref)
    return text === null || (author !== 'agent' && author !== 'operator') ? [] : [{ id, author, at, text }]
  })
}
