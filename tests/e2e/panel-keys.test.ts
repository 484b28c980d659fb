// Can the whole triage be done without a mouse? Single keys, off and on, in a real browser against a real town.
import { afterAll, afterEach, beforeAll, expect } from 'bun:test'
import { of, quiet } from '../support/panel-scenes.ts'
import { openPanelTown, type PanelTown } from '../support/panel-town.ts'
import { complaintsOf, field, journey, patience, waitedNames } from './panel-desk.ts'

const people = ['Uno', 'Dos', 'Tres', 'Cuatro']
let place: PanelTown
beforeAll(async () => {
  place = await openPanelTown()
  for (const name of people) {
    await place.whatsapp(name).says('Necesito a una persona')
    await quiet(place)
    await place.asAna('PUT', `/api/conversations/${(await of(place, place.whatsapp(name))).id}/tags/Escalar`)
  }
}, patience)
afterEach(async () => expect(await complaintsOf(place)).toEqual([]), patience)
afterAll(() => place.close(), patience)

journey('every call for a person is answered, resolved and given back with the keyboard only', async () => {
  const { page } = await place.open()
  await waitedNames(page)
  expect(await page.title()).toBe('(4) Relevo')
  await page.keyboard.press('l')
  await page.locator('.chip.escalate[aria-pressed=true]').waitFor()
  const order = await waitedNames(page)
  for (const name of order) {
    await page.keyboard.press('j')
    await page.locator('.thread-who', { hasText: name }).waitFor()
    await page.keyboard.press('r')
    await page.locator('#composer:focus').waitFor()
    await page.keyboard.type(`Hola ${name}, ¿qué tal? [@á]`)
    await page.keyboard.press('Enter')
    await page.locator('.said.person', { hasText: `Hola ${name}` }).waitFor()
    await page.keyboard.press('Tab')
    await page.locator('.pill', { hasText: 'Tienes el control' }).waitFor()
    await place.town.until(
      async () => (await of(place, place.whatsapp(name))).whyQuiet === 'intervention',
      'taken',
    )
    await page.keyboard.press('v')
    await page.locator('.pill', { hasText: 'IA activa' }).waitFor()
  }
  await quiet(place)
  for (const name of people)
    expect(place.whatsapp(name).heard().at(-1)?.text).toBe(`Hola ${name}, ¿qué tal? [@á]`)
})

journey('the keys for channels, tags, silence, notes, search and help each do their one thing', async () => {
  const { page } = await place.open()
  await waitedNames(page)
  await page.keyboard.press('2')
  await page.locator('.channel[aria-pressed=true]', { hasText: 'WhatsApp' }).waitFor()
  await page.keyboard.press('1')
  await page.keyboard.press('j')
  await page.locator('.thread-who').waitFor()
  await page.keyboard.press('s')
  await page.locator('.pill', { hasText: 'Agente silenciado' }).waitFor()
  await page.keyboard.press('s')
  await page.locator('.pill', { hasText: 'IA activa' }).waitFor()
  await page.keyboard.press('t')
  await page.getByRole('dialog', { name: 'Gestionar Etiquetas de Conversación' }).waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await page.keyboard.press('n')
  await page.getByRole('tab', { name: 'Nota privada', selected: true }).waitFor()
  await field(page).blur()
  await page.keyboard.press('?')
  await page.getByRole('dialog', { name: 'Atajos de teclado' }).waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await page.keyboard.press('/')
  await page.locator('.search-input:focus').waitFor()
  await page.keyboard.press('Escape')
  await page.getByText('Elige una conversación').waitFor()
})

journey('single keys can be turned off, and then only write', async () => {
  const { page } = await place.open()
  await waitedNames(page)
  await page.getByRole('button', { name: /^Tu cuenta/ }).click()
  await page.getByRole('menuitemcheckbox', { name: 'Atajos de una tecla' }).click()
  await page.keyboard.press('Escape')
  await page.getByRole('menu').waitFor({ state: 'detached' })
  await page.keyboard.press('j')
  await page.keyboard.press('l')
  await page.waitForTimeout(300)
  expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe('/panel/')
})
