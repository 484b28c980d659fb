// What stays of a turn: its trace, its cost, its memo, its transcripts.
import { expect, test } from 'bun:test'
import type { Answer } from '../../src/events.ts'
import { createRules } from '../../src/rules/rules.ts'
import { openStore } from '../../src/store/sqlite/open.ts'
import { createIds } from '../../src/ids.ts'
import { say } from '../support/scripted-agent.ts'
import { start, traitsOf } from '../support/states.ts'

const ana = { channel: 'web', account: 'sitio', contact: 'ana' } as const
const day = 86_400_000

function open() {
  return openStore({
    path: ':memory:',
    rules: createRules(),
    traits: traitsOf,
    ids: createIds(Math.random),
    boot: 'b',
    now: start,
  })
}

async function turn(store: ReturnType<typeof open>, contact: string, answer: Partial<Answer>, now = start) {
  const key = `${contact}${now}`
  const from = { ...ana, contact }
  const body = { kind: 'text', text: '¿Tienen monstera grande?' } as const
  await store.step(
    from,
    { type: 'message.received', key, ref: key, from, at: now, body, window: true, turn: 'answers' },
    now,
  )
  const claimed = (await store.claimTurn(now + 10_000))!
  const { conversation, fence, epoch, upto } = claimed
  const event = {
    type: 'agent.answered',
    at: now,
    fence,
    epoch,
    upto,
    answer: say('Sí, a $780', answer),
  } as const
  await store.step(conversation, event, now + 10_000)
  return claimed
}

const usage = { requests: 1, inputTokens: 900, outputTokens: 100 }

test('an answer keeps how it came about, and only an answer of the agent does', async () => {
  const store = open()
  const trace = { ms: 12, passages: ['plantas › Monstera'], calls: [], tools: [], dropped: [] }
  const { conversation } = await turn(store, 'ana', { usage, trace })
  const { items } = (await store.messages(conversation, { limit: 10 }))!
  const [answer, question] = items
  expect(await store.why(answer!.id)).toMatchObject({ usage, trace, by: { model: 'guion' }, rejected: [] })
  expect(await store.why(question!.id)).toBeNull()
  await store.close()
})

test('tokens are counted by contact and in all, and a new day begins at zero', async () => {
  const store = open()
  await turn(store, 'ana', { usage })
  await turn(store, 'beto', { usage })
  const again = await turn(store, 'ana', { usage }, start + 60_000)
  expect(again.spent).toEqual({ contact: 1_000, total: 2_000 })
  const tomorrow = await turn(store, 'ana', { usage }, start + day)
  expect(tomorrow.spent).toEqual({ contact: 0, total: 0 })
  await store.close()
})

test('a memo is asked for after the answer, gives way to the customer, and is read by the next turn', async () => {
  const store = open()
  const { conversation } = await turn(store, 'ana', { memoDue: true })
  const from = ana
  const body = { kind: 'text', text: '¿Y la mediana, a cuánto?' } as const
  await store.step(
    from,
    { type: 'message.received', key: 'k2', ref: 'k2', from, at: start, body, window: true, turn: 'answers' },
    start + 11_000,
  )
  const next = (await store.claimTurn(start + 30_000))!
  expect(next.kind).toBe('answer')
  const { fence, epoch, upto } = next
  const answer = say('A $420', { memoDue: true })
  await store.step(
    conversation,
    { type: 'agent.answered', at: start, fence, epoch, upto, answer },
    start + 30_000,
  )

  const memo = (await store.claimTurn(start + 60_000))!
  expect(memo).toMatchObject({ kind: 'memo', burst: [], memo: null })
  const kept = { text: 'Busca una monstera.', upto: memo.upto }
  const written = {
    type: 'agent.answered',
    at: start,
    fence: memo.fence,
    epoch: memo.epoch,
    upto: memo.upto,
    answer: say('', { memo: kept }),
  } as const
  await store.step(conversation, written, start + 60_000)
  expect(await store.claimTurn(start + 90_000)).toBeNull()
  const after = await turn(store, 'ana', {}, start + 120_000)
  expect(after.memo).toEqual(kept)
  await store.close()
})

test('what a voice note says is found by a search', async () => {
  const store = open()
  const body = { kind: 'media', media: 'audio', ref: 'm', voice: true } as const
  const step = await store.step(
    ana,
    {
      type: 'message.received',
      key: 'v',
      ref: 'v',
      from: ana,
      at: start,
      body,
      window: true,
      turn: 'answers',
    },
    start,
  )
  const claimed = (await store.claimTurn(start + 10_000))!
  const answer = say('Claro', {
    transcripts: [{ message: step.message!, text: 'quiero una monstera variegada' }],
  })
  const { fence, epoch, upto, conversation } = claimed
  await store.step(
    conversation,
    { type: 'agent.answered', at: start, fence, epoch, upto, answer },
    start + 10_000,
  )
  expect((await store.message(step.message!))?.body).toMatchObject({
    transcript: 'quiero una monstera variegada',
  })
  const { items } = await store.search({ q: 'variegada', limit: 5 }, start)
  expect(items.map((hit) => hit.message.id)).toEqual([step.message!])
  await store.close()
})

test('a long burst is read whole, with some history before it', async () => {
  const store = open()
  const { conversation } = await turn(store, 'ana', {})
  for (let n = 0; n < 150; n += 1) {
    const body = { kind: 'text', text: `pregunta ${n}` } as const
    await store.step(
      ana,
      {
        type: 'message.received',
        key: `b${n}`,
        ref: `b${n}`,
        from: ana,
        at: start,
        body,
        window: true,
        turn: 'answers',
      },
      start + 20_000,
    )
  }
  const claimed = (await store.claimTurn(start + 60_000))!
  expect(claimed.conversation).toBe(conversation)
  expect(claimed.burst).toHaveLength(150)
  expect(claimed.burst[0]?.body).toMatchObject({ text: 'pregunta 0' })
  expect(claimed.history).toHaveLength(2)
  await store.close()
})
