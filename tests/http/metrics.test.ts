// Do the figures tell what happened? Conversations, answers, leads and their rate, of a period and of the one before, in days of one zone.
import { afterEach, beforeEach, describe, expect, test } from 'bun:test'
import type { Finding } from '../../src/events.ts'
import type { ConversationId } from '../../src/model.ts'
import { answers } from '../support/memory.ts'
import { from, openFace, type Face } from './face.ts'
import { person, type Person } from './people.ts'

let face: Face
let admin: Person
const zone = 'America/Mexico_City'
/** Noon of a Tuesday there. */
const noon = Date.parse('2027-03-16T18:00:00Z')

beforeEach(async () => {
  face = openFace({ zone: () => zone })
  face.clock.jump(noon - face.clock.now())
  admin = await person(face, 'admin')
})
afterEach(() => face.close())

const read = async (query = '') => {
  const { status, body } = await admin.json('GET', `/api/metrics${query}`)
  return { status, ...body }
}
const finding = (tag: string): Finding => ({
  ...{ tag, on: 'contact', actor: 'rule:correo', because: 'dio su correo', quote: 'x', message: 'msg_1' },
  at: face.clock.now(),
  effects: { silence: false, call: [], push: false },
})

/** A customer writes, the agent answers, it arrives. */
async function talk(contact: string, tags: readonly string[] = [], channel: 'whatsapp' | 'web' = 'whatsapp') {
  const id = await face.arrive(from(channel, contact), 'hola')
  face.clock.jump(7_000)
  const found = tags.map(finding)
  await answers(face.store, ['Con gusto.'], face.clock.now(), found)
  await face.deliver()
  return id
}
const tagged = (id: ConversationId, method: 'PUT' | 'DELETE', tag = 'Lead') =>
  admin.ask(method, `/api/conversations/${id}/tags/${tag}`)

describe('the figures', () => {
  test('of nothing are zero, and a rate of nothing is none', async () => {
    const zero = { value: 0, previous: 0 }
    expect(await read()).toMatchObject({
      ...{ status: 200, zone, from: '2027-03-10', to: '2027-03-16', bucket: 'day' },
      ...{ previousFrom: '2027-03-03', previousTo: '2027-03-09' },
      ...{ conversations: zero, answered: zero, leads: zero, conversion: { value: null, previous: null } },
    })
  })

  test('count each conversation once, each answered turn, and leads that still are', async () => {
    await talk('1', ['Lead'])
    await talk('1')
    const removed = await talk('2', ['Lead'])
    await tagged(removed, 'DELETE')
    await talk('3', ['Escalar'], 'web')
    await face.arrive(from('whatsapp', '4'), 'nadie me contesta')
    const all = await read()
    expect(all).toMatchObject({
      conversations: { value: 4 },
      answered: { value: 3 },
      leads: { value: 1 },
      conversion: { value: 0.25 },
    })
    expect(await read('?channel=web')).toMatchObject({
      conversations: { value: 1 },
      answered: { value: 0 },
      leads: { value: 0 },
      conversion: { value: 0 },
    })
    const today = all.series.at(-1)
    expect(today).toEqual({ from: '2027-03-16T06:00:00.000Z', conversations: 4, answered: 3, leads: 1 })
  })

  test('an answer that never arrived is none, nor is one that a person gave', async () => {
    const id = await face.arrive(from('whatsapp', '1'), 'hola')
    face.clock.jump(7_000)
    await answers(face.store, ['Con gusto.'], face.clock.now())
    expect((await read()).answered.value).toBe(0)
    const body = { kind: 'text', text: 'Soy Ana.' }
    await admin.ask('POST', `/api/conversations/${id}/messages`, { clientId: 'a', body })
    await face.deliver()
    expect((await read()).answered.value).toBe(0)
  })

  test('a lead that comes back is no new lead', async () => {
    const id = await talk('1', ['Lead'])
    face.clock.jump(8 * 24 * 3_600_000)
    admin = await person(face, 'admin')
    await tagged(id, 'DELETE')
    await tagged(id, 'PUT')
    expect((await read()).leads).toEqual({ value: 0, previous: 1 })
  })
})

describe('the period', () => {
  /** Customers who write at these instants, in order. */
  const arrivals = async (...instants: string[]) => {
    for (const [n, text] of instants.entries()) {
      face.clock.jump(Date.parse(text) - face.clock.now())
      await face.arrive(from('whatsapp', String(n)), 'hola')
    }
    admin = await person(face, 'admin')
  }

  test('begins and ends at midnight there', async () => {
    await arrivals(
      '2027-03-20T05:59:59Z',
      '2027-03-20T06:00:00Z',
      '2027-03-21T05:59:59Z',
      '2027-03-21T06:00:00Z',
    )
    const day = async (date: string) => (await read(`?from=${date}&to=${date}`)).conversations.value
    expect([await day('2027-03-19'), await day('2027-03-20'), await day('2027-03-21')]).toEqual([1, 2, 1])
  })

  test('of a month has the one before it, as long, across the end of the month', async () => {
    await arrivals('2027-03-30T18:00:00Z', '2027-03-31T18:00:00Z', '2027-04-01T18:00:00Z')
    expect(await read('?from=2027-04-01&to=2027-04-30')).toMatchObject({
      ...{ previousFrom: '2027-03-02', previousTo: '2027-03-31' },
      conversations: { value: 1, previous: 2 },
    })
  })

  test('counts a day of 23 and one of 25 hours whole, and twice the hour that comes twice', async () => {
    await face.close()
    face = openFace({ zone: () => 'America/New_York' })
    face.clock.jump(Date.parse('2027-03-13T18:00:00Z') - face.clock.now())
    await arrivals(
      '2027-03-14T04:59:00Z',
      '2027-03-14T05:00:00Z',
      '2027-03-15T03:59:00Z',
      '2027-03-15T04:00:00Z',
    )
    const short = await read('?from=2027-03-14&to=2027-03-14')
    expect(short).toMatchObject({ bucket: 'hour', conversations: { value: 2, previous: 1 } })
    expect(short.series).toHaveLength(23)
    expect((await read('?from=2027-11-07&to=2027-11-07')).series).toHaveLength(25)
  })

  test.each([
    ['?from=2027-03-16&to=2027-03-16', 'hour', 24],
    ['?from=2027-03-15&to=2027-03-16', 'hour', 48],
    ['?from=2027-03-14&to=2027-03-16', 'day', 3],
    ['?from=2026-12-15&to=2027-03-16', 'day', 92],
    ['?from=2026-12-14&to=2027-03-16', 'week', 14],
    ['?from=2026-03-16&to=2027-03-16', 'week', 53],
  ])('%s is told by the %s, in %i points', async (query, bucket, points) => {
    const found = await read(query)
    expect([found.bucket, found.series.length]).toEqual([bucket, points])
  })

  test.each([
    ['?from=2027-03-17&to=2027-03-16', 'from'],
    ['?from=2026-03-15&to=2027-03-16', 'from'],
    ['?from=2027-02-30', 'from'],
    ['?to=mañana', 'to'],
    ['?channel=fax', 'channel'],
  ])('%s is refused', async (query, because) => {
    const { status, error } = await read(query)
    expect([status, error.because]).toEqual([400, because])
  })
})
