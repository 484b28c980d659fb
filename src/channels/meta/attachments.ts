// What hangs on a message of Messenger or Instagram? Each attachment as a body, in order; twins of a sticker count once.
import type { Body, MediaKind } from '../../model.ts'
import { fields, finite, list, type Loose, some, text } from './parse.ts'
import type { Attachment, AttachmentPayload } from './wire.ts'

/** No client lets a person send so many at once. */
const MAX_ATTACHMENTS = 30

const MEDIA = new Map<string, MediaKind>([
  ['image', 'image'],
  ['audio', 'audio'],
  ['video', 'video'],
  ['file', 'document'],
])
const SHARES = new Map([
  ['fallback', 'link'],
  ['template', 'product'],
  ['share', 'post'],
  ['post', 'post'],
  ['ig_post', 'post'],
  ['media', 'post'],
  ['reel', 'reel'],
  ['ig_reel', 'reel'],
])

export function attachmentBodies(value: unknown): readonly Body[] {
  const stickers = new Set<string>()
  return list(value)
    .slice(0, MAX_ATTACHMENTS)
    .flatMap((item) => {
      const attachment = fields<Attachment>(item)
      if (attachment === null) return []
      const payload = fields<AttachmentPayload>(attachment.payload)
      const sticker = text(payload?.sticker_id)
      if (sticker === '') return [bodyOf(attachment, payload)]
      if (stickers.has(sticker)) return []
      stickers.add(sticker)
      return [{ kind: 'media', media: 'sticker', ref: stickerUrl(value, sticker) || sticker } satisfies Body]
    })
}

/** Of the twins, the image has the address. */
function stickerUrl(attachments: unknown, sticker: string): string {
  for (const item of list(attachments)) {
    const payload = fields<AttachmentPayload>(fields<Attachment>(item)?.payload)
    if (text(payload?.sticker_id) === sticker && text(payload?.url) !== '') return text(payload?.url)
  }
  return ''
}

function bodyOf(attachment: Loose<Attachment>, payload: Loose<AttachmentPayload> | null): Body {
  const type = text(attachment.type)
  const url = text(payload?.url) || text(attachment.url)
  const media = MEDIA.get(type)
  if (media !== undefined && url !== '') {
    return { kind: 'media', media, ref: url, ...some({ filename: text(payload?.title) }) }
  }
  if (type === 'like_heart') return { kind: 'media', media: 'sticker', ref: url || type }
  if (type === 'story_mention') return { kind: 'story', what: 'mention', ...some({ url }) }
  if (type === 'story' || type === 'ig_story') return { kind: 'story', what: 'shared', ...some({ url }) }
  if (type === 'location') return locationOf(attachment, payload)
  const share = SHARES.get(type)
  if (share !== undefined) return shareOf(share, url, attachment, payload)
  return { kind: 'unsupported', label: type || 'attachment' }
}

function locationOf(attachment: Loose<Attachment>, payload: Loose<AttachmentPayload> | null): Body {
  const place = fields<{ lat: number; long: number }>(payload?.coordinates)
  const [latitude, longitude] = [finite(place?.lat), finite(place?.long)]
  if (latitude === null || longitude === null) return { kind: 'unsupported', label: 'location' }
  return { kind: 'location', latitude, longitude, ...some({ name: text(attachment.title) }) }
}

function shareOf(
  what: string,
  url: string,
  attachment: Loose<Attachment>,
  payload: Loose<AttachmentPayload> | null,
): Body {
  const product = fields<{ elements: unknown }>(payload?.product)
  const first = fields<{ title: string; subtitle: string }>(list(product?.elements ?? payload?.elements)[0])
  const title = [text(first?.title), text(first?.subtitle)].filter((part) => part !== '').join(' · ')
  return {
    kind: 'share',
    what,
    ...some({ url, title: title || text(attachment.title) || text(payload?.title) }),
  }
}
