// How does the first admin come in, and everybody after them? With a link that opens once and not for long.
import { afterEach, beforeEach, describe, expect, test } from 'bun:test'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DAY, HOUR, MINUTE } from '../../src/clock.ts'
import { openBootstrap } from '../../src/house-bootstrap.ts'
import { openFace, type Face } from './face.ts'
import { openBrowser, person } from './people.ts'

const words = 'caballo correcto bateria grapa'
const token = 'f'.repeat(64)

let face: Face
let spent = 0
beforeEach(() => {
  spent = 0
  face = openFace({ bootstrap: { token, expiresAt: Date.now() + 15 * MINUTE, spent: () => (spent += 1) } })
})
afterEach(() => face.close())

const claim = (over: object = {}) =>
  openBrowser(face.url).json('POST', '/api/bootstrap', {
    ...{ token, name: 'Ana', email: 'ana@tienda.example', password: words },
    ...over,
  })
const needed = async () => (await openBrowser(face.url).json('GET', '/api/bootstrap')).body.needed

describe('an empty house', () => {
  test('takes its first admin, who is signed in at once; then it is empty no more', async () => {
    expect(await needed()).toBe(true)
    const browser = openBrowser(face.url)
    const given = { token, name: 'Ana', email: 'ana@tienda.example', password: words }
    const { status, body } = await browser.json('POST', '/api/bootstrap', given)
    expect([status, body.operator.role, body.operator.name]).toEqual([200, 'admin', 'Ana'])
    expect((await browser.json('GET', '/api/session')).body).toEqual(body)
    expect([await needed(), spent]).toEqual([false, 1])
    const again = await claim({ email: 'otra@tienda.example' })
    expect([again.status, again.body.error.because]).toEqual([409, 'not-needed'])
  })

  test('of a thousand claims at once takes exactly one', async () => {
    const answers = await Promise.all(
      Array.from({ length: 1_000 }, (_, n) => claim({ email: `persona${n}@tienda.example` })),
    )
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(999)
    expect((await face.store.panel.operators.list()).map(({ role }) => role)).toEqual(['admin'])
  }, 30_000)

  test.each([
    ['another token', { token: 'e'.repeat(64) }, 401, 'token'],
    ['a beginning of it', { token: token.slice(1) }, 401, 'token'],
    ['a short password', { password: 'corta y facil' }, 400, 'password-short'],
    ['a password everybody tries', { password: 'contraseña123456789' }, 400, 'password-common'],
    ['a password of their own name', { password: 'Ana-tienda-ana-2026' }, 400, 'password-common'],
    ['no e-mail', { email: 'ana' }, 400, 'email'],
    ['a role', { role: 'viewer' }, 400, 'body'],
  ])('refuses %s, and is still empty', async (_, over, status, because) => {
    const answer = await claim(over)
    expect([answer.status, answer.body.error.because, await needed()]).toEqual([status, because, true])
    expect((await claim()).status).toBe(200)
  })

  test.each([
    [14 * MINUTE, 200],
    [15 * MINUTE, 401],
  ])('%i ms after the start: %i', async (ms, status) => {
    face.clock.jump(ms)
    expect((await claim()).status).toBe(status)
  })

  test('without a token takes nobody', async () => {
    const closed = openFace()
    const given = { token: '', name: 'Ana', email: 'ana@tienda.example', password: words }
    for (const offered of ['undefined', 'null', ' ']) {
      const answer = await openBrowser(closed.url).ask('POST', '/api/bootstrap', { ...given, token: offered })
      expect(answer.status).toBe(401)
    }
    await closed.close()
  })
})

describe('the token’s file', () => {
  test('is for its owner only, is written anew at every start, and goes when it has done its work', () => {
    const folder = mkdtempSync(join(tmpdir(), 'relevo-token-'))
    const file = join(folder, 'bootstrap.token')
    writeFileSync(file, 'viejo', { mode: 0o644 })
    const opened = openBootstrap(folder, true, face.clock)
    expect(readFileSync(file, 'utf8').trim()).toBe(opened?.token ?? '')
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(openBootstrap(folder, true, face.clock)?.token).not.toBe(opened?.token)
    opened?.spent()
    expect(existsSync(file)).toBe(false)
    openBootstrap(folder, true, face.clock)
    expect([openBootstrap(folder, false, face.clock), existsSync(file)]).toEqual([null, false])
    rmSync(folder, { recursive: true })
  })
})

describe('an invitation', () => {
  const invite = async (over: object = {}) => {
    const admin = await person(face, 'admin')
    const given = { email: 'luis@tienda.example', name: 'Luis', role: 'operator', ...over }
    const { status, body } = await admin.json('POST', '/api/operators/invitations', given)
    return { admin, status, body, token: /#invitation=([0-9a-f]{64})$/.exec(body.link ?? '')?.[1] ?? '' }
  }
  const accept = (offered: string, over: object = {}) =>
    openBrowser(face.url).json('POST', '/api/invitations/accept', {
      ...{ token: offered, name: 'Luis', password: words },
      ...over,
    })

  test('brings in whom it was made for, with that role, once', async () => {
    const { token: offered, body, admin } = await invite()
    expect(body.link).toStartWith(`${face.url}/panel/#invitation=`)
    const joined = await accept(offered, { name: 'Luis Ángel' })
    expect([joined.status, joined.body.operator]).toEqual([
      200,
      expect.objectContaining({ name: 'Luis Ángel', email: 'luis@tienda.example', role: 'operator' }),
    ])
    expect((await accept(offered)).status).toBe(401)
    const { items } = (await admin.json('GET', '/api/operators')).body
    expect(items.map(({ role }: { role: string }) => role)).toEqual(['admin', 'operator'])
    const trail = (await admin.json('GET', '/api/audit')).body.items
    expect(trail.map(({ what }: { what: string }) => what)).toEqual([
      'operator.joined',
      'operator.invited',
      'operator.first',
    ])
  })

  test('used by fifty at once brings in one', async () => {
    const { token: offered } = await invite()
    const answers = await Promise.all(Array.from({ length: 50 }, () => accept(offered)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(await face.store.panel.operators.list()).toHaveLength(2)
  }, 30_000)

  test('made again replaces the first', async () => {
    const first = await invite()
    const given = { email: 'LUIS@tienda.example', name: 'Luis', role: 'viewer' }
    const { body } = await first.admin.json('POST', '/api/operators/invitations', given)
    expect((await accept(first.token)).status).toBe(401)
    expect((await accept(body.link.split('=')[1])).body.operator.role).toBe('viewer')
  })

  test.each([
    [3 * DAY - HOUR, 200],
    [3 * DAY, 401],
  ])('%i ms later: %i', async (ms, status) => {
    const { token: offered } = await invite()
    face.clock.jump(ms)
    expect((await accept(offered)).status).toBe(status)
  })

  test('to an e-mail that is taken is refused, whatever its case', async () => {
    const { admin } = await invite()
    const given = { email: admin.email.toUpperCase(), name: 'Otra', role: 'viewer' }
    const answer = await admin.json('POST', '/api/operators/invitations', given)
    expect([answer.status, answer.body.error.because]).toEqual([409, 'email'])
  })
})

describe('the last admin', () => {
  test.each([{ role: 'operator' }, { disabled: true }])('stays: %p', async (change) => {
    const admin = await person(face, 'admin')
    const alone = await admin.json('PATCH', `/api/operators/${admin.id}`, change)
    expect([alone.status, alone.body.error.because]).toEqual([409, 'last-admin'])
    const second = await person(face, 'admin')
    expect((await admin.ask('PATCH', `/api/operators/${admin.id}`, change)).status).toBe(200)
    const left = await second.json('PATCH', `/api/operators/${second.id}`, change)
    expect([left.status, left.body.error.because]).toEqual([409, 'last-admin'])
  })

  test('of two who take each other’s rights away one keeps them', async () => {
    const [one, other] = [await person(face, 'admin'), await person(face, 'admin')]
    await Promise.all([
      one.ask('PATCH', `/api/operators/${other.id}`, { role: 'viewer' }),
      other.ask('PATCH', `/api/operators/${one.id}`, { role: 'viewer' }),
    ])
    const admins = (await face.store.panel.operators.list()).filter(({ role }) => role === 'admin')
    expect(admins).toHaveLength(1)
  })
})
