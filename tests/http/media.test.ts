// Do kept files stay harmless? Strict names, nothing active inline, nothing outside the folder.
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { apiKey, openFace, type Face } from './face.ts'

let face: Face
beforeAll(() => {
  face = openFace()
  const files = [
    'foto.png',
    'nota.ogg',
    'clip.mp4',
    'pagina.html',
    'dibujo.svg',
    'factura.pdf',
    'datos.xml',
    'nada',
  ]
  for (const name of files) writeFileSync(join(face.mediaDir, name), `contenido de ${name}`)
  writeFileSync(join(face.mediaDir, '..', 'secreto.png'), 'secreto')
})
afterAll(() => face.close())

describe('a kept file', () => {
  test.each([
    ['foto.png', 'image/png', 'inline'],
    ['nota.ogg', 'audio/ogg', 'inline'],
    ['clip.mp4', 'video/mp4', 'inline'],
    ['pagina.html', 'application/octet-stream', 'attachment'],
    ['dibujo.svg', 'application/octet-stream', 'attachment'],
    ['factura.pdf', 'application/octet-stream', 'attachment'],
    ['datos.xml', 'application/octet-stream', 'attachment'],
    ['nada', 'application/octet-stream', 'attachment'],
  ])('%s is served as %s, %s, and can do nothing', async (name, type, disposition) => {
    const answer = await face.api('GET', `/api/media/${name}`)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toBe(type)
    expect(answer.headers.get('content-disposition')).toBe(`${disposition}; filename="${name}"`)
    expect(answer.headers.get('content-security-policy')).toBe("sandbox; default-src 'none'")
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    expect(await answer.text()).toBe(`contenido de ${name}`)
  })

  test('is served in parts, so that a voice note can be skipped through', async () => {
    const headers = { authorization: `Bearer ${apiKey}`, range: 'bytes=0-8' }
    const answer = await face.ask('/api/media/nota.ogg', { headers })
    expect([answer.status, await answer.text()]).toEqual([206, 'contenido'])
  })

  test.each([
    'falta.png',
    '..%2fsecreto.png',
    '%2e%2e%2fsecreto.png',
    '..%5csecreto.png',
    'foto.png%00',
    '.oculto',
    'a%2fb.png',
    'foto.png.',
  ])('%s is not found', async (name) => {
    const answer = await face.api('GET', `/api/media/${name}`)
    expect([answer.status, (await answer.text()).includes('secreto')]).toEqual([404, false])
  })
})
