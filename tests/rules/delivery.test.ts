// What do the claim, the platform's answer and its silence make of a body on its way out?
import { describe, expect, test } from 'bun:test'
import type { Action } from '../../src/actions.ts'
import type { SendFailure } from '../../src/model.ts'
import { decide } from '../../src/rules/decide.ts'
import type { ConversationState, QueuedSend } from '../../src/state.ts'
import { hour, rowOf, start, stateOf } from '../support/states.ts'

const settled = (actions: readonly Action[]) => actions.find((action) => action.type === 'send.settle')

function fails(
  because: SendFailure,
  row: Partial<QueuedSend> = {},
  over: Partial<ConversationState> = {},
): readonly Action[] {
  const send = rowOf({ state: 'sending', attempt: 1, ...row })
  const event = {
    type: 'send.failed',
    id: 'msg_1',
    attempt: send.attempt,
    at: start,
    because,
    detail: 'x',
  } as const
  return decide(stateOf('whatsapp', { send, ...over }), event, start)
}

const due = (row: Partial<QueuedSend>, over: Partial<ConversationState> = {}, now = start) =>
  decide(
    stateOf('whatsapp', { send: rowOf(row), ...over }),
    { type: 'send.due', id: 'msg_1', attempt: row.attempt ?? 0, at: now },
    now,
  )

describe('the claim', () => {
  test('an older epoch, an intervention, a silence each stop a body of the agent', () => {
    expect(settled(due({ epoch: 0 }, { epoch: 1 }))).toMatchObject({ to: 'cancelled', because: 'superseded' })
    expect(settled(due({}, { intervention: { by: 'opr_1', since: start } }))).toMatchObject({
      to: 'cancelled',
      because: 'intervention',
    })
    expect(settled(due({}, { silence: { until: 'further-notice', by: 'opr_1' } }))).toMatchObject({
      to: 'cancelled',
      because: 'silence',
    })
    expect(due({})).toMatchObject([{ type: 'send.start', attempt: 0, human: false }])
  })

  test('a person is not stopped by an intervention, nor by an older epoch', () => {
    const over = { epoch: 4, intervention: { by: 'opr_1', since: start } } as const
    expect(due({ author: 'operator' }, over)).toMatchObject([{ type: 'send.start' }])
  })

  test('the farewell of the turn that silenced the agent still leaves, unless a person silenced it', () => {
    expect(due({ farewell: true }, { silence: { until: 'further-notice', by: 'tag' } })).toMatchObject([
      { type: 'send.start' },
    ])
    expect(
      settled(due({ farewell: true }, { silence: { until: 'further-notice', by: 'opr_1' } })),
    ).toMatchObject({ to: 'cancelled' })
  })

  test('what may already be on the wire is never called cancelled or expired', () => {
    expect(settled(due({ epoch: 0, mayBeOnWire: true }, { epoch: 1 }))).toMatchObject({ to: 'unconfirmed' })
    expect(settled(due({ mayBeOnWire: true }, {}, start + 25 * hour))).toMatchObject({ to: 'unconfirmed' })
    expect(settled(due({}, {}, start + 25 * hour))).toMatchObject({ to: 'expired', because: 'window-closed' })
  })

  test.each([
    [start + 53_999, 'send.start'],
    [start + 54_000, 'send.start'],
    [start + 54_001, 'send.settle'],
  ])('after a free burst of ten the pair rate spaces WhatsApp messages (next due %i)', (paceAt, type) => {
    expect(due({}, { paceAt })[0]?.type).toBe(type as Action['type'])
  })
})

describe('what the platform answers', () => {
  test.each<[SendFailure, Partial<Extract<Action, { type: 'send.settle' }>>]>([
    ['not-sent', { to: 'pending', dueAt: start + 1_000 }],
    ['pair-rate', { to: 'pending', dueAt: start + 1_000 }],
    ['rate-limited', { to: 'pending', dueAt: start + 30_000 }],
    ['maintenance', { to: 'pending', dueAt: start + 60_000 }],
    ['unauthorized', { to: 'pending', dueAt: start + 60_000 }],
    ['window-closed', { to: 'expired' }],
    ['bad-request', { to: 'failed' }],
    ['bad-recipient', { to: 'failed' }],
    ['policy', { to: 'failed' }],
    ['media', { to: 'failed' }],
    ['not-thread-owner', { to: 'cancelled' }],
  ])('%s', (because, expected) => {
    expect(settled(fails(because))).toMatchObject(expected)
  })

  test.each<[SendFailure, boolean]>([
    ['rate-limited', true],
    ['unauthorized', true],
    ['policy', true],
    ['pair-rate', false],
    ['bad-recipient', false],
  ])('%s makes the whole account wait: %p', (because, waits) => {
    expect(fails(because).some((action) => action.type === 'account.pause')).toBe(waits)
  })

  test('a refusal after a doubtful attempt leaves the doubt', () => {
    expect(settled(fails('bad-recipient', { mayBeOnWire: true }))).toMatchObject({ to: 'unconfirmed' })
  })

  test('the result of an earlier attempt changes nothing', () => {
    const send = rowOf({ state: 'sending', attempt: 2 })
    const late = {
      type: 'send.failed',
      id: 'msg_1',
      attempt: 1,
      at: start,
      because: 'bad-request',
      detail: 'x',
    } as const
    expect(decide(stateOf('whatsapp', { send }), late, start)).toEqual([])
  })

  test('another owner of the thread is a person stepping in', () => {
    expect(fails('not-thread-owner').some((action) => action.type === 'intervention.start')).toBe(true)
  })
})

describe('an ambiguous send', () => {
  const unsettled = (
    row: Partial<QueuedSend>,
    over: Partial<ConversationState> = {},
    waited = 60_000,
    upSince = 0,
  ) => {
    const send = rowOf({
      state: 'unknown',
      attempt: 1,
      claimedAt: start,
      witnesses: 3,
      mayBeOnWire: true,
      ...row,
    })
    const now = start + waited
    return decide(
      stateOf('whatsapp', { send, ...over }),
      { type: 'send.unsettled', id: 'msg_1', attempt: 1, at: now, upSince },
      now,
    )
  }

  test.each([
    [59_999, undefined],
    [60_000, 'pending'],
    [60_001, 'pending'],
  ])('is repeated once when %i ms brought no evidence', (waited, to) => {
    expect(settled(unsettled({}, {}, waited))?.to).toBe(to as 'pending')
  })

  test('time in which our door was shut does not count', () => {
    expect(unsettled({}, {}, 90_000, start + 60_000)).toEqual([])
  })

  test.each<[string, Partial<QueuedSend>, Partial<ConversationState>]>([
    ['a person wrote it', { author: 'operator' }, {}],
    ['it is a template', { body: { kind: 'template', name: 'n', language: 'es', params: [] } }, {}],
    ['the customer wrote again', { overtaken: true }, {}],
    ['it was repeated before', { maybeDuplicate: true }, {}],
    ['a person stepped in', {}, { intervention: { by: 'opr_1', since: start } }],
    ['the epoch changed', {}, { epoch: 1 }],
  ])('is left to a person when %s', (_, row, over) => {
    expect(settled(unsettled(row, over))).toMatchObject({ to: 'unconfirmed' })
  })

  test('Instagram gives no key back, so nothing is repeated there', () => {
    const send = rowOf({ state: 'unknown', attempt: 1, claimedAt: start, witnesses: 9 })
    const event = { type: 'send.unsettled', id: 'msg_1', attempt: 1, at: start + 60_000, upSince: 0 } as const
    expect(settled(decide(stateOf('instagram', { send }), event, start + 60_000))).toMatchObject({
      to: 'unconfirmed',
    })
  })

  test('without three witnesses the receipts are suspect: it waits', () => {
    expect(unsettled({ witnesses: 2 })).toEqual([])
    expect(unsettled({ witnesses: 3 })).toHaveLength(1)
  })
})
