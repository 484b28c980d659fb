// Does anything secret ever come out? Everything said and logged while people come, work and leave, searched for what must not be there.
import { expect, test } from 'bun:test'
import { MINUTE } from '../../src/clock.ts'
import { codeAt } from '../../src/http/totp.ts'
import { from, openFace } from './face.ts'
import { openBrowser } from './people.ts'

const words = 'caballo correcto bateria grapa'
const token = 'f'.repeat(64)

test('no password, hash, session, secret or code stands in an answer or a line of the log', async () => {
  const face = openFace({ bootstrap: { token, expiresAt: Date.now() + 15 * MINUTE, spent: () => {} } })
  const said: string[] = []
  const browser = openBrowser(face.url)
  const cookies = new Set<string>()
  const ask = async (method: string, path: string, body?: unknown, who = browser) => {
    const answer = await who.ask(method, path, body)
    const text = await answer.text()
    said.push(`${method} ${path} ${answer.status} ${text}`)
    cookies.add(who.cookie().split('=')[1] ?? '')
    return text === '' ? null : JSON.parse(text)
  }
  await ask('POST', '/api/bootstrap', { token, name: 'Ana', email: 'ana@x.example', password: 'corta' })
  await ask('POST', '/api/bootstrap', { token, name: 'Ana', email: 'ana@x.example', password: words })
  const { link } = await ask('POST', '/api/operators/invitations', {
    email: 'l@x.example',
    name: 'L',
    role: 'viewer',
  })
  said.pop()
  const invitation: string = link.split('=')[1]
  const luis = openBrowser(face.url)
  await ask(
    'POST',
    '/api/invitations/accept',
    { token: invitation, name: 'L', password: `${words} dos` },
    luis,
  )
  const { secret } = await ask('POST', '/api/session/totp')
  said.pop()
  const hex = await face.store.panel.operators.offeredTotp((await ask('GET', '/api/session')).operator.id)
  const code = codeAt(hex ?? '', Math.floor(face.clock.now() / 30_000))
  const { recoveryCodes } = await ask('PUT', '/api/session/totp', { code })
  said.pop()
  await ask('DELETE', '/api/session')
  await ask('POST', '/api/session', { email: 'ana@x.example', password: 'otra contraseña mala' })
  await ask('POST', '/api/session', { email: 'ana@x.example', password: words })
  await ask('POST', '/api/session', { email: 'ana@x.example', password: words, code: recoveryCodes[0] })
  await ask('PUT', '/api/session/password', { current: words, password: `${words} tres` })
  const id = await face.arrive(from('whatsapp', '5215551'), 'hola')
  await ask('POST', `/api/conversations/${id}/notes`, { clientId: 'a', text: 'palabra-de-nota' })
  const paths = [
    'session',
    'operators',
    'audit',
    'channels',
    'metrics',
    'unread',
    'tags',
    'conversations',
    'nada',
  ]
  for (const path of paths) await ask('GET', `/api/${path}`)
  await ask('PATCH', '/api/operators/opr_nada', { role: 'admin' })
  cookies.delete('')

  const hashes = (
    await Promise.all(['ana@x.example', 'l@x.example'].map(face.store.panel.operators.byEmail))
  ).map((found) => found?.passwordHash ?? '')
  const secrets = [
    ...[words, token, invitation, hex ?? '', secret, code, ...recoveryCodes, ...cookies, ...hashes],
    ...['$argon2', 'passwordHash', 'totpSecret', 'otra contraseña mala'],
  ]
  expect(cookies.size).toBeGreaterThan(3)
  const everything = [...said, ...face.logged].join('\n')
  expect(secrets.filter((one) => one === '' || everything.includes(one))).toEqual([])
  expect(face.logged.join('\n')).not.toContain('palabra-de-nota')
  expect(face.logged.join('\n')).not.toContain('ana@x.example')
  await face.close()
}, 20_000)
