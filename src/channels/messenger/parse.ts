// What happened on our Pages? Messenger's deliveries as events; what the Page's wall does is no chat.
import type { InboundEvent } from '../../events.ts'
import { type MessagingOptions, parseMessaging } from '../meta/messaging.ts'

/** Pure, never throws. */
export function parseMessenger(payload: unknown, options: MessagingOptions): readonly InboundEvent[] {
  return parseMessaging(payload, {
    ...options,
    channel: 'messenger',
    object: 'page',
    notChat: () => 'page feed',
  })
}
