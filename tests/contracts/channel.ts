// What must every channel keep, whichever platform is behind it? One suite, run against each implementation.
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import type { Channel, SendOptions, SendResult } from '../../src/channels/channel.ts'
import { systemClock } from '../../src/clock.ts'
import type { Address, Body } from '../../src/model.ts'

export interface Subject {
  readonly channel: Channel
  /** Somebody who can be written to. */
  readonly to: Address
  /** A delivery of the platform and the headers that prove it; null where the house itself is the platform. */
  readonly delivery: { readonly payload: unknown; readonly headers: (raw: Uint8Array) => Headers } | null
  close(): void
}

const options = (more: Partial<SendOptions> = {}): SendOptions => ({
  key: 'msg_01JZ0000000000000000000000.1.0123abcd',
  human: false,
  deadline: systemClock.mono() + 5_000,
  ...more,
})

const bodies: readonly Body[] = [
  { kind: 'text', text: 'hola' },
  { kind: 'text', text: '' },
  { kind: 'text', text: '😀'.repeat(5_000) },
  { kind: 'media', media: 'image', ref: 'https://example.com/a.jpg', caption: 'mira' },
  { kind: 'media', media: 'sticker', ref: '4001' },
  { kind: 'choices', text: '¿Cuál?', choices: Array.from({ length: 20 }, () => ({ id: 'a', label: 'Sí' })) },
  { kind: 'choices', text: '', choices: [] },
  { kind: 'template', name: 'hola', language: 'es', params: ['Ana'] },
  { kind: 'location', latitude: 19.4, longitude: -99.1 },
  { kind: 'contacts', contacts: [{ name: 'Ana', phones: [], emails: [] }] },
  { kind: 'choice', id: 'a', label: 'b' },
  { kind: 'order', items: [] },
  { kind: 'story', what: 'shared' },
  { kind: 'share', what: 'post' },
  { kind: 'unsupported', label: 'poll' },
  { kind: 'erased' },
]

/** A value, never a throw: yes with a ref, no with its reason, or unknown with a word about it. */
function isResult(result: SendResult): boolean {
  if (result.ok === true) return typeof result.ref === 'string'
  if (result.ok === 'unknown') return result.detail !== ''
  return result.because.length > 0 && typeof result.detail === 'string'
}

export function channelContract(name: string, open: () => Promise<Subject>): void {
  describe(`the channel ${name}`, () => {
    let subject: Subject
    beforeAll(async () => {
      subject = await open()
    })
    afterAll(() => subject.close())

    test('says what it can do in numbers that make sense', () => {
      const { traits } = subject.channel
      expect(subject.channel.name).toBe(name as Channel['name'])
      expect(traits.textLimit).toBeGreaterThan(0)
      expect(traits.captionLimit).toBeLessThanOrEqual(traits.textLimit)
      expect(traits.choices.text).toBeLessThanOrEqual(traits.textLimit)
      expect(Math.min(traits.choices.count, traits.choices.label, traits.choices.text)).toBeGreaterThan(0)
      expect(traits.fragmentMs).toBeGreaterThanOrEqual(traits.quietMs)
      expect(new Set(traits.media).size).toBe(traits.media.length)
      if (traits.window !== null)
        expect(traits.window.humanMs ?? Infinity).toBeGreaterThan(traits.window.freeMs)
      if (traits.hasTemplates) expect(traits.window).not.toBeNull()
      if (traits.pace !== null) expect(Math.min(traits.pace.everyMs, traits.pace.burst)).toBeGreaterThan(0)
    })

    test('believes its own platform and nobody else', () => {
      const { channel, delivery } = subject
      const raw = new TextEncoder().encode(JSON.stringify(delivery?.payload ?? {}))
      expect(channel.verify(raw, new Headers())).toBe(false)
      expect(channel.verify(raw, delivery?.headers(raw) ?? new Headers())).toBe(delivery !== null)
      expect(channel.verify(new Uint8Array([...raw, 10]), delivery?.headers(raw) ?? new Headers())).toBe(
        false,
      )
      fc.assert(
        fc.property(fc.uint8Array(), fc.constantFrom(...'0123456789abcdef'), (bytes, digit) => {
          const forged = { 'x-hub-signature-256': `sha256=${digit.repeat(64)}` }
          return !channel.verify(bytes, new Headers(forged))
        }),
      )
    })

    test('shakes hands with nobody who does not know the word', () => {
      const forged = { 'hub.mode': 'subscribe', 'hub.verify_token': 'guess', 'hub.challenge': '1' }
      expect(subject.channel.challenge(new URLSearchParams(forged))).toBeNull()
      expect(subject.channel.challenge(new URLSearchParams())).toBeNull()
    })

    test('reads its own deliveries, each time the same, as events of its own', () => {
      const { channel, delivery } = subject
      if (delivery === null) return expect(channel.parse({})).toEqual([])
      const [once, again] = [
        channel.parse(delivery.payload),
        channel.parse(structuredClone(delivery.payload)),
      ]
      expect(once.length).toBeGreaterThan(0)
      expect(again).toEqual(once)
      expect(once.some(({ type }) => type === 'message.received')).toBe(true)
      expect(once.every((event) => event.from.channel === channel.name && event.key !== '')).toBe(true)
    })

    test('reads anything at all without a throw', () => {
      const { channel } = subject
      const json = fc.oneof(
        fc.jsonValue(),
        fc.record({ object: fc.string(), entry: fc.array(fc.jsonValue()) }),
      )
      fc.assert(fc.property(json, (payload) => channel.parse(payload).every(({ key }) => key !== '')))
    })

    test('takes each body, or says why not', async () => {
      const { channel, to } = subject
      for (const body of bodies) {
        const result = await channel.send(to, body, options(), new AbortController().signal)
        expect([body.kind, isResult(result)]).toEqual([body.kind, true])
      }
      const text = await channel.send(
        to,
        { kind: 'text', text: 'hola' },
        options(),
        new AbortController().signal,
      )
      expect(text).toMatchObject({ ok: true, ref: expect.stringMatching(/./) })
    })

    test('takes signs of life', async () => {
      const { channel, to } = subject
      for (const what of ['typing', 'read'] as const) {
        const presence = { kind: 'presence', what, ref: 'ref-of-theirs' } as const
        expect(isResult(await channel.send(to, presence, options(), new AbortController().signal))).toBe(true)
      }
    })

    test('ends a send that is aborted or too late with a value, and never with "unknown" when nothing left', async () => {
      const { channel, to } = subject
      const text = { kind: 'text', text: 'hola' } as const
      const aborted = await channel.send(to, text, options(), AbortSignal.abort())
      const late = await channel.send(
        to,
        text,
        options({ deadline: systemClock.mono() - 1 }),
        new AbortController().signal,
      )
      expect([aborted.ok, late.ok]).not.toContain('unknown')
      expect([isResult(aborted), isResult(late)]).toEqual([true, true])
    })

    test('knows only its own accounts', async () => {
      const { channel, to } = subject
      const stranger = { ...to, account: 'nobody’s account' }
      const result = await channel.send(
        stranger,
        { kind: 'text', text: 'x' },
        options(),
        new AbortController().signal,
      )
      expect(isResult(result)).toBe(true)
      expect(result.ok).toBe(subject.delivery === null)
    })
  })
}
