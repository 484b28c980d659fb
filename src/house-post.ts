// Who carries the letters of a rehearsal? The real channels: what a customer writes arrives in the platform's own JSON, and what is
// said is read from the request that would have left.
import { z } from 'zod'
import type { Channel, Library } from './channels/channel.ts'
import type { Clock } from './clock.ts'
import type { Egress } from './egress.ts'
import type { InboundEvent } from './events.ts'
import type { Address, ChannelName, Instant } from './model.ts'
import type { Person } from './simulator/people.ts'
import type { Dialect } from './simulator/webhooks/dialect.ts'
import { readConfig } from './config.ts'
import { createChannels } from './house-channels.ts'
import { demoSettings, environmentOf, worldOf } from './simulator/world.ts'
import { createInstagramDialect } from './simulator/webhooks/instagram.ts'
import { createMessengerDialect } from './simulator/webhooks/messenger.ts'
import { createWhatsAppDialect } from './simulator/webhooks/whatsapp.ts'

export interface Post {
  readonly from: Address
  readonly channels: ReadonlyMap<ChannelName, Channel>
  readonly libraries: ReadonlyMap<ChannelName, Library>
  /** A customer's text as it comes in: a webhook's body, or the site chat's event. */
  letter(text: string, at: Instant): { readonly raw: Uint8Array } | { readonly event: InboundEvent }
  /** What the customer saw of the message the platform knows by this id. */
  shown(ref: string): string | null
}

const site = 'sitio'
const phone = '5215512345678'
const person = '1234567890123456'

export function createPost(channel: ChannelName, clock: Clock): Post {
  const seen = new Map<string, string>()
  const config = readConfig(environmentOf(demoSettings), null)
  const { channels, libraries } = createChannels(config, { egress: noting(seen), clock, mediaDir: '' })
  const mailbag = channel === 'web' ? null : mailbagOf(channel)
  const from = mailbag?.from ?? { channel, account: site, contact: person }
  let letters = 0
  return {
    from,
    channels: new Map(
      [...channels].map(([name, one]) => [name, name === 'web' ? notingWeb(one, seen) : one]),
    ),
    libraries,
    letter: (text, at) => {
      letters += 1
      const ref = `ensayo.${letters}`
      const body = { kind: 'text', text } as const
      if (mailbag === null) {
        return {
          event: { type: 'message.received', key: ref, ref, from, at, body, window: true, turn: 'answers' },
        }
      }
      const payload = mailbag.dialect.message(mailbag.who, { ref, at, content: body })
      return { raw: new TextEncoder().encode(JSON.stringify(payload)) }
    },
    shown: (ref) => seen.get(ref) ?? null,
  }
}

interface Mailbag {
  readonly dialect: Dialect
  readonly who: Person
  readonly from: Address
}

function mailbagOf(channel: Exclude<ChannelName, 'web'>): Mailbag {
  const account = worldOf(demoSettings).accounts.find((one) => one.channel === channel)
  if (account === undefined) throw new Error(`no ${channel} account`)
  const { appId } = demoSettings
  const dialect =
    channel === 'whatsapp'
      ? createWhatsAppDialect(account)
      : channel === 'messenger'
        ? createMessengerDialect(account, appId)
        : createInstagramDialect(account, appId, { echoesAppId: false })
  const contact = channel === 'whatsapp' ? phone : person
  return {
    dialect,
    who: {
      channel,
      account: account.id,
      id: channel === 'whatsapp' ? `MX.${person}` : person,
      name: 'Cliente de prueba',
      ...(channel === 'whatsapp' ? { phone } : {}),
    },
    from: { channel, account: account.id, contact },
  }
}

const sent = z.looseObject({
  text: z.looseObject({ body: z.string() }).optional(),
  message: z.looseObject({ text: z.string().optional() }).optional(),
})

/** Nothing leaves: the request is read, and answered as Graph would. */
function noting(seen: Map<string, string>): Egress {
  let count = 0
  return async (_purpose, { body }) => {
    const read = sent.safeParse(JSON.parse(body ?? '{}'))
    const text = read.success ? (read.data.text?.body ?? read.data.message?.text) : undefined
    count += 1
    const ref = `enviado.${count}`
    if (text !== undefined) seen.set(ref, text)
    const answer = { success: true, messages: [{ id: ref }], message_id: ref, recipient_id: person }
    const bytes = new TextEncoder().encode(JSON.stringify(answer))
    return { ok: true, status: 200, headers: { 'content-type': 'application/json' }, body: bytes }
  }
}

function notingWeb(web: Channel, seen: Map<string, string>): Channel {
  return {
    ...web,
    async send(to, body, options, signal) {
      const result = await web.send(to, body, options, signal)
      if (result.ok === true && body.kind === 'text') seen.set(result.ref, body.text)
      return result
    },
  }
}
