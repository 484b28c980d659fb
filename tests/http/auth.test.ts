// Is the operators' API closed? To whoever has no key, in every spelling of every path, before anything else is said.
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { apiKey, from, openFace, replyOf, type Face } from './face.ts'

let face: Face
let id: string
beforeAll(async () => {
  face = openFace()
  id = await face.arrive(from('whatsapp', '5215550001'), 'hola')
})
afterAll(() => face.close())

const routes = (): [string, string][] => [
  ['GET', '/api/conversations'],
  ['GET', `/api/conversations/${id}`],
  ['GET', `/api/conversations/${id}/messages`],
  ['POST', `/api/conversations/${id}/messages`],
  ['POST', `/api/conversations/${id}/silence`],
  ['DELETE', `/api/conversations/${id}/silence`],
  ['POST', `/api/conversations/${id}/release`],
  ['POST', `/api/conversations/${id}/read`],
  ['PUT', `/api/conversations/${id}/tags/Lead`],
  ['DELETE', `/api/conversations/${id}/tags/Lead`],
  ['GET', '/api/tags'],
  ['POST', '/api/tags'],
  ['DELETE', '/api/tags/tag_1'],
  ['GET', '/api/search?q=hola'],
  ['GET', '/api/events'],
  ['GET', '/api/media/foto.png'],
]

describe('the operators’ API', () => {
  test.each([
    ['no key', {}],
    ['a wrong key', { authorization: 'Bearer nada' }],
    ['a key that is a prefix', { authorization: `Bearer ${apiKey.slice(0, -1)}` }],
    ['another scheme', { authorization: `Basic ${apiKey}` }],
    ['an empty key', { authorization: 'Bearer ' }],
  ])('with %s answers nothing but 401, on every route', async (_, headers: Record<string, string>) => {
    for (const [method, path] of routes()) {
      const answer = await face.ask(path, { method, headers })
      expect([method, path, answer.status]).toEqual([method, path, 401])
      expect(await answer.json()).toEqual({
        error: {
          code: 'unauthorized',
          because: 'unauthorized',
          message: 'Falta una clave válida de la API.',
        },
      })
    }
  })

  test('says 401 of what does not exist before it says 404', async () => {
    for (const path of ['/api', '/api/nada', '/api/conversations/../nada', '/api/media/%2e%2e%2fapp.db'])
      expect([path, (await face.ask(path)).status]).toEqual([path, 401])
    expect((await face.api('GET', '/api/nada')).status).toBe(404)
  })

  test('tells nothing private to paths that only look like it', async () => {
    for (const path of ['/API/conversations', '//api/conversations', '/%61pi/conversations', '/api;/tags']) {
      const answer = await face.ask(path)
      expect([path, answer.ok]).toEqual([path, false])
      expect(await answer.text()).not.toContain('5215550001')
    }
  })

  test('opens for the key, whatever the case of the scheme', async () => {
    expect((await face.ask('/api/tags', { headers: { authorization: `bearer ${apiKey}` } })).status).toBe(200)
  })

  test('stays closed to everybody when no key is set', async () => {
    const closed = openFace({ apiKey: '' })
    for (const authorization of ['Bearer ', 'Bearer undefined', `Bearer ${apiKey}`])
      expect((await closed.ask('/api/tags', { headers: { authorization } })).status).toBe(401)
    await closed.close()
  })
})

describe('every answer', () => {
  test('carries headers that let nothing be sniffed, framed, loaded or kept', async () => {
    for (const path of ['/api/tags', '/health', '/nada', '/chat/messages']) {
      const { headers } = await face.ask(path)
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('content-security-policy')).toBe("default-src 'none'; frame-ancestors 'none'")
      expect(headers.get('cache-control')).toBe('no-store')
      expect(headers.get('strict-transport-security')).toContain('max-age=')
    }
  })

  test('to a defect is a 500 that hides it, and the log has it', async () => {
    const broken = openFace({ agent: { describe: () => JSON.parse('{secreto') } })
    const answer = await broken.ask('/health')
    expect(answer.status).toBe(500)
    expect(await answer.text()).not.toContain('secreto')
    expect(broken.logged.join('')).toContain('request failed')
    await broken.close()
  })

  test('to a body over 64 KB is 413', async () => {
    const answer = await face.json('POST', '/api/tags', { name: 'x'.repeat(65_536) })
    expect([answer.status, answer.body.error.code]).toEqual([413, 'too-large'])
  })

  test('to malformed JSON is 400, without repeating it', async () => {
    const answer = await face.ask('/api/tags', {
      method: 'POST',
      headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
      body: '{"name": secreto',
    })
    expect(answer.status).toBe(400)
    expect((await replyOf(answer)).body.error).toEqual({
      code: 'bad-request',
      because: 'malformed',
      message: 'El cuerpo no es JSON válido.',
    })
  })
})
