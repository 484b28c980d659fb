// What must every memory of the house do? One suite for each engine: events once, all or nothing, in order, found again.
import { afterEach, beforeEach, describe, expect, test } from 'bun:test'
import type { Store } from '../../src/store/store.ts'
import { scriptedRules } from '../support/scripted-rules.ts'
import {
  answered,
  answers,
  claimed,
  conversationOf,
  customer,
  day,
  deliver,
  minute,
  noon,
  type Open,
  parcel,
  says,
  second,
} from '../support/memory.ts'

/** `open` gives the same memory again when it is called twice; `clean` forgets it. */
export function storeContract(engine: string, setUp: () => { open: Open; clean: () => void }): void {
  describe(`the memory on ${engine}`, () => {
    let open: Open
    let clean: () => void
    let store: Store

    beforeEach(() => {
      ;({ open, clean } = setUp())
      store = open()
    })
    afterEach(async () => {
      await store.close()
      clean()
    })

    test('a customer who writes for the first time begins a conversation', async () => {
      await deliver(store, [says('m1', 'Hola', { contactName: 'Ana', at: noon - second })])
      const page = await store.conversations({ limit: 10 }, noon)
      expect(page.items).toHaveLength(1)
      expect(page.items[0]).toMatchObject({
        channel: 'whatsapp',
        contact: { name: 'Ana', address: '52155' },
        lastMessageAt: noon - second,
        windowClosesAt: noon - second + day,
        whyQuiet: null,
        unread: 1,
        preview: { author: 'contact', text: 'Hola' },
      })
    })

    test('the same message delivered twice is said once', async () => {
      await deliver(store, [says('m1', 'Hola'), says('m1', 'Hola')])
      await deliver(store, [says('m1', 'Hola')])
      const page = await store.messages(await conversationOf(store), { limit: 10 })
      expect(page?.items).toHaveLength(1)
    })

    test('the same key on another account is another message', async () => {
      const other = { ...customer(), account: 'otra' }
      await deliver(store, [says('m1', 'Hola'), says('m1', 'Hola', { from: other })])
      expect((await store.counts()).messages).toBe(2)
    })

    test('a repeated step names the message it made the first time', async () => {
      const first = await store.step(customer(), says('m1', 'Hola'), noon)
      const again = await store.step(customer(), says('m1', 'Hola'), noon)
      expect(first.repeated).toBe(false)
      expect(again).toEqual({ ...first, repeated: true })
    })

    test('a delivery that was applied is not applied again', async () => {
      const delivery = parcel([says('', 'sin clave')])
      await store.drain([delivery], noon)
      await store.drain([delivery], noon)
      expect(store.cursor()).toBe(delivery.seq)
      expect((await store.counts()).messages).toBe(1)
    })

    test('a delivery of more events than one transaction takes is applied whole', async () => {
      const events = Array.from({ length: 100 }, (_, n) => says(`m${n}`, `mensaje ${n}`))
      await deliver(store, events)
      expect((await store.counts()).messages).toBe(100)
      const page = await store.messages(await conversationOf(store), { limit: 3 })
      expect(page?.items.map((message) => message.ref)).toEqual(['m99', 'm98', 'm97'])
    })

    test('the agent is given the burst that waits, and what was said before it', async () => {
      await answered(store, ['¿En qué ayudo?'])
      await deliver(store, [says('m2', 'Zapatos,', { at: noon + minute })], noon + minute)
      await deliver(store, [says('m3', 'del 38', { at: noon + minute })], noon + minute)
      const turn = await store.claimTurn(noon + 2 * minute)
      expect(turn?.history.map((line) => line.author)).toEqual(['contact', 'agent'])
      expect(turn?.burst.map((line) => line.ref)).toEqual(['m2', 'm3'])
      expect(turn?.turns).toBe(1)
    })

    test('a turn is leased to one worker only', async () => {
      await deliver(store, [says('m1', 'Hola')])
      const [one, other] = await Promise.all([store.claimTurn(noon + minute), store.claimTurn(noon + minute)])
      expect([one, other].filter((turn) => turn !== null)).toHaveLength(1)
      const turn = one ?? other
      expect(turn && store.holds(turn.conversation, turn.fence)).toBe(true)
      expect(turn && store.holds(turn.conversation, turn.fence - 1)).toBe(false)
    })

    test('an operator’s message with the same client id is queued once', async () => {
      await deliver(store, [says('m1', 'Hola')])
      const id = await conversationOf(store)
      const write = () =>
        store.step(
          id,
          {
            type: 'operator.wrote',
            by: 'opr_1',
            at: noon,
            clientId: 'c1',
            body: { kind: 'text', text: 'Soy Luis' },
          },
          noon,
        )
      const [first, again] = [await write(), await write()]
      expect(again).toEqual({ ...first, repeated: true })
      expect((await store.messages(id, { limit: 10 }))?.items).toHaveLength(2)
    })

    test('steps that wait at the same tick each get their own answer, and one that throws costs only itself', async () => {
      await store.close()
      store = open({
        rules: scriptedRules((_, event) => {
          if (event.type === 'operator.read') throw new Error('defect')
          return null
        }),
      })
      await deliver(store, [says('m1', 'Hola')])
      const id = await conversationOf(store)
      const results = await Promise.allSettled([
        store.step(customer('1'), says('a', 'uno', { from: customer('1') }), noon),
        store.step(id, { type: 'operator.read', by: 'opr_1', at: noon }, noon),
        store.step(customer('2'), says('b', 'dos', { from: customer('2') }), noon),
      ])
      expect(results.map((result) => result.status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
      expect((await store.counts()).conversations).toBe(3)
    })

    test('a conversation that does not exist is refused by name', async () => {
      const read = store.step('cnv_nada', { type: 'operator.read', by: 'opr_1', at: noon }, noon)
      await expect(read).rejects.toMatchObject({ code: 'not-found' })
      expect(await store.messages('cnv_nada', { limit: 1 })).toBeNull()
    })

    test('reading clears the unread count and nothing else', async () => {
      await deliver(store, [says('m1', 'Hola'), says('m2', '¿Hay alguien?')])
      const id = await conversationOf(store)
      expect((await store.conversation(id, noon))?.unread).toBe(2)
      await store.step(id, { type: 'operator.read', by: 'opr_1', at: noon }, noon)
      expect((await store.conversation(id, noon))?.unread).toBe(0)
      expect((await store.conversations({ state: 'unanswered', limit: 5 }, noon)).items).toHaveLength(1)
    })

    test('the feed tells each change once, in order, after the number one has', async () => {
      let rings = 0
      const stop = store.onCommit(() => (rings += 1))
      await deliver(store, [says('m1', 'Hola'), says('m2', 'otra vez')])
      expect(rings).toBeGreaterThan(0)
      const changes = await store.changes(0, 100)
      expect(changes.map((change) => change.type)).toEqual(['message.added', 'message.added'])
      expect(changes.map((change) => change.seq)).toEqual([1, 2])
      expect(await store.changes(1, 100)).toEqual(changes.slice(1))
      expect(store.lastChange()).toBe(2)
      stop()
      const before = rings
      await deliver(store, [says('m3', 'y otra')])
      expect(rings).toBe(before)
    })

    test('a media job is leased, done, and gone; a failed one comes back when it is due', async () => {
      const body = { kind: 'media', media: 'image', ref: 'media-1' } as const
      await deliver(store, [says('m1', '', { body })])
      expect(store.nextDueAt()).toBe(noon)
      const job = await store.claimJob(noon)
      expect(job).toMatchObject({ kind: 'media', of: customer(), body, attempt: 1 })
      expect(await store.claimJob(noon)).toBeNull()
      await store.finishJob(job?.id ?? 0, noon + minute)
      expect(await store.claimJob(noon + minute - 1)).toBeNull()
      const again = await store.claimJob(noon + minute)
      expect(again).toMatchObject({ id: job?.id, attempt: 2 })
      await store.finishJob(again?.id ?? 0)
      expect(await store.claimJob(noon + day)).toBeNull()
    })

    test('what was committed is there after the process has died', async () => {
      const id = await answered(store, ['Claro'])
      const before = await store.messages(id, { limit: 10 })
      await store.close()
      store = open({ boot: 'arranque-2' })
      if (engine === ':memory:') return
      expect(await store.messages(id, { limit: 10 })).toEqual(before)
      expect((await claimed(store, noon + minute)).body).toEqual({ kind: 'text', text: 'Claro' })
    })

    test('an answer whose turn was taken away changes nothing', async () => {
      await deliver(store, [says('m1', 'Hola')])
      const id = await conversationOf(store)
      const turn = await store.claimTurn(noon + minute)
      await store.step(
        id,
        { type: 'operator.silenced', by: 'opr_1', at: noon, until: 'further-notice' },
        noon + minute,
      )
      await expect(answers(store, ['tarde'], noon + minute)).rejects.toThrow()
      expect(store.holds(id, turn?.fence ?? 0)).toBe(false)
      expect(
        (await store.message((await store.messages(id, { limit: 1 }))?.items[0]?.id ?? 'msg_'))?.because,
      ).toBe('silence')
    })
  })
}
