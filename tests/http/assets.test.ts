// Does the page of the site chat reach a browser whole, fresh and under a strict policy?
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildWidget } from '../../scripts/widget.ts'
import { openFace, type Face } from './face.ts'

const folder = mkdtempSync(join(tmpdir(), 'relevo-widget-'))
let face: Face
beforeAll(async () => {
  await buildWidget(folder)
  face = openFace({ assets: folder })
})
afterAll(async () => {
  await face.close()
  rmSync(folder, { recursive: true })
})

describe('the page', () => {
  test('is where the root leads', async () => {
    const answer = await face.ask('/')
    expect([answer.status, answer.headers.get('location')]).toEqual([302, '/chat'])
  })

  test('allows no inline code and is framed by the owner’s pages only', async () => {
    const answer = await face.ask('/chat')
    const policy = answer.headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'")
    expect(policy).toContain("frame-ancestors 'self' https://tienda.example")
    expect(policy).not.toContain('unsafe')
    const page = await answer.text()
    expect(page).not.toMatch(/<style|style=|<script(?![^>]*src=)|\son[a-z]+=/)
  })

  test.each([
    ['/chat', 'text/html; charset=utf-8'],
    ['/chat/chat.css', 'text/css; charset=utf-8'],
    ['/chat/chat.js', 'text/javascript; charset=utf-8'],
  ])('%s is %s, checked again each time', async (path, type) => {
    const first = await face.ask(path)
    expect([first.status, first.headers.get('content-type')]).toEqual([200, type])
    expect(first.headers.get('cache-control')).toBe('no-cache')
    const etag = first.headers.get('etag') ?? ''
    expect(etag).toMatch(/^"\w+"$/)
    expect((await face.ask(path, { headers: { 'if-none-match': etag } })).status).toBe(304)
    expect((await face.ask(path, { headers: { 'if-none-match': '"otra"' } })).status).toBe(200)
  })

  test('travels compressed to those who can read that', async () => {
    const small = await face.ask('/chat/chat.js', { headers: { 'accept-encoding': 'gzip' } })
    expect(small.headers.get('content-encoding')).toBe('gzip')
    const plain = await face.ask('/chat/chat.js', { headers: { 'accept-encoding': 'identity' } })
    expect(plain.headers.get('content-encoding')).toBeNull()
    expect(await small.text()).toBe(await plain.text())
  })

  test('has nothing else beside it', async () => {
    for (const path of ['/chat/otra.js', '/chat/..%2fpackage.json', '/chat/chat.js.map'])
      expect([path, (await face.ask(path)).status]).toEqual([path, 404])
  })
})

test('a house without the site chat has neither page nor routes for it', async () => {
  const without = openFace({ channels: new Map(), assets: folder })
  for (const path of ['/', '/chat', '/chat/messages', '/chat/events'])
    expect([path, (await without.ask(path)).status]).toEqual([path, 404])
  await without.close()
})
