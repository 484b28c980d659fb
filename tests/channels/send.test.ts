// What came of a send? Each answer of Graph as a certain yes, a certain no with its reason, or an honest "unknown".
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'bun:test'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { SendOptions, SendResult } from '../../src/channels/channel.ts'
import { systemClock } from '../../src/clock.ts'
import { createGraph, failing, type Graph, key, options } from './graph.ts'

let graph: Graph

beforeAll(() => {
  graph = createGraph(mkdtempSync(join(tmpdir(), 'send-')))
})
beforeEach(() => {
  graph.answer = (request) =>
    request.path.includes('number-1')
      ? Response.json({ messaging_product: 'whatsapp', messages: [{ id: 'wamid.out' }] })
      : Response.json({ recipient_id: '1', message_id: 'mid.out' })
})
afterAll(() => {
  graph[Symbol.dispose]()
  rmSync(graph.mediaDir, { recursive: true })
})

const accounts = { whatsapp: 'number-1', messenger: 'page-1', instagram: 'ig-1' } as const
type Platform = keyof typeof accounts

function send(
  platform: Platform,
  more: Partial<SendOptions> = {},
  contact = '16505551234',
): Promise<SendResult> {
  const to = { channel: platform, account: accounts[platform], contact }
  return graph.channels[platform].channel.send(
    to,
    { kind: 'text', text: 'hola' },
    options(more),
    new AbortController().signal,
  )
}

describe('a send', () => {
  test.each<[Platform, string, string]>([
    ['whatsapp', '/v25.0/number-1/messages', 'wamid.out'],
    ['messenger', '/v25.0/page-1/messages', 'mid.out'],
    ['instagram', '/ig/v25.0/ig-1/messages', 'mid.out'],
  ])('on %s is one POST to %s with its account’s token', async (platform, path, ref) => {
    const before = graph.requests.length
    expect(await send(platform)).toEqual({ ok: true, ref })
    expect(graph.requests.slice(before)).toMatchObject([
      { method: 'POST', path, authorization: `Bearer token of ${accounts[platform]}` },
    ])
  })

  test('of an Instagram account behind a Page goes to Facebook, as the Page, with our key', async () => {
    const to = { channel: 'instagram', account: 'ig-2', contact: '5' } as const
    const { channel } = graph.channels.instagram
    await channel.send(to, { kind: 'text', text: 'x' }, options(), new AbortController().signal)
    expect(graph.requests.at(-1)).toMatchObject({
      path: '/v25.0/me/messages',
      body: { message: { metadata: key } },
    })
  })

  test('carries our key where it comes back, and nowhere else', async () => {
    await send('whatsapp')
    expect(graph.requests.at(-1)?.body).toMatchObject({ biz_opaque_callback_data: key, to: '+16505551234' })
    await send('messenger')
    expect(graph.requests.at(-1)?.body).toMatchObject({
      message: { metadata: key },
      messaging_type: 'RESPONSE',
    })
    await send('instagram', { inReplyTo: 'aWdf' })
    expect(graph.requests.at(-1)?.body).toMatchObject({
      message: { text: 'hola' },
      reply_to: { mid: 'aWdf' },
    })
    expect(JSON.stringify(graph.requests.at(-1)?.body)).not.toContain(key)
  })

  test('of a person after the window is tagged', async () => {
    await send('messenger', { human: true })
    expect(graph.requests.at(-1)?.body).toMatchObject({ messaging_type: 'MESSAGE_TAG', tag: 'HUMAN_AGENT' })
  })

  test('of a sign of life has no id, and needs none', async () => {
    graph.answer = () => Response.json({ success: true })
    for (const platform of ['whatsapp', 'messenger', 'instagram'] as const) {
      const to = { channel: platform, account: accounts[platform], contact: '16505551234' }
      const typing = { kind: 'presence', what: 'typing', ref: 'wamid.in' } as const
      const { channel } = graph.channels[platform]
      expect(await channel.send(to, typing, options(), new AbortController().signal)).toEqual({
        ok: true,
        ref: '',
      })
    }
  })

  test('to nobody, of nothing, or for an account we lack never leaves', async () => {
    const before = graph.requests.length
    const { channel } = graph.channels.whatsapp
    const signal = new AbortController().signal
    const stranger = { channel: 'whatsapp', account: 'number-9', contact: '16505551234' } as const
    const results = [
      await send('whatsapp', {}, 'nobody'),
      await send('messenger', {}, ''),
      await channel.send(stranger, { kind: 'text', text: 'x' }, options(), signal),
      await channel.send(
        { ...stranger, account: 'number-1' },
        { kind: 'unsupported', label: 'x' },
        options(),
        signal,
      ),
    ]
    expect(results.map(({ ok }) => ok)).toEqual([false, false, false, false])
    expect(graph.requests).toHaveLength(before)
  })

  test('past its deadline is certainly not sent', async () => {
    const before = graph.requests.length
    expect(await send('whatsapp', { deadline: systemClock.mono() - 1 })).toMatchObject({
      ok: false,
      because: 'not-sent',
    })
    expect(graph.requests).toHaveLength(before)
  })
})

describe('an error', () => {
  test.each<[number, number, number | null, string]>([
    [400, 4, null, 'rate-limited'],
    [400, 4, 2018022, 'rate-limited'],
    [400, 613, null, 'rate-limited'],
    [400, 80007, null, 'rate-limited'],
    [400, 130429, null, 'rate-limited'],
    [429, 99999, null, 'rate-limited'],
    [400, 131056, null, 'pair-rate'],
    [429, 131056, null, 'pair-rate'],
    [500, 131057, null, 'maintenance'],
    [400, 131047, null, 'window-closed'],
    [400, 10, 2018278, 'window-closed'],
    [400, 10, 2018065, 'window-closed'],
    [400, 10, 2018108, 'window-closed'],
    [400, 10, 2534022, 'window-closed'],
    [400, 10, 2018300, 'not-thread-owner'],
    [400, 10, 2018321, 'not-thread-owner'],
    [400, 100, null, 'bad-request'],
    [400, 100, 33, 'bad-request'],
    [400, 131008, null, 'bad-request'],
    [400, 132000, null, 'bad-request'],
    [404, 132001, null, 'bad-request'],
    [400, 777777, null, 'bad-request'],
    [400, 131026, null, 'bad-recipient'],
    [400, 131030, null, 'bad-recipient'],
    [400, 131050, null, 'bad-recipient'],
    [400, 551, null, 'bad-recipient'],
    [400, 100, 2018001, 'bad-recipient'],
    [403, 200, 1545041, 'bad-recipient'],
    [403, 368, null, 'policy'],
    [403, 131031, null, 'policy'],
    [400, 131048, null, 'policy'],
    [400, 10, 1893063, 'policy'],
    [401, 0, null, 'unauthorized'],
    [401, 190, null, 'unauthorized'],
    [500, 3, null, 'unauthorized'],
    [403, 10, null, 'unauthorized'],
    [403, 200, null, 'unauthorized'],
    [403, 299, null, 'unauthorized'],
    [403, 131005, null, 'unauthorized'],
    [400, 131042, null, 'unauthorized'],
    [400, 131053, null, 'media'],
    [400, 100, 2018109, 'media'],
  ])('HTTP %d with %d/%p is a certain no: %s', async (status, code, subcode, because) => {
    graph.answer = () => Response.json(failing(code, subcode), { status })
    expect(await send('whatsapp')).toMatchObject({ ok: false, because })
  })

  test.each<[string, () => Response]>([
    ['service down, by Graph', () => Response.json(failing(131000), { status: 500 })],
    ['unknown, by Graph', () => Response.json(failing(1), { status: 400 })],
    ['temporary, by Graph', () => Response.json(failing(2), { status: 503 })],
    ['1200', () => Response.json(failing(1200), { status: 400 })],
    ['131016', () => Response.json(failing(131016), { status: 500 })],
    ['133004', () => Response.json(failing(133004), { status: 503 })],
    ['a code of tomorrow with 500', () => Response.json(failing(777777), { status: 500 })],
    ['a bad gateway', () => new Response('<html>', { status: 502 })],
    ['a refusal nobody signed', () => new Response('denied', { status: 403 })],
    ['a redirect', () => new Response(null, { status: 302, headers: { location: '/x' } })],
    ['a yes without an id', () => Response.json({ messages: [] })],
    ['a yes that is no JSON', () => new Response('ok')],
    ['a yes that is too long', () => new Response('x'.repeat(2 ** 20 + 1))],
  ])('%s leaves it unknown', async (_name, answer) => {
    graph.answer = answer
    expect(await send('whatsapp')).toMatchObject({ ok: 'unknown' })
  })

  test.each<[string, Record<string, string>, number | undefined]>([
    ['no word', {}, undefined],
    ['seconds', { 'retry-after': '30' }, 30_000],
    [
      'minutes of its use',
      { 'x-business-use-case-usage': '{"1":[{"type":"whatsapp","estimated_time_to_regain_access":5}]}' },
      300_000,
    ],
    [
      'no minutes',
      { 'x-business-use-case-usage': '{"1":[{"estimated_time_to_regain_access":0}]}' },
      undefined,
    ],
    ['nonsense', { 'retry-after': 'soon', 'x-business-use-case-usage': '{' }, undefined],
  ])('with %s about when to come back', async (_name, headers, retryAfterMs) => {
    graph.answer = () => Response.json(failing(130429), { status: 400, headers })
    const result = await send('whatsapp')
    expect('retryAfterMs' in result ? result.retryAfterMs : undefined).toBe(retryAfterMs)
  })

  test('tells no phone number', async () => {
    graph.answer = () =>
      Response.json(failing(131030, null, 'Recipient 16505551234 is not allowed'), { status: 400 })
    const result = await send('whatsapp')
    expect('detail' in result && result.detail).toBe('HTTP 400 131030 Recipient … is not allowed')
  })
})
