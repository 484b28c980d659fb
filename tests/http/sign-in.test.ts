// Who comes in? The right password, and a code where one is asked for; whoever guesses is stopped, and learns nothing on the way.
import { afterEach, beforeEach, describe, expect, test } from 'bun:test'
import { MINUTE, SECOND } from '../../src/clock.ts'
import { createPasswords } from '../../src/http/passwords.ts'
import { codeAt } from '../../src/http/totp.ts'
import { openFace, replyOf, type Face } from './face.ts'
import { openBrowser, password, person, type Person } from './people.ts'

let face: Face
let ana: Person
beforeEach(async () => {
  face = openFace()
  ana = await person(face, 'admin')
})
afterEach(() => face.close())

const come = (given: object, headers: Record<string, string> = {}) =>
  openBrowser(face.url).ask('POST', '/api/session', { email: ana.email, password, ...given }, headers)
const because = async (answer: Response) => {
  const { status, body } = await replyOf(answer)
  return [status, body.error.because]
}
/** As if it came through a proxy on this machine from there. */
const at = (address: string) => ({ 'x-forwarded-for': address })

describe('signing in', () => {
  test('answers who one is, and keeps one signed in', async () => {
    const browser = openBrowser(face.url)
    const given = { email: ` ${ana.email.toUpperCase()} `, password }
    const { status, body } = await browser.json('POST', '/api/session', given)
    expect([status, body.operator]).toEqual([
      200,
      expect.objectContaining({ id: ana.id, email: ana.email, role: 'admin', language: 'es-MX' }),
    ])
    expect((await browser.json('GET', '/api/session')).body).toEqual(body)
    expect(browser.attributes()).toBe('; Max-Age=604800; Path=/; HttpOnly; SameSite=Lax')
  })

  test('over https the cookie is bound to the host and never travels in the clear', async () => {
    const own = openFace({ publicUrl: 'https://relevo.example' })
    const { email } = await person(own, 'admin')
    const browser = openBrowser(own.url)
    await browser.ask('POST', '/api/session', { email, password })
    expect(browser.cookie()).toStartWith('__Host-relevo_session=')
    expect(browser.attributes()).toContain('; Secure')
    expect((await browser.ask('GET', '/api/session')).status).toBe(200)
    const plain = browser.cookie().replace('__Host-', '')
    expect((await openBrowser(own.url, plain).ask('GET', '/api/session')).status).toBe(401)
    await own.close()
  })

  test('signing in again gives another session and ends the one before', async () => {
    const browser = openBrowser(face.url)
    await browser.ask('POST', '/api/session', { email: ana.email, password })
    const before = browser.cookie()
    await browser.ask('POST', '/api/session', { email: ana.email, password })
    expect(browser.cookie()).not.toBe(before)
    expect((await openBrowser(face.url, before).ask('GET', '/api/session')).status).toBe(401)
  })

  test('a wrong password, an unknown address and a disabled account sound the same', async () => {
    const viewer = await person(face, 'viewer')
    await ana.ask('PATCH', `/api/operators/${viewer.id}`, { disabled: true })
    const answers = await Promise.all(
      [{ password: 'otra cosa' }, { email: 'nadie@tienda.example' }, { email: viewer.email }].map(
        async (given) => {
          const answer = await come(given)
          return [answer.status, await answer.text(), answer.headers.get('set-cookie')]
        },
      ),
    )
    expect(answers[1]).toEqual(answers[0]!)
    expect(answers[2]).toEqual(answers[0]!)
    expect(answers[0]?.[0]).toBe(401)
  })
})

describe('guessing', () => {
  test.each([['the account that is there'], ['one that is not']])(
    'ten wrong tries close %s for a quarter of an hour, also for the right password',
    async (which) => {
      const email = which.includes('not') ? 'nadie@tienda.example' : ana.email
      const statuses: number[] = []
      for (let n = 0; n < 12; n += 1)
        statuses.push((await come({ email, password: 'no es' }, at(`10.0.0.${n}`))).status)
      expect(statuses).toEqual([...Array<number>(10).fill(401), 429, 429])
      const locked = await come({ email })
      expect([locked.headers.get('retry-after') !== null, await because(locked)]).toEqual([
        true,
        [429, 'locked'],
      ])
      face.clock.jump(14 * MINUTE)
      expect((await come({ email })).status).toBe(429)
      face.clock.jump(MINUTE)
      expect((await come({ email })).status).toBe(email === ana.email ? 200 : 401)
    },
  )

  test('thirty wrong tries from one address close it for every account, and others come in', async () => {
    for (let n = 0; n < 30; n += 1)
      expect((await come({ email: `a${n}@x.example`, password: 'no es' }, at('2001:db8::1'))).status).toBe(
        401,
      )
    expect((await come({}, at('2001:db8::2'))).status).toBe(429)
    expect((await come({}, at('2001:db8:0:1::2'))).status).toBe(200)
  }, 20_000)

  test('right ones between wrong ones cost nothing', async () => {
    for (let n = 0; n < 9; n += 1) await come({ password: 'no es' })
    expect((await come({})).status).toBe(200)
    expect((await come({})).status).toBe(200)
  })

  test('a closed door stands in the audit trail without a name', async () => {
    for (let n = 0; n < 10; n += 1) await come({ password: 'no es' })
    const { body } = await ana.json('GET', '/api/audit')
    expect(body.items[0]).toMatchObject({ by: null, what: 'session.locked', about: 'account', intact: true })
  })
})

describe('200 at once', () => {
  test('of wrong guesses ten are looked at', async () => {
    const statuses = await Promise.all(
      Array.from({ length: 200 }, async () => (await come({ password: 'no es' })).status),
    )
    expect(statuses.filter((status) => status === 401)).toHaveLength(10)
    expect(statuses.filter((status) => status === 429)).toHaveLength(190)
  }, 20_000)

  test('of right ones two at a time are checked, and memory stays where it was', async () => {
    const { operators } = face.store.panel
    await operators.setPassword(ana.id, await createPasswords().hash(password), face.clock.now())
    const before = process.memoryUsage.rss()
    let peak = before
    const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 20)
    const statuses = await Promise.all(Array.from({ length: 200 }, async () => (await come({})).status))
    clearInterval(watch)
    expect(new Set(statuses)).toEqual(new Set([200, 429]))
    expect(statuses.filter((status) => status === 200).length).toBeGreaterThanOrEqual(10)
    expect((peak - before) / 2 ** 20).toBeLessThan(200)
  }, 60_000)
})

describe('the second factor', () => {
  const enable = async (): Promise<{ secret: string; codes: string[] }> => {
    const { body } = await ana.json('POST', '/api/session/totp')
    expect(body.uri).toBe(
      `otpauth://totp/Relevo:${encodeURIComponent(ana.email)}?secret=${body.secret}&issuer=Relevo`,
    )
    const secret = hexOf(body.secret)
    const wrong = await ana.json('PUT', '/api/session/totp', { code: codeAt(secret, 1) })
    expect([wrong.status, wrong.body.error.because]).toEqual([400, 'code'])
    const done = await ana.json('PUT', '/api/session/totp', { code: codeNow(secret) })
    return { secret, codes: done.body.recoveryCodes }
  }
  const codeNow = (secret: string, steps = 0) => codeAt(secret, Math.floor(face.clock.now() / 30_000) + steps)

  test('is asked for after the password, and each code opens once', async () => {
    const { secret } = await enable()
    expect(await because(await come({}))).toEqual([401, 'code'])
    expect(await because(await come({ code: codeNow(secret) }))).toEqual([401, 'code'])
    face.clock.jump(30 * SECOND)
    const code = codeNow(secret)
    expect((await come({ code })).status).toBe(200)
    expect(await because(await come({ code }))).toEqual([401, 'code'])
    expect(await because(await come({ code: codeNow(secret, -1) }))).toEqual([401, 'code'])
  })

  test('of 20 uses of one code at once one comes in', async () => {
    const { secret } = await enable()
    face.clock.jump(30 * SECOND)
    const code = codeNow(secret)
    const statuses = await Promise.all(Array.from({ length: 20 }, async () => (await come({ code })).status))
    expect(statuses.filter((status) => status === 200)).toHaveLength(1)
  })

  test('a recovery code opens once, however it is typed', async () => {
    const { codes } = await enable()
    expect([codes.length, new Set(codes).size]).toEqual([10, 10])
    const code = (codes[0] ?? '').toUpperCase().replaceAll('-', ' ')
    expect((await come({ code })).status).toBe(200)
    expect((await come({ code })).status).toBe(401)
    expect((await come({ code: codes[1] ?? '' })).status).toBe(200)
  })

  test('guessing codes is guessing', async () => {
    const { secret } = await enable()
    for (let n = 0; n < 10; n += 1) await come({ code: '000000' })
    face.clock.jump(30 * SECOND)
    expect((await come({ code: codeNow(secret) })).status).toBe(429)
  })

  test('is taken off with the password only', async () => {
    await enable()
    expect((await ana.ask('DELETE', '/api/session/totp', { password: 'no es' })).status).toBe(401)
    expect((await ana.json('DELETE', '/api/session/totp', { password })).body.operator.totp).toBe(false)
    expect((await come({})).status).toBe(200)
  })
})

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

function hexOf(base32: string): string {
  const bits = [...base32].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('')
  const bytes = bits.match(/.{8}/g) ?? []
  return Buffer.from(bytes.map((byte) => Number.parseInt(byte, 2))).toString('hex')
}
