// What does a customer hear when a model answers? One request a turn, and only what the gate and the pack allow.
import type { Answer } from '../../src/events.ts'
import type { Body } from '../../src/model.ts'
import type { Turn } from '../../src/agent/agent.ts'
import { afterEach, describe, expect, test } from 'bun:test'
import { openRoom, saying, type Room, type RoomOptions } from './llm-room.ts'
import { textsOf, turnOf } from './turns.ts'

let room: Room
const open = (options: RoomOptions): Room => (room = openRoom(options))
afterEach(() => room.close())

const answer = (said: readonly (string | Body)[], more: Partial<Turn> = {}): Promise<Answer> =>
  room.agent.answer(turnOf(said, { turns: 3, ...more }), new AbortController().signal)
const chats = (): readonly string[] => room.fake.journal.map(({ path }) => path)

describe('a turn with a model', () => {
  test('is exactly one request to chat completions', async () => {
    open({ chat: () => saying('Sí, damos factura: mándanos tu constancia.') })
    const found = await answer(['¿dan factura?'])
    expect(textsOf(found)).toEqual(['Sí, damos factura: mándanos tu constancia.'])
    expect(chats()).toEqual(['/v1/chat/completions'])
    expect(found.by.model).toBe('gpt-4.1-mini')
    expect(found.usage).toMatchObject({ requests: 1 })
    expect(found.usage.inputTokens).toBeGreaterThan(100)
    expect(found.trace?.passages.join()).toContain('factura')
    expect(found.trace?.calls).toEqual([{ model: 'gpt-4.1-mini', outcome: 'ok', ms: expect.any(Number) }])
  })
})
