// Which channels are on? The site chat always; the others when they have an account.
import type { Channel, Library } from './channels/channel.ts'
import type { Clock } from './clock.ts'
import type { Config } from './config.ts'
import type { Egress } from './egress.ts'
import type { ChannelName } from './model.ts'
import type { Traits } from './state.ts'
import { createInstagram, instagramTraits } from './channels/instagram/index.ts'
import { createMessenger, messengerTraits } from './channels/messenger/index.ts'
import { createWebChannel, webTraits, type WebChannel } from './channels/web/index.ts'
import { createWhatsApp, whatsappTraits } from './channels/whatsapp/index.ts'

export interface Channels {
  readonly channels: ReadonlyMap<ChannelName, Channel>
  readonly libraries: ReadonlyMap<ChannelName, Library>
  readonly web: WebChannel
}

/** Abilities of every channel, on or off: what is stored of a channel that was switched off must still be read. */
export const traits: Readonly<Record<ChannelName, Traits>> = {
  whatsapp: whatsappTraits,
  messenger: messengerTraits,
  instagram: instagramTraits,
  web: webTraits,
}

export function createChannels(
  config: Config,
  ports: { egress: Egress; clock: Clock; mediaDir: string },
): Channels {
  const web = createWebChannel()
  const channels = new Map<ChannelName, Channel>([['web', web]])
  const libraries = new Map<ChannelName, Library>()
  const add = ({ channel, library }: { channel: Channel; library: Library }): void => {
    channels.set(channel.name, channel)
    libraries.set(channel.name, library)
  }
  const { meta, whatsapp, messenger, instagram } = config
  if (whatsapp.length > 0) add(createWhatsApp({ ...meta, accounts: whatsapp }, ports))
  if (messenger.length > 0) add(createMessenger({ ...meta, accounts: messenger }, ports))
  if (instagram.length > 0) {
    const appSecrets = [...meta.appSecrets, ...config.instagramSecrets]
    add(createInstagram({ ...meta, appSecrets, url: config.instagramUrl, accounts: instagram }, ports))
  }
  return { channels, libraries, web }
}
