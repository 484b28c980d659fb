// Does the ledger tell the truth whatever the sender heard? Every way in which an answer gets lost, late or false.
import { afterEach, beforeEach, describe, expect, test } from 'bun:test'
import { MINUTE } from '../../src/clock.ts'
import type { GraphFault, Loss } from '../../src/simulator/graph/faults.ts'
import { openGraph, whatsapp } from './outside.ts'
import { openShop, toAna, type Shop } from './shop.ts'

let shop: Shop
beforeEach(async () => {
  shop = await openShop()
})
afterEach(() => shop.close())

describe('faults', () => {
  const lost: readonly (readonly [Loss, boolean])[] = (
    ['reset', 'timeout', 'cut', 'truncated', 'html-502', 'no-id'] as const
  ).flatMap((how) => [[how, true] as const, [how, false] as const])
  for (const [how, accepted] of lost)
    test(`${how}: nobody hears that it was ${accepted ? 'accepted' : 'not accepted'}`, async () => {
      shop.hears(shop.ana)
      shop.graph.faults.next({ do: 'lose', how, accepted })
      const sending = shop.sendToAna().catch(() => null)
      while (accepted && shop.graph.ledger.acceptances.length === 0) await Bun.sleep(2)
      const heard = how === 'timeout' ? await Promise.race([sending, Bun.sleep(20)]) : await sending
      expect(heard?.body).not.toHaveProperty('messages')
      expect(shop.graph.ledger.acceptances).toHaveLength(accepted ? 1 : 0)
      if (how === 'html-502')
        expect(heard).toMatchObject({ status: 502, raw: expect.stringContaining('<html') })
      if (how === 'truncated')
        expect(heard).toMatchObject({ status: 200, body: accepted ? { unreadable: true } : {} })
      if (how === 'reset' || how === 'cut') expect(heard).toBeNull()
      expect((await shop.sendToAna()).status).toBe(200)
    })

  const told: readonly (readonly [string, GraphFault, number, object, number])[] = [
    ['a Graph error', { do: 'refuse', code: 131000 }, 500, { code: 131000 }, 0],
    ['a Graph error that lies', { do: 'refuse', code: 131000, accepted: true }, 500, { code: 131000 }, 1],
    ['a subcode', { do: 'refuse', code: 10, subcode: 2018300 }, 403, { code: 10, error_subcode: 2018300 }, 0],
    ['too many requests', { do: 'too-many', retryAfterSeconds: 30 }, 429, { code: 4 }, 0],
    ['an expired token', { do: 'expire-token' }, 401, { code: 190, error_subcode: 463 }, 0],
  ]
  for (const [name, fault, status, error, accepted] of told)
    test(`${name} is told as Meta tells it`, async () => {
      shop.hears(shop.ana)
      shop.graph.faults.next(fault)
      expect(await shop.sendToAna()).toMatchObject({ status, body: { error } })
      expect(shop.graph.ledger.acceptances).toHaveLength(accepted)
      expect(shop.graph.ledger.refusals).toHaveLength(1)
    })

  test('429 says when to come back', async () => {
    shop.graph.faults.next({ do: 'too-many', retryAfterSeconds: 30 })
    expect((await shop.sendToAna()).headers.get('Retry-After')).toBe('30')
  })

  test('an expired token stays expired until it is renewed', async () => {
    shop.hears(shop.ana)
    shop.graph.faults.next({ do: 'expire-token' })
    expect([(await shop.sendToAna()).status, (await shop.sendToAna()).status]).toEqual([401, 401])
    shop.graph.renewToken(whatsapp.id)
    expect((await shop.sendToAna()).status).toBe(200)
  })

  test('the queue spares signs of life and look-ups, a plan sees every call', async () => {
    const seen: string[] = []
    const planned = await openGraph({
      plan: ({ method, isMessage }) => (seen.push(`${method} ${isMessage}`), null),
    })
    planned.graph.faults.next({ do: 'refuse', code: 1 })
    expect((await planned.get(`/v25.0/${whatsapp.id}`)).status).toBe(200)
    expect((await planned.post(`/v25.0/${whatsapp.id}/messages`, toAna)).body).toMatchObject({
      error: { code: 1 },
    })
    expect(seen).toEqual(['GET false'])
    await planned.close()
  })

  test('a delay waits for the clock', async () => {
    shop.hears(shop.ana)
    shop.graph.faults.next({ do: 'delay', ms: MINUTE })
    const sending = shop.sendToAna()
    expect(await Promise.race([sending, Bun.sleep(30)])).toBeUndefined()
    shop.clock.advance(MINUTE)
    expect((await sending).status).toBe(200)
  })
})
