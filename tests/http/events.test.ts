// Does a panel hear everything, once, also when its line breaks? The stream of the operators, over a real connection.
import { afterEach, beforeEach, describe, expect, test } from 'bun:test'
import type { MessageWire } from '../../src/http/wire.ts'
import { SECOND } from '../../src/clock.ts'
import { apiKey, from, openFace, type Face } from './face.ts'
import { listenTo, type Listening } from './listening.ts'

let face: Face
const open: Listening[] = []
beforeEach(() => {
  face = openFace()
})
afterEach(async () => {
  for (const each of open.splice(0)) await each.close()
  await face.close()
})

async function listen(headers: Record<string, string> = {}, query = ''): Promise<Listening> {
  const authorization = `Bearer ${apiKey}`
  const listening = await listenTo(`${face.url}/api/events${query}`, { authorization, ...headers })
  open.push(listening)
  return listening
}

describe('the stream of the operators', () => {
  test('is an event stream that nobody on the way holds back', async () => {
    const { response } = await listen()
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
    expect(response.headers.get('cache-control')).toBe('no-cache, no-transform')
    expect(response.headers.get('x-accel-buffering')).toBe('no')
  })

  test('tells each message and its conversation while they happen, to every panel', async () => {
    const both = [await listen(), await listen()]
    const id = await face.arrive(from('whatsapp', '1'), 'hola')
    for (const each of both) {
      const message = await each.next('message')
      expect(message.data).toMatchObject({
        seq: Number(message.id),
        conversationId: id,
        message: { author: 'contact', body: { kind: 'text', text: 'hola' }, at: expect.stringMatching(/Z$/) },
      })
      expect((await each.next('conversation')).data).toMatchObject({ id, unread: 1 })
    }
  })

  test('tells what becomes of a reply: pending, then accepted', async () => {
    const id = await face.arrive(from('whatsapp', '1'), 'hola')
    const panel = await listen()
    await face.api('POST', `/api/conversations/${id}/messages`, {
      clientId: 'uno',
      body: { kind: 'text', text: 'Con gusto.' },
    })
    const reaches = async (status: string) => {
      for (let found = false; !found;) {
        const { message } = (await panel.next('message')).data as { message: MessageWire }
        found = message.clientId === 'uno' && message.status === status
      }
    }
    await reaches('pending')
    await face.deliver()
    await reaches('accepted')
  })

  test('tells of tags', async () => {
    const panel = await listen()
    await face.api('POST', '/api/tags', { name: 'Nueva' })
    const { data } = await panel.next('tags')
    expect((data as { tags: { name: string }[] }).tags.map(({ name }) => name)).toContain('Nueva')
  })

  test('tells of alerts and of calls for a person', async () => {
    const panel = await listen()
    const at = face.clock.now()
    await face.store.step(
      null,
      {
        type: 'account.alert',
        key: 'aviso-1',
        from: from('whatsapp', ''),
        at,
        loud: true,
        code: 'quality',
        detail: 'ROJO',
      },
      at,
    )
    expect((await panel.next('alert')).data).toMatchObject({ alert: { code: 'quality', detail: 'ROJO' } })
    const id = await face.arrive(from('whatsapp', '1'), 'pedido', { needsPerson: true })
    expect((await panel.next('call')).data).toMatchObject({ conversationId: id, conversation: { id } })
  })

  test('goes on where it broke off: nothing lost, nothing twice', async () => {
    const address = from('whatsapp', '1')
    const first = await listen()
    await face.arrive(address, 'uno')
    await first.next('conversation')
    await first.close()
    for (const words of ['dos', 'tres']) await face.arrive(address, words)

    const back = await listen({ 'last-event-id': first.lastId() })
    await face.arrive(address, 'cuatro')
    const heard: string[] = []
    while (heard.length < 3) {
      const { data } = await back.next('message')
      heard.push((data as { message: { body: { text: string } } }).message.body.text)
    }
    expect(heard).toEqual(['dos', 'tres', 'cuatro'])
  })

  test('starts after any seq that is asked for, the header before the query', async () => {
    for (const words of ['uno', 'dos', 'tres']) await face.arrive(from('whatsapp', words), words)
    const all = await listen({}, '?after=0')
    expect((await all.next('message')).data).toMatchObject({ message: { body: { text: 'uno' } } })
    const last = face.store.lastChange()
    const none = await listen({ 'last-event-id': String(last) }, '?after=0')
    await face.arrive(from('whatsapp', 'cuatro'), 'cuatro')
    expect((await none.next('message')).data).toMatchObject({ message: { body: { text: 'cuatro' } } })
  })

  test('from a future it does not know says reset, and goes on', async () => {
    await face.arrive(from('whatsapp', '1'), 'uno')
    const panel = await listen({}, '?after=999999')
    expect((await panel.next('reset')).data).toEqual({ seq: face.store.lastChange() })
    await face.arrive(from('whatsapp', '1'), 'dos')
    expect((await panel.next('message')).data).toMatchObject({ message: { body: { text: 'dos' } } })
  })

  test('says reset when the gap was pruned away', async () => {
    for (const words of ['uno', 'dos']) await face.arrive(from('whatsapp', '1'), words)
    await face.store.prune(face.clock.now() + 1)
    await face.arrive(from('whatsapp', '1'), 'tres')
    const panel = await listen({}, '?after=0')
    expect((await panel.next('reset')).data).toEqual({ seq: face.store.lastChange() })
  })

  test('ends when the house closes', async () => {
    const closing = new AbortController()
    const own = openFace({ closing: closing.signal })
    const panel = await listenTo(`${own.url}/api/events`, { authorization: `Bearer ${apiKey}` })
    await panel.next('comment')
    closing.abort()
    await expect(panel.until('nothing')).rejects.toThrow('the stream ended')
    await own.close()
  })

  test.each(['x', '-1', '1.5', '1e9'])('refuses to start after %s', async (after) => {
    expect((await face.api('GET', `/api/events?after=${after}`)).status).toBe(400)
  })

  test('beats every 15 seconds, and the beat carries how far it is', async () => {
    const panel = await listen()
    await panel.next('comment')
    await face.arrive(from('whatsapp', '1'), 'uno')
    await panel.next('conversation')
    face.clock.jump(15 * SECOND)
    expect((await panel.next('comment')).id).toBe(String(face.store.lastChange()))
  })

  test('that is not read is dropped, and the others go on', async () => {
    const address = from('whatsapp', '1')
    const lazy = await listen()
    const eager = await listen()
    const words = 'x'.repeat(60_000)
    for (let round = 0; round < 150; round++) {
      await face.arrive(address, words)
      await eager.next('conversation')
    }
    await expect(lazy.until('nothing')).rejects.toThrow()
    await face.arrive(address, 'al final')
    expect((await eager.next('message')).data).toMatchObject({ message: { body: { text: 'al final' } } })
  })
})
