// What goes wrong between us and Meta: doubled, late, lost, refused. Nothing is lost, nothing is sent twice, nothing is guessed.
import { afterEach, expect, test } from 'bun:test'
import type { Loss } from '../../src/simulator/graph/faults.ts'
import { deskOf } from '../support/desk.ts'
import { openTown, type Town, type TownOptions } from '../support/town.ts'

let town: Town
const open = async (options?: TownOptions): Promise<Town> => (town = await openTown(options))
afterEach(() => town.close())

const question = '¿Tienen envíos a Puebla?'
const answer = `eco: ${question}`
const texts = (customer: { heard(): readonly { text: string | null }[] }) =>
  customer.heard().map(({ text }) => text)

test('the same webhook delivered fifty times is one message and one answer', async () => {
  const { meta, agent, graph, until, pass } = await open({ webhooks: () => ({ do: 'duplicate', times: 50 }) })
  const ana = meta.customer('whatsapp', { name: 'Ana' })
  await ana.says(question)
  await until(() => ana.heard().length > 0, 'an answer')
  await pass(30_000)
  await meta.settled()
  expect(graph.ledger.postings.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(50)
  expect(texts(ana)).toEqual([answer])
  expect(agent.turns).toHaveLength(1)
  expect((await deskOf(town, ana).messages()).map(({ author }) => author)).toEqual(['contact', 'agent'])
})

test('receipts out of order never lower what is known', async () => {
  const { meta, until } = await open({
    receipts: () => ({ upTo: 'read', beforeAnswer: true }),
    webhooks: ({ index }) => (index > 0 && index % 2 === 1 ? { do: 'reorder', behind: 2 } : null),
  })
  const ana = meta.customer('whatsapp', { name: 'Ana' })
  await ana.says(question)
  await until(() => ana.heard().length > 0, 'an answer')
  await meta.settled()
  const desk = deskOf(town, ana)
  await until(async () => (await desk.sent())[0] === `read: ${answer}`, 'read')
})

test('an expired token stops the channel, keeps what waits, and goes on once the token is good again', async () => {
  const { meta, graph, until, pass, api } = await open()
  const ana = meta.customer('whatsapp', { name: 'Ana' })
  graph.faults.next({ do: 'expire-token' })
  await ana.says(question)
  await until(() => graph.ledger.refusals.some(({ code }) => code === 190), 'a refusal')
  await pass(5_000)
  const desk = deskOf(town, ana)
  expect(await desk.sent()).toEqual([`pending: ${answer}`])
  const { body } = await api<{ alerts: { code: string }[] }>('GET', '/health')
  expect(body.alerts.map(({ code }) => code)).toContain('unauthorized')
  graph.renewToken(ana.account)
  await until(() => ana.heard().length === 1, 'the answer leaves')
  await pass(120_000)
  expect(texts(ana)).toEqual([answer])
})

test('429 makes the account wait as long as Meta says, and no longer', async () => {
  const { meta, graph, clock, until } = await open()
  const ana = meta.customer('whatsapp', { name: 'Ana' })
  graph.faults.next({ do: 'too-many', retryAfterSeconds: 40 })
  await ana.says(question)
  await until(() => graph.ledger.refusals.length === 1, 'a refusal')
  const refusedAt = clock.now()
  await until(() => ana.heard().length === 1, 'the answer')
  expect(clock.now() - refusedAt).toBeGreaterThanOrEqual(39_000)
})

test.each([
  [131026, 'failed'],
  [131047, 'expired'],
  [100, 'failed'],
] as const)('error %i is final: the message is %s and not tried again', async (code, status) => {
  const { meta, graph, until, pass } = await open()
  const ana = meta.customer('whatsapp', { name: 'Ana' })
  graph.faults.next({ do: 'refuse', code })
  await ana.says(question)
  const desk = deskOf(town, ana)
  await until(async () => (await desk.sent())[0] === `${status}: ${answer}`, status)
  await pass(300_000)
  expect(ana.heard()).toEqual([])
})

test.each<[Loss]>([['reset'], ['cut'], ['truncated'], ['html-502'], ['no-id']])(
  'an answer lost after Meta accepted (%s) is reconciled by its receipt: sent once',
  async (how) => {
    const { meta, graph, until, pass } = await open()
    const ana = meta.customer('whatsapp', { name: 'Ana' })
    graph.faults.next({ do: 'lose', how, accepted: true })
    await ana.says(question)
    const desk = deskOf(town, ana)
    await until(async () => (await desk.sent())[0] === `delivered: ${answer}`, 'the receipt settles it')
    await pass(300_000)
    expect(texts(ana)).toEqual([answer])
  },
)

test('an answer lost after Meta accepted, with no receipt either, is left to a person when nothing proves that receipts work', async () => {
  const { meta, graph, clock, until } = await open({ receipts: () => ({ upTo: 'none', echo: false }) })
  const ana = meta.customer('instagram', { name: 'Ana' })
  graph.faults.next({ do: 'lose', how: 'reset', accepted: true })
  await ana.says(question)
  const desk = deskOf(town, ana)
  await until(async () => (await desk.sent())[0] === `unknown: ${answer}`, 'unknown')
  clock.jump(61_000)
  await until(async () => (await desk.sent())[0] === `unconfirmed: ${answer}`, 'unconfirmed')
  expect(texts(ana)).toEqual([answer])
})

test('a request that never reached Meta is repeated once when receipts are known to work, and marked', async () => {
  const { meta, graph, until } = await open()
  const ana = meta.customer('whatsapp', { name: 'Ana' })
  graph.faults.next({ do: 'lose', how: 'reset', accepted: false })
  await ana.says(question)
  const desk = deskOf(town, ana)
  await until(async () => (await desk.sent())[0] === `unknown: ${answer}`, 'unknown')
  for (const name of ['Beto', 'Caro', 'Dani']) {
    const other = meta.customer('whatsapp', { name })
    await other.says(question)
    await until(() => other.heard().length === 1, `an answer for ${name}`)
  }
  await until(() => ana.heard().length === 1, 'the late answer')
  await until(async () => (await desk.sent())[0] === `delivered: ${answer}`, 'its receipt')
  expect((await desk.messages()).find(({ author }) => author === 'agent')).toMatchObject({
    maybeDuplicate: true,
  })
})

test('what waits when the window closes is not sent, and a template still is', async () => {
  const { meta, agent, clock, until, pass } = await open()
  const ana = meta.customer('whatsapp', { name: 'Ana' })
  const { say } = await import('../support/scripted-agent.ts')
  agent.script(() => ({
    ...say(''),
    bubbles: [{ body: { kind: 'text', text: 'tarde' }, waitMs: 3_600_000 }],
  }))
  await ana.says(question, { at: clock.now() - 23.5 * 3_600_000 })
  const desk = deskOf(town, ana)
  await until(async () => (await desk.sent())[0] === 'pending: tarde', 'it waits')
  clock.jump(1_800_000)
  await until(async () => (await desk.sent())[0] === 'expired: tarde', 'it expires')
  await pass(3_600_000)
  expect(ana.heard()).toEqual([])

  expect(await desk.writes('¿Sigues ahí?')).toMatchObject({
    status: 409,
    body: { error: { because: 'window-closed' } },
  })
  const template = { kind: 'template', name: 'recordatorio', language: 'es', params: ['Ana'] } as const
  expect((await desk.sends(template)).status).toBe(201)
  await until(() => ana.heard().length === 1, 'the template')
  expect(ana.heard()[0]?.kind).toBe('template')
})

test.each(['messenger', 'instagram'] as const)(
  'on %s a person may write for seven days, the agent may not',
  async (channel) => {
    const { meta, clock, until } = await open()
    const ana = meta.customer(channel, { name: 'Ana' })
    await ana.says(question)
    await until(() => ana.heard().length === 1, 'an answer')
    clock.jump(48 * 3_600_000)
    const desk = deskOf(town, ana)
    expect((await desk.writes('Perdona la tardanza')).status).toBe(201)
    await until(() => ana.heard().length === 2, 'the person')
    expect(ana.heard()[1]).toMatchObject({ text: 'Perdona la tardanza', human: true })
    clock.jump(6 * 24 * 3_600_000)
    expect((await desk.writes('¿Sigues ahí?')).status).toBe(409)
  },
)

test('a customer who unsends while the agent waits is not answered', async () => {
  const { meta, agent, until, pass } = await open()
  const ana = meta.customer('instagram', { name: 'Ana' })
  const { ref } = await ana.says('mi tarjeta es 4111 1111')
  await ana.unsends(ref)
  await pass(20_000)
  expect(agent.turns).toEqual([])
  const desk = deskOf(town, ana)
  await until(async () => (await desk.messages())[0]?.because === 'unsent', 'the reason')
  expect((await desk.messages())[0]?.body).toEqual({ kind: 'erased' })
})

test('a picture is kept first and fetched afterwards', async () => {
  const { meta, until, api } = await open()
  const ana = meta.customer('whatsapp', { name: 'Ana' })
  await ana.sendsImage({ caption: '¿Tienen este?' })
  const desk = deskOf(town, ana)
  const file = async () => {
    const [message] = await desk.messages()
    return message?.body.kind === 'media' ? message.body.file : undefined
  }
  await until(async () => (await file()) !== undefined, 'the file')
  const { status } = await api<null>('GET', '/api/conversations')
  expect(status).toBe(200)
})
