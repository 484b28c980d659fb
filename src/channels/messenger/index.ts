// What is Messenger to the house? Our Pages: what they take, how they send, and what may be looked up.
// https://developers.facebook.com/docs/messenger-platform
import type { Traits } from '../../state.ts'
import type { Channel, Library } from '../channel.ts'
import { DAY } from '../../clock.ts'
import { createLibrary, createSend, type Postbox } from '../meta/messaging-send.ts'
import { text } from '../meta/parse.ts'
import type { MetaAccount, MetaPorts, MetaSettings } from '../meta/settings.ts'
import { answerChallenge, isSigned } from '../meta/signature.ts'
import { parseMessenger } from './parse.ts'

export type MessengerSettings = MetaSettings & { readonly accounts: readonly MetaAccount[] }

export const messengerTraits: Traits = {
  textLimit: 2000,
  limitUnit: 'chars',
  captionLimit: 0,
  choices: { text: 640, count: 13, label: 20 },
  media: ['image', 'audio', 'video', 'document'],
  hasTemplates: false,
  window: { freeMs: DAY, humanMs: 7 * DAY },
  quietMs: 3_500,
  fragmentMs: 6_000,
  pace: null,
  echoesKey: true,
}

export function createMessenger(
  settings: MessengerSettings,
  ports: MetaPorts,
): { channel: Channel; library: Library } {
  const options = { appId: settings.appId, accounts: new Set(settings.accounts.map(({ id }) => id)) }
  const box: Postbox = {
    traits: messengerTraits,
    accounts: settings.accounts,
    base: () => `${settings.graphUrl}/${settings.graphVersion}`,
    sender: (account) => account.id,
    tellsKey: () => true,
    repliesTo: false,
    profileFields: ['first_name', 'last_name'],
    nameOf: (profile) => `${text(profile.first_name)} ${text(profile.last_name)}`,
  }
  const channel: Channel = {
    name: 'messenger',
    traits: messengerTraits,
    challenge: (query) => answerChallenge(query, settings),
    verify: (raw, headers) => isSigned(raw, headers, settings.appSecrets),
    parse: (payload) => parseMessenger(payload, options),
    send: createSend(box, ports),
  }
  return { channel, library: createLibrary(box, ports) }
}
