// What becomes of a conversation when a model answers, from the customer's message to the operator's screen? The whole house, and a
// pretended OpenAI on the other side of the wire.
import { afterEach, beforeAll, expect, test } from 'bun:test'
import type { ChatRequest, ChatTurn } from '../../src/agent/rehearsal/fake-openai-wire.ts'
import {
  startFakeOpenAi,
  type FakeOpenAi,
  type FakeOpenAiOptions,
  type Scripted,
} from '../../src/agent/rehearsal/fake-openai.ts'
import { systemClock } from '../../src/clock.ts'
import { deskOf } from '../support/desk.ts'
import { openTown, type Town, type TownOptions } from '../support/town.ts'

let town: Town
let fake: FakeOpenAi
const open = async (
  chat: (request: ChatRequest, number: number) => Scripted<ChatTurn>,
  more: Partial<FakeOpenAiOptions> = {},
  options: TownOptions = {},
): Promise<Town> => {
  fake = startFakeOpenAi({ clock: systemClock, chat, ...more })
  town = await openTown({ openAiUrl: fake.url, ...options })
  return town
}
// The first turn loads the library: not in a town whose time is skipped.
beforeAll(() => Promise.all([import('@langchain/openai'), import('eld/extrasmall')]))
afterEach(async () => {
  await town.close()
  await fake.stop()
})

const saying = (text: string, over: Readonly<Record<string, unknown>> = {}): ChatTurn => ({
  calls: [
    {
      name: 'responder',
      args: { mensajes: [text], etiquetas: [], datos: {}, sin_respuesta: false, ...over },
    },
  ],
})
const down: Scripted<ChatTurn> = { fault: 'status', status: 500 }
const chats = (): readonly string[] =>
  fake.journal
    .filter(({ path }) => path.endsWith('/chat/completions'))
    .map(({ body }) => JSON.stringify(body))
const texts = (customer: { heard(): readonly { text: string | null }[] }): readonly (string | null)[] =>
  customer.heard().map(({ text }) => text)
const honest = 'Tuve un problema para responderte. Ya avisé al equipo para que te atienda una persona.'
const unknown = '¿Tienen bicicletas de montaña en rojo?'

test('a burst is one request, one answer, and a Lead with the customer’s words', async () => {
  const frase = 'Quiero 40 suculentas para mi boda'
  const { meta, until, pass, api } = await open(() =>
    saying('¡Qué bonito detalle! ¿Para qué fecha las necesitas?', {
      etiquetas: [{ etiqueta: 'Lead', criterio: 'cotizacion', frase }],
      datos: { piezas: 40, interes: 'suculentas' },
    }),
  )
  const ana = meta.customer('whatsapp', { name: 'Ana' })
  await ana.says('Hola')
  await ana.says(frase)
  await ana.says('son para los recuerdos')
  await until(() => ana.heard().length > 0, 'an answer')
  await pass(20_000)
  expect(texts(ana)).toEqual(['¡Qué bonito detalle! ¿Para qué fecha las necesitas?'])
  expect(chats()).toHaveLength(1)
  expect(chats()[0]).toContain(`Hola\\n${frase}\\nson para los recuerdos`)
  const desk = deskOf(town, ana)
  const { id, tags } = await desk.conversation()
  expect(tags.map(({ name }) => name)).toEqual(['Lead'])
  const said = (await desk.messages()).find(({ author }) => author === 'agent')
  const why = await api<object>('GET', `/api/conversations/${id}/messages/${said?.id}/why`)
  expect(JSON.stringify(why.body)).toContain('gpt-4.1-mini')
})

test('a request for a person with the model down is handed over, and asks nobody', async () => {
  const { meta, until } = await open(() => down)
  const ana = meta.customer('whatsapp', { name: 'Ana' })
  await ana.says('Quiero hablar con una persona, por favor')
  await until(() => ana.heard().length > 0, 'the hand-over')
  expect(texts(ana)[0]).toMatch(/equipo/)
  expect(chats()).toEqual([])
  const { tags, whyQuiet } = await deskOf(town, ana).conversation()
  expect(tags.map(({ name }) => name)).toEqual(['Escalar'])
  expect(whyQuiet).toBe('silence')
})

test('errors everywhere: the honest line once, and one call for a person', async () => {
  const { meta, until, pass } = await open(() => down)
  const ana = meta.customer('whatsapp', { name: 'Ana' })
  await ana.says(unknown)
  await until(() => ana.heard().length > 0, 'the honest line')
  await ana.says('¿Y en azul tampoco hay ninguna?')
  await pass(60_000)
  expect(texts(ana)).toEqual([honest])
  expect(chats()).toHaveLength(2)
  const { tags, whyQuiet } = await deskOf(town, ana).conversation()
  expect(tags.map(({ name }) => name)).toEqual(['Escalar'])
  expect(whyQuiet).toBe('silence')
  expect(town.lines.join('')).not.toContain('bicicletas')
})

test('what the knowledge covers is answered from it, with the model down', async () => {
  const { meta, until } = await open(() => down)
  const ana = meta.customer('whatsapp', { name: 'Ana' })
  await ana.says('¿Dan factura?')
  await until(() => texts(ana).join('\n').includes('constancia'), 'the passage')
  const { tags } = await deskOf(town, ana).conversation()
  expect(tags).toEqual([])
})

test('a newer message ends the request at the server, and both are answered together', async () => {
  const { meta, until, pass } = await open((_, number) =>
    number === 1 ? { fault: 'hang' } : saying('Sí, damos factura y hacemos envíos.'),
  )
  const ana = meta.customer('whatsapp', { name: 'Ana' })
  await ana.says('¿Dan factura?')
  await until(() => chats().length === 1, 'a request')
  await ana.says('¿y hacen envíos?')
  await until(() => ana.heard().length > 0, 'an answer')
  await pass(10_000)
  expect(texts(ana)).toEqual(['Sí, damos factura y hacemos envíos.'])
  expect(fake.journal.map(({ status }) => status)).toEqual(['cancelled', 'answered'])
  expect(chats()[1]).toContain('¿Dan factura?\\n¿y hacen envíos?')
})

test('a person who steps in while the model thinks ends the request, and nothing of it is said', async () => {
  const { meta, until, pass } = await open(() => ({ ...saying('Del modelo.'), delayMs: 400 }))
  const ana = meta.customer('whatsapp', { name: 'Ana' })
  await ana.says('¿Dan factura?')
  await until(() => chats().length === 1, 'a request')
  await deskOf(town, ana).writes('Hola Ana, soy Luis')
  await until(() => ana.heard().length > 0, 'the person')
  await pass(20_000)
  expect(texts(ana)).toEqual(['Hola Ana, soy Luis'])
  expect(fake.journal.map(({ status }) => status)).toEqual(['cancelled'])
})

test('a voice note is heard, answered, and shown to operators in writing', async () => {
  const { meta, until } = await open(
    () => saying('Sí, damos factura.'),
    {
      transcribe: () => ({ text: 'Hola, ¿dan factura?' }),
    },
    { environment: { OPENAI_TRANSCRIBE_MODEL: 'whisper-1' } },
  )
  const ana = meta.customer('whatsapp', { name: 'Ana' })
  await ana.sendsVoice()
  await until(() => ana.heard().length > 0, 'an answer')
  expect(texts(ana)).toEqual(['Sí, damos factura.'])
  const [note] = await deskOf(town, ana).messages()
  expect(note?.body).toMatchObject({ kind: 'media', media: 'audio', transcript: 'Hola, ¿dan factura?' })
  expect(fake.journal.map(({ path }) => path)).toEqual(['/v1/audio/transcriptions', '/v1/chat/completions'])
})

test('a day’s budget ends with the honest line; the next day the model answers again', async () => {
  const { meta, until, pass } = await open(
    () => saying('¡Claro! Tenemos muchas plantas.'),
    {},
    { environment: { AGENT_DAILY_TOKENS: '1' } },
  )
  const ana = meta.customer('whatsapp', { name: 'Ana' })
  const luz = meta.customer('whatsapp', { name: 'Luz' })
  await ana.says('¿Tienen plantas para poca luz?')
  await until(() => ana.heard().length > 0, 'an answer')
  await luz.says(unknown)
  await until(() => luz.heard().length > 0, 'the honest line')
  expect(texts(luz)).toEqual([honest])
  expect(chats()).toHaveLength(1)
  await pass(26 * 3_600_000)
  await ana.says('¿y para mucha luz qué plantas tienen?')
  await until(() => chats().length === 2, 'a request of the next day')
})

const topics = [
  'Busco lavandas',
  'Vivo cerca del metro',
  'Me gustan los helechos',
  'Mi terraza es chica',
  'Prefiero macetas blancas',
  'Una orquídea estaría linda',
  'Tengo dos gatos',
  'El balcón mira al norte',
  'Riego los domingos',
  'Quiero un limonero',
  'También romero',
  'Mi presupuesto es corto',
  'Compro hoy',
  'Llevaría tierra',
]

test('a long conversation is summed up, in a turn that says nothing', async () => {
  const lines = {
    necesidad: 'Plantas',
    datos: 'nada',
    prometido: 'nada',
    pendiente: 'nada',
    animo: 'bien',
    idioma: 'español',
  }
  const { meta, until, pass } = await open(({ tools }) =>
    tools.includes('resumir') ? { calls: [{ name: 'resumir', args: lines }] } : saying('¡Con gusto!'),
  )
  const ana = meta.customer('messenger', { name: 'Ana' })
  for (const [round, topic] of topics.entries()) {
    await ana.says(topic)
    await until(() => ana.heard().length > round, `answer ${round}`)
  }
  await until(() => chats().some((body) => body.includes('"resumir"')), 'a memo')
  await pass(10_000)
  expect(ana.heard()).toHaveLength(topics.length)
  await ana.says('¿y tienen envíos a domicilio?')
  await until(() => ana.heard().length > topics.length, 'the answer after the memo')
  expect(chats().at(-1)).toContain('Resumen de lo anterior:\\nNecesidad: Plantas')
}, 20_000)
