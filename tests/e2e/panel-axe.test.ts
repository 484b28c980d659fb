// Can everybody use it? axe looks at the list, a thread and the window of tags, in both themes.
import { afterAll, beforeAll, expect } from 'bun:test'
import { source } from 'axe-core'
import type { Page } from 'playwright-core'
import { quiet } from '../support/panel-scenes.ts'
import { openPanelTown, type PanelTown } from '../support/panel-town.ts'
import { card, journey, openThread, patience } from './panel-desk.ts'

let place: PanelTown
beforeAll(async () => {
  place = await openPanelTown()
  await place.whatsapp('Lucía').says('¿Tienen orquídeas moradas?')
  await quiet(place)
}, patience)
afterAll(() => place.close(), patience)

async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(source)
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: { run(options: unknown): Promise<{ violations: { id: string; nodes: { target: unknown }[] }[] }> }
    }
    // The rule is experimental: a count is shown as a figure and read as words.
    const found = await axe.run({ rules: { 'label-content-name-mismatch': { enabled: false } } })
    return found.violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => String(target)).join(' ')}`,
    )
  })
}

for (const colorScheme of ['light', 'dark'] as const) {
  journey(`list, thread and tags have no violation in the ${colorScheme} theme`, async () => {
    const page = await openThread(place, 'Lucía')
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await page.locator('.said').first().waitFor()
    expect(await violations(page)).toEqual([])
    await card(page, 'Lucía').getByRole('button', { name: 'Etiquetas de Lucía' }).click()
    await page.getByRole('dialog').waitFor()
    expect(await violations(page)).toEqual([])
  })
}
