// Does the one file keep the README's promises? Built if stale, started in an empty folder, spoken to over HTTP only.
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { existsSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import packageJson from '../../package.json' with { type: 'json' }
import { ask, emptyFolder, freshBinary, type Running, start, until } from './binary.ts'

const limitMs = 120_000
const channels = ['WhatsApp', 'Instagram', 'Messenger', 'Chat web']

beforeAll(freshBinary, limitMs)

describe('relevo', () => {
  const folder = emptyFolder()
  afterAll(() => rmSync(folder, { recursive: true }))

  test.each([
    ['--version', 0, packageJson.version],
    ['--help', 0, 'relevo serve'],
    ['dance', 2, 'No conozco «dance»'],
    ['--loud', 2, 'relevo serve'],
  ])('%s ends with %i and says %s', async (word, code, text) => {
    const answer = await ask([word], folder)
    expect(answer.said).toContain(text)
    expect(answer.code).toBe(code)
  })
})

describe('relevo serve, from an empty folder', () => {
  let house: Running
  beforeAll(async () => {
    house = await start('serve')
  }, limitMs)

  test(
    'a visitor of the site writes, and the agent answers',
    async () => {
      const opened = await fetch(`${house.url}/chat/sessions`, { method: 'POST' })
      const { token } = (await opened.json()) as { token: string }
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
      const body = JSON.stringify({ clientId: 'first', text: 'Hola, ¿a qué hora abren mañana?' })
      const posted = await fetch(`${house.url}/chat/messages`, { method: 'POST', headers, body })
      expect(posted.status).toBe(201)

      const answer = await until(async () => {
        const read = await fetch(`${house.url}/chat/messages`, { headers })
        const { items } = (await read.json()) as { items: { author: string; body: { text?: string } }[] }
        return items.find(({ author }) => author === 'agent')
      })
      expect(answer.body.text?.length).toBeGreaterThan(10)
    },
    limitMs,
  )

  test.each([
    ['/chat', 'text/html'],
    ['/chat/chat.js', 'text/javascript'],
    ['/chat/chat.css', 'text/css'],
    ['/health', 'application/json'],
  ])('%s comes out of the binary as %s', async (path, type) => {
    const response = await fetch(house.url + path)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toContain(type)
  })

  test('what it remembers and its secrets are for its owner alone', () => {
    for (const name of ['app.db', 'inbox.db', 'api.key'])
      expect(existsSync(join(house.folder, 'data', name))).toBe(true)
    expect(statSync(join(house.folder, 'data/api.key')).mode & 0o077).toBe(0)
  })

  test('a second one on the same data is sent away', async () => {
    expect(await ask(['serve'], house.folder)).toMatchObject({ code: 75 })
  })

  test(
    'it ends in order when asked',
    async () => {
      expect(await house.stop()).toBe(0)
    },
    limitMs,
  )
})

describe('relevo demo, from an empty folder', () => {
  test(
    'customers of all four channels write, and are answered',
    async () => {
      const house = await start('demo')
      await until(async () => {
        const answered = channels.filter((channel) => new RegExp(`^${channel} .* ← `, 'm').test(house.said()))
        return answered.length === channels.length ? answered : null
      })
      expect(await house.stop()).toBe(0)
    },
    limitMs,
  )
})
