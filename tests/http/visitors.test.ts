// Can one visitor reach another's conversation? Two of them, every route, and every token that is not quite right.
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { createWebSessions } from '../../src/channels/web/session.ts'
import { DAY } from '../../src/clock.ts'
import { randomHex } from '../../src/ids.ts'
import { apiKey, from, openFace, type Face } from './face.ts'
import { visit, type Visitor } from './visitor.ts'

let face: Face
let ana: Visitor
let eva: Visitor
beforeAll(async () => {
  face = openFace()
  ana = await visit(face)
  eva = await visit(face)
  await ana.say('secreto de Ana', 'mismo-id')
})
afterAll(() => face.close())

describe('another visitor', () => {
  test('reads nothing of it in the history', async () => {
    expect(await eva.history()).toEqual({ items: [], next: null })
    for (const query of ['?cursor=0', '?cursor=999999', `?visitor=${ana.visitor}`, `?token=${ana.token}`]) {
      const page = JSON.stringify(await eva.history(query))
      expect(page).not.toContain('secreto')
    }
  })

  test('cannot use its pages’ cursors', async () => {
    await ana.say('otro secreto de Ana')
    const { next } = await ana.history('?limit=1')
    const page = JSON.stringify(await eva.history(`?cursor=${encodeURIComponent(next ?? '')}`))
    expect(page).not.toContain('secreto')
  })

  test('that uses the same client id says its own message, and gets no other back', async () => {
    const message = await eva.say('hola de Eva', 'mismo-id')
    expect(message).toMatchObject({ clientId: 'mismo-id', body: { kind: 'text', text: 'hola de Eva' } })
    expect(await eva.texts()).toEqual(['hola de Eva'])
    expect(await ana.texts()).not.toContain('hola de Eva')
  })

  test('hears nothing of it, live or in the gap', async () => {
    const stream = await eva.listen({ 'last-event-id': '0' })
    await ana.say('más secretos de Ana')
    await eva.say('fin')
    const heard: string[] = []
    while (!heard.at(-1)?.includes('"fin"')) heard.push(JSON.stringify((await stream.next('message')).data))
    expect(heard.join('')).not.toContain('Ana')
    await stream.close()
  })

  test('does not learn when the agent writes to it', async () => {
    const stream = await eva.listen()
    await stream.next('comment')
    const typing = { kind: 'presence', what: 'typing', ref: null } as const
    const options = { key: '', human: false, deadline: 0 }
    await face.web.send(from('web', ana.visitor), typing, options, new AbortController().signal)
    await eva.say('fin')
    expect((await stream.until('message')).map(({ type }) => type)).not.toContain('typing')
    await stream.close()
  })

  test('opens nothing of the operators with a token, and the key opens no chat', async () => {
    const as = (token: string) => ({ headers: { authorization: `Bearer ${token}` } })
    expect((await face.ask('/api/conversations', as(ana.token))).status).toBe(401)
    expect((await face.ask('/chat/messages', as(apiKey))).status).toBe(401)
  })
})

describe('a token', () => {
  const routes = [
    ['GET', '/chat/messages'],
    ['POST', '/chat/messages'],
    ['GET', '/chat/events'],
  ] as const

  async function opens(token: string): Promise<boolean[]> {
    const answers = routes.map(async ([method, path]) => {
      const answer = await face.ask(path, {
        method,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        ...(method === 'POST' ? { body: JSON.stringify({ clientId: 'x', text: 'x' }) } : {}),
      })
      await answer.body?.cancel()
      return answer.status !== 401
    })
    return Promise.all(answers)
  }

  test('is needed everywhere', async () => {
    for (const [method, path] of routes) {
      const body = method === 'POST' ? JSON.stringify({ clientId: 'x', text: 'x' }) : null
      const answer = await face.ask(path, { method, body, headers: { 'content-type': 'application/json' } })
      expect([path, answer.status]).toEqual([path, 401])
    }
  })

  test('opens nothing when any of its characters is another', async () => {
    const spoiled = Array.from(ana.token, (character, at) =>
      [ana.token.slice(0, at), character === 'A' ? 'B' : 'A', ana.token.slice(at + 1)].join(''),
    )
    const sessions = createWebSessions({
      secret: new Uint8Array(32).fill(7),
      clock: face.clock,
      random: randomHex,
    })
    expect(sessions.read(ana.token)).toEqual(from('web', ana.visitor))
    for (const token of spoiled) expect([token, sessions.read(token)]).toEqual([token, null])
    for (const token of spoiled.slice(0, 3)) expect(await opens(token)).toEqual([false, false, false])
  })

  test.each(['', '.', 'a.b', 'a.b.c', `${'x'.repeat(600)}.y`])('reads nothing from %p', (token) => {
    const sessions = createWebSessions({
      secret: new Uint8Array(32).fill(7),
      clock: face.clock,
      random: randomHex,
    })
    expect(sessions.read(token)).toBeNull()
  })

  test('of another site or another secret opens nothing here', async () => {
    const make = (fill: number) =>
      createWebSessions({ secret: new Uint8Array(32).fill(fill), clock: face.clock, random: randomHex })
    expect(await opens(make(7).open('otro-sitio').token)).toEqual([false, false, false])
    expect(await opens(make(8).open('sitio').token)).toEqual([false, false, false])
    expect(await opens(make(7).open('sitio').token)).toEqual([true, true, true])
  })

  test.each([
    [30 * DAY - 1, true],
    [30 * DAY, false],
    [30 * DAY + 1, false],
  ])('after %i ms holds: %p', (age, holds) => {
    let now = 1_000
    const clock = { now: () => now, mono: () => 0, wait: async () => {} }
    const sessions = createWebSessions({ secret: new Uint8Array(32).fill(7), clock, random: randomHex })
    const { token } = sessions.open('sitio')
    now += age
    expect(sessions.read(token) !== null).toBe(holds)
  })
})

describe('a page', () => {
  const ask = (origin: string, method = 'POST') =>
    face.ask('/chat/sessions', { method, headers: { origin, 'access-control-request-method': 'POST' } })

  test('of our own or on the list may chat, also through a proxy that ends TLS', async () => {
    for (const origin of [face.url, face.url.replace('http:', 'https:'), 'https://tienda.example']) {
      const answer = await ask(origin)
      expect([origin, answer.status]).toEqual([origin, 200])
      expect(answer.headers.get('access-control-allow-origin')).toBe(origin)
    }
  })

  test.each([
    'https://mala.example',
    'https://tienda.example.mala.example',
    'http://tienda.example',
    'null',
    'x',
  ])('of %s may not, on any route', async (origin) => {
    for (const [method, path] of [
      ['POST', '/chat/sessions'],
      ['GET', '/chat/messages'],
      ['POST', '/chat/messages'],
      ['GET', '/chat/events'],
      ['OPTIONS', '/chat/messages'],
    ] as const) {
      const headers = { origin, authorization: `Bearer ${ana.token}` }
      const answer = await face.ask(path, { method, headers })
      expect([path, answer.status]).toEqual([path, 403])
      expect(answer.headers.get('access-control-allow-origin')).toBeNull()
    }
  })

  test('asks first, and is told what it may send', async () => {
    const answer = await ask('https://tienda.example', 'OPTIONS')
    expect(answer.status).toBe(204)
    expect(answer.headers.get('access-control-allow-headers')).toContain('authorization')
  })
})
