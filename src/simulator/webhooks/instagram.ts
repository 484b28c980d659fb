// How does Instagram write its webhooks? Like Messenger, but echoes carry no metadata, and only a read mark tells of arrival.
// Source: Instagram Platform, webhooks.
import type { Account } from '../world.ts'
import type { Dialect } from './dialect.ts'
import { echo, edited, inbound, reacted, spoken, unsent } from './messaging.ts'

/** Instagram's own inbox: a person who answers there. */
export const instagramInboxApp = '1217981644879628'

export interface InstagramOptions {
  /** Own echoes carry the app's id: documented, and not to be relied on. */
  readonly echoesAppId: boolean
}

export function createInstagramDialect(account: Account, appId: string, options: InstagramOptions): Dialect {
  return {
    message: (who, saying) => inbound('instagram', account, who, saying.at, spoken(saying)),
    edited: (who, ref, text, at, { count }) =>
      inbound('instagram', account, who, at, edited(ref, text, count)),
    unsent: (who, ref, at) => inbound('instagram', account, who, at, unsent(ref)),
    reacted: (who, ref, emoji, at) => inbound('instagram', account, who, at, reacted(ref, emoji)),
    receipt: (who, of, status, at) =>
      status === 'read' ? inbound('instagram', account, who, at, { read: { mid: of.ref } }) : null,
    ownEcho: (who, of, at) =>
      echo('instagram', account, who, at, {
        mid: of.ref,
        ...(of.text === null ? {} : { text: of.text }),
        ...(options.echoesAppId ? { app_id: Number(appId) } : {}),
      }),
    foreignEcho: (who, text, ref, at) => echo('instagram', account, who, at, { mid: ref, text }),
  }
}
