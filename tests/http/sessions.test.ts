// How long is somebody signed in? Until eight idle hours, seven days, or a change of what they know or may; then not one request longer.
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { DAY, HOUR, SECOND } from '../../src/clock.ts'
import { from, openFace, type Face } from './face.ts'
import { listenTo } from './listening.ts'
import { type Browser, openBrowser, openSession, password, person, type Person } from './people.ts'

let face: Face
let admin: Person
beforeAll(async () => {
  face = openFace()
  admin = await person(face, 'admin')
})
afterAll(() => face.close())

const state = async (browser: Browser) => (await browser.ask('GET', '/api/session')).status
const otherWords = 'un molino azul junto al lago'

describe('a session', () => {
  test.each([
    ['an idle hour', [HOUR], 200],
    ['just under eight idle hours', [8 * HOUR - SECOND], 200],
    ['eight idle hours', [8 * HOUR], 401],
    ['more than eight', [8 * HOUR + SECOND], 401],
    ['twice seven hours', [7 * HOUR, 7 * HOUR], 200],
    ['just under seven days of work', [...Array<number>(23).fill(7 * HOUR), 7 * HOUR - SECOND], 200],
    ['seven days of work', Array<number>(24).fill(7 * HOUR), 401],
  ] as const)('after %s: %#', async (_, jumps, expected) => {
    const browser = await openSession(face, (await person(face, 'operator')).id)
    const seen: number[] = []
    for (const jump of jumps) {
      face.clock.jump(jump)
      seen.push(await state(browser))
    }
    expect(seen.at(-1)).toBe(expected)
    expect(new Set(seen.slice(0, -1)).has(401)).toBe(false)
    admin = { ...admin, ...(await openSession(face, admin.id)) }
  })

  test('that is over stays over', async () => {
    const browser = await openSession(face, admin.id)
    face.clock.jump(8 * HOUR)
    expect([await state(browser), await state(browser)]).toEqual([401, 401])
    admin = { ...admin, ...(await openSession(face, admin.id)) }
  })

  const ends: [string, (who: Person) => Promise<unknown>][] = [
    ['signing out', (who) => who.ask('DELETE', '/api/session')],
    [
      'another password',
      (who) => who.ask('PUT', '/api/session/password', { current: password, password: otherWords }),
    ],
    ['another role', (who) => admin.ask('PATCH', `/api/operators/${who.id}`, { role: 'viewer' })],
    ['being disabled', (who) => admin.ask('PATCH', `/api/operators/${who.id}`, { disabled: true })],
  ]
  test.each(ends)('ends with %s', async (_, end) => {
    const who = await person(face, 'operator')
    const cookie = who.cookie()
    expect(await state(openBrowser(face.url, cookie))).toBe(200)
    await end(who)
    expect(await state(openBrowser(face.url, cookie))).toBe(401)
  })

  test.each(ends.slice(1))('elsewhere ends too with %s', async (_, end) => {
    const who = await person(face, 'operator')
    const elsewhere = await openSession(face, who.id)
    await end(who)
    expect(await state(elsewhere)).toBe(401)
  })

  test('signing out elsewhere ends nothing here', async () => {
    const who = await person(face, 'operator')
    const elsewhere = await openSession(face, who.id)
    await elsewhere.ask('DELETE', '/api/session')
    expect([await state(elsewhere), await state(who)]).toEqual([401, 200])
  })

  test('whoever changes their password stays, with another cookie', async () => {
    const who = await person(face, 'operator')
    const before = who.cookie()
    const { body } = await who.json('PUT', '/api/session/password', {
      current: password,
      password: otherWords,
    })
    expect([body.operator.id, await state(who), who.cookie() === before]).toEqual([who.id, 200, false])
    const back = await openBrowser(face.url).ask('POST', '/api/session', { email: who.email, password })
    expect(back.status).toBe(401)
  })

  test('another name or language changes nothing', async () => {
    const who = await person(face, 'operator')
    const { body } = await who.json('PATCH', `/api/operators/${who.id}`, {
      name: 'Ana Luz',
      language: 'pt-BR',
    })
    expect([body.name, body.language, await state(who)]).toEqual(['Ana Luz', 'pt-BR', 200])
  })

  test.each(['', 'x', 'a'.repeat(64), '../../etc', '%00'])('is not %p', async (token) => {
    expect(await state(openBrowser(face.url, `relevo_session=${token}`))).toBe(401)
  })

  test('is not opened by a wrong key beside a good cookie', async () => {
    expect((await admin.ask('GET', '/api/session', undefined, { authorization: 'Bearer nada' })).status).toBe(
      401,
    )
  })
})

describe('an open stream', () => {
  const hear = async (browser: Browser) => listenTo(`${face.url}/api/events`, { cookie: browser.cookie() })

  test('ends when its operator signs out, and not before', async () => {
    const who = await person(face, 'viewer')
    const other = await person(face, 'viewer')
    const [mine, theirs] = [await hear(who), await hear(other)]
    await face.arrive(from('whatsapp', '5215559001'), 'hola')
    await mine.next('message')
    await who.ask('DELETE', '/api/session')
    await expect(mine.next('message')).rejects.toThrow('the stream ended')
    await face.arrive(from('whatsapp', '5215559001'), 'otra vez')
    await theirs.next('message')
    await theirs.close()
  })

  test('ends when its session has become too old', async () => {
    const stream = await hear(await person(face, 'viewer'))
    await stream.next('comment')
    face.clock.jump(7 * DAY)
    await expect(stream.next('message')).rejects.toThrow('the stream ended')
    admin = { ...admin, ...(await openSession(face, admin.id)) }
  })
})
