// A person steps in: through the panel, the phone app or Meta's inbox, before, during and after the agent's thought.
import { afterEach, expect, test } from 'bun:test'
import { say } from '../support/scripted-agent.ts'
import { deskOf } from '../support/desk.ts'
import { openTown, type Town, type TownOptions } from '../support/town.ts'

let town: Town
const open = async (options?: TownOptions): Promise<Town> => (town = await openTown(options))
afterEach(() => town.close())

const texts = (customer: { heard(): readonly { text: string | null }[] }) =>
  customer.heard().map(({ text }) => text)

test('a burst of messages gets one answer', async () => {
  const { meta, agent, until } = await open()
  const ana = meta.customer('whatsapp', { name: 'Ana' })
  await ana.says('Hola')
  await ana.says('quería saber')
  await ana.says('si envían a Puebla')
  await until(() => ana.heard().length > 0, 'an answer')
  expect(texts(ana)).toEqual(['eco: Hola / quería saber / si envían a Puebla'])
  expect(agent.turns).toHaveLength(1)
})

test('a person who steps in while the agent thinks wins, and nothing of the agent leaves', async () => {
  const { meta, agent, until, pass } = await open()
  const ana = meta.customer('whatsapp', { name: 'Ana' })
  const thought = Promise.withResolvers<void>()
  agent.script(async () => {
    await thought.promise
    return say('respuesta del agente')
  })
  await ana.says('¿Tienen envíos a Puebla?')
  await until(() => agent.turns.length === 1, 'the agent thinks')
  const { status } = await deskOf(town, ana).writes('Hola Ana, soy Luis del equipo')
  expect(status).toBe(201)
  thought.resolve()
  await until(() => ana.heard().length > 0, 'the person is heard')
  await pass(60_000)
  expect(texts(ana)).toEqual(['Hola Ana, soy Luis del equipo'])
  const { whyQuiet } = await deskOf(town, ana).conversation()
  expect(whyQuiet).toBe('intervention')
  const [asked] = await deskOf(town, ana).messages()
  expect(asked).toMatchObject({ author: 'contact', because: 'intervention' })
})

test('a person who steps in between two bubbles withdraws the second', async () => {
  const { meta, agent, until, pass } = await open()
  const ana = meta.customer('messenger', { name: 'Ana' })
  agent.script(() => ({
    ...say(''),
    bubbles: [
      { body: { kind: 'text', text: 'primera' }, waitMs: 0 },
      { body: { kind: 'text', text: 'segunda' }, waitMs: 600_000 },
    ],
  }))
  await ana.says('¿Tienen envíos a Puebla?')
  await until(() => ana.heard().length === 1, 'the first bubble')
  await deskOf(town, ana).writes('Yo te atiendo')
  await until(() => ana.heard().length === 2, 'the person')
  await pass(700_000)
  expect(texts(ana)).toEqual(['primera', 'Yo te atiendo'])
  expect(await deskOf(town, ana).sent()).toEqual(['delivered: primera', 'cancelled: segunda'])
})

test.each(['whatsapp', 'messenger', 'instagram'] as const)(
  'on %s our own message comes back as a receipt, what a person wrote elsewhere pauses the agent',
  async (channel) => {
    const { meta, agent, until, pass } = await open()
    const ana = meta.customer(channel, { name: 'Ana' })
    await ana.says('¿Tienen envíos a Puebla?')
    await until(
      async () => (await deskOf(town, ana).sent()).some((line) => /^(sent|delivered): eco/.test(line)),
      'a receipt',
    )
    await meta.settled()
    const desk = deskOf(town, ana)
    expect((await desk.conversation()).whyQuiet).toBeNull()
    expect((await desk.messages()).map(({ author }) => author)).toEqual(['contact', 'agent'])

    await (channel === 'whatsapp' ? meta.phoneApp : meta.metaInbox).says(ana, 'te contesto desde el cel')
    await until(async () => (await desk.conversation()).whyQuiet === 'intervention', 'a pause')
    await ana.says('¿Y cuánto tarda el envío?')
    await pass(30_000)
    expect(agent.turns).toHaveLength(1)
    expect((await desk.messages()).at(-2)).toMatchObject({
      author: 'device',
      body: { text: 'te contesto desde el cel' },
    })
    expect((await desk.messages()).at(-1)).toMatchObject({ because: 'intervention' })
  },
)

test('a silenced agent says nothing until it is undone, and answers what comes after', async () => {
  const { meta, agent, until, pass } = await open()
  const ana = meta.customer('instagram', { name: 'Ana' })
  await ana.says('¿Tienen envíos a Puebla?')
  await until(() => ana.heard().length === 1, 'an answer')
  const desk = deskOf(town, ana)
  await desk.silences()
  await ana.says('¿Y a Cholula también?')
  await pass(30_000)
  expect(ana.heard()).toHaveLength(1)
  expect((await desk.conversation()).whyQuiet).toBe('silence')
  await desk.unsilences()
  await pass(30_000)
  expect(agent.turns).toHaveLength(1)
  await ana.says('¿Siguen por ahí, verdad?')
  await until(() => ana.heard().length === 2, 'an answer again')
  expect(texts(ana)[1]).toBe('eco: ¿Siguen por ahí, verdad?')
})

test('a silence until an instant ends by itself', async () => {
  const { meta, clock, until } = await open()
  const ana = meta.customer('whatsapp', { name: 'Ana' })
  await ana.says('¿Tienen envíos a Puebla?')
  await until(() => ana.heard().length === 1, 'an answer')
  const desk = deskOf(town, ana)
  await desk.silences(new Date(clock.now() + 30 * 60_000).toISOString())
  expect((await desk.conversation()).whyQuiet).toBe('silence')
  clock.jump(31 * 60_000)
  await until(async () => (await desk.conversation()).whyQuiet === null, 'the silence ends')
  await ana.says('¿Y a Cholula también?')
  await until(() => ana.heard().length === 2, 'an answer again')
})

test('a conversation given back is answered by the agent from then on', async () => {
  const { meta, agent, until, pass } = await open()
  const ana = meta.customer('messenger', { name: 'Ana' })
  await ana.says('¿Tienen envíos a Puebla?')
  await until(() => ana.heard().length === 1, 'an answer')
  const desk = deskOf(town, ana)
  await desk.writes('Hola, soy Luis')
  await ana.says('Hola Luis, ¿me ayudas?')
  await pass(20_000)
  expect(agent.turns).toHaveLength(1)
  await desk.releases()
  await pass(20_000)
  expect(agent.turns).toHaveLength(1)
  await ana.says('Gracias, ¿y el precio?')
  await until(() => agent.turns.length === 2, 'the agent again')
  expect(agent.turns[1]?.burst.map(({ body }) => 'text' in body && body.text)).toEqual([
    'Gracias, ¿y el precio?',
  ])
  await until(() => texts(ana).at(-1) === 'eco: Gracias, ¿y el precio?', 'its answer')
})

test('an intervention ends with the 24-hour window: nobody is left with a silent bot', async () => {
  const { meta, clock, until } = await open()
  const ana = meta.customer('whatsapp', { name: 'Ana' })
  await ana.says('¿Tienen envíos a Puebla?')
  await until(() => ana.heard().length === 1, 'an answer')
  const desk = deskOf(town, ana)
  await desk.writes('Hola, soy Luis')
  clock.jump(25 * 3_600_000)
  await until(async () => (await desk.conversation()).whyQuiet === 'window-closed', 'the window closes')
  await ana.says('Volví, ¿siguen abiertos?')
  await until(() => texts(ana).at(-1) === 'eco: Volví, ¿siguen abiertos?', 'the agent answers again')
})

test('the same message of an operator sent twice leaves once', async () => {
  const { meta, until, pass } = await open()
  const ana = meta.customer('whatsapp', { name: 'Ana' })
  await ana.says('¿Tienen envíos a Puebla?')
  await until(() => ana.heard().length === 1, 'an answer')
  const desk = deskOf(town, ana)
  const first = await desk.writes('Hola, soy Luis', 'mine-1')
  const again = await desk.writes('Hola, soy Luis', 'mine-1')
  expect([first.status, again.status]).toEqual([201, 200])
  expect(again.body.message?.id).toBe(first.body.message!.id)
  await pass(20_000)
  expect(texts(ana)).toEqual(['eco: ¿Tienen envíos a Puebla?', 'Hola, soy Luis'])
})
