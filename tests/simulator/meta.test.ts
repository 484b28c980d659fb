// Do customers, receipts, echoes and webhooks reach a product as Meta's do?
import { afterEach, describe, expect, test } from 'bun:test'
import { createHmac } from 'node:crypto'
import { demoSettings, metaChannels, type MetaChannel } from '../../src/simulator/world.ts'
import { instagram, messenger, openWorld, whatsapp, type World } from './outside.ts'

let world: World
const open = async (options: Parameters<typeof openWorld>[0] = {}): Promise<World> =>
  (world = await openWorld(options))
afterEach(() => world.close())

const tokens = { whatsapp, messenger, instagram }
const answer = (channel: MetaChannel, to: string, text: string, key = 'msg_1.1.aa') => {
  const { id, token } = tokens[channel]
  const body =
    channel === 'whatsapp'
      ? {
          messaging_product: 'whatsapp',
          recipient: to,
          type: 'text',
          text: { body: text },
          biz_opaque_callback_data: key,
        }
      : { recipient: { id: to }, messaging_type: 'RESPONSE', message: { text, metadata: key } }
  return world.post(`/v25.0/${id}/messages`, body, token)
}

describe('customers', () => {
  for (const channel of metaChannels)
    test(`${channel}: what they do arrives signed at the channel's own path`, async () => {
      const { meta, product } = await open()
      const ana = meta.customer(channel, { name: 'Ana' })
      const { ref, status } = await ana.says('¿Precio? 10 €/mes')
      await ana.sendsImage({ caption: 'esta' })
      await ana.edits(ref, 'otra')
      await ana.reacts(ref, '❤')
      await ana.unsends(ref)
      expect(status).toBe(200)
      for (const { path, raw, signature } of product.delivered) {
        expect(path).toBe(`/webhooks/${channel}`)
        expect(signature).toBe(
          `sha256=${createHmac('sha256', demoSettings.appSecret).update(raw).digest('hex')}`,
        )
      }
      expect(product.said()).toEqual(
        channel === 'whatsapp'
          ? ['text ¿Precio? 10 €/mes', 'image', 'edit', 'reaction', 'revoke']
          : ['text ¿Precio? 10 €/mes', 'text esta', 'message_edit', 'reaction', 'deleted'],
      )
    })

  test('Messenger and Instagram escape unicode, everyone escapes slashes', async () => {
    const { meta, product } = await open()
    for (const channel of metaChannels) await meta.customer(channel, { name: 'Ana' }).says('10 €/mes 😀')
    expect(product.delivered[0]?.raw).toContain('10 €\\/mes 😀')
    expect(product.delivered[1]?.raw).toContain('10 \\u20ac\\/mes \\ud83d\\ude00')
    expect(product.delivered[2]?.raw).toContain('10 \\u20ac\\/mes \\ud83d\\ude00')
  })

  test('a WhatsApp customer is known by id, and by number unless a username hides it', async () => {
    const { meta, product } = await open()
    await meta.customer('whatsapp', { name: 'Ana', phone: '34600111222' }).says('a')
    await meta.customer('whatsapp', { name: 'Leo', phone: null, username: 'leo' }).says('b')
    const [ana, leo] = product.delivered.map(({ raw }) => raw)
    expect(ana).toContain('"from":"34600111222"')
    expect(ana).toContain('"wa_id":"34600111222","user_id":"ES.')
    expect(leo).toContain('"username":"@leo"},"user_id":"ES.')
    expect(leo).not.toContain('"from":')
  })

  test('they tap what they were offered, and hear what was said', async () => {
    const { meta, product } = await open()
    const ana = meta.customer('whatsapp', { name: 'Ana' })
    await ana.says('hola')
    const hearing = ana.hears()
    const buttons = [{ type: 'reply', reply: { id: 'si', title: 'Sí' } }]
    await world.post(`/v25.0/${whatsapp.id}/messages`, {
      messaging_product: 'whatsapp',
      recipient: ana.id,
      type: 'interactive',
      interactive: { type: 'button', body: { text: '¿Seguimos?' }, action: { buttons } },
    })
    expect((await hearing)?.text).toBe('¿Seguimos?')
    await ana.taps('Sí')
    await meta.settled()
    const all = product.delivered.map(({ raw }) => raw).join('\n')
    expect(all).toContain('"button_reply":{"id":"si","title":"Sí"}')
    expect(() => ana.taps('No')).toThrow('Ana was not offered "No"')
  })

  test('quick replies and postbacks come back in their own ways', async () => {
    const { meta, product } = await open()
    const luis = meta.customer('messenger', { name: 'Luis' })
    await luis.says('hola')
    const quick_replies = [{ content_type: 'text', title: 'Sí', payload: 'si' }]
    const button = { type: 'postback', title: 'Ver', payload: 'ver' }
    const payload = { template_type: 'button', text: 'x', buttons: [button] }
    for (const message of [{ text: 'q', quick_replies }, { attachment: { type: 'template', payload } }])
      await world.post('/v25.0/me/messages', { recipient: { id: luis.id }, message }, messenger.token)
    await meta.settled()
    await luis.taps('si')
    expect(product.delivered.at(-1)?.raw).toContain('"quick_reply":{"payload":"si"}')
    await luis.taps('Ver')
    expect(product.delivered.at(-1)?.raw).toContain('"title":"Ver","payload":"ver"')
  })

  test('several at once can share one webhook', async () => {
    const { meta, product } = await open()
    const [ana, leo] = [
      meta.customer('whatsapp', { name: 'Ana' }),
      meta.customer('whatsapp', { name: 'Leo' }),
    ]
    await meta.together(() => Promise.all([ana.says('uno'), leo.says('dos')]))
    expect(product.delivered).toHaveLength(1)
    expect(product.said()).toEqual(['text uno', 'text dos'])
  })
})

describe('receipts and echoes', () => {
  const expected: Record<MetaChannel, readonly string[]> = {
    whatsapp: ['text hola', 'status sent', 'status delivered', 'status read'],
    messenger: ['text hola', 'echo buenas', 'delivery', 'read'],
    instagram: ['text hola', 'echo buenas', 'read'],
  }
  for (const channel of metaChannels)
    test(`${channel}: an accepted message is followed by what Meta tells of it`, async () => {
      const { meta, product } = await open({ receipts: () => ({ upTo: 'read' }) })
      const ana = meta.customer(channel, { name: 'Ana' })
      await ana.says('hola')
      await answer(channel, ana.id, 'buenas')
      await meta.settled()
      expect(product.said()).toEqual(expected[channel])
    })

  test('the sender’s mark comes back in statuses and Messenger’s echo, never in Instagram’s', async () => {
    const { meta, product } = await open()
    for (const channel of metaChannels) {
      const ana = meta.customer(channel, { name: 'Ana' })
      await ana.says('hola')
      await answer(channel, ana.id, 'buenas', `key-${channel}`)
    }
    await meta.settled()
    const all = product.delivered.map(({ raw }) => raw).join('\n')
    expect(all).toContain('"biz_opaque_callback_data":"key-whatsapp"')
    expect(all).toContain(`"app_id":${demoSettings.appId},"metadata":"key-messenger"`)
    expect(all).not.toContain('key-instagram')
  })

  test('receipts can overtake the answer', async () => {
    const { meta, product } = await open({ receipts: () => ({ beforeAnswer: true }) })
    const ana = meta.customer('whatsapp', { name: 'Ana' })
    await ana.says('hola')
    await answer('whatsapp', ana.id, 'buenas')
    expect(product.said()).toEqual(['text hola', 'status sent', 'status delivered'])
  })

  test('a message can fail after it was accepted', async () => {
    const { meta, product } = await open({ receipts: () => ({ upTo: 'failed', code: 131026 }) })
    const ana = meta.customer('whatsapp', { name: 'Ana' })
    await ana.says('hola')
    await answer('whatsapp', ana.id, 'buenas')
    await meta.settled()
    expect(product.delivered.at(-1)?.raw).toContain('"errors":[{"code":131026')
  })

  test('a person on the phone or in Meta’s inbox is heard as an echo that is not ours', async () => {
    const { meta, product } = await open()
    const [ana, luis, eva] = metaChannels.map((channel) => meta.customer(channel, { name: 'Ana' }))
    await meta.phoneApp.says(ana!, 'soy Marta')
    await meta.metaInbox.says(luis!, 'soy Marta')
    await meta.metaInbox.says(eva!, 'soy Marta')
    expect(product.said()).toEqual(['echo soy Marta', 'echo soy Marta', 'echo soy Marta'])
    expect(product.delivered[0]?.raw).toContain('"field":"smb_message_echoes"')
    expect(product.delivered[1]?.raw).toContain('"app_id":263902037430900')
    expect(product.delivered[2]?.raw).not.toContain('app_id')
    await expect(meta.phoneApp.says(luis!, 'x')).rejects.toThrow('messenger is not answered from there')
  })

  test('news of the account arrive like anything else', async () => {
    const { meta, product } = await open()
    await meta.templateStatus('REJECTED', { name: 'aviso', reason: 'INVALID_FORMAT' })
    await meta.usernameStatus('acme_support', 'approved')
    await meta.takesThread(meta.customer('messenger', { name: 'Luis' }))
    expect(product.said()).toEqual([
      'field message_template_status_update',
      'field business_username_update',
      'pass_thread_control',
    ])
  })
})
