// What is WhatsApp to the house? Our phone numbers in the Cloud API: what they take, how they send, and where their media lies.
// https://developers.facebook.com/documentation/business-messaging/whatsapp
import type { MediaBody } from '../../model.ts'
import type { Traits } from '../../state.ts'
import type { Channel, Library, MediaResult } from '../channel.ts'
import { DAY } from '../../clock.ts'
import { authorization, createGraph, type Graph } from '../meta/graph.ts'
import { createKeep, type Keep, MAX_MEDIA_BYTES } from '../meta/media.ts'
import { byId } from '../meta/messaging-send.ts'
import { fields, finite, list, text } from '../meta/parse.ts'
import type { MetaAccount, MetaPorts, MetaSettings } from '../meta/settings.ts'
import { answerChallenge, isSigned } from '../meta/signature.ts'
import { parseWhatsApp } from './parse.ts'
import { renderPresence, renderWhatsApp } from './render.ts'
import type { SendAnswer } from './wire-send.ts'

export type WhatsAppSettings = MetaSettings & { readonly accounts: readonly MetaAccount[] }

export const whatsappTraits: Traits = {
  textLimit: 4096,
  limitUnit: 'chars',
  captionLimit: 1024,
  choices: { text: 1024, count: 10, label: 20 },
  media: ['image', 'audio', 'video', 'document', 'sticker'],
  hasTemplates: true,
  window: { freeMs: DAY, humanMs: null },
  quietMs: 3_500,
  fragmentMs: 6_000,
  pace: { everyMs: 6_000, burst: 10 },
  echoesKey: true,
}

export function createWhatsApp(
  settings: WhatsAppSettings,
  ports: MetaPorts,
): { channel: Channel; library: Library } {
  const accounts = byId(settings.accounts)
  const options = { appId: settings.appId, accounts: new Set(accounts.keys()) }
  const graph = createGraph(ports.egress)
  const keep = createKeep(ports.egress, ports.mediaDir)
  const base = `${settings.graphUrl}/${settings.graphVersion}`
  const channel: Channel = {
    name: 'whatsapp',
    traits: whatsappTraits,
    challenge: (query) => answerChallenge(query, settings),
    verify: (raw, headers) => isSigned(raw, headers, settings.appSecrets),
    parse: (payload) => parseWhatsApp(payload, options),
    send: (to, body, sending, signal) => {
      const account = accounts.get(to.account)
      if (account === undefined) {
        return Promise.resolve({ ok: false, because: 'unauthorized', detail: 'unknown account' })
      }
      const present = body.kind === 'presence'
      const { key, inReplyTo } = sending
      const letter = { contact: to.contact, key, ...(inReplyTo === undefined ? {} : { inReplyTo }) }
      const request = present ? renderPresence(body) : renderWhatsApp(body, letter)
      if (request === null) {
        const detail = `nothing to send: ${body.kind}`
        return Promise.resolve({ ok: false, because: 'bad-request', detail })
      }
      const endpoint = {
        url: `${base}/${encodeURIComponent(account.id)}/messages`,
        token: account.token,
      }
      return graph.post(endpoint, request, sending, present ? null : refOf, signal)
    },
  }
  const library: Library = {
    media: (of, body, signal) => {
      const account = accounts.get(of.account)
      if (account === undefined)
        return Promise.resolve({ ok: false, because: 'unknown account', again: false })
      return download(body, account, { base, graph, keep }, signal)
    },
    // Names come with the messages; no call tells them.
    name: () => Promise.resolve(null),
  }
  return { channel, library }
}

function refOf(answer: unknown): string {
  const [message] = list(fields<SendAnswer>(answer)?.messages)
  return text(fields<{ id: string }>(message)?.id)
}

interface Found {
  readonly url: string
  readonly mime_type: string
  readonly sha256: string
  readonly file_size: number
}

/** The id is asked for an address that lives 5 minutes and wants the token too; no address of a payload is followed. */
async function download(
  body: MediaBody,
  account: MetaAccount,
  ways: { readonly base: string; readonly graph: Graph; readonly keep: Keep },
  signal: AbortSignal,
): Promise<MediaResult> {
  const id = encodeURIComponent(body.ref)
  const url = `${ways.base}/${id}?phone_number_id=${encodeURIComponent(account.id)}`
  const found = await ways.graph.get<Found>({ url, token: account.token }, signal)
  if (found === null || text(found.url) === '')
    return { ok: false, because: 'no address for this id', again: true }
  if ((finite(found.file_size) ?? 0) > MAX_MEDIA_BYTES)
    return { ok: false, because: 'too large', again: false }
  return ways.keep(
    {
      url: text(found.url),
      headers: authorization(account.token),
      media: body.media,
      mime: text(found.mime_type) || (body.mime ?? ''),
      sha256: body.sha256 ?? text(found.sha256),
      renewable: true,
    },
    signal,
  )
}
