// Can a visitor of the site chat? Sessions, messages that arrive once, answers as they are said, and limits.
import { afterEach, beforeEach, describe, expect, test } from 'bun:test'
import type { VisitorNews } from '../../src/channels/web/wire.ts'
import { DAY, MINUTE, SECOND } from '../../src/clock.ts'
import { from, openFace, replyOf, type Face } from './face.ts'
import { visit, type Visitor } from './visitor.ts'

let face: Face
let ana: Visitor
beforeEach(async () => {
  face = openFace()
  ana = await visit(face)
})
afterEach(() => face.close())

const conversationOf = async (visitor: Visitor) => (await face.store.find(from('web', visitor.visitor))) ?? ''
const reply = async (visitor: Visitor, body: unknown, clientId = 'r1') =>
  face.json('POST', `/api/conversations/${await conversationOf(visitor)}/messages`, { clientId, body })
const text = (words: string) => ({ kind: 'text', text: words })

describe('a session', () => {
  test('names a visitor that nobody can guess', async () => {
    const others = await Promise.all(Array.from({ length: 50 }, () => visit(face)))
    expect(new Set(others.map(({ visitor }) => visitor)).size).toBe(50)
    for (const { visitor } of others) expect(visitor).toMatch(/^vis_[0-9a-f]{32}$/)
  })

  test('that still holds is kept', async () => {
    const { token, visitor } = await visit(face, ana.token)
    expect({ token, visitor }).toEqual({ token: ana.token, visitor: ana.visitor })
  })

  test('that is past half its life is renewed for the same visitor', async () => {
    await ana.say('hola')
    face.clock.jump(15 * DAY)
    const again = await visit(face, ana.token)
    expect(again.visitor).toBe(ana.visitor)
    expect(again.token).not.toBe(ana.token)
    face.clock.jump(29 * DAY)
    expect(await again.texts()).toEqual(['hola'])
  })

  test('that is forged is not kept', async () => {
    expect((await visit(face, `${ana.token}x`)).visitor).not.toBe(ana.visitor)
  })
})

describe('a message of a visitor', () => {
  test('is kept before it is answered, and the operators see it', async () => {
    const answer = await ana.post({ clientId: 'uno', text: '¿Tienen envíos?' })
    expect(answer.status).toBe(201)
    expect(await answer.json()).toEqual({
      message: {
        id: expect.stringMatching(/^msg_/),
        author: 'contact',
        body: { kind: 'text', text: '¿Tienen envíos?' },
        at: expect.stringMatching(/Z$/),
        clientId: 'uno',
      },
    })
    const { body } = await face.json('GET', '/api/conversations?channel=web')
    expect(body.items).toHaveLength(1)
    expect(body.items[0]).toMatchObject({ account: 'sitio', unread: 1, windowClosesAt: null })
  })

  test('that is repeated is harmless', async () => {
    const first = await ana.say('hola', 'uno')
    const again = await ana.post({ clientId: 'uno', text: 'hola' })
    expect([again.status, await again.json()]).toEqual([200, { message: first }])
    expect(await ana.texts()).toEqual(['hola'])
  })

  test('may be the choice of a quick reply', async () => {
    const answer = await ana.post({ clientId: 'uno', choice: { id: 'si', label: 'Sí, quiero' } })
    expect(await answer.json()).toMatchObject({
      message: { body: { kind: 'choice', id: 'si', label: 'Sí, quiero' } },
    })
  })

  test.each([
    [{}],
    [{ clientId: 'a' }],
    [{ clientId: 'a', text: '' }],
    [{ clientId: 'a', text: ' \n ' }],
    [{ clientId: 'a', text: 7 }],
    [{ clientId: '', text: 'a' }],
    [{ clientId: 'a b', text: 'a' }],
    [{ clientId: 'a', text: 'a', choice: { id: 'a', label: 'a' } }],
    [{ clientId: 'a', choice: { id: '', label: 'a' } }],
    [{ clientId: 'a', text: 'a', author: 'agent' }],
  ])('is refused as %p', async (body) => {
    const answer = await replyOf(await ana.post(body))
    expect([answer.status, answer.body.error.code]).toEqual([400, 'bad-request'])
  })

  test.each([
    [3_999, 201],
    [4_000, 201],
    [4_001, 400],
  ])('of %i characters is answered %i', async (length, status) => {
    expect((await ana.post({ clientId: 'a', text: 'x'.repeat(length) })).status).toBe(status)
  })

  test('over 64 KB is not read', async () => {
    expect((await ana.post({ clientId: 'a', text: 'x'.repeat(70_000) })).status).toBe(413)
  })

  test('is taken thirty times a minute, then waits as long as it is told', async () => {
    const post = (n: number) => ana.post({ clientId: `n${n}`, text: 'hola' })
    for (let n = 0; n < 30; n++) expect((await post(n)).status).toBe(201)
    const refused = await post(30)
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '2'])
    expect((await (await visit(face)).post({ clientId: 'a', text: 'otra persona' })).status).toBe(201)
  })

  test('is not promised while the house goes down', async () => {
    const closing = openFace({ draining: () => true })
    const visitor = await visit(closing)
    const answer = await visitor.post({ clientId: 'a', text: 'hola' })
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '2'])
    await closing.close()
  })
})

describe('what a visitor reads', () => {
  test('is nothing before the first word', async () => {
    expect(await ana.history()).toEqual({ items: [], next: null })
  })

  test('is what was really said: nothing pending, nothing withdrawn, no reason, no name', async () => {
    await ana.say('hola')
    const { body } = await reply(ana, text('Soy Ana, con gusto.'))
    expect(await ana.texts()).toEqual(['hola'])
    await face.deliver()
    const { items } = await ana.history()
    expect(items[0]).toEqual({
      id: body.message.id,
      author: 'person',
      body: { kind: 'text', text: 'Soy Ana, con gusto.' },
      at: expect.stringMatching(/Z$/),
    })
  })

  test('comes in pages', async () => {
    for (const words of ['uno', 'dos', 'tres']) await ana.say(words)
    const first = await ana.history('?limit=2')
    const rest = await ana.history(`?limit=2&cursor=${encodeURIComponent(first.next ?? '')}`)
    expect([...first.items, ...rest.items].map(({ body }) => 'text' in body && body.text)).toEqual([
      'tres',
      'dos',
      'uno',
    ])
  })

  test('shows pictures and quick replies in their own form', async () => {
    await ana.say('hola')
    const link = 'https://cdn.example/a.jpg'
    await reply(ana, { kind: 'media', media: 'image', ref: link, caption: 'Azul' }, 'r1')
    await reply(ana, { kind: 'choices', text: '¿Cuál?', choices: [{ id: 'a', label: 'La azul' }] }, 'r2')
    await face.deliver()
    const { items } = await ana.history()
    expect(items.slice(0, 2).map(({ body }) => body)).toEqual([
      { kind: 'choices', text: '¿Cuál?', choices: [{ id: 'a', label: 'La azul' }] },
      { kind: 'media', media: 'image', url: link, caption: 'Azul' },
    ])
  })
})

describe('the stream of a visitor', () => {
  const heardText = (data: unknown) => {
    const { body } = (data as VisitorNews).message
    return body.kind === 'text' ? body.text : body.kind
  }

  test('that was open before the first word tells all of it', async () => {
    const stream = await ana.listen()
    await ana.say('hola')
    expect(heardText((await stream.next('message')).data)).toBe('hola')
    await reply(ana, text('¿En qué te ayudo?'))
    await face.deliver()
    let last = await stream.next('message')
    while (heardText(last.data) === 'hola') last = await stream.next('message')
    expect(last.data).toMatchObject({ seq: Number(last.id), message: { author: 'person' } })
    expect(heardText(last.data)).toBe('¿En qué te ayudo?')
    await stream.close()
  })

  test('goes on where it broke off', async () => {
    const first = await ana.listen()
    await ana.say('uno')
    await first.next('message')
    await first.close()
    await ana.say('dos')
    const back = await ana.listen({ 'last-event-id': first.lastId() })
    expect(heardText((await back.next('message')).data)).toBe('dos')
    await back.close()
  })

  test('takes the token from the query, where a header cannot be set', async () => {
    const answer = await face.ask(`/chat/events?token=${encodeURIComponent(ana.token)}`)
    expect(answer.status).toBe(200)
    await answer.body?.cancel()
    expect(face.logged.join('')).not.toContain(ana.token)
  })

  test('says when the agent begins to write', async () => {
    const stream = await ana.listen()
    await stream.next('comment')
    await face.web.send(
      from('web', ana.visitor),
      { kind: 'presence', what: 'typing', ref: null },
      { key: '', human: false, deadline: 0 },
      new AbortController().signal,
    )
    expect((await stream.next('typing')).data).toEqual({})
    await stream.close()
  })

  test('is one of eight at most: the oldest gives way', async () => {
    const first = await ana.listen()
    await first.next('comment')
    const rest = []
    for (let n = 0; n < 8; n++) {
      const stream = await ana.listen()
      await stream.next('comment')
      rest.push(stream)
    }
    await expect(first.until('nothing')).rejects.toThrow()
    await ana.say('hola')
    for (const stream of rest) {
      await stream.next('message')
      await stream.close()
    }
  })

  test('beats, so that the page notices a dead line', async () => {
    const stream = await ana.listen()
    await stream.next('comment')
    face.clock.jump(15 * SECOND)
    expect((await stream.next('comment')).type).toBe('comment')
    await stream.close()
  })
})

test('a minute has room for as many messages again', async () => {
  const { createBuckets } = await import('../../src/http/bucket.ts')
  let mono = 0
  const buckets = createBuckets({ now: () => 0, mono: () => mono, wait: async () => {} }, 30, MINUTE)
  const taken = () => {
    let count = 0
    while (buckets.take('ana') === 0) count++
    return count
  }
  expect(taken()).toBe(30)
  for (const [after, more] of [
    [1_999, 0],
    [1, 1],
    [2_000, 1],
    [MINUTE, 30],
    [10 * MINUTE, 30],
  ] as const) {
    mono += after
    expect([after, taken()]).toEqual([after, more])
  }
})
