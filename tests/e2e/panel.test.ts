// Can an operator see everything? The real panel in a real browser against a real town with customers on all four channels.
import { afterAll, afterEach, beforeAll, describe, expect } from 'bun:test'
import { of, quiet } from '../support/panel-scenes.ts'
import { first, openPanelTown, type PanelTown } from '../support/panel-town.ts'
import { burstText, say } from '../support/scripted-agent.ts'
import {
  bubble,
  card,
  complaintsOf,
  journey,
  names,
  openThread,
  patience,
  waitedNames,
} from './panel-desk.ts'

let place: PanelTown
beforeAll(async () => {
  place = await openPanelTown()
}, patience)
afterEach(async () => {
  place.town.agent.script((turn) => say(`eco: ${burstText(turn)}`))
  expect(await complaintsOf(place)).toEqual([])
}, patience)
afterAll(() => place.close(), patience)

describe('signing in', () => {
  journey(
    'the first operator comes in by the link of the terminal, the next by e-mail and password',
    async () => {
      const { page } = await place.open('/panel/', { stranger: true })
      await page.getByLabel('Correo').fill(first.email)
      await page.getByLabel('Contraseña', { exact: true }).fill('otra cosa distinta')
      await page.keyboard.press('Enter')
      await page.getByText('El correo o la contraseña no coinciden.').waitFor()
      await page.getByLabel('Contraseña', { exact: true }).fill(first.password)
      await page.getByRole('button', { name: 'Entrar' }).click()
      await page.getByRole('link', { name: 'Mensajes' }).waitFor()
      expect(await page.getByRole('button', { name: 'Todos los Canales' }).getAttribute('aria-pressed')).toBe(
        'true',
      )
    },
  )

  journey('an invited colleague chooses a password and works under their own name', async () => {
    const answer = await place.asAna('POST', '/api/operators/invitations', {
      email: 'beto@vivero.example',
      name: 'Beto',
      role: 'operator',
    })
    const { link } = (await answer.json()) as { link: string }
    const { page } = await place.open(
      new URL(link, place.town.url).pathname + new URL(link, place.town.url).hash,
      {
        stranger: true,
      },
    )
    await page.getByLabel('Tu nombre').fill('Beto Luna')
    await page.getByLabel('Contraseña', { exact: true }).fill('caballo grapa bateria correcta')
    await page.getByRole('button', { name: 'Aceptar y entrar' }).click()
    await page.getByRole('button', { name: 'Tu cuenta: Beto Luna' }).waitFor()
  })
})

describe('the list', () => {
  journey(
    'holds the conversations of the four channels, each card with name, channel, date, tags, preview and unread',
    async () => {
      await Promise.all([
        place.whatsapp('Lucía').says('Hola por WhatsApp'),
        place.instagram('Valeria').says('Hola por Instagram'),
        place.messenger('Ramón').says('Hola por Messenger'),
      ])
      await (await place.visitor()).says('Hola desde el sitio')
      await quiet(place)
      await place.asAna(
        'PUT',
        `/api/conversations/${(await of(place, place.whatsapp('Lucía'))).id}/tags/Informes`,
      )
      const { page } = await place.open()
      for (const [name, channel] of [
        ['Lucía', 'WhatsApp'],
        ['Valeria', 'Instagram'],
        ['Ramón', 'Messenger'],
        [/^Visitante/, 'Sitio Web'],
      ] as const) {
        const link = card(page, name).locator('.card-link')
        await link.waitFor()
        expect(await link.getAttribute('aria-label')).toMatch(
          new RegExp(`${channel}, hoy \\d\\d:\\d\\d, 1 sin leer. IA: eco: Hola`),
        )
      }
      expect(await card(page, 'Lucía').locator('.tag').innerText()).toBe('Informes')
      expect(await card(page, 'Lucía').locator('.count').innerText()).toBe('1')
    },
  )

  journey('shows one channel alone, also after a reload and in a pasted link', async () => {
    const { page } = await place.open()
    await card(page, 'Valeria').waitFor()
    await page.getByRole('button', { name: /^Instagram/ }).click()
    await card(page, 'Lucía').waitFor({ state: 'detached' })
    expect(await names(page)).toEqual(['Valeria'])
    await page.reload()
    await card(page, 'Valeria').waitFor()
    expect(await names(page)).toEqual(['Valeria'])
    await page.getByRole('button', { name: /^Messenger/ }).click()
    await card(page, 'Ramón').waitFor()
    expect(await names(page)).toEqual(['Ramón'])
    const pasted = await place.open(new URL(page.url()).pathname + new URL(page.url()).search)
    await card(pasted.page, 'Ramón').waitFor()
    expect(await names(pasted.page)).toEqual(['Ramón'])
  })

  journey('a message on a filtered-out channel changes the count and not the list', async () => {
    const { page } = await place.open('/panel/inbox?channel=instagram')
    await card(page, 'Valeria').waitFor()
    const button = page.getByRole('button', { name: /^WhatsApp/ })
    const before = Number(await button.locator('.count').innerText())
    await place.whatsapp('Nadia').says('Soy nueva')
    await page.locator(`button.channel:has-text("WhatsApp") .count:text-is("${before + 1}")`).waitFor()
    expect(await names(page)).toEqual(['Valeria'])
  })

  journey(
    'a tag that is put elsewhere brings a conversation into the filtered list, and takes it out',
    async () => {
      const { page } = await place.open('/panel/inbox?view=escalate')
      await page.getByText('Ninguna conversación coincide').waitFor()
      const { id } = await of(place, place.messenger('Ramón'))
      await place.asAna('PUT', `/api/conversations/${id}/tags/Escalar`)
      await card(page, 'Ramón').waitFor()
      await page.locator('.chip.escalate .count:text-is("1")').waitFor()
      await place.asAna('DELETE', `/api/conversations/${id}/tags/Escalar`)
      await card(page, 'Ramón').waitFor({ state: 'detached' })
    },
  )

  journey(
    'stands still under the pointer while messages pour in; the click opens that card, the pill applies the order',
    async () => {
      const { page } = await place.open()
      const still = await waitedNames(page)
      const target = still.at(-1) ?? ''
      await card(page, target).hover()
      for (const name of ['Ola uno', 'Ola dos', 'Ola tres']) await place.whatsapp(name).says('¡Hola!')
      await page.getByRole('button', { name: /^3 nuevas/ }).waitFor()
      expect(await names(page)).toEqual(still)
      await card(page, target).locator('.card-link').click()
      await page.locator('.thread-who', { hasText: target }).waitFor()
      await page.getByRole('button', { name: /nuevas/ }).click()
      await card(page, 'Ola tres').waitFor()
      expect((await names(page)).slice(0, 3).toSorted()).toEqual(['Ola dos', 'Ola tres', 'Ola uno'])
    },
  )

  journey('is walked with the arrows: one stop for Tab, Enter opens', async () => {
    const { page } = await place.open()
    const all = await waitedNames(page)
    await page.locator('.card-link').first().focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await page.locator(`.card-link:focus:text-is("${all[2]}")`).waitFor()
    expect(await page.locator('.card-link[tabindex="0"]').count()).toBe(1)
    await page.keyboard.press('Enter')
    await page.locator('.thread-who', { hasText: all[2] ?? '' }).waitFor()
  })
})

describe('the thread', () => {
  journey('messages of customer and agent appear in list and thread by themselves', async () => {
    const lucia = place.whatsapp('Lucía Viva')
    await lucia.says('Primera')
    await quiet(place)
    const page = await openThread(place, 'Lucía Viva')
    await bubble(page, 'eco: Primera').waitFor()
    await lucia.says('¿Y mañana abren?')
    await bubble(page, '¿Y mañana abren?').waitFor()
    await quiet(place)
    await bubble(page, 'eco: ¿Y mañana abren?').waitFor()
    await card(page, 'Lucía Viva')
      .locator('.card-preview', { hasText: 'IA: eco: ¿Y mañana abren?' })
      .waitFor()
  })

  journey('goes back to the very first message without a jump, in the order it was said', async () => {
    const old = place.whatsapp('Historia Larga')
    for (let n = 1; n <= 12; n++)
      await place.town.meta.together(async () => {
        for (let m = 1; m <= 10; m++) await old.says(`mensaje ${(n - 1) * 10 + m}.`)
      })
    await quiet(place)
    const page = await openThread(place, 'Historia Larga')
    await bubble(page, 'mensaje 120.').waitFor()
    const box = page.locator('.history-box')
    for (
      let rounds = 0;
      rounds < 60 && !(await page.getByText('Aquí empieza la conversación').isVisible());
      rounds++
    ) {
      await box.evaluate((one) => one.scrollBy(0, -600))
      await page.waitForTimeout(60)
    }
    await box.evaluate((one) => one.scrollTo(0, 0))
    await page.getByText('Aquí empieza la conversación').waitFor()
    await bubble(page, 'mensaje 1.').first().waitFor()
    expect(await page.locator('.said').count()).toBeLessThan(60)
    const shown = (await page.locator('.said.contact .text').allInnerTexts()).map((text) =>
      Number(text.split(' ')[1]?.slice(0, -1)),
    )
    expect(shown).toEqual(shown.toSorted((a, b) => a - b))
  })

  journey(
    'whoever reads older lines keeps them under the eye, and a button leads to what is new',
    async () => {
      const page = await openThread(place, 'Historia Larga')
      await bubble(page, 'mensaje 120.').waitFor()
      const box = page.locator('.history-box')
      await box.evaluate((one) => one.scrollBy(0, -900))
      await page.locator('.to-end').waitFor()
      await page.waitForTimeout(400)
      const eye = page.locator('.said.contact').nth(4)
      const [text, before] = [await eye.innerText(), (await eye.boundingBox())?.y]
      await place.whatsapp('Historia Larga').says('algo nuevo abajo')
      await page.locator('.to-end', { hasText: '1 nuevo' }).waitFor()
      const same = page.locator('.said.contact', { hasText: text.split('\n')[0] ?? '' }).first()
      expect(Math.abs(((await same.boundingBox())?.y ?? 0) - (before ?? 0))).toBeLessThan(3)
      await page.locator('.to-end').click()
      await bubble(page, 'algo nuevo abajo').first().waitFor()
    },
  )

  journey('four speakers are told apart by side, colour and label', async () => {
    const four = place.whatsapp('Cuatro Voces')
    await four.says('habla el cliente')
    await quiet(place)
    await place.town.meta.phoneApp.says(four, 'habla el teléfono')
    await quiet(place)
    const { id } = await of(place, four)
    const post = (path: string, body: object) => place.asAna('POST', `/api/conversations/${id}/${path}`, body)
    await post('messages', { clientId: 'voz-1', body: { kind: 'text', text: 'habla Ana' } })
    await post('notes', { clientId: 'voz-2', text: 'habla el equipo' })
    await quiet(place)
    const page = await openThread(place, 'Cuatro Voces')
    const look = async (text: string) => {
      const said = bubble(page, text).first()
      await said.waitFor()
      const [box, lines] = [
        await said.locator('.bubble').boundingBox(),
        await page.locator('.lines').boundingBox(),
      ]
      const left = (box?.x ?? 0) - (lines?.x ?? 0) < 60
      const ground = await said
        .locator('.bubble')
        .evaluate((one) => one.ownerDocument.defaultView?.getComputedStyle(one).backgroundColor)
      const label =
        (await said.locator('.label').count()) === 0 ? '' : await said.locator('.label').innerText()
      return { left, ground, label: label.trim() }
    }
    expect(await look('habla el cliente')).toEqual({ left: true, ground: 'rgb(238, 241, 244)', label: '' })
    expect(await look('eco: habla el cliente')).toEqual({
      left: false,
      ground: 'rgb(255, 255, 255)',
      label: 'IA',
    })
    expect(await look('habla el teléfono')).toEqual({
      left: false,
      ground: 'rgb(214, 235, 255)',
      label: 'Desde el teléfono',
    })
    expect(await look('habla Ana')).toEqual({ left: false, ground: 'rgb(214, 235, 255)', label: 'Tú' })
    expect(await look('habla el equipo')).toMatchObject({
      ground: 'rgb(255, 246, 209)',
      label: 'Nota privada: solo la ve tu equipo · Tú',
    })
  })

  journey(
    'an edited, an unsent and a reacted message, a quoted one and one that a channel does not give away',
    async () => {
      const odd = place.messenger('Rarezas')
      const said = await odd.says('lo que diré')
      const gone = await place.instagram('Rarezas IG').says('me arrepiento')
      await quiet(place)
      await odd.edits(said.ref, 'lo que dije')
      await odd.reacts(said.ref, '👍')
      await odd.says('respondo a eso', { inReplyTo: said.ref })
      await quiet(place)
      const page = await openThread(place, 'Rarezas')
      await bubble(page, 'lo que dije').first().waitFor()
      expect(await bubble(page, 'lo que dije').first().innerText()).toContain('Editado')
      await page.locator('.reaction', { hasText: '👍' }).waitFor()
      await page
        .locator('.said', { hasText: 'respondo a eso' })
        .locator('.quoted', { hasText: 'lo que dije' })
        .first()
        .waitFor()
      const lost = await openThread(place, 'Rarezas IG')
      await bubble(lost, 'me arrepiento').waitFor()
      await place.instagram('Rarezas IG').unsends(gone.ref)
      await lost.locator('.gone', { hasText: 'El cliente eliminó este mensaje' }).waitFor()
      expect(await bubble(lost, 'me arrepiento').first().innerText()).not.toMatch(/^me arrepiento$/m)
    },
  )
})
