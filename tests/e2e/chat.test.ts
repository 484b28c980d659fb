// Can a visitor chat? The real page in a real browser against the real house, by mouse and by keyboard, online and off.
import type { BrowserContextOptions } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'bun:test'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { burstText, say } from '../support/scripted-agent.ts'
import { browserPath, openBrowser, type TestBrowser, type Window } from './browser.ts'
import { openHome, type Home } from './home.ts'

const patience = 30_000
let home: Home
let browser: TestBrowser
const windows: Window[] = []

/** Without a browser there is nothing to see: the run says so, once for each test. */
function journey(name: string, walk: () => Promise<void>): void {
  test(
    name,
    async () => {
      if (browserPath === null) process.stderr.write(`no Chromium here, set CHROME_PATH: ${name}\n`)
      else await walk()
    },
    patience,
  )
}

async function visit(options: BrowserContextOptions = {}): Promise<Window> {
  const window = await browser.open(`${home.url}/chat`, options)
  windows.push(window)
  await window.page.locator('#status[data-state=live]').waitFor()
  return window
}

async function write({ page }: Window, text: string): Promise<void> {
  await page.locator('#text').fill(text)
  await page.keyboard.press('Enter')
}

const bubbles = ({ page }: Window) => page.locator('.bubble').allTextContents()

beforeAll(async () => {
  home = await openHome()
  browser = await openBrowser()
}, patience)
afterEach(async () => {
  const complaints = windows.flatMap((window) => window.complaints)
  for (const window of windows.splice(0)) await window.close()
  home.agent.script((turn) => say(`eco: ${burstText(turn)}`))
  expect(complaints).toEqual([])
}, patience)
afterAll(async () => {
  await browser.close()
  await home.close()
}, patience)

describe('a visitor', () => {
  journey('writes, sees that somebody answers, and reads the answer of the assistant', async () => {
    home.agent.script(async () => {
      await Bun.sleep(700)
      return say('¡Hola! Soy el asistente.')
    })
    const window = await visit()
    const { page } = window
    await page.locator('#welcome').waitFor()
    await write(window, 'Hola, ¿hacen envíos?')
    await page.locator('.from-contact.is-sent', { hasText: '¿hacen envíos?' }).waitFor()
    await page.locator('#typing').waitFor()
    const answer = page.locator('.from-agent', { hasText: 'Soy el asistente.' })
    await answer.waitFor()
    expect(await answer.locator('.speaker').innerText()).toBe('Asistente IA')
    expect(await page.locator('#typing').isVisible()).toBe(false)
    expect(await page.locator('#welcome').isVisible()).toBe(false)
  })

  journey('answers with a quick reply, by keyboard', async () => {
    const choices = [
      { id: 'si', label: 'Sí, por favor' },
      { id: 'no', label: 'No, gracias' },
    ]
    home.agent.script((turn) =>
      turn.turns === 0
        ? say('', { bubbles: [{ body: { kind: 'choices', text: '¿Te aparto uno?', choices }, waitMs: 0 }] })
        : say('Listo.'),
    )
    const window = await visit()
    const { page } = window
    await write(window, 'Me gusta el azul')
    await page.getByRole('button', { name: 'Sí, por favor' }).focus()
    await page.keyboard.press('Enter')
    await page.locator('.from-agent', { hasText: 'Listo.' }).waitFor()
    expect(await bubbles(window)).toEqual(['Me gusta el azul', '¿Te aparto uno?', 'Sí, por favor', 'Listo.'])
    expect(await page.locator('.choice').count()).toBe(0)
    expect(home.agent.turns.at(-1)?.burst[0]?.body).toMatchObject({ kind: 'choice', id: 'si' })
  })

  journey('talks on with a person who steps in, and the assistant stays quiet', async () => {
    const window = await visit()
    const { page } = window
    await write(window, 'Necesito ayuda')
    await page.locator('.from-agent').waitFor()
    const { items } = (await (await home.api('GET', '/api/conversations?limit=1')).json()) as {
      items: { id: string }[]
    }
    const reply = { clientId: 'ana-1', body: { kind: 'text', text: 'Hola, soy Ana del equipo.' } }
    await home.api('POST', `/api/conversations/${items[0]?.id}/messages`, reply)
    const person = page.locator('.from-person', { hasText: 'soy Ana' })
    await person.waitFor()
    expect(await person.locator('.speaker').innerText()).toBe('Equipo')
    const asked = home.agent.turns.length
    await write(window, 'Gracias, Ana')
    await page.locator('.from-contact.is-sent', { hasText: 'Gracias' }).waitFor()
    await Bun.sleep(1_500)
    expect(home.agent.turns.length).toBe(asked)
  })

  journey('finds the conversation again after a reload; another browser finds nothing of it', async () => {
    const window = await visit()
    await write(window, 'Esto es mío')
    await window.page.locator('.from-agent').waitFor()
    await window.page.reload()
    await window.page.locator('.from-agent').waitFor()
    expect(await bubbles(window)).toEqual(['Esto es mío', 'eco: Esto es mío'])
    const other = await visit()
    await other.page.locator('#welcome').waitFor()
    expect(await bubbles(other)).toEqual([])
  })

  journey('whose network fails sees it, and the message leaves by itself when it is back', async () => {
    const window = await visit()
    const { page, context } = window
    await context.setOffline(true)
    await page.locator('#status[data-state=offline]').waitFor()
    await write(window, 'Con mala señal')
    await page.locator('.is-failed', { hasText: 'Con mala señal' }).waitFor()
    await context.setOffline(false)
    await page.locator('.from-agent', { hasText: 'eco: Con mala señal' }).waitFor()
    expect(await bubbles(window)).toEqual(['Con mala señal', 'eco: Con mala señal'])
  })

  journey('retries what seemed lost, also after a reload, and it arrives once', async () => {
    const window = await visit()
    const { page } = window
    await page.route('**/chat/messages', async (route) => {
      if (route.request().method() !== 'POST') return route.continue()
      await route.fetch()
      await route.abort()
    })
    await write(window, 'Sin respuesta')
    await page.locator('.from-agent', { hasText: 'eco: Sin respuesta' }).waitFor()
    await page.unroute('**/chat/messages')
    await page.route('**/chat/messages', (route) =>
      route.request().method() === 'POST' ? route.abort() : route.continue(),
    )
    await write(window, 'Sin salida')
    await page.locator('.is-failed', { hasText: 'Sin salida' }).waitFor()
    await page.reload()
    await page.locator('.is-failed', { hasText: 'Sin salida' }).waitFor()
    await page.unroute('**/chat/messages')
    await page.getByRole('button', { name: 'Reintentar' }).click()
    await page.locator('.from-agent', { hasText: 'eco: Sin salida' }).waitFor()
    const said = ['Sin respuesta', 'eco: Sin respuesta', 'Sin salida', 'eco: Sin salida']
    expect(await bubbles(window)).toEqual(said)
  })

  journey('misses nothing while the server is away', async () => {
    const window = await visit()
    const { page } = window
    await write(window, 'uno')
    await page.locator('.from-agent', { hasText: 'eco: uno' }).waitFor()
    await home.disconnect()
    await page.locator('#status[data-state=reconnecting]').waitFor()
    const { items } = await home.house.store.conversations({ limit: 1 }, 0)
    const id = items[0]?.id ?? 'cnv_'
    const body = { kind: 'text', text: 'Te escribo mientras no me oyes.' } as const
    await home.house.store.step(
      id,
      { type: 'operator.wrote', by: 'opr_ana', at: Date.now(), clientId: 'x', body },
      Date.now(),
    )
    await write(window, 'dos')
    await page.locator('.is-failed', { hasText: 'dos' }).waitFor()
    home.connect()
    await page.locator('.from-person', { hasText: 'mientras no me oyes' }).waitFor()
    await page.locator('.from-contact.is-sent', { hasText: 'dos' }).waitFor()
    expect((await bubbles(window)).filter((text) => text === 'dos')).toHaveLength(1)
  })

  journey('sees what was written, not what it would do', async () => {
    home.agent.script(() =>
      say('<img src=x onerror=alert(1)> javascript:alert(2) https://tienda.example/a?b=1.'),
    )
    const window = await visit()
    const { page } = window
    let dialogs = 0
    page.on('dialog', (dialog) => {
      dialogs++
      void dialog.dismiss()
    })
    await write(window, '<script>alert(3)</script>')
    await page.locator('.from-agent').waitFor()
    expect(await bubbles(window)).toEqual([
      '<script>alert(3)</script>',
      '<img src=x onerror=alert(1)> javascript:alert(2) https://tienda.example/a?b=1.',
    ])
    expect(await page.locator('.bubble img, .bubble script').count()).toBe(0)
    const links = await page.locator('.bubble a').evaluateAll((all) => all.map((a) => a.getAttribute('href')))
    expect(links).toEqual(['https://tienda.example/a?b=1'])
    expect(dialogs).toBe(0)
  })

  journey('breaks a line with Shift+Enter, and never sends blanks', async () => {
    const window = await visit()
    const { page } = window
    await write(window, '   ')
    await page.locator('#text').fill('una')
    await page.keyboard.press('Shift+Enter')
    await page.keyboard.type('dos')
    await page.keyboard.press('Enter')
    await page.locator('.from-contact.is-sent').waitFor()
    expect((await bubbles(window))[0]).toBe('una\ndos')
  })

  journey('on a narrow phone needs no sideways scroll', async () => {
    const window = await visit({ viewport: { width: 320, height: 568 }, hasTouch: true })
    const { page } = window
    await write(window, `${'palabra'.repeat(30)} https://tienda.example/${'x'.repeat(200)}`)
    await page.locator('.from-agent').waitFor()
    const wide = await Promise.all(
      ['document.documentElement', 'document.querySelector("#scroller")'].map((box) =>
        page.evaluate<number>(`${box}.scrollWidth`),
      ),
    )
    for (const width of wide) expect(width).toBeLessThanOrEqual(320)
  })
})

const shots = process.env['RELEVO_SHOTS'] ?? ''
if (shots !== '')
  describe('pictures', () => {
    const folder = mkdtempSync(join(tmpdir(), 'relevo-shots-'))
    for (const [name, viewport] of [
      ['escritorio', { width: 1280, height: 800 }],
      ['telefono', { width: 390, height: 844 }],
    ] as const)
      for (const colorScheme of ['light', 'dark'] as const)
        journey(`of the page: ${name}, ${colorScheme}`, async () => {
          const window = await visit({ viewport, colorScheme })
          const shot = (state: string) =>
            window.page.screenshot({ path: join(folder, `${name}-${colorScheme}-${state}.png`) })
          await shot('vacia')
          await write(window, 'Hola, ¿a qué hora abren mañana?')
          await window.page.locator('.from-agent').waitFor()
          await Bun.sleep(300)
          await shot('conversacion')
          process.stderr.write(`pictures in ${folder}\n`)
        })
  })
