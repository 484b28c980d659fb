// Can tags and words find and mark a conversation? The window of tags and the search box, in a real browser against a real town.
import { afterAll, beforeAll, expect } from 'bun:test'
import { quiet } from '../support/panel-scenes.ts'
import { openPanelTown, type PanelTown } from '../support/panel-town.ts'
import { card, complaintsOf, journey, names, patience } from './panel-desk.ts'

let place: PanelTown
beforeAll(async () => {
  place = await openPanelTown()
  await place.whatsapp('Lucía').says('¿Tienen orquídeas moradas?')
  await place.messenger('Ramón').says('¿Cuál es el horario del sábado?')
  await quiet(place)
}, patience)
afterAll(() => place.close(), patience)

journey(
  'a tag is created, applied, unlinked and offered again, and deleted for ever after a question',
  async () => {
    const { page } = await place.open()
    await card(page, 'Lucía').getByRole('button', { name: 'Etiquetas de Lucía' }).click()
    const dialog = page.getByRole('dialog', { name: 'Gestionar Etiquetas de Conversación' })
    await dialog.getByRole('searchbox').fill('Fin de Año ñ 🎉')
    await dialog.getByRole('button', { name: 'Crear «Fin de Año ñ 🎉»' }).click()
    await dialog.getByRole('button', { name: 'Quitar Fin de Año ñ 🎉 de esta conversación' }).waitFor()
    expect(await card(page, 'Lucía').locator('.tag').innerText()).toBe('Fin de Año ñ 🎉')

    await dialog.getByRole('button', { name: 'Quitar Fin de Año ñ 🎉 de esta conversación' }).click()
    await dialog.getByText('Esta conversación no tiene etiquetas.').waitFor()
    await dialog.getByRole('searchbox').fill('fin de ano')
    await dialog.getByRole('button', { name: 'Aplicar Fin de Año ñ 🎉' }).click()
    await dialog.getByRole('button', { name: 'Quitar Fin de Año ñ 🎉 de esta conversación' }).waitFor()

    expect(await dialog.getByRole('button', { name: 'Eliminar Escalar para siempre' }).count()).toBe(0)
    await dialog.getByRole('button', { name: 'Eliminar Fin de Año ñ 🎉 para siempre' }).click()
    await page.getByText('Se quitará de 1 conversación. No se puede deshacer.').waitFor()
    await page.getByRole('button', { name: 'Eliminar para siempre', exact: true }).click()
    await dialog.getByText('Esta conversación no tiene etiquetas.').waitFor()
    expect(await complaintsOf(place)).toEqual([])
  },
)

journey('words without accents find the conversation they were said in, and a name the person', async () => {
  const { page } = await place.open()
  await card(page, 'Ramón').waitFor()
  const box = page.getByRole('searchbox', { name: 'Buscar por mensaje, etiqueta o nombre' })
  await box.fill('orquideas')
  await card(page, 'Ramón').waitFor({ state: 'detached' })
  expect(await names(page)).toEqual(['Lucía'])
  expect(new URL(page.url()).searchParams.get('q')).toBe('orquideas')
  await box.fill('ramon')
  await card(page, 'Ramón').waitFor()
  expect(await names(page)).toEqual(['Ramón'])
  await box.fill('')
  await card(page, 'Lucía').waitFor()
})
