// What does the panel get to see and do? Who holds a conversation and since when, notes, drafts, retries, history, counts, channels.
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import type { ConversationId, MessageId } from '../../src/model.ts'
import { HOUR, MINUTE } from '../../src/clock.ts'
import { answers } from '../support/memory.ts'
import { from, openFace, type Face } from './face.ts'
import { listenTo } from './listening.ts'
import { openBrowser, person, type Person } from './people.ts'

let face: Face
let ana: Person
let luis: Person
let contact = 0

beforeAll(async () => {
  face = openFace()
  ana = await person(face, 'admin')
  luis = await person(face, 'operator')
  await ana.ask('PATCH', `/api/operators/${ana.id}`, { name: 'Ana' })
  await ana.ask('PATCH', `/api/operators/${luis.id}`, { name: 'Luis' })
})
afterAll(() => face.close())

const someone = (channel: 'whatsapp' | 'web' = 'whatsapp') => from(channel, `52155520${(contact += 1)}`)
const begin = () => face.arrive(someone(), 'hola')
const writes = (who: Person, id: ConversationId, words: string, clientId = words.replaceAll(' ', '-')) =>
  who.json('POST', `/api/conversations/${id}/messages`, { clientId, body: { kind: 'text', text: words } })
const view = async (id: ConversationId) => (await ana.json('GET', `/api/conversations/${id}`)).body

describe('who holds a conversation', () => {
  test('is nobody at first, and the agent is thinking', async () => {
    const id = await begin()
    expect(await view(id)).toMatchObject({
      control: { intervention: null, silence: null },
      agent: { thinking: true, failed: null },
    })
  })

  test('is whoever wrote, by name, until it is given back', async () => {
    const id = await begin()
    await writes(luis, id, 'Soy Luis')
    const { control, agent } = await view(id)
    expect(control).toMatchObject({ intervention: { by: { id: luis.id, name: 'Luis' } }, silence: null })
    expect(new Date(control.intervention.since).toISOString()).toBe(control.intervention.since)
    expect(agent.thinking).toBe(false)
    await writes(ana, id, 'Y yo Ana')
    expect((await view(id)).control.intervention.by.name).toBe('Luis')
    await ana.ask('POST', `/api/conversations/${id}/release`)
    expect((await view(id)).control.intervention).toBeNull()
  })

  test('a silence says whose it is and until when; over, it is none', async () => {
    const id = await begin()
    const until = new Date(face.clock.now() + HOUR).toISOString()
    await luis.ask('POST', `/api/conversations/${id}/silence`, { until })
    expect((await view(id)).control.silence).toEqual({ until, by: { id: luis.id, name: 'Luis' } })
    face.clock.jump(HOUR)
    expect((await view(id)).control.silence).toBeNull()
    await ana.ask('POST', `/api/conversations/${id}/silence`, { until: null })
    expect((await view(id)).control.silence).toEqual({ until: null, by: { id: ana.id, name: 'Ana' } })
  })

  test('is a device when a person answered outside, and a program has its own name', async () => {
    const address = someone()
    const id = await face.arrive(address, 'hola')
    await face.arrive(address, 'soy yo, desde el teléfono', { type: 'message.echoed' })
    expect((await view(id)).control.intervention.by).toBe('device')
    const other = await begin()
    await face.api('POST', `/api/conversations/${other}/silence`, { until: null })
    expect((await view(other)).control.silence.by).toEqual({ id: 'opr_api', name: 'API' })
  })

  test('stands in the list and in the feed too', async () => {
    const stream = await listenTo(`${face.url}/api/events`, { cookie: ana.cookie() })
    const id = await begin()
    await writes(luis, id, 'Aqui Luis')
    await stream.next('conversation')
    const inFeed = (await stream.next('conversation')).data as { control: unknown }
    expect(inFeed.control).toMatchObject({ intervention: { by: { name: 'Luis' } } })
    const { items } = (await ana.json('GET', '/api/conversations?limit=1')).body
    expect(items[0].control.intervention.by.name).toBe('Luis')
    await stream.close()
  })
})

describe('a message', () => {
  test('of the panel says who wrote it, and when the platform last spoke of it', async () => {
    const address = someone()
    const id = await face.arrive(address, 'hola')
    const { body } = await writes(luis, id, 'Con gusto')
    expect(body.message).toMatchObject({ author: 'operator', by: { id: luis.id, name: 'Luis' } })
    expect(body.message.receiptAt).toBeUndefined()
    await face.deliver()
    face.clock.jump(MINUTE)
    const at = face.clock.now()
    await face.arrive(address, '', {
      ...{ type: 'message.progressed', status: 'delivered', ref: `sale-${body.message.id}`, at },
    } as Parameters<Face['arrive']>[2])
    const [newest] = (await ana.json('GET', `/api/conversations/${id}/messages`)).body.items
    expect(newest.status).toBe('delivered')
    expect(Date.parse(newest.receiptAt)).toBeGreaterThanOrEqual(at)
  })

  const failed = async (): Promise<{ id: ConversationId; message: MessageId }> => {
    const id = await begin()
    const { body } = await writes(luis, id, 'No va a llegar')
    const send = await face.store.claimSend(face.clock.now())
    const event = { type: 'send.failed', because: 'bad-request', detail: 'x', at: face.clock.now() } as const
    if (send !== null)
      await face.store.step(id, { ...event, id: send.id, attempt: send.attempt }, face.clock.now())
    return { id, message: body.message.id }
  }

  test('that failed is tried again as a new one, once, by whoever asks', async () => {
    const { id, message } = await failed()
    const thread = async () => (await ana.json('GET', `/api/conversations/${id}/messages`)).body.items
    expect((await thread())[0]).toMatchObject({ id: message, status: 'failed', mayRetry: true })
    const tries = await Promise.all([1, 2, 3].map(() => ana.json('POST', `/api/messages/${message}/retry`)))
    expect(tries.map(({ status }) => status).toSorted()).toEqual([200, 200, 201])
    const [again, before] = await thread()
    expect(again).toMatchObject({ status: 'pending', by: { name: 'Ana' }, body: { text: 'No va a llegar' } })
    expect([before.id, before.status, before.mayRetry]).toEqual([message, 'failed', undefined])
    expect(await face.deliver()).toBe(1)
  })

  test('that did not fail, or is not there, is not tried again', async () => {
    const id = await begin()
    const { body } = await writes(luis, id, 'Va bien')
    const fine = await ana.json('POST', `/api/messages/${body.message.id}/retry`)
    expect([fine.status, fine.body.error.because]).toEqual([409, 'not-failed'])
    for (const unknown of ['msg_01ARZ3NDEKTSV4RRFFQ69G5FAV', 'nada', "msg_'"])
      expect((await ana.ask('POST', `/api/messages/${unknown}/retry`)).status).toBe(404)
    await face.deliver()
  })

  test('that failed is refused again when the window has closed', async () => {
    const { message } = await failed()
    face.clock.jump(25 * HOUR)
    ana = { ...ana, ...(await againIn(face, ana)) }
    luis = { ...luis, ...(await againIn(face, luis)) }
    const answer = await ana.json('POST', `/api/messages/${message}/retry`)
    expect([answer.status, answer.body.error.because]).toEqual([409, 'window-closed'])
  })
})

async function againIn(own: Face, { email }: Person) {
  const browser = openBrowser(own.url)
  await browser.ask('POST', '/api/session', { email, password: 'caballo correcto bateria grapa' })
  return browser
}

describe('the history', () => {
  test('tells tags with their proof and who kept the agent quiet, newest first, page by page', async () => {
    const address = someone('web')
    const id = await face.arrive(address, 'quiero hablar con una persona')
    face.clock.jump(5_000)
    const [asked] = (await ana.json('GET', `/api/conversations/${id}/messages`)).body.items
    await answers(face.store, ['Ya le aviso a alguien.'], face.clock.now(), [
      {
        ...{ tag: 'Escalar', on: 'conversation', actor: 'rule:pide-persona', because: 'pide una persona' },
        ...{ quote: 'quiero hablar con una persona', message: asked.id, at: face.clock.now() },
        effects: { silence: false, call: [], push: false },
      },
    ])
    await luis.ask('POST', `/api/conversations/${id}/silence`, { until: null })
    await ana.ask('DELETE', `/api/conversations/${id}/silence`)
    await writes(luis, id, 'Soy Luis')
    await ana.ask('DELETE', `/api/conversations/${id}/tags/escalar`)
    await luis.ask('POST', `/api/conversations/${id}/release`)
    const seen: { type: string; by: object }[] = []
    for (let cursor = ''; cursor !== 'none';) {
      const { body } = await ana.json('GET', `/api/conversations/${id}/events?limit=2${cursor}`)
      seen.push(...body.items)
      cursor = body.next === null ? 'none' : `&cursor=${encodeURIComponent(body.next)}`
    }
    const who = (name: string, id: string) => ({ kind: 'operator', id, name })
    expect(seen.map(({ type, by }) => [type, by])).toEqual([
      ['intervention.ended', who('Luis', luis.id)],
      ['tag.drop', who('Ana', ana.id)],
      ['intervention.started', who('Luis', luis.id)],
      ['silence.ended', who('Ana', ana.id)],
      ['silence.set', who('Luis', luis.id)],
      ['tag.put', { kind: 'rule', name: 'pide-persona' }],
    ])
    expect(seen.at(-1)).toMatchObject({
      tag: 'Escalar',
      because: 'pide una persona',
      quote: 'quiero hablar con una persona',
      messageId: asked.id,
      versions: { prompt: 'p1', engine: 'e1', model: 'guion' },
    })
  })
})

describe('drafts', () => {
  test('are kept by kind and conversation, cleared by an empty one, and listed for their writer', async () => {
    const [one, other] = [await begin(), await begin()]
    const put = (id: string, kind: string, text: string) =>
      luis.ask('PUT', `/api/conversations/${id}/draft`, { kind, text })
    await put(one, 'reply', 'a medias')
    await put(one, 'note', 'ojo')
    await put(one, 'reply', 'a medias, mejor')
    face.clock.jump(1)
    await put(other, 'reply', 'otra')
    const texts = async (path: string) =>
      (await luis.json('GET', path)).body.items.map(({ kind, text }: Record<string, string>) => [kind, text])
    expect(await texts(`/api/conversations/${one}/draft`)).toEqual([
      ['note', 'ojo'],
      ['reply', 'a medias, mejor'],
    ])
    expect((await texts('/api/drafts'))[0]).toEqual(['reply', 'otra'])
    await put(one, 'reply', ' ')
    await luis.ask('DELETE', `/api/conversations/${other}/draft?kind=note`)
    expect(await texts('/api/drafts')).toEqual([
      ['reply', 'otra'],
      ['note', 'ojo'],
    ])
    await luis.ask('DELETE', `/api/conversations/${one}/draft`)
    expect(await texts('/api/drafts')).toEqual([['reply', 'otra']])
    expect((await put('cnv_nada', 'reply', 'x')).status).toBe(404)
  })
})

describe('quick replies', () => {
  test('are made once by their shortcut, shown to all, and deleted', async () => {
    const made = await luis.json('POST', '/api/quick-replies', {
      shortcut: 'envío',
      text: 'Llega en 3 días.',
    })
    expect(made.status).toBe(201)
    const again = await ana.json('POST', '/api/quick-replies', { shortcut: 'ENVIO', text: 'Otra.' })
    expect([again.status, again.body.error.because]).toEqual([409, 'shortcut'])
    expect((await ana.json('GET', '/api/quick-replies')).body.items).toEqual([made.body.quickReply])
    expect((await ana.ask('DELETE', `/api/quick-replies/${made.body.quickReply.id}`)).status).toBe(204)
    expect((await ana.ask('DELETE', `/api/quick-replies/${made.body.quickReply.id}`)).status).toBe(404)
  })

  test.each([
    { shortcut: 'dos palabras', text: 'a' },
    { shortcut: '', text: 'a' },
    { shortcut: 'a', text: '' },
  ])('refuses %p', async (reply) => {
    expect((await luis.ask('POST', '/api/quick-replies', reply)).status).toBe(400)
  })
})

describe('what waits', () => {
  test('is counted by channel and by state', async () => {
    const own = openFace()
    const admin = await person(own, 'admin')
    const counts = async () => (await admin.json('GET', '/api/unread')).body
    const first = await own.arrive(from('whatsapp', '1'), 'hola')
    await own.arrive(from('whatsapp', '2'), 'hola')
    const web = await own.arrive(from('web', 'vis_1'), 'hola')
    expect(await counts()).toMatchObject({
      ...{ total: 3, escalated: 0, leads: 0, unanswered: 3, paused: 0, closing: 0 },
      channels: { whatsapp: 2, instagram: 0, messenger: 0, web: 1 },
    })
    await admin.ask('POST', `/api/conversations/${first}/read`)
    await admin.ask('PUT', `/api/conversations/${web}/tags/escalar`)
    await admin.ask('PUT', `/api/conversations/${web}/tags/lead`)
    await admin.ask('POST', `/api/conversations/${web}/silence`, { until: null })
    expect(await counts()).toMatchObject({
      ...{ total: 2, escalated: 1, leads: 1, unanswered: 3, paused: 1, closing: 0 },
      channels: { whatsapp: 1, web: 1 },
    })
    own.clock.jump(22 * HOUR + MINUTE)
    const back = await againIn(own, admin)
    expect((await back.json('GET', '/api/unread')).body.closing).toBe(2)
    await own.close()
  })
})

describe('channels', () => {
  test('say whether they are on, paused and why, and when they last heard something', async () => {
    const own = openFace({ publicUrl: 'https://relevo.example/', verifyToken: 'palabra' })
    const key = { headers: { authorization: 'Bearer clave-de-prueba' } }
    const id = await own.arrive(from('whatsapp', '1'), 'hola')
    await own.store.step(
      ...([
        id,
        {
          type: 'operator.wrote',
          by: 'opr_api',
          at: own.clock.now(),
          clientId: 'a',
          body: { kind: 'text', text: 'a' },
        },
        own.clock.now(),
      ] as const),
    )
    const send = await own.store.claimSend(own.clock.now())
    const failure = {
      type: 'send.failed',
      because: 'unauthorized',
      detail: 'token',
      at: own.clock.now(),
    } as const
    if (send !== null)
      await own.store.step(id, { ...failure, id: send.id, attempt: send.attempt }, own.clock.now())
    const { items } = (await (await own.ask('/api/channels', key)).json()) as {
      items: Record<string, unknown>[]
    }
    expect(items.map(({ channel, state }) => [channel, state])).toEqual([
      ['whatsapp', 'paused'],
      ['instagram', 'off'],
      ['messenger', 'off'],
      ['web', 'connected'],
    ])
    expect(items[0]).toMatchObject({
      accounts: [{ account: 'cuenta-whatsapp', because: 'unauthorized', pausedUntil: expect.any(String) }],
      webhookUrl: 'https://relevo.example/webhooks/whatsapp',
      verifyToken: 'palabra',
      lastMessageAt: expect.any(String),
    })
    expect(items[3]).toMatchObject({ webhookUrl: null, verifyToken: null, lastMessageAt: null })
    await own.close()
  })
})
