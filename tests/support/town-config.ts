// The configuration of a pretended business with one account on each channel.
import { readConfig, type Config } from '../../src/config.ts'
import { demoSettings } from '../../src/simulator/world.ts'

/** `more` is what else the environment says. */
export function configOf(
  dataDir: string,
  graphUrl: string,
  more: Readonly<Record<string, string>> = {},
): Config {
  const { appId, appSecret, verifyToken, whatsapp, messenger, instagram } = demoSettings
  return readConfig(
    {
      PORT: '0',
      DATA_DIR: dataDir,
      GRAPH_API_URL: graphUrl,
      INSTAGRAM_API_URL: graphUrl,
      META_APP_ID: appId,
      META_APP_SECRET: appSecret,
      META_VERIFY_TOKEN: verifyToken,
      WHATSAPP_PHONE_NUMBER_ID: whatsapp.id,
      WHATSAPP_ACCESS_TOKEN: whatsapp.token,
      MESSENGER_PAGE_ID: messenger.id,
      MESSENGER_PAGE_ACCESS_TOKEN: messenger.token,
      INSTAGRAM_ACCOUNT_ID: instagram.id,
      INSTAGRAM_ACCESS_TOKEN: instagram.token,
      ...more,
    },
    null,
  )
}
