// What becomes of a webhook that nobody takes? It comes again, and can be late, lost, doubled and shuffled.
import { afterEach, describe, expect, test } from 'bun:test'
import { SECOND } from '../../src/clock.ts'
import { noon, openWorld, type World } from './outside.ts'

let world: World
const open = async (options: Parameters<typeof openWorld>[0] = {}): Promise<World> =>
  (world = await openWorld(options))
afterEach(() => world.close())

describe('the post', () => {
  const tried = async (times: number): Promise<void> => {
    while (world.graph.ledger.postings.length < times) await Bun.sleep(1)
  }

  test('a webhook that is not answered with 200 comes again, later each time, with the same bytes', async () => {
    const { meta, product, clock, graph } = await open()
    product.answers(503, 500)
    expect(await meta.customer('whatsapp', { name: 'Ana' }).says('hola')).toMatchObject({ status: 503 })
    clock.advance(SECOND - 1)
    await Bun.sleep(5)
    expect(graph.ledger.postings).toHaveLength(1)
    clock.advance(1)
    await tried(2)
    clock.advance(2 * SECOND)
    await meta.settled()
    expect(graph.ledger.postings.map(({ at, attempt, status }) => [at - noon, attempt, status])).toEqual([
      [0, 1, 503],
      [SECOND, 2, 500],
      [3 * SECOND, 3, 200],
    ])
    expect(new Set(graph.ledger.postings.map(({ body }) => body)).size).toBe(1)
  })

  test('a product that is not there is tried again, and given up when told', async () => {
    const { meta, product, graph } = await open({ retryMs: (attempt) => (attempt < 3 ? 0 : null) })
    await product.stop()
    expect(await meta.customer('whatsapp', { name: 'Ana' }).says('hola')).toMatchObject({ status: 0 })
    world.clock.advance(1)
    await tried(2)
    world.clock.advance(1)
    await meta.settled()
    expect(graph.ledger.postings.map(({ status }) => status)).toEqual([0, 0, 0])
  })

  test('it can be late, lost, doubled and shuffled', async () => {
    const { meta, product } = await open({
      webhooks: ({ index }) =>
        [
          { do: 'reorder', behind: 2 } as const,
          { do: 'duplicate', times: 3 } as const,
          { do: 'drop' } as const,
          null,
          { do: 'reorder', behind: 9 } as const,
        ][index] ?? null,
    })
    const ana = meta.customer('whatsapp', { name: 'Ana' })
    for (const text of ['uno', 'dos', 'tres', 'cuatro', 'cinco']) await ana.says(text)
    expect(product.said()).toEqual(['text dos', 'text dos', 'text dos', 'text cuatro', 'text uno'])
    await meta.settled()
    await meta.redeliver()
    expect(product.said().slice(5)).toEqual(['text cinco', 'text tres'])
  })

  test('the handshake is passed with the right token only', async () => {
    const { meta } = await open()
    expect([await meta.verifies('whatsapp'), await meta.verifies('whatsapp', 'wrong')]).toEqual([true, false])
  })

  test('whatever another party writes is signed and delivered as it is', async () => {
    const { meta, product } = await open()
    await meta.posts('instagram', { object: 'instagram', entry: [] })
    expect(product.delivered[0]?.payload).toEqual({ object: 'instagram', entry: [] })
  })
})
