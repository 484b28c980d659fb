// What is Instagram to the house? Our professional accounts, reached through Instagram Login or through the Page they are linked to.
// https://developers.facebook.com/docs/instagram-platform/instagram-api-with-instagram-login/messaging-api
import type { Traits } from '../../state.ts'
import type { Channel, Library } from '../channel.ts'
import { DAY } from '../../clock.ts'
import { createLibrary, createSend, type Postbox } from '../meta/messaging-send.ts'
import { text } from '../meta/parse.ts'
import type { MetaAccount, MetaPorts, MetaSettings } from '../meta/settings.ts'
import { answerChallenge, isSigned } from '../meta/signature.ts'
import { parseInstagram } from './parse.ts'

/** `appSecrets` holds the Instagram app secrets too: which of them signs depends on the product. */
export type InstagramSettings = MetaSettings & {
  readonly accounts: readonly MetaAccount[]
  /** `https://graph.instagram.com`: where accounts of Instagram Login are reached. */
  readonly url: string
}

export const instagramTraits: Traits = {
  textLimit: 1000,
  limitUnit: 'bytes',
  captionLimit: 0,
  choices: { text: 640, count: 13, label: 20 },
  media: ['image', 'audio', 'video', 'document'],
  hasTemplates: false,
  window: { freeMs: DAY, humanMs: 7 * DAY },
  quietMs: 3_500,
  fragmentMs: 6_000,
  pace: null,
  echoesKey: false,
}

export function createInstagram(
  settings: InstagramSettings,
  ports: MetaPorts,
): { channel: Channel; library: Library } {
  const options = { appId: settings.appId, accounts: new Set(settings.accounts.map(({ id }) => id)) }
  const linked = (account: MetaAccount): boolean => account.login === 'facebook'
  const box: Postbox = {
    traits: instagramTraits,
    accounts: settings.accounts,
    base: (account) => `${linked(account) ? settings.graphUrl : settings.url}/${settings.graphVersion}`,
    // A Page token sends for its Page, whose id is not the account's.
    sender: (account) => (linked(account) ? 'me' : account.id),
    tellsKey: linked,
    repliesTo: true,
    profileFields: ['name', 'username'],
    nameOf: (profile) => text(profile.name) || text(profile.username),
  }
  const channel: Channel = {
    name: 'instagram',
    traits: instagramTraits,
    challenge: (query) => answerChallenge(query, settings),
    verify: (raw, headers) => isSigned(raw, headers, settings.appSecrets),
    parse: (payload) => parseInstagram(payload, options),
    send: createSend(box, ports),
  }
  return { channel, library: createLibrary(box, ports) }
}
