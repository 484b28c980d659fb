// Who is in charge, and who may write? Sending, taking over, giving back, silence and the window, in the real panel.
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect } from 'bun:test'
import type { Customer } from '../../src/simulator/customers.ts'
import { of, quiet } from '../support/panel-scenes.ts'
import { openPanelTown, type PanelTown } from '../support/panel-town.ts'
import { burstText, say } from '../support/scripted-agent.ts'
import { bubble, complaintsOf, field, journey, openThread, patience, write } from './panel-desk.ts'

const hourMs = 60 * 60_000
let place: PanelTown
beforeAll(async () => {
  place = await openPanelTown()
}, patience)
afterEach(async () => {
  place.town.agent.script((turn) => say(`eco: ${burstText(turn)}`))
  expect(await complaintsOf(place)).toEqual([])
}, patience)
afterAll(() => place.close(), patience)

async function begun(customer: Customer, text = 'Hola'): Promise<Page> {
  await customer.says(text)
  await quiet(place)
  return openThread(place, customer.name)
}

const heard = (customer: Customer): readonly (string | null)[] => customer.heard().map(({ text }) => text)
/** In parts, for whoever does nothing for eight hours is signed out. */
async function aDayLater(): Promise<void> {
  for (let hours = 0; hours < 25; hours += 5) {
    await place.town.pass(5 * hourMs)
    await place.asAna('GET', '/api/session')
  }
}

const strip = (page: Page) => page.locator('.strip')

async function chooses(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Más acciones' }).click()
  await page.getByRole('menuitem', { name }).click()
}

describe('sending', () => {
  journey('by button and by Enter; Shift+Enter, an input method and a held Enter do not send', async () => {
    const lucia = place.whatsapp('Envíos')
    const page = await begun(lucia)
    await field(page).fill('por botón')
    await page.getByRole('button', { name: 'Enviar', exact: true }).click()
    await bubble(page, 'por botón').waitFor()
    await write(page, 'por Enter')
    await bubble(page, 'por Enter').waitFor()
    await field(page).fill('una')
    await page.keyboard.press('Shift+Enter')
    await page.keyboard.type('dos')
    expect(await field(page).inputValue()).toBe('una\ndos')
    const press = (over: object) =>
      field(page).dispatchEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true, ...over })
    await press({ isComposing: true })
    await press({ repeat: true })
    expect(await field(page).inputValue()).toBe('una\ndos')
    await page.keyboard.press('Enter')
    await field(page).fill('   ')
    await page.keyboard.press('Enter')
    await place.town.until(() => heard(lucia).length === 4, 'three sent')
    expect(heard(lucia).slice(1)).toEqual(['por botón', 'por Enter', 'una\ndos'])
  })

  journey('shows how far a message came, by the platform’s own receipts', async () => {
    const ramon = place.whatsapp('Acuses')
    const page = await begun(ramon)
    await write(page, '¿te llega?')
    await bubble(page, '¿te llega?').locator('.receipt').waitFor()
    await quiet(place)
    await page.locator('.said.person [title="Entregado"], .said.person [title="Leído"]').first().waitFor()
    await ramon.reads()
    await page.locator('.said.person [title="Leído"]').first().waitFor()
  })

  journey(
    'over a line that breaks after the server has it leaves exactly one, whatever is pressed',
    async () => {
      const ana = place.whatsapp('Mala Señal')
      const page = await begun(ana)
      let cut = true
      await page.route('**/api/conversations/*/messages', async (route) => {
        if (route.request().method() !== 'POST' || !cut) return route.continue()
        cut = false
        await route.fetch()
        await route.abort()
      })
      await write(page, 'solo una vez')
      await page.keyboard.press('Enter')
      await page.keyboard.press('Enter')
      await bubble(page, 'solo una vez').waitFor()
      await place.town.until(() => heard(ana).includes('solo una vez'), 'it was sent')
      await page.waitForTimeout(3_500)
      await quiet(place)
      expect(heard(ana).filter((text) => text === 'solo una vez')).toHaveLength(1)
      expect(await page.locator('.said', { hasText: 'solo una vez' }).count()).toBe(1)
    },
  )

  journey('without a line waits in order, says so, and leaves when the line is back', async () => {
    const ana = place.whatsapp('Sin Línea')
    const page = await begun(ana)
    await page.context().setOffline(true)
    await write(page, 'primera')
    await write(page, 'segunda')
    await page.getByText('Sin conexión: se enviará al volver').first().waitFor()
    await page.context().setOffline(false)
    await place.town.until(() => heard(ana).length === 3, 'both left')
    expect(heard(ana).slice(1)).toEqual(['primera', 'segunda'])
  })

  journey('a private note stays with the team, and its draft apart from the reply’s', async () => {
    const ana = place.whatsapp('Con Nota')
    const page = await begun(ana)
    await field(page).fill('respuesta a medias')
    await page.getByRole('tab', { name: 'Nota privada' }).click()
    expect(await field(page).inputValue()).toBe('')
    await field(page).fill('cliente difícil')
    await page.getByRole('button', { name: 'Guardar nota' }).click()
    await page.locator('.said.note', { hasText: 'cliente difícil' }).waitFor()
    await page.getByRole('tab', { name: 'Responder' }).click()
    expect(await field(page).inputValue()).toBe('respuesta a medias')
    await page.reload()
    await field(page).waitFor()
    expect(await field(page).inputValue()).toBe('respuesta a medias')
    await quiet(place)
    expect(heard(ana)).toEqual(['eco: Hola'])
  })

  journey('a quick reply comes by its slash and its shortcut', async () => {
    await place.asAna('POST', '/api/quick-replies', { shortcut: 'horario', text: 'Abrimos de 9 a 19 h.' })
    const page = await begun(place.whatsapp('Rápida'))
    await field(page).fill('/hor')
    await page.getByRole('option', { name: /horario/ }).waitFor()
    await page.keyboard.press('Enter')
    expect(await field(page).inputValue()).toBe('Abrimos de 9 a 19 h.')
  })
})

describe('taking over', () => {
  journey(
    'while the agent is thinking: its answer never leaves, and the strip says who has control',
    async () => {
      const ana = place.whatsapp('Carrera')
      const page = await begun(ana)
      const thought = Promise.withResolvers<void>()
      place.town.agent.script(async () => {
        await thought.promise
        return say('tarde')
      })
      const asked = place.town.agent.turns.length
      await ana.says('¿me ayudas?')
      await place.town.until(() => place.town.agent.turns.length > asked, 'the agent thinks')
      await write(page, 'te ayudo yo')
      await strip(page)
        .getByText(/^Tienes el control hasta que la devuelvas/)
        .waitFor()
      thought.resolve()
      await quiet(place)
      expect(heard(ana)).toEqual(['eco: Hola', 'te ayudo yo'])
      await page.locator('.pill', { hasText: 'Tienes el control' }).waitFor()
    },
  )

  journey('from the phone pauses the agent; given back, the next message is answered by it', async () => {
    const toño = place.whatsapp('Del Teléfono')
    const page = await begun(toño)
    await place.town.meta.phoneApp.says(toño, 'soy yo, desde la calle')
    await quiet(place)
    await page.locator('.said.device', { hasText: 'desde la calle' }).waitFor()
    await strip(page)
      .getByText(/^Respondieron desde el teléfono u otra app a las/)
      .waitFor()
    await page.getByRole('button', { name: 'Devolver a la IA' }).click()
    await strip(page).getByText('La IA responde esta conversación.').waitFor()
    await toño.says('¿sigues?')
    await quiet(place)
    await bubble(page, 'eco: ¿sigues?').waitFor()
  })
})

describe('silence', () => {
  journey('holds in this conversation alone, until the agent is woken', async () => {
    const [callado, otro] = [place.whatsapp('Callado'), place.whatsapp('Otro Más')]
    const page = await begun(callado)
    await chooses(page, 'Silenciar agente')
    await strip(page).getByText('Agente silenciado hasta que lo reactives.').waitFor()
    await place.town.until(async () => (await of(place, callado)).whyQuiet === 'silence', 'silenced')
    await callado.says('¿hola?')
    await otro.says('¿hola?')
    await quiet(place)
    expect(heard(otro)).toEqual(['eco: ¿hola?'])
    expect(heard(callado)).toEqual(['eco: Hola'])
    await strip(page).getByRole('button', { name: 'Reactivar agente' }).click()
    await strip(page).getByText('La IA responde esta conversación.').waitFor()
  })

  journey('and control together show both, and end together', async () => {
    const page = await begun(place.whatsapp('Doble'))
    await write(page, 'yo sigo')
    await strip(page)
      .getByText(/^Tienes el control/)
      .waitFor()
    await chooses(page, 'Silenciar agente')
    await strip(page)
      .getByText(/Agente silenciado.*Tienes el control/)
      .waitFor()
    await strip(page).getByRole('button', { name: 'Devolver y reactivar' }).click()
    await strip(page).getByText('La IA responde esta conversación.').waitFor()
    const { control } = await of(place, place.whatsapp('Doble'))
    expect(control).toEqual({ intervention: null, silence: null })
  })

  journey('for half an hour ends by the clock', async () => {
    const ana = place.whatsapp('Media Hora')
    const page = await begun(ana)
    await chooses(page, '30 minutos')
    await page.locator('.pill', { hasText: /^Silenciado · \d+ min/ }).waitFor()
    await place.town.until(async () => (await of(place, ana)).control.silence !== null, 'silenced')
    await place.town.pass(31 * 60_000)
    await strip(page).getByText('La IA responde esta conversación.').waitFor()
  })
})

describe('the window', () => {
  journey('closes in place of the field and keeps the draft; a new message opens it at once', async () => {
    const ana = place.whatsapp('Ventana')
    const page = await begun(ana)
    await strip(page)
      .getByText(/^Puedes escribir 23 h \d+ min más$/)
      .waitFor()
    await field(page).fill('a medio escribir')
    await aDayLater()
    await page.getByRole('heading', { name: 'Conversación cerrada' }).waitFor()
    await page.getByText('Para reactivarla, el cliente debe escribir de nuevo').waitFor()
    await page.getByText('Tu borrador').waitFor()
    expect(heard(ana)).toEqual(['eco: Hola'])
    await ana.says('ya volví')
    await field(page).waitFor()
    expect(await field(page).inputValue()).toBe('a medio escribir')
    await quiet(place)
    await bubble(page, 'eco: ya volví').waitFor()
  })
})
