// Can a page on another origin ride an operator's session? Not on any route that changes something, whatever it sends.
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { apiKey, from, openFace, replyOf, type Face } from './face.ts'
import { openBrowser, openSession, password, person, type Person } from './people.ts'

let face: Face
let admin: Person
let id: string
beforeAll(async () => {
  face = openFace({ publicUrl: 'https://relevo.example' })
  admin = await person(face, 'admin')
  id = await face.arrive(from('whatsapp', '5215550001'), 'hola')
})
afterAll(() => face.close())

const cookieOf = (browser: { cookie(): string }) =>
  browser.cookie().replace('relevo_session', '__Host-relevo_session')
const host = () => new URL(face.url).host
const attacks = (): [string, Record<string, string>][] => [
  [
    'a form of another site',
    { 'sec-fetch-site': 'cross-site', 'x-relevo': '', origin: 'https://mala.example' },
  ],
  ['a script of another site', { 'sec-fetch-site': 'cross-site', origin: 'https://mala.example' }],
  ['a page of a sister host', { 'sec-fetch-site': 'same-site', origin: 'https://otra.relevo.example' }],
  ['an address typed by hand', { 'sec-fetch-site': 'none' }],
  ['another site, in an old browser', { 'sec-fetch-site': '', origin: 'https://mala.example' }],
  ['no page at all', { 'sec-fetch-site': '', origin: '' }],
  ['a sandboxed frame', { 'sec-fetch-site': '', origin: 'null' }],
  ['a host that begins like ours', { 'sec-fetch-site': '', origin: `http://${host()}.mala.example` }],
  ['our own page without its header', { 'x-relevo': '' }],
  ['our own page with another header', { 'x-relevo': '0' }],
]

describe('an attacker’s page', () => {
  test('changes nothing on any route, with a session or without', async () => {
    const unsafe = face.routes.filter((route) => /^(POST|PUT|PATCH|DELETE) \/api\//.test(route))
    expect(unsafe.length).toBeGreaterThan(20)
    const before = face.store.lastChange()
    for (const route of unsafe) {
      const [method = '', path = ''] = route.split(' ')
      const where = path
        .replace('/conversations/:id', `/conversations/${id}`)
        .replace(/:\w+(\{.+\})?/g, 'nada')
      for (const [what, headers] of attacks()) {
        const browser = openBrowser(face.url, cookieOf(admin))
        const { status, body } = await replyOf(await browser.ask(method, where, {}, headers))
        expect([route, what, status, body.error.because]).toEqual([route, what, 403, 'origin'])
      }
    }
    expect(face.store.lastChange()).toBe(before)
    expect((await openBrowser(face.url, cookieOf(admin)).ask('GET', '/api/session')).status).toBe(200)
  })

  test('cannot sign somebody in as somebody else', async () => {
    const browser = openBrowser(face.url)
    const given = { email: admin.email, password }
    const answer = await browser.ask('POST', '/api/session', given, { 'sec-fetch-site': 'cross-site' })
    expect([answer.status, browser.cookie()]).toEqual([403, ''])
  })
})

describe('our own page', () => {
  test.each([
    ['a browser that says where a request comes from', { 'sec-fetch-site': 'same-origin' }],
    ['one that says the origin only', { 'sec-fetch-site': '', origin: 'own' }],
    [
      'one behind a proxy that has our public name',
      { 'sec-fetch-site': '', origin: 'https://relevo.example' },
    ],
  ])('works in %s', async (_, headers: Record<string, string>) => {
    const browser = openBrowser(face.url, cookieOf(await openSession(face, admin.id)))
    const origin = headers.origin === 'own' ? face.url : (headers.origin ?? '')
    const answer = await browser.ask('POST', '/api/tags', { name: 'VIP' }, { ...headers, origin })
    expect(answer.ok).toBe(true)
  })

  test('and a program with the key needs none of it', async () => {
    const headers = { authorization: `Bearer ${apiKey}`, 'x-relevo': '', 'sec-fetch-site': 'cross-site' }
    expect((await openBrowser(face.url).ask('POST', '/api/tags', { name: 'VIP' }, headers)).ok).toBe(true)
  })
})
