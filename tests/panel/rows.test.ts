// In which lines does a history stand? Days, groups, what happened between, and where the unread begins.
import { describe, expect, test } from 'bun:test'
import type { HistoryWire } from '../../src/http/wire-panel.ts'
import type { MessageWire } from '../../src/http/wire.ts'
import { freshFrom, rowsOf, type Row } from '../../src/http/panel/thread/rows.ts'
import { messageOf } from './cards.ts'

const said = (id: string, at: string, over: Partial<MessageWire> = {}) =>
  messageOf(id, { at: `2026-05-${at}:00.000Z`, ...over })
const happened = (id: string, at: string): HistoryWire => ({
  id,
  at: `2026-05-${at}:00.000Z`,
  type: 'silence.set',
  by: { kind: 'time' },
})
const rows = (over: Partial<Parameters<typeof rowsOf>[0]>): readonly Row[] =>
  rowsOf({ messages: [], events: [], whole: false, freshFrom: null, ...over })
const told = (all: readonly Row[]): string =>
  all
    .map((row) => {
      if (row.kind === 'message')
        return `${row.first ? '[' : ''}${row.message.id.slice(4)}${row.last ? ']' : ''}`
      return row.kind === 'event' ? `(${row.event.id})` : row.kind
    })
    .join(' ')

describe('a history', () => {
  test('begins with its start once the very first message is here', () => {
    expect(told(rows({ messages: [said('1', '12T14:00')], whole: true }))).toBe('start day [1]')
  })

  test.each([
    ['4 minutes apart', '12T14:04', '[1 2]'],
    ['5 minutes apart', '12T14:05', '[1 2]'],
    ['6 minutes apart', '12T14:06', '[1] [2]'],
  ])('messages of one speaker %s', (_, at, expected) => {
    expect(told(rows({ messages: [said('1', '12T14:00'), said('2', at)] }))).toBe(`day ${expected}`)
  })

  test('another speaker begins a group, and so does another operator', () => {
    const ana = { author: 'operator', by: { id: 'opr_a', name: 'Ana' } } as const
    const beto = { author: 'operator', by: { id: 'opr_b', name: 'Beto' } } as const
    const messages = [said('1', '12T14:00'), said('2', '12T14:00', ana), said('3', '12T14:00', beto)]
    expect(told(rows({ messages }))).toBe('day [1] [2] [3]')
  })

  test('every day has its line', () => {
    const messages = [said('1', '10T12:00'), said('2', '11T12:00'), said('3', '11T12:01')]
    expect(told(rows({ messages }))).toBe('day [1] day [2 3]')
  })

  test('what happened stands between by its time, and not before what has been read', () => {
    const messages = [said('1', '12T14:00'), said('2', '12T14:02')]
    const events = [happened('late', '12T14:03'), happened('mid', '12T14:01'), happened('old', '12T09:00')]
    expect(told(rows({ messages, events }))).toBe('day [1] (mid) [2] (late)')
    expect(told(rows({ messages, events, whole: true }))).toBe('start day (old) [1] (mid) [2] (late)')
  })

  test('the unread begin under a line of their own', () => {
    const messages = [said('1', '12T14:00'), said('2', '12T14:00')]
    expect(told(rows({ messages, freshFrom: 'msg_2' }))).toBe('day [1] fresh [2]')
  })
})

describe('the first unread message', () => {
  const messages = [
    said('1', '12T14:00'),
    said('2', '12T14:00', { author: 'agent' }),
    said('3', '12T14:00'),
    said('4', '12T14:00', { author: 'agent' }),
  ]
  test.each([
    [0, null],
    [1, 'msg_3'],
    [2, 'msg_1'],
    [3, null],
  ])('of %i unread', (unread, expected) => {
    expect(freshFrom(messages, unread)).toBe(expected)
  })
})
