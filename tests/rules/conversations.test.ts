// Ten thousand random conversations: whatever people, platforms and clocks do, the promises hold.
import { expect, test } from 'bun:test'
import fc from 'fast-check'
import type { Rules } from '../../src/actions.ts'
import type { ChannelName } from '../../src/model.ts'
import type { Finding } from '../../src/events.ts'
import { createRules } from '../../src/rules/rules.ts'
import { dayMs } from '../../src/rules/window.ts'
import { hour } from '../support/states.ts'
import { answerOf, createWorld, type World } from './world.ts'

type Command = (world: World) => void

const address = (world: World) => ({ channel: world.channel, account: '1', contact: 'c' })
let counter = 0

const customerSays =
  (turn: 'answers' | 'joins', unreadable: boolean): Command =>
  (world) => {
    counter += 1
    world.step({
      type: 'message.received',
      key: `k${counter}`,
      ref: `r${counter}`,
      from: address(world),
      at: world.now(),
      body: unreadable
        ? { kind: 'unsupported', label: 'poll' }
        : { kind: 'text', text: '¿tienen envíos a Puebla?' },
      window: true,
      turn,
    })
  }

const operatorWrites: Command = (world) => {
  counter += 1
  const body = { kind: 'text', text: 'Hola, soy del equipo' } as const
  const actions = world.step({
    type: 'operator.wrote',
    by: 'opr_1',
    at: world.now(),
    clientId: `c${counter}`,
    body,
  })
  if (!actions.some((action) => action.type === 'refuse')) world.note('person-in')
}

const phoneWrites: Command = (world) => {
  counter += 1
  const body = { kind: 'text', text: 'te contesto del cel' } as const
  const about = { key: `e${counter}`, ref: `e${counter}`, from: address(world), at: world.now() }
  world.step({ type: 'message.echoed', ...about, body })
  world.note('person-in')
}

const silences =
  (ms: number | null): Command =>
  (world) => {
    const until = ms === null ? ('further-notice' as const) : world.now() + ms
    world.step({ type: 'operator.silenced', by: 'opr_1', at: world.now(), until })
    world.note('silent', until)
  }

const unsilences: Command = (world) => {
  world.step({ type: 'operator.unsilenced', by: 'opr_1', at: world.now() })
  world.note('speaking')
}

const releases: Command = (world) => {
  world.step({ type: 'operator.released', by: 'opr_1', at: world.now() })
  world.note('person-out')
  world.note('speaking')
}

const sweeps: Command = (world) => {
  const state = world.state()
  const over = state.windowOpen && state.lastInboundAt !== null && world.now() >= state.lastInboundAt + dayMs
  world.step({ type: 'window.closed', at: world.now() })
  if (over) world.note('person-out')
  world.step({ type: 'silence.ended', at: world.now() })
  const lease = state.lease
  if (lease !== null && lease.until <= world.now())
    world.step({ type: 'turn.lost', at: world.now(), fence: lease.fence })
  for (const row of world.rows.values()) {
    const about = { id: row.id, attempt: row.attempt, at: world.now() }
    if (row.state === 'sending' && world.now() - (row.claimedAt ?? 0) > 20_000)
      world.step({ type: 'send.stale', ...about })
    if (row.state === 'unknown') world.step({ type: 'send.unsettled', ...about, upSince: 0 })
  }
}

const claimsTurn: Command = (world) => void world.step({ type: 'turn.due', at: world.now() })

const answers =
  (text: string, escalates: boolean): Command =>
  (world) => {
    const { lease, epoch } = world.state()
    if (lease === null || world.dead.has(lease.fence)) return
    const finding: Finding = {
      tag: 'Escalar',
      on: 'conversation',
      actor: 'rule:pide_humano',
      because: 'pide_humano',
      quote: 'una persona',
      message: 'msg_1',
      at: world.now(),
      effects: { silence: true, call: ['ventas'], push: false },
    }
    const answer = answerOf(text, escalates ? { findings: [finding] } : {})
    world.step({
      type: 'agent.answered',
      at: world.now(),
      fence: lease.fence,
      epoch,
      upto: lease.upto,
      answer,
    })
  }

const fails: Command = (world) => {
  const { lease, epoch } = world.state()
  if (lease === null || world.dead.has(lease.fence)) return
  const about = { fence: lease.fence, epoch, upto: lease.upto }
  world.step({ type: 'agent.failed', at: world.now(), ...about, detail: 'roto' })
}

/** Rows leave in order: one is claimed only when none before it waits or is under way. */
const claimsSend: Command = (world) => {
  const rows = [...world.rows.values()].filter((row) => ['pending', 'sending', 'unknown'].includes(row.state))
  const row = rows[0]
  if (row?.state !== 'pending' || row.dueAt > world.now()) return
  world.step({ type: 'send.due', id: row.id, attempt: row.attempt, at: world.now() })
}

const settles =
  (how: 'ok' | 'unknown' | 'rate-limited' | 'not-sent' | 'bad-recipient' | 'window-closed'): Command =>
  (world) => {
    const row = [...world.rows.values()].find(({ state }) => state === 'sending')
    if (row === undefined) return
    const about = { id: row.id, attempt: row.attempt, at: world.now() }
    if (how === 'ok') world.step({ type: 'send.succeeded', ...about, ref: `w${row.id}` })
    else if (how === 'unknown') world.step({ type: 'send.unknown', ...about, detail: 'timeout' })
    else world.step({ type: 'send.failed', ...about, because: how, detail: how })
  }

const workerDies: Command = (world) => void world.dead.add(world.state().lease?.fence ?? -1)

const waits =
  (ms: number): Command =>
  (world) =>
    world.advance(ms)

const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(customerSays('answers', false), customerSays('answers', true)) },
  { weight: 1, arbitrary: fc.constant(customerSays('joins', false)) },
  { weight: 2, arbitrary: fc.constantFrom(operatorWrites, phoneWrites) },
  { weight: 2, arbitrary: fc.constantFrom(silences(null), silences(30 * 60_000), unsilences) },
  { weight: 2, arbitrary: fc.constant(releases) },
  { weight: 3, arbitrary: fc.constant(sweeps) },
  { weight: 1, arbitrary: fc.constant(workerDies) },
  { weight: 6, arbitrary: fc.constant(claimsTurn) },
  {
    weight: 5,
    arbitrary: fc.constantFrom(
      answers('Sí, enviamos|¿Qué talla?', false),
      answers('Te paso con alguien', true),
      answers('', false),
      fails,
    ),
  },
  { weight: 8, arbitrary: fc.constant(claimsSend) },
  {
    weight: 6,
    arbitrary: fc.constantFrom<Command>(
      settles('ok'),
      settles('ok'),
      settles('ok'),
      settles('unknown'),
      settles('rate-limited'),
      settles('not-sent'),
      settles('bad-recipient'),
      settles('window-closed'),
    ),
  },
  {
    weight: 8,
    arbitrary: fc
      .constantFrom(100, 1_000, 4_000, 15_000, 61_000, hour, 6 * hour, 23.97 * hour, 25 * hour)
      .map(waits),
  },
)

const channel = fc.constantFrom<ChannelName>('whatsapp', 'messenger', 'instagram', 'web')

/** Lets everything that is under way come to its end. */
function comeToRest(world: World): void {
  for (let round = 0; round < 60; round += 1) {
    for (const act of [sweeps, claimsTurn, answers('listo', false), claimsSend, settles('ok')]) act(world)
    world.advance(7_000)
  }
}

function keepsItsPromises(world: World): void {
  for (const { row, at, personHolds, silenced, lastInboundAt } of world.claims) {
    if (row.author === 'agent')
      expect({ personHolds, silenced }).toEqual({ personHolds: false, silenced: false })
    if (world.channel === 'web') continue
    if (row.human) expect(row.author).toBe('operator')
    expect(at + 90_000).toBeLessThan((lastInboundAt ?? 0) + (row.human ? 7 * dayMs : dayMs))
  }
  for (const message of world.said) {
    if (message.deserves) expect(message.answered || message.reason !== null).toBe(true)
  }
  for (const row of world.rows.values()) expect(row.state).not.toBe('sending')
}

const conversations = (rules: Rules) =>
  fc.property(channel, fc.array(command, { minLength: 5, maxLength: 60 }), (name, commands) => {
    const world = createWorld(name, rules)
    for (const act of commands) act(world)
    comeToRest(world)
    keepsItsPromises(world)
  })

test('in 20,000 random conversations nothing of the agent leaves while a person holds or silences it, nothing free-form leaves outside the window, and every customer message is answered or says why not', () => {
  fc.assert(conversations(createRules()), { numRuns: 20_000 })
}, 120_000)

const rules = createRules()
const mutants: readonly (readonly [string, Rules])[] = [
  [
    'claims a body without asking the rules again',
    {
      ...rules,
      decide: (state, event, now) =>
        event.type === 'send.due' && state?.send?.state === 'pending'
          ? [{ type: 'send.start', id: event.id, attempt: event.attempt, human: false, at: now }]
          : rules.decide(state, event, now),
    },
  ],
  [
    'forgets to say why nobody answers',
    { ...rules, decide: (...given) => rules.decide(...given).filter(({ type }) => type !== 'stay.quiet') },
  ],
  [
    'lets a person speak without stepping in',
    {
      ...rules,
      decide: (...given) => rules.decide(...given).filter(({ type }) => type !== 'intervention.start'),
    },
  ],
  [
    'never gives a lost turn to another worker',
    {
      ...rules,
      decide: (state, event, now) => (event.type === 'turn.lost' ? [] : rules.decide(state, event, now)),
    },
  ],
  [
    'believes that the window never closes',
    {
      ...rules,
      decide: (state, event, now) =>
        rules.decide(
          state === null ? null : { ...state, traits: { ...state.traits, window: null } },
          event,
          now,
        ),
    },
  ],
]

test.each(mutants)('the check notices a house that %s', (_, mutant) => {
  expect(fc.check(conversations(mutant), { numRuns: 5_000 }).failed).toBe(true)
})
