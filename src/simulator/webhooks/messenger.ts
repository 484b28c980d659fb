// How does Messenger write its webhooks? Echoes carry the app's id and its metadata; delivery and read are watermarks.
// Source: Messenger Platform, webhooks reference.
import type { Account } from '../world.ts'
import type { Dialect } from './dialect.ts'
import { echo, edited, inbound, reacted, spoken, unsent } from './messaging.ts'

/** The Page inbox: a person who answers there. */
export const pageInboxApp = '263902037430900'

export function createMessengerDialect(account: Account, appId: string): Dialect {
  return {
    message: (who, saying) => inbound('page', account, who, saying.at, spoken(saying)),
    edited: (who, ref, text, at, { count }) => inbound('page', account, who, at, edited(ref, text, count)),
    unsent: (who, ref, at) => inbound('page', account, who, at, unsent(ref)),
    reacted: (who, ref, emoji, at) => inbound('page', account, who, at, reacted(ref, emoji)),
    receipt: (who, of, status, at) => {
      if (status === 'delivered')
        return inbound('page', account, who, at, { delivery: { mids: [of.ref], watermark: at } })
      if (status === 'read') return inbound('page', account, who, at, { read: { watermark: at } })
      return null
    },
    ownEcho: (who, of, at) =>
      echo('page', account, who, at, {
        mid: of.ref,
        ...(of.text === null ? {} : { text: of.text }),
        app_id: Number(appId),
        ...(of.key === null ? {} : { metadata: of.key }),
      }),
    foreignEcho: (who, text, ref, at) =>
      echo('page', account, who, at, { mid: ref, text, app_id: Number(pageInboxApp) }),
  }
}
