// What do the webhooks of Messenger and Instagram share? The `messaging` envelope and the events that both write alike.
import type { Instant } from '../../model.ts'
import type { Person } from '../people.ts'
import type { Account } from '../world.ts'
import type { Content, MediaSort, Payload, Saying } from './dialect.ts'

export type MessagingObject = 'page' | 'instagram'

/** `messaging`, or `standby` when another app owns the thread. */
export function messaging(
  object: MessagingObject,
  account: Account,
  event: { readonly from: string; readonly to: string; readonly at: Instant; readonly what: Payload },
  list: 'messaging' | 'standby' = 'messaging',
): Payload {
  const { from, to, at, what } = event
  const item = { sender: { id: from }, recipient: { id: to }, timestamp: at, ...what }
  return { object, entry: [{ time: at, id: account.id, [list]: [item] }] }
}

/** Written by the customer. */
export function inbound(
  object: MessagingObject,
  account: Account,
  who: Person,
  at: Instant,
  what: Payload,
): Payload {
  return messaging(object, account, { from: who.id, to: account.id, at, what })
}

/** Written by the business: sender and recipient are swapped. */
export function echo(
  object: MessagingObject,
  account: Account,
  who: Person,
  at: Instant,
  message: Payload,
): Payload {
  return messaging(object, account, {
    from: account.id,
    to: who.id,
    at,
    what: { message: { ...message, is_echo: true } },
  })
}

/** Another app, or a person in Meta's inbox, took the thread. */
export function threadTaken(
  object: MessagingObject,
  account: Account,
  who: Person,
  at: Instant,
  owners: { readonly previous: string; readonly next: string },
): Payload {
  const what = {
    pass_thread_control: { previous_owner_app_id: owners.previous, new_owner_app_id: owners.next },
  }
  return inbound(object, account, who, at, what)
}

export function spoken({ ref, content, inReplyTo, referral }: Saying): Payload {
  if (content.kind === 'choice' && content.choice.as === 'postback')
    return { postback: { mid: ref, title: content.choice.label, payload: content.choice.id } }
  const answered =
    inReplyTo === undefined
      ? {}
      : inReplyTo.startsWith('story:')
        ? {
            reply_to: {
              story: {
                id: inReplyTo.slice(6),
                url: `https://lookaside.fbsbx.com/story/${inReplyTo.slice(6)}`,
              },
            },
          }
        : { reply_to: { mid: inReplyTo } }
  const from = referral === undefined ? {} : { referral }
  return { message: { mid: ref, ...contentOf(content), ...answered, ...from } }
}

export function edited(ref: string, text: string, count: number): Payload {
  return { message_edit: { mid: ref, text, num_edit: count } }
}

export function unsent(ref: string): Payload {
  return { message: { mid: ref, is_deleted: true } }
}

const reactionNames = new Map([
  ['❤', 'love'],
  ['👍', 'like'],
  ['😢', 'sad'],
  ['😠', 'angry'],
])

export function reacted(ref: string, emoji: string | null): Payload {
  if (emoji === null) return { reaction: { mid: ref, action: 'unreact' } }
  return { reaction: { mid: ref, action: 'react', reaction: reactionNames.get(emoji) ?? 'other', emoji } }
}

const attachmentTypes: Readonly<Record<MediaSort, string>> = {
  image: 'image',
  audio: 'audio',
  video: 'video',
  document: 'file',
  sticker: 'image',
}

const stickerId = 369_239_263_222_822

function contentOf(content: Content): Payload {
  switch (content.kind) {
    case 'text':
      return { text: content.text }
    case 'media': {
      const { sort, url, caption } = content
      const sticker = sort === 'sticker' ? { sticker_id: stickerId } : {}
      const payload = { url, ...sticker }
      return {
        ...(caption === undefined ? {} : { text: caption }),
        attachments: [{ type: attachmentTypes[sort], payload }],
      }
    }
    case 'location': {
      const coordinates = { lat: content.latitude, long: content.longitude }
      return { attachments: [{ type: 'location', payload: { coordinates } }] }
    }
    case 'choice':
      return { text: content.choice.label, quick_reply: { payload: content.choice.id } }
    case 'raw':
      return { attachments: [{ type: content.type, payload: content.fields }] }
  }
}
