// What becomes of an answer, of its tags, and of a person who acts?
import { describe, expect, test } from 'bun:test'
import type { Action } from '../../src/actions.ts'
import type { Answer, Finding } from '../../src/events.ts'
import { decide } from '../../src/rules/decide.ts'
import { replay } from '../../src/rules/evolve.ts'
import type { ConversationState } from '../../src/state.ts'
import { hour, start, stateOf } from '../support/states.ts'
import { answerOf } from './world.ts'

const lease = { fence: 5, upto: 1, until: start + 60_000, since: start, restarts: 0 }
const thinking = (over: Partial<ConversationState> = {}) => stateOf('whatsapp', { lease, fence: 5, ...over })
const of = (actions: readonly Action[], type: Action['type']) =>
  actions.filter((action) => action.type === type)

function answers(
  state: ConversationState,
  answer: Answer,
  over: { fence?: number; epoch?: number } = {},
  now = start,
) {
  const event = { type: 'agent.answered', at: now, fence: 5, epoch: 0, upto: 1, answer, ...over } as const
  return decide(state, event, now)
}

function finding(over: Partial<Finding> = {}): Finding {
  return {
    tag: 'Lead',
    on: 'contact',
    actor: 'rule:dato',
    because: 'dato: correo',
    quote: 'ana@example.com',
    message: 'msg_1',
    at: start,
    effects: { silence: false, call: [], push: true },
    ...over,
  }
}

describe('an answer', () => {
  test('leaves as bubbles one after the other, each after its own typing', () => {
    const queued = of(answers(thinking(), answerOf('Sí, enviamos.|¿A qué ciudad?')), 'send.queue')
    expect(queued).toMatchObject([
      { body: { text: 'Sí, enviamos.' }, dueAt: start + 700, part: 0 },
      { body: { text: '¿A qué ciudad?' }, dueAt: start + 1_400, part: 1 },
    ])
  })

  test.each([
    ['a lost lease', {}, { fence: 4 }],
    ['an older epoch', {}, { epoch: -1 }],
    ['no lease', { lease: null }, {}],
  ] as const)('under %s says nothing', (_, over, event) => {
    expect(answers(thinking(over), answerOf('tarde'), event)).toEqual([])
  })

  test('that arrives after the window closed is not said, and the message keeps the reason', () => {
    const actions = answers(thinking(), answerOf('tarde'), {}, start + 25 * hour)
    expect(of(actions, 'send.queue')).toEqual([])
    expect(of(actions, 'stay.quiet')).toEqual([{ type: 'stay.quiet', because: 'window-closed', after: 0 }])
  })

  test('never becomes more than five messages', () => {
    expect(of(answers(thinking(), answerOf('a|b|c|d|e|f|g')), 'send.queue')).toHaveLength(5)
  })

  test('without words leaves a reason', () => {
    expect(of(answers(thinking(), answerOf('')), 'stay.quiet')).toMatchObject([{ because: 'agent-failed' }])
    expect(of(answers(thinking(), answerOf('', { because: 'unsent' })), 'stay.quiet')).toMatchObject([
      { because: 'unsent' },
    ])
  })

  test('of an outage is told once, and the next good answer ends the outage', () => {
    const down = answerOf('Tuve un problema', { failure: 'model-down' })
    const first = answers(thinking(), down)
    expect(of(first, 'send.queue')).toHaveLength(1)
    expect(replay(thinking(), first).failureTold).toBe(true)
    const again = answers(thinking({ failureTold: true }), down)
    expect(of(again, 'send.queue')).toEqual([])
    expect(of(again, 'stay.quiet')).toMatchObject([{ because: 'agent-failed' }])
    expect(
      replay(thinking({ failureTold: true }), answers(thinking({ failureTold: true }), answerOf('ya')))
        .failureTold,
    ).toBe(false)
  })
})

describe('tags', () => {
  test('Lead is put once with its proof, and pushed to the CRM once', () => {
    const first = answers(thinking(), answerOf('gracias', { findings: [finding()] }))
    expect(of(first, 'tag.put')).toMatchObject([{ tag: 'Lead', finding: { quote: 'ana@example.com' } }])
    expect(of(first, 'lead.push')).toHaveLength(1)
    const second = answers(thinking({ tags: ['Lead'] }), answerOf('gracias', { findings: [finding()] }))
    expect(of(second, 'tag.put')).toEqual([])
    expect(of(second, 'lead.push')).toEqual([])
  })

  test.each([
    [start - 1, false],
    [start, false],
    [start + 1, true],
  ])('a tag a person removed at %i comes back only on newer evidence', (at, comesBack) => {
    const state = thinking({ lockedTags: { Lead: start } })
    const actions = answers(state, answerOf('gracias', { findings: [finding({ at })] }))
    expect(of(actions, 'tag.put')).toHaveLength(comesBack ? 1 : 0)
    expect(of(actions, 'tag.reject')).toHaveLength(comesBack ? 0 : 1)
  })

  test('an escalation silences the agent, calls the people, and its farewell carries the new epoch', () => {
    const escalation = finding({
      tag: 'Escalar',
      on: 'conversation',
      effects: { silence: true, call: ['ventas'], push: false },
    })
    const actions = answers(thinking(), answerOf('Te paso con una persona', { findings: [escalation] }))
    const silenced = actions.findIndex((action) => action.type === 'silence.set')
    const said = actions.findIndex((action) => action.type === 'send.queue')
    expect(silenced).toBeGreaterThan(-1)
    expect(said).toBeGreaterThan(silenced)
    expect(actions[said]).toMatchObject({ farewell: true })
    expect(of(actions, 'operators.call')).toMatchObject([{ because: 'Escalar', labels: ['ventas'] }])
    expect(replay(thinking(), actions)).toMatchObject({ epoch: 1, silence: { by: 'tag' } })
  })

  test('a message that arrived during the farewell keeps the reason why nobody answers', () => {
    const escalation = finding({
      tag: 'Escalar',
      on: 'conversation',
      effects: { silence: true, call: [], push: false },
    })
    const state = thinking({ lastSeq: 2, pendingTurn: { dueAt: start, since: start, restarts: 0 } })
    const actions = answers(state, answerOf('Te paso', { findings: [escalation] }))
    expect(of(actions, 'stay.quiet')).toEqual([{ type: 'stay.quiet', because: 'silence', after: 1 }])
  })
})

describe('a person', () => {
  const write = (state: ConversationState, now = start) =>
    decide(
      state,
      { type: 'operator.wrote', by: 'opr_1', at: now, clientId: 'c', body: { kind: 'text', text: 'Hola' } },
      now,
    )

  test('who writes withdraws the agent, steps in and speaks, in that order', () => {
    const types = write(thinking()).map((action) => action.type)
    expect(types).toEqual([
      'send.withdraw',
      'stay.quiet',
      'turn.end',
      'intervention.start',
      'send.queue',
      'conversation.read',
    ])
  })

  test('who writes takes the silence of a tag with it, and leaves that of a colleague', () => {
    const byTag = thinking({ silence: { until: 'further-notice', by: 'tag' } })
    expect(replay(byTag, write(byTag)).silence).toBeNull()
    const byPerson = thinking({ silence: { until: 'further-notice', by: 'opr_2' } })
    expect(replay(byPerson, write(byPerson)).silence).toEqual({ until: 'further-notice', by: 'opr_2' })
  })

  test.each([
    ['text without words', { kind: 'text', text: '  ' }, 'empty'],
    ['a sticker', { kind: 'media', media: 'sticker', ref: '1' }, 'media-not-allowed'],
    ['a location', { kind: 'location', latitude: 1, longitude: 2 }, 'unsupported-body'],
  ] as const)('may not send %s on WhatsApp', (_, body, because) => {
    const event = { type: 'operator.wrote', by: 'opr_1', at: start, clientId: 'c', body } as const
    expect(decide(stateOf('whatsapp'), event, start)).toEqual([{ type: 'refuse', because }])
  })

  test('who gives the conversation back starts nothing: only what arrives later is answered', () => {
    const state = stateOf('whatsapp', { intervention: { by: 'opr_1', since: start }, lastSeq: 7 })
    const actions = decide(state, { type: 'operator.released', by: 'opr_1', at: start }, start)
    expect(replay(state, actions)).toMatchObject({
      intervention: null,
      epoch: 1,
      pendingTurn: null,
      answeredUpto: 7,
    })
  })

  test.each([
    [24 * hour - 1, true],
    [24 * hour, false],
    [24 * hour + 1, false],
  ])('%i ms after the customer the intervention still holds: %p', (later, holds) => {
    for (const channel of ['whatsapp', 'web'] as const) {
      const state = stateOf(channel, { intervention: { by: 'opr_1', since: start } })
      const actions = decide(state, { type: 'window.closed', at: start + later }, start + later)
      expect(replay(state, actions).intervention !== null).toBe(holds)
    }
  })

  test('an echo of our own is a receipt, a foreign one a person', () => {
    const from = { channel: 'messenger', account: '1', contact: 'c' } as const
    const echo = {
      type: 'message.echoed',
      key: 'k',
      ref: 'm1',
      from,
      at: start,
      body: { kind: 'text', text: 'hola' },
    } as const
    const ours = stateOf('messenger', { send: { id: 'msg_9' } as never })
    expect(decide(ours, echo, start)).toMatchObject([{ type: 'message.progress', ref: 'm1' }])
    const foreign = decide(stateOf('messenger'), echo, start)
    expect(of(foreign, 'intervention.start')).toMatchObject([{ by: 'device' }])
    expect(of(foreign, 'message.add')).toMatchObject([{ author: 'device' }])
  })
})
