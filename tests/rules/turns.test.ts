// When is a customer answered, and who is not?
import { describe, expect, test } from 'bun:test'
import type { Action } from '../../src/actions.ts'
import type { InboundEvent } from '../../src/events.ts'
import type { Body } from '../../src/model.ts'
import { decide } from '../../src/rules/decide.ts'
import { burstCapMs } from '../../src/rules/turns.ts'
import type { ConversationState } from '../../src/state.ts'
import { start, stateOf } from '../support/states.ts'

function says(
  state: ConversationState,
  body: Body | string,
  now = start,
  over: Partial<InboundEvent> = {},
): readonly Action[] {
  const event = {
    type: 'message.received',
    key: 'k',
    ref: 'r',
    from: { channel: state.channel, account: '1', contact: 'c' },
    at: now,
    body: typeof body === 'string' ? { kind: 'text', text: body } : body,
    window: true,
    turn: 'answers',
    ...over,
  } as InboundEvent
  return decide(state, event, now)
}

const turnOf = (actions: readonly Action[]) => actions.find((action) => action.type === 'turn.schedule')
const of = (actions: readonly Action[], type: Action['type']) =>
  actions.filter((action) => action.type === type)

describe('a burst', () => {
  test.each([
    ['whatsapp', '¿Tienen envíos a Puebla?', 3_500],
    ['whatsapp', 'hola', 6_000],
    ['whatsapp', 'quiero dos, bueno tres,', 6_000],
    ['whatsapp', 'pues mira…', 6_000],
    ['whatsapp', '¿Precio?', 3_500],
    ['web', '¿Tienen envíos a Puebla?', 800],
    ['web', 'hola', 1_600],
  ] as const)('on %s «%s» is answered after %i ms of quiet', (channel, text, wait) => {
    expect(turnOf(says(stateOf(channel), text))?.turn.dueAt).toBe(start + wait)
  })

  test('a button is answered at once', () => {
    expect(turnOf(says(stateOf('whatsapp'), { kind: 'choice', id: 'si', label: 'Sí' }))?.turn.dueAt).toBe(
      start,
    )
  })

  test.each([
    [burstCapMs - 3_501, burstCapMs - 1],
    [burstCapMs - 3_500, burstCapMs],
    [burstCapMs - 3_499, burstCapMs],
  ])('a message %i ms after the first moves the answer to %i ms, never past the cap', (later, dueAt) => {
    const state = stateOf('whatsapp', { pendingTurn: { dueAt: start + 3_500, since: start, restarts: 0 } })
    expect(turnOf(says(state, '¿Y a Cholula también llegan?', start + later))?.turn.dueAt).toBe(start + dueAt)
  })

  test.each([
    [0, true],
    [1, true],
    [2, false],
  ])('a newer message aborts a thought that began again %i times: %p', (restarts, abort) => {
    const lease = { fence: 3, upto: 1, until: start + 60_000, since: start - 1_000, restarts }
    expect(turnOf(says(stateOf('whatsapp', { lease, fence: 3 }), '¿Y el precio de la grande?'))?.abort).toBe(
      abort,
    )
  })
})

describe('who is answered', () => {
  test('a sticker joins the next turn, and greets as the very first message', () => {
    const sticker: Body = { kind: 'media', media: 'sticker', ref: '1' }
    expect(
      turnOf(says(stateOf('whatsapp', { turns: 1 }), sticker, start, { turn: 'joins' } as never)),
    ).toBeUndefined()
    expect(
      turnOf(says(stateOf('whatsapp', { turns: 0 }), sticker, start, { turn: 'joins' } as never)),
    ).toBeDefined()
  })

  test('an unreadable message gets the polite line once, until something readable comes', () => {
    const poll: Body = { kind: 'unsupported', label: 'poll' }
    expect(turnOf(says(stateOf('whatsapp'), poll))).toBeDefined()
    const told = stateOf('whatsapp', { unreadableAnswered: true })
    expect(of(says(told, poll), 'stay.quiet')).toEqual([
      { type: 'stay.quiet', because: 'unreadable', after: 1 },
    ])
    expect(of(says(told, '¿Tienen tallas grandes?'), 'flag.set')).toEqual([
      { type: 'flag.set', unreadableAnswered: false },
    ])
  })

  test('an order is answered and calls a person', () => {
    const order: Body = { kind: 'order', items: [{ product: 'p', quantity: 1, price: 10, currency: 'MXN' }] }
    const actions = says(stateOf('whatsapp'), order, start, { needsPerson: true } as never)
    expect(of(actions, 'operators.call')).toHaveLength(1)
    expect(turnOf(actions)).toBeDefined()
  })

  test.each([
    ['intervention', { intervention: { by: 'device', since: start } }],
    ['silence', { silence: { until: 'further-notice', by: 'opr_1' } }],
    ['loop', { recentTurns: Array.from({ length: 20 }, (_, index) => start - index) }],
  ] as const)('under %s nobody answers and the message says so', (because, over) => {
    const actions = says(stateOf('whatsapp', over as Partial<ConversationState>), '¿Siguen ahí?')
    expect(turnOf(actions)).toBeUndefined()
    expect(of(actions, 'stay.quiet')).toEqual([{ type: 'stay.quiet', because, after: 1 }])
  })

  test('a handed-over customer who writes again calls the people again', () => {
    const state = stateOf('whatsapp', { silence: { until: 'further-notice', by: 'tag' } })
    expect(of(says(state, '¿Siguen ahí?'), 'operators.call')).toHaveLength(1)
    const byPerson = stateOf('whatsapp', { silence: { until: 'further-notice', by: 'opr_1' } })
    expect(of(says(byPerson, '¿Siguen ahí?'), 'operators.call')).toHaveLength(0)
  })

  test.each([
    [start - 60_000, start - 60_000],
    [start, start],
    [start + 60_000, start],
    [0, start],
    [-5, start],
  ])('a platform instant of %i opens the window at %i: never in the future', (at, opened) => {
    expect(of(says(stateOf('whatsapp'), '¿Hola, hay alguien?', start, { at }), 'window.open')).toEqual([
      { type: 'window.open', at: opened },
    ])
  })
})
