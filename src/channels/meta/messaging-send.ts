// How do Messenger and Instagram send and look up? The glue they share: their endpoints differ, their requests do not.
import type { MediaBody } from '../../model.ts'
import type { Traits } from '../../state.ts'
import type { Channel, Library } from '../channel.ts'
import { createGraph, type Endpoint } from './graph.ts'
import { createKeep } from './media.ts'
import { fields, type Loose, text } from './parse.ts'
import { renderAction, renderMessage } from './render.ts'
import type { MetaAccount, MetaPorts } from './settings.ts'
import type { SendAnswer } from './wire.ts'

export interface Postbox {
  readonly traits: Traits
  readonly accounts: readonly MetaAccount[]
  /** Base of an account's requests, with its version: nodes are put behind it. */
  readonly base: (account: MetaAccount) => string
  /** The node that sends. */
  readonly sender: (account: MetaAccount) => string
  /** May the SendKey go out as metadata? */
  readonly tellsKey: (account: MetaAccount) => boolean
  readonly repliesTo: boolean
  readonly profileFields: readonly string[]
  readonly nameOf: (profile: Loose<Profile>) => string
}

export interface Profile {
  readonly name: string
  readonly username: string
  readonly first_name: string
  readonly last_name: string
}

export function createSend(box: Postbox, ports: MetaPorts): Channel['send'] {
  const accounts = byId(box.accounts)
  const graph = createGraph(ports.egress)
  return async (to, body, options, signal) => {
    const account = accounts.get(to.account)
    if (account === undefined) return { ok: false, because: 'unauthorized', detail: 'unknown account' }
    const endpoint: Endpoint = {
      url: `${box.base(account)}/${encodeURIComponent(box.sender(account))}/messages`,
      token: account.token,
    }
    if (body.kind === 'presence') {
      const action = renderAction(body, to.contact)
      if (action === null) return { ok: false, because: 'bad-recipient', detail: 'no contact' }
      return graph.post(endpoint, action, options, null, signal)
    }
    const letter = {
      contact: to.contact,
      metadata: box.tellsKey(account) ? options.key : null,
      human: options.human,
      ...(box.repliesTo && options.inReplyTo !== undefined ? { inReplyTo: options.inReplyTo } : {}),
    }
    const request = renderMessage(body, letter, box.traits)
    if (request === null)
      return { ok: false, because: 'bad-request', detail: `nothing to send: ${body.kind}` }
    return graph.post(
      endpoint,
      request,
      options,
      (answer) => text(fields<SendAnswer>(answer)?.message_id),
      signal,
    )
  }
}

export function createLibrary(box: Postbox, ports: MetaPorts): Library {
  const accounts = byId(box.accounts)
  const graph = createGraph(ports.egress)
  const keep = createKeep(ports.egress, ports.mediaDir)
  return {
    media: (_of, body: MediaBody, signal) => {
      if (!body.ref.startsWith('https://') && !body.ref.startsWith('http://')) {
        return Promise.resolve({ ok: false, because: 'no address', again: false })
      }
      return keep({ url: body.ref, media: body.media, mime: body.mime ?? '', renewable: false }, signal)
    },
    name: async (of, signal) => {
      const account = accounts.get(of.account)
      if (account === undefined || of.contact === '') return null
      const node = encodeURIComponent(of.contact)
      const url = `${box.base(account)}/${node}?fields=${box.profileFields.join(',')}`
      const profile = await graph.get<Profile>({ url, token: account.token }, signal)
      return profile === null ? null : box.nameOf(profile).trim().slice(0, 200) || null
    },
  }
}

export function byId(accounts: readonly MetaAccount[]): ReadonlyMap<string, MetaAccount> {
  return new Map(accounts.map((account) => [account.id, account]))
}
