// What stands in for a platform's channel at the door? A handshake and a real HMAC; it neither parses nor sends.
import type { Channel } from '../../src/channels/channel.ts'
import type { ChannelName } from '../../src/model.ts'
import { createHmac, timingSafeEqual } from 'node:crypto'

export function scriptedChannel(name: ChannelName, secret: string): Channel {
  return {
    name,
    traits: {
      textLimit: 4096,
      limitUnit: 'chars',
      captionLimit: 1024,
      choices: { text: 1024, count: 3, label: 20 },
      media: [],
      hasTemplates: false,
      window: null,
      quietMs: 0,
      fragmentMs: 0,
      pace: null,
      echoesKey: true,
    },
    challenge: (query) =>
      query.get('hub.mode') === 'subscribe' && query.get('hub.verify_token') === `token of ${name}`
        ? query.get('hub.challenge')
        : null,
    verify: (raw, headers) => sameText(headers.get('x-hub-signature-256') ?? '', sign(raw, secret)),
    parse: () => [],
    send: async () => ({ ok: 'unknown', detail: 'scripted' }),
  }
}

/** The header `X-Hub-Signature-256` of these bytes. */
export function sign(raw: Uint8Array, secret: string): string {
  return `sha256=${createHmac('sha256', secret).update(raw).digest('hex')}`
}

function sameText(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))
}
