// What can a program read and do in conversations? Lists, pages, replies, silence, giving back, reading; and why it is refused.
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import type { Body } from '../../src/model.ts'
import { HOUR } from '../../src/clock.ts'
import { from, openFace, type Face, type Reply } from './face.ts'

let face: Face
beforeAll(() => {
  face = openFace()
})
afterAll(() => face.close())

const json: Face['json'] = (...call) => face.json(...call)
const text = (words: string) => ({ kind: 'text', text: words })
const said = ({ body }: { body: Body }) => (body.kind === 'text' ? body.text : body.kind)
let visitor = 0
const someone = (channel: 'whatsapp' | 'web' = 'whatsapp') => from(channel, `521555100${++visitor}`)

describe('the list of conversations', () => {
  test('shows each once, newest first, with ISO instants', async () => {
    const own = openFace()
    const first = await own.arrive(from('whatsapp', '1'), 'uno', { contactName: 'María' })
    own.clock.jump(1_000)
    const second = await own.arrive(from('web', 'vis_2'), 'dos')
    const { items, next } = (await own.json('GET', '/api/conversations')).body
    expect(next).toBeNull()
    expect(items.map(({ id }) => id)).toEqual([second, first])
    expect(items[1]).toMatchObject({ channel: 'whatsapp', contact: { name: 'María' }, unread: 1 })
    expect(items[1]?.lastMessageAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
    expect(Date.parse(items[1]?.windowClosesAt ?? '') - Date.parse(items[1]?.lastInboundAt ?? '')).toBe(
      24 * HOUR,
    )
    expect(items[0]?.windowClosesAt).toBeNull()
    await own.close()
  })

  test('comes in pages that join without gap or repetition', async () => {
    const own = openFace()
    for (const contact of ['1', '2', '3', '4', '5']) await own.arrive(from('whatsapp', contact), 'hola')
    const seen: string[] = []
    for (let cursor: string | null = ''; cursor !== null;) {
      const page = await own.json('GET', `/api/conversations?limit=2${cursor && `&cursor=${cursor}`}`)
      const { items, next }: Reply = page.body
      seen.push(...items.map(({ id }) => id))
      cursor = next === null ? null : encodeURIComponent(next)
    }
    expect([seen.length, new Set(seen).size]).toEqual([5, 5])
    await own.close()
  })

  test('is filtered by channel, tag, words and state', async () => {
    const own = openFace()
    const wanted = await own.arrive(from('whatsapp', '1'), 'quiero una cotización')
    const other = await own.arrive(from('web', 'vis_1'), 'solo miraba')
    await own.api('PUT', `/api/conversations/${wanted}/tags/Lead`)
    await own.api('POST', `/api/conversations/${other}/read`)
    for (const filter of ['channel=whatsapp', 'tag=Lead', 'q=cotizacion', 'state=unread']) {
      const { items } = (await own.json('GET', `/api/conversations?${filter}`)).body
      expect([filter, ...items.map(({ id }) => id)]).toEqual([filter, wanted])
    }
    await own.close()
  })

  test.each(['channel=fax', 'state=asleep', 'limit=0', 'limit=201', 'limit=x', 'q='])(
    'refuses the query %s',
    async (query) => {
      const { status, body } = await json('GET', `/api/conversations?${query}`)
      expect([status, body.error.because]).toEqual([400, query.slice(0, query.indexOf('='))])
    },
  )
})

describe('one conversation', () => {
  test('is read with its messages, newest first, page by page', async () => {
    const address = someone()
    const id = await face.arrive(address, 'uno')
    for (const words of ['dos', 'tres']) await face.arrive(address, words)
    expect((await json('GET', `/api/conversations/${id}`)).body).toMatchObject({ id, unread: 3 })
    const { body: page } = await json('GET', `/api/conversations/${id}/messages?limit=2`)
    expect(page.items.map(said)).toEqual(['tres', 'dos'])
    expect(page.items[0]).toMatchObject({ conversationId: id, author: 'contact', status: null })
    const { body: rest } = await json(
      'GET',
      `/api/conversations/${id}/messages?limit=2&cursor=${encodeURIComponent(page.next ?? '')}`,
    )
    expect(rest.items.map(said)).toEqual(['uno'])
  })

  test.each([
    ['GET', ''],
    ['GET', '/messages'],
    ['POST', '/messages'],
    ['POST', '/silence'],
    ['DELETE', '/silence'],
    ['POST', '/release'],
    ['POST', '/read'],
    ['PUT', '/tags/Lead'],
    ['DELETE', '/tags/Lead'],
  ])('that does not exist is 404: %s %s', async (method, rest) => {
    const bodies: Record<string, unknown> = {
      '/messages': { clientId: 'a', body: text('a') },
      '/silence': { until: null },
    }
    const body = method === 'POST' ? bodies[rest] : undefined
    for (const id of ['cnv_01ARZ3NDEKTSV4RRFFQ69G5FAV', 'cnv_', 'msg_1', "cnv_'"]) {
      const answer = await json(method, `/api/conversations/${id}${rest}`, body)
      expect([answer.status, answer.body.error.because]).toEqual([404, 'no-conversation'])
    }
  })
})

describe('a reply', () => {
  test('is taken once: the same client id again answers the same message', async () => {
    const id = await face.arrive(someone(), 'hola')
    const reply = { clientId: 'respuesta-1', body: text('Con gusto.') }
    const first = await json('POST', `/api/conversations/${id}/messages`, reply)
    expect(first.status).toBe(201)
    expect(first.body.message).toMatchObject({ author: 'operator', body: reply.body, status: 'pending' })
    const again = await json('POST', `/api/conversations/${id}/messages`, reply)
    expect([again.status, again.body.message.id]).toEqual([200, first.body.message.id])
    expect(await face.deliver()).toBe(1)
  })

  test('takes control of the conversation, and giving it back ends that', async () => {
    const id = await face.arrive(someone(), 'hola')
    await json('POST', `/api/conversations/${id}/messages`, { clientId: 'x', body: text('Soy Ana.') })
    expect((await json('GET', `/api/conversations/${id}`)).body.whyQuiet).toBe('intervention')
    expect((await json('POST', `/api/conversations/${id}/release`)).body.whyQuiet).toBeNull()
  })

  test.each([
    ['choices', { kind: 'choices', text: '¿Cuál?', choices: [{ id: 'a', label: 'La azul' }] }],
    ['media by link', { kind: 'media', media: 'image', ref: 'https://cdn.example/a.jpg', caption: 'Azul' }],
    ['media by id', { kind: 'media', media: 'document', ref: '1037543291543636', filename: 'precios.pdf' }],
    ['a template', { kind: 'template', name: 'aviso', language: 'es_MX', params: ['María'] }],
  ])('may be %s', async (_, body) => {
    const id = await face.arrive(someone(), 'hola')
    const answer = await json('POST', `/api/conversations/${id}/messages`, { clientId: 'x', body })
    expect([answer.status, answer.body.message.body]).toEqual([201, expect.objectContaining(body)])
  })

  test.each([
    ['no client id', { body: text('a') }, 'clientId'],
    ['a client id with spaces', { clientId: 'a b', body: text('a') }, 'clientId'],
    ['no body', { clientId: 'a' }, 'body'],
    ['an unknown kind', { clientId: 'a', body: { kind: 'presence', what: 'typing' } }, 'body.kind'],
    ['a link without TLS', media('http://cdn.example/a.jpg'), 'body.ref'],
    ['a link to a file', media('file:///etc/passwd'), 'body.ref'],
    ['no choices', choices([]), 'body.choices'],
    ['the same choice twice', choices(['a', 'a']), 'body.choices'],
    ['what is not asked for', { clientId: 'a', body: text('a'), by: 'opr_otra' }, 'body'],
  ])('with %s is 400', async (_, body, because) => {
    const id = await face.arrive(someone(), 'hola')
    const answer = await json('POST', `/api/conversations/${id}/messages`, body)
    expect([answer.status, answer.body.error.code, answer.body.error.because]).toEqual([
      400,
      'bad-request',
      because,
    ])
  })

  test('after 24 hours is refused with the reason and the next step', async () => {
    const own = openFace()
    const id = await own.arrive(from('whatsapp', '1'), 'hola')
    own.clock.jump(24 * HOUR)
    const answer = await own.json('POST', `/api/conversations/${id}/messages`, {
      clientId: 'a',
      body: text('¿Sigues ahí?'),
    })
    const { error } = answer.body
    expect([answer.status, error.code, error.because]).toEqual([409, 'conflict', 'window-closed'])
    expect(error.message).toContain('el cliente debe escribir de nuevo')
    await own.close()
  })

  test.each([
    ['empty', 'whatsapp', text('  ')],
    ['no-templates', 'web', { kind: 'template', name: 'a', language: 'es', params: [] }],
    ['media-not-allowed', 'whatsapp', { kind: 'media', media: 'sticker', ref: '1' }],
  ] as const)('is refused as %s on %s', async (because, channel, body) => {
    const id = await face.arrive(someone(channel), 'hola')
    const answer = await json('POST', `/api/conversations/${id}/messages`, { clientId: 'a', body })
    expect([answer.status, answer.body.error.because]).toEqual([409, because])
    expect(answer.body.error.message.length).toBeGreaterThan(20)
  })
})

describe('silence', () => {
  test('lasts until it is undone', async () => {
    const id = await face.arrive(someone(), 'hola')
    const silent = await json('POST', `/api/conversations/${id}/silence`, { until: null })
    expect([silent.status, silent.body.whyQuiet]).toEqual([200, 'silence'])
    expect((await json('DELETE', `/api/conversations/${id}/silence`)).body.whyQuiet).toBeNull()
  })

  test('may last until an instant of any zone, which must lie ahead', async () => {
    const id = await face.arrive(someone(), 'hola')
    const until = new Date(face.clock.now() + 2 * HOUR).toISOString().replace('Z', '+00:00')
    expect((await json('POST', `/api/conversations/${id}/silence`, { until })).status).toBe(200)
    const past = await json('POST', `/api/conversations/${id}/silence`, { until: '2020-01-01T00:00:00Z' })
    expect([past.status, past.body.error.because]).toEqual([409, 'past'])
  })

  test.each([{}, { until: 'mañana' }, { until: 1_700_000_000_000 }])('refuses %p', async (body) => {
    const id = await face.arrive(someone(), 'hola')
    expect((await json('POST', `/api/conversations/${id}/silence`, body)).status).toBe(400)
  })
})

test('reading a conversation leaves nothing unread', async () => {
  const id = await face.arrive(someone(), 'hola')
  expect((await json('POST', `/api/conversations/${id}/read`)).body).toMatchObject({ id, unread: 0 })
})

function media(ref: string) {
  return { clientId: 'a', body: { kind: 'media', media: 'image', ref } }
}

function choices(ids: readonly string[]) {
  return {
    clientId: 'a',
    body: { kind: 'choices', text: 'a', choices: ids.map((id) => ({ id, label: id })) },
  }
}
