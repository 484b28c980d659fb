// Can a private note leave the house? It stands in the team's thread, feed and search, and nowhere a customer, the agent or a platform looks.
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import type { ConversationId } from '../../src/model.ts'
import { SECOND } from '../../src/clock.ts'
import { from, openFace, type Face } from './face.ts'
import { listenTo } from './listening.ts'
import { person, type Person } from './people.ts'

const secret = 'cliente difícil, ojo con el crédito'

let face: Face
let ana: Person
let visitor: { token: string }
let id: ConversationId
beforeAll(async () => {
  face = openFace()
  ana = await person(face, 'operator')
  visitor = (await (await face.ask('/chat/sessions', { method: 'POST' })).json()) as { token: string }
  await says('m1', 'hola')
  const { items } = (await ana.json('GET', '/api/conversations')).body
  id = items[0].id
})
afterAll(() => face.close())

const says = (clientId: string, text: string) =>
  face.ask('/chat/messages', {
    method: 'POST',
    headers: { authorization: `Bearer ${visitor.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ clientId, text }),
  })
const note = (clientId: string, text: string, of = id) =>
  ana.json('POST', `/api/conversations/${of}/notes`, { clientId, text })
const thread = async (query = '', of = id) =>
  (await ana.json('GET', `/api/conversations/${of}/messages${query}`)).body
const textOf = ({ body }: { body: { kind: string; text: string } }) => `${body.kind}: ${body.text}`

describe('a note', () => {
  test('is taken once, with its writer’s name, and changes nothing about the conversation', async () => {
    const before = (await ana.json('GET', `/api/conversations/${id}`)).body
    const first = await note('n1', secret)
    expect([first.status, first.body.message]).toEqual([
      201,
      expect.objectContaining({
        ...{ author: 'operator', by: { id: ana.id, name: expect.any(String) }, status: null, ref: null },
        body: { kind: 'note', text: secret },
      }),
    ])
    const again = await note('n1', secret)
    expect([again.status, again.body]).toEqual([200, first.body])
    expect((await ana.json('GET', `/api/conversations/${id}`)).body).toEqual(before)
  })

  test('has no path to the outbox: nothing is queued, nothing is sent, nothing is counted as a message', async () => {
    const before = await face.store.counts()
    await note('n2', secret)
    expect(await face.store.claimSend(face.clock.now())).toBeNull()
    expect(await face.deliver()).toBe(0)
    const after = await face.store.counts()
    expect([after.messages, after.pendingSends]).toEqual([before.messages, before.pendingSends])
    for (const { body } of (await thread()).items.filter(
      ({ body }: { body: { kind: string } }) => body.kind === 'note',
    ))
      expect(body.text).toBe(secret)
    const { items } = (await ana.json('GET', `/api/conversations/${id}/messages`)).body
    const noted = items.find(({ body }: { body: { kind: string } }) => body.kind === 'note')
    expect((await ana.ask('POST', `/api/messages/${noted.id}/retry`)).status).toBe(404)
  })

  test('cannot be sent as a message either', async () => {
    for (const path of ['messages', 'notes']) {
      const given = { clientId: 'x', body: { kind: 'note', text: secret }, text: secret }
      expect((await ana.ask('POST', `/api/conversations/${id}/${path}`, given)).status).toBe(400)
    }
  })

  test('is not in what the agent reads', async () => {
    await note('n3', secret)
    await says('m2', '¿hay alguien?')
    face.clock.jump(10 * SECOND)
    const turn = await face.store.claimTurn(face.clock.now())
    expect(turn?.burst.length).toBeGreaterThan(0)
    expect(JSON.stringify(turn)).not.toContain('difícil')
  })

  test('is not in what the visitor sees, neither kept nor live', async () => {
    const stream = await listenTo(`${face.url}/chat/events`, { authorization: `Bearer ${visitor.token}` })
    await stream.next('comment')
    await note('n4', secret)
    await says('m3', 'sigo aquí')
    const heard = await stream.until('message')
    expect(JSON.stringify(heard)).toContain('sigo aquí')
    expect(JSON.stringify(heard)).not.toContain('difícil')
    await stream.close()
    const headers = { authorization: `Bearer ${visitor.token}` }
    const kept = await (await face.ask('/chat/messages', { headers })).text()
    expect(kept).toContain('sigo aquí')
    expect(kept).not.toContain('difícil')
  })

  test('reaches every panel live, also one that was away', async () => {
    const luis = await person(face, 'viewer')
    const after = face.store.lastChange()
    const stream = await listenTo(`${face.url}/api/events`, { cookie: luis.cookie() })
    await note('n5', 'en vivo')
    const heard = (await stream.next('message')).data as { conversationId: string; message: unknown }
    expect(heard).toMatchObject({
      conversationId: id,
      message: { body: { kind: 'note', text: 'en vivo' }, by: { id: ana.id } },
    })
    await stream.close()
    const late = await listenTo(`${face.url}/api/events?after=${after}`, { cookie: luis.cookie() })
    expect((await late.next('message')).data).toEqual(heard)
    await late.close()
  })

  test('is found by its words, as typed so far and without accents, where it is looked for', async () => {
    const found = async (query: string) => {
      const { items } = (await ana.json('GET', `/api/search?${query}`)).body
      return items.map(({ message }: { message: Parameters<typeof textOf>[0] }) => textOf(message))
    }
    expect(await found('q=dificil')).toContain(`note: ${secret}`)
    expect(await found('q=credi')).toContain(`note: ${secret}`)
    expect(await found('q=credi&channel=web')).toContain(`note: ${secret}`)
    expect(await found('q=credi&channel=whatsapp')).toEqual([])
    expect(await found('q=credi&tag=Escalar')).toEqual([])
    expect((await ana.json('GET', '/api/conversations?q=credito')).body.items[0].id).toBe(id)
  })

  test.each([[''], ['  '], ['x'.repeat(8_193)]])(
    'without words, or with too many, is refused: %#',
    async (text) => {
      expect((await note('n9', text)).status).toBe(400)
    },
  )
})

describe('a thread', () => {
  test('shows notes where they were written, and its pages join without gap or repetition', async () => {
    const address = from('whatsapp', '5215553001')
    const of = await face.arrive(address, 'uno')
    await note('a', 'tras uno', of)
    await note('b', 'también tras uno', of)
    await face.arrive(from('whatsapp', '5215553002'), 'de otra')
    await face.arrive(address, 'dos')
    await face.arrive(address, 'tres')
    await note('c', 'tras tres', of)
    const whole = [
      'text: uno',
      'note: tras uno',
      'note: también tras uno',
      'text: dos',
      'text: tres',
      'note: tras tres',
    ]
    for (const limit of [1, 2, 3, 4, 5, 6, 7]) {
      const seen: string[] = []
      for (let cursor = ''; cursor !== 'end';) {
        const page = await thread(`?limit=${limit}${cursor}`, of)
        seen.unshift(...page.items.map(textOf).toReversed())
        cursor = page.next === null ? 'end' : `&cursor=${encodeURIComponent(page.next)}`
      }
      expect([limit, ...seen]).toEqual([limit, ...whole])
    }
  })
})
