// What can be looked up in the fake Graph? Media and their links, names, subscriptions, and headers like Meta's.
import { afterEach, beforeEach, describe, expect, test } from 'bun:test'
import { HOUR, MINUTE } from '../../src/clock.ts'
import type { Person } from '../../src/simulator/people.ts'
import { instagram, messenger, openGraph, whatsapp } from './outside.ts'
import { openShop, type Shop } from './shop.ts'

let shop: Shop
beforeEach(async () => {
  shop = await openShop()
})
afterEach(() => shop.close())

describe('the library', () => {
  test('a media id gives a link that wants the token and lasts five minutes', async () => {
    const { id, sha256 } = shop.graph.files.put({ mime: 'image/png', bytes: Buffer.from('bytes') })
    const { body } = await shop.get(`/v25.0/${id}`)
    expect(body).toMatchObject({
      mime_type: 'image/png',
      file_size: 5,
      sha256: Buffer.from(sha256, 'base64').toString('hex'),
    })
    const url = String(body['url'])
    expect((await shop.get(url)).raw).toBe('bytes')
    expect((await shop.get(url, 'wrong')).status).toBe(401)
    shop.clock.advance(5 * MINUTE + 1)
    expect((await shop.get(url)).status).toBe(404)
  })

  test('an upload is checked and can then be sent', async () => {
    shop.hears(shop.ana)
    const upload = async (type: string) => {
      const form = new FormData()
      form.set('messaging_product', 'whatsapp')
      form.set('type', type)
      form.set('file', new File(['bytes'], 'a', { type }))
      const headers = { Authorization: `Bearer ${whatsapp.token}` }
      const response = await fetch(`${shop.graph.url}/v25.0/${whatsapp.id}/media`, {
        method: 'POST',
        body: form,
        headers,
      })
      return (await response.json()) as { id?: string; error?: { code: number } }
    }
    expect(await upload('image/tiff')).toMatchObject({ error: { code: 131053 } })
    const { id } = await upload('image/png')
    expect((await shop.sendToAna({ type: 'image', image: { id }, text: undefined })).status).toBe(200)
  })

  test('names are told by id, on Instagram only of those who wrote', async () => {
    const path = (person: Person, fields: string) => `/v25.0/${person.id}?fields=${fields}`
    expect((await shop.get(path(shop.luis, 'first_name,last_name'), messenger.token)).body).toEqual({
      first_name: 'Luis',
      last_name: 'Mora',
      id: shop.luis.id,
    })
    expect((await shop.get(path(shop.eva, 'name,username'), instagram.token)).body).toMatchObject({
      error: { code: 230 },
    })
    shop.hears(shop.eva)
    expect((await shop.get(path(shop.eva, 'name,username'), instagram.token)).body).toEqual({
      name: 'Eva',
      username: 'eva.r',
      id: shop.eva.id,
    })
  })

  test('subscriptions can be read, lost and renewed', async () => {
    const bare = await openGraph({ subscribed: false })
    const path = `/v25.0/${messenger.id}/subscribed_apps`
    expect((await bare.get(path, messenger.token)).body).toEqual({ data: [] })
    await bare.post(`${path}?subscribed_fields=messages,message_echoes`, {}, messenger.token)
    expect((await bare.get(path, messenger.token)).body).toMatchObject({
      data: [{ subscribed_fields: ['messages', 'message_echoes'] }],
    })
    await bare.close()
  })

  test('answers carry Meta’s headers, dated by the simulator’s own clock', async () => {
    shop.clock.advance(HOUR)
    const { headers } = await shop.get(`/v25.0/${whatsapp.id}`)
    expect(headers.get('Date')).toBe('Wed, 14 Oct 2026 13:00:00 GMT')
    expect(headers.get('Facebook-Api-Version')).toBe('v25.0')
    expect(headers.get('X-Business-Use-Case-Usage')).toContain('whatsapp')
  })
})
