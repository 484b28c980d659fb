// What happened on our Instagram accounts? Their direct messages as events; comments and mentions are no chat.
import type { InboundEvent } from '../../events.ts'
import { type MessagingOptions, parseMessaging } from '../meta/messaging.ts'

const NOT_CHAT = new Map([
  ['comments', 'comment'],
  ['live_comments', 'comment'],
  ['mentions', 'mention'],
  ['story_insights', 'insights'],
])

/** Pure, never throws. */
export function parseInstagram(payload: unknown, options: MessagingOptions): readonly InboundEvent[] {
  return parseMessaging(payload, {
    ...options,
    channel: 'instagram',
    object: 'instagram',
    notChat: (field) => NOT_CHAT.get(field) ?? `field ${field.slice(0, 64)}`,
  })
}
