// Which business exists in the pretended Meta? One app and its accounts, all fictional; the demo's are here.
import type { ChannelName } from '../model.ts'

export type MetaChannel = Exclude<ChannelName, 'web'>

export const metaChannels: readonly MetaChannel[] = ['whatsapp', 'messenger', 'instagram']

export interface Account {
  readonly channel: MetaChannel
  /** Phone number id, Page id, Instagram professional account id. */
  readonly id: string
  readonly token: string
  readonly name: string
  /** The WhatsApp Business Account that owns the number. */
  readonly waba?: string
  /** The number itself, digits only. */
  readonly phone?: string
  /** Signs this account's webhooks in place of the app secret: Instagram Login has its own. */
  readonly secret?: string
}

export interface World {
  readonly appId: string
  readonly appSecret: string
  readonly verifyToken: string
  readonly accounts: readonly Account[]
}

export interface Credentials {
  readonly id: string
  readonly token: string
}

/** What a product must know of its app: one account a channel. */
export interface MetaSettings {
  readonly appId: string
  readonly appSecret: string
  readonly verifyToken: string
  readonly whatsapp: Credentials
  readonly messenger: Credentials
  readonly instagram: Credentials
}

/** Nothing here opens anything: the only server that takes these tokens is the one of this folder. */
export const demoSettings: MetaSettings = {
  appId: '100200300400500',
  appSecret: 'demo-app-secret',
  verifyToken: 'demo-verify-token',
  whatsapp: { id: '106540352242922', token: 'demo-token-whatsapp' },
  messenger: { id: '176103646532401', token: 'demo-token-messenger' },
  instagram: { id: '17841452691600098', token: 'demo-token-instagram' },
}

const businessName = 'Vivero Colibrí'

export function worldOf(settings: MetaSettings): World {
  return {
    appId: settings.appId,
    appSecret: settings.appSecret,
    verifyToken: settings.verifyToken,
    accounts: [
      {
        channel: 'whatsapp',
        name: businessName,
        waba: '102290129340398',
        phone: '15550783881',
        ...settings.whatsapp,
      },
      { channel: 'messenger', name: businessName, ...settings.messenger },
      { channel: 'instagram', name: businessName, ...settings.instagram },
    ],
  }
}

/** What a product's environment says of this business; `graphUrl` is where the pretended Meta listens. */
export function environmentOf(settings: MetaSettings, graphUrl?: string): Readonly<Record<string, string>> {
  const { whatsapp, messenger, instagram } = settings
  return {
    ...(graphUrl === undefined ? {} : { GRAPH_API_URL: graphUrl, INSTAGRAM_API_URL: graphUrl }),
    META_APP_ID: settings.appId,
    META_APP_SECRET: settings.appSecret,
    META_VERIFY_TOKEN: settings.verifyToken,
    WHATSAPP_PHONE_NUMBER_ID: whatsapp.id,
    WHATSAPP_ACCESS_TOKEN: whatsapp.token,
    MESSENGER_PAGE_ID: messenger.id,
    MESSENGER_PAGE_ACCESS_TOKEN: messenger.token,
    INSTAGRAM_ACCOUNT_ID: instagram.id,
    INSTAGRAM_ACCESS_TOKEN: instagram.token,
  }
}
