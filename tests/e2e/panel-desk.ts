// What does a test see and touch of the panel? Cards, bubbles, the field to write in, and how a conversation is opened.
import type { Locator, Page } from 'playwright-core'
import { test } from 'bun:test'
import type { PanelTown } from '../support/panel-town.ts'
import { browserPath } from './browser.ts'

export const patience = 60_000

/** Without a browser there is nothing to see: the run says so, once for each test. */
export function journey(name: string, walk: () => Promise<void>): void {
  test(
    name,
    async () => {
      if (browserPath === null) process.stderr.write(`no Chromium here, set CHROME_PATH: ${name}\n`)
      else await walk()
    },
    patience,
  )
}

/** A stranger's first question is answered 401: the browser says so, and so it should be. */
export async function complaintsOf(place: PanelTown): Promise<readonly string[]> {
  return (await place.complaints()).filter((text) => !text.includes('401'))
}

export function card(page: Page, name: string | RegExp): Locator {
  return page.locator('.card', { has: page.getByText(name, { exact: true }) })
}

export function names(page: Page): Promise<readonly string[]> {
  return page.locator('.card-link').allInnerTexts()
}

export async function waitedNames(page: Page): Promise<readonly string[]> {
  await page.locator('.card-link').first().waitFor()
  return names(page)
}

/** The first bubble that says it. */
export function bubble(page: Page, text: string): Locator {
  return page.locator('.said', { hasText: text }).first()
}

export function field(page: Page): Locator {
  return page.locator('#composer')
}

export async function write(page: Page, text: string): Promise<void> {
  await field(page).fill(text)
  await page.keyboard.press('Enter')
}

export async function openThread(place: PanelTown, name: string): Promise<Page> {
  const { page } = await place.open()
  await card(page, name).locator('.card-link').click()
  await page.locator('.thread-who', { hasText: name }).waitFor()
  return page
}
