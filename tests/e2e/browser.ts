// How does a test open a real browser? The Chromium of this machine, which must not complain about our page.
import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { existsSync } from 'node:fs'
import { chromium } from 'playwright-core'

const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Null where there is none: set CHROME_PATH. */
export const browserPath =
  [process.env['CHROME_PATH'], '/usr/bin/chromium', '/usr/bin/google-chrome'].find(
    (path) => path !== undefined && path !== '' && existsSync(path),
  ) ?? null

export interface Window {
  readonly context: BrowserContext
  readonly page: Page
  /** Errors of scripts, of the console and of the content policy, except requests that a test cut off. */
  readonly complaints: string[]
  close(): Promise<void>
}

export interface TestBrowser {
  /** A window without a past. */
  open(url: string, options?: BrowserContextOptions): Promise<Window>
  close(): Promise<void>
}

export async function openBrowser(): Promise<TestBrowser> {
  const browser =
    browserPath === null ? null : await chromium.launch({ executablePath: browserPath, headless: true, args })
  return {
    async open(url, options = {}) {
      if (browser === null) throw new Error('there is no Chromium here: set CHROME_PATH')
      const viewport = { width: 1280, height: 800 }
      const context = await browser.newContext({ locale: 'es-MX', viewport, ...options })
      return openWindow(context, url)
    },
    close: async () => browser?.close(),
  }
}

async function openWindow(context: BrowserContext, url: string): Promise<Window> {
  const page = await context.newPage()
  // Shorter than a test's own patience: what is missing is named, and the browser lives on for the next test.
  page.setDefaultTimeout(20_000)
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('net::ERR_')) complaints.push(message.text())
  })
  await page.goto(url)
  return { context, page, complaints, close: () => context.close() }
}
