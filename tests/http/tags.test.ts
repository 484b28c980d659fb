// Which tags are there, and who bears them? Created, applied, unlinked, deleted for ever; and found again by search.
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { from, openFace, type Face } from './face.ts'

let face: Face
let id: string
beforeAll(async () => {
  face = openFace()
  id = await face.arrive(from('whatsapp', '5215550009'), 'busco zapatillas azules', { contactName: 'Lucía' })
})
afterAll(() => face.close())

const json: Face['json'] = (...call) => face.json(...call)
const names = (tags: readonly { name: string }[]) => tags.map(({ name }) => name)
const list = async () => (await json('GET', '/api/tags')).body.items

describe('tags', () => {
  test('Lead and Escalar are there from the beginning and cannot be deleted', async () => {
    const builtIn = (await list()).filter(({ builtIn }) => builtIn)
    expect(names(builtIn).sort()).toEqual(['Escalar', 'Lead'])
    for (const tag of builtIn) {
      const answer = await json('DELETE', `/api/tags/${tag.id}`)
      expect([answer.status, answer.body.error.because]).toEqual([409, 'built-in'])
    }
  })

  test('a new one is created once, whatever case and accents it is asked for in', async () => {
    const first = await json('POST', '/api/tags', { name: 'Envío urgente' })
    expect([first.status, first.body.tag.name]).toEqual([201, 'Envío urgente'])
    const again = await json('POST', '/api/tags', { name: 'envio URGENTE' })
    expect([again.status, again.body.tag.id]).toEqual([200, first.body.tag.id])
  })

  test.each([{}, { name: '' }, { name: '   ' }, { name: 'x'.repeat(41) }, { name: 7 }])(
    'refuses to create %p',
    async (body) => {
      const answer = await json('POST', '/api/tags', body)
      expect([answer.status, answer.body.error.because]).toEqual([400, 'name'])
    },
  )

  test('are applied by name or by id, and one that is new is created in the same act', async () => {
    const byName = await json('PUT', `/api/conversations/${id}/tags/${encodeURIComponent('Cotización 2026')}`)
    expect(names(byName.body.tags)).toContain('Cotización 2026')
    const { tag } = (await json('POST', '/api/tags', { name: 'VIP' })).body
    expect(names((await json('PUT', `/api/conversations/${id}/tags/${tag.id}`)).body.tags)).toContain('VIP')
    expect((await list()).find(({ name }) => name === 'VIP')?.uses).toBe(1)
  })

  test('are unlinked from one conversation and go on existing', async () => {
    await json('PUT', `/api/conversations/${id}/tags/Informes`)
    const answer = await json('DELETE', `/api/conversations/${id}/tags/informes`)
    expect(names(answer.body.tags)).not.toContain('Informes')
    expect(names(await list())).toContain('Informes')
  })

  test('are deleted for ever, from every conversation', async () => {
    await json('PUT', `/api/conversations/${id}/tags/Pasajera`)
    const tag = (await list()).find(({ name }) => name === 'Pasajera')
    expect((await json('DELETE', `/api/tags/${tag?.id}`)).status).toBe(204)
    expect(names(await list())).not.toContain('Pasajera')
    expect(names((await json('GET', `/api/conversations/${id}`)).body.tags)).not.toContain('Pasajera')
  })

  test.each(['tag_01ARZ3NDEKTSV4RRFFQ69G5FAV', 'tag_1', 'Lead'])('deleting %s finds nothing', async (tag) => {
    const answer = await json('DELETE', `/api/tags/${tag}`)
    expect([answer.status, answer.body.error.because]).toEqual([404, 'unknown-tag'])
  })

  test('an id that is no tag is 404, a name that is too long 400', async () => {
    const unknown = await json('PUT', `/api/conversations/${id}/tags/tag_01ARZ3NDEKTSV4RRFFQ69G5FAV`)
    expect([unknown.status, unknown.body.error.because]).toEqual([404, 'unknown-tag'])
    expect((await json('PUT', `/api/conversations/${id}/tags/${'x'.repeat(41)}`)).status).toBe(400)
  })
})

describe('search', () => {
  test('finds messages by their words, with their conversation', async () => {
    const { body } = await json('GET', '/api/search?q=zapatillas')
    expect(body.items).toEqual([
      expect.objectContaining({
        message: expect.objectContaining({ conversationId: id, at: expect.stringMatching(/Z$/) }),
        conversation: expect.objectContaining({ id, contact: expect.objectContaining({ name: 'Lucía' }) }),
      }),
    ])
  })

  test('looks only where it is told', async () => {
    expect((await json('GET', '/api/search?q=zapatillas&channel=web')).body.items).toEqual([])
    expect((await json('GET', '/api/search?q=zapatillas&channel=whatsapp')).body.items).toHaveLength(1)
    expect((await json('GET', '/api/search?q=zapatillas&tag=Escalar')).body.items).toEqual([])
  })

  test.each(['', '?q=', '?q=%20', `?q=${'x'.repeat(201)}`, '?q=a&channel=fax'])(
    'refuses %s',
    async (query) => {
      expect((await json('GET', `/api/search${query}`)).status).toBe(400)
    },
  )

  test.each(['"', '*', 'a AND', 'NEAR(', '-', "'); DROP TABLE message;--"])(
    'takes %s for words, not for orders',
    async (words) => {
      expect((await json('GET', `/api/search?q=${encodeURIComponent(words)}`)).status).toBe(200)
    },
  )
})
