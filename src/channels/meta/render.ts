// How is a body said on Messenger and Instagram? As JSON of their common Send API, within every limit; null for what cannot leave.
// https://developers.facebook.com/docs/messenger-platform/reference/send-api
import type { Body, Choice, MediaBody, MediaKind, SharedContact } from '../../model.ts'
import type { Presence } from '../channel.ts'
import { distinct, fit, line, type LimitUnit } from './fit.ts'
import { toPlain } from './markdown.ts'
import type { OutboundMessage, QuickReply, SendRequest } from './wire.ts'

/** Quick replies and their sizes; the length of a text differs and is handed in. */
export const QUICK_REPLIES = { count: 13, title: 20, payload: 1000, text: 640 } as const

export interface TextLimit {
  readonly textLimit: number
  readonly limitUnit: LimitUnit
}

export interface Letter {
  readonly contact: string
  /** Our SendKey where the platform gives it back, else null. */
  readonly metadata: string | null
  /** A person typed it after the free window: https://developers.facebook.com/docs/messenger-platform/send-messages/message-tags */
  readonly human: boolean
  readonly inReplyTo?: string
}

const FILES: Readonly<Record<MediaKind, 'image' | 'audio' | 'video' | 'file'>> = {
  image: 'image',
  audio: 'audio',
  video: 'video',
  document: 'file',
  sticker: 'image',
}

export function renderMessage(body: Body, letter: Letter, limit: TextLimit): SendRequest | null {
  const message = letter.contact === '' ? null : messageOf(body, limit)
  if (message === null) return null
  return {
    recipient: { id: letter.contact },
    ...(letter.human
      ? ({ messaging_type: 'MESSAGE_TAG', tag: 'HUMAN_AGENT' } as const)
      : ({ messaging_type: 'RESPONSE' } as const)),
    message: letter.metadata === null ? message : { ...message, metadata: fit(letter.metadata, 1000) },
    ...(letter.inReplyTo === undefined ? {} : { reply_to: { mid: letter.inReplyTo } }),
  }
}

/** Its own request, with no message beside it. */
export function renderAction(presence: Presence, contact: string): SendRequest | null {
  if (contact === '') return null
  return { recipient: { id: contact }, sender_action: presence.what === 'typing' ? 'typing_on' : 'mark_seen' }
}

function messageOf(body: Body, limit: TextLimit): OutboundMessage | null {
  switch (body.kind) {
    case 'text':
      return textOf(body.text, limit)
    case 'choices':
      return choicesOf(body.text, body.choices, limit)
    case 'media':
      return mediaOf(body)
    case 'location':
      return textOf(placeOf(body), limit)
    case 'contacts':
      return textOf(body.contacts.map(cardOf).join('\n'), limit)
    default:
      return null
  }
}

function textOf(written: string, limit: TextLimit): OutboundMessage | null {
  const text = fit(toPlain(written.replaceAll('\0', '')).trim(), limit.textLimit, limit.limitUnit)
  return text === '' ? null : { text }
}

function choicesOf(written: string, offered: readonly Choice[], limit: TextLimit): OutboundMessage | null {
  const choices = offered.filter((choice) => line(choice.label) !== '').slice(0, QUICK_REPLIES.count)
  if (choices.length === 0) return textOf(written, limit)
  const labels = choices.map((choice) => line(choice.label))
  const titles = distinct(labels, QUICK_REPLIES.title)
  const ids = choices.map((choice, index) => line(choice.id) || (labels[index] ?? ''))
  const payloads = distinct(ids, QUICK_REPLIES.payload)
  const quick: readonly QuickReply[] = titles.map((title, index) => ({
    content_type: 'text',
    title,
    payload: payloads[index] ?? title,
  }))
  const short = fit(toPlain(written.replaceAll('\0', '')).trim(), QUICK_REPLIES.text)
  return { text: fit(short, limit.textLimit, limit.limitUnit) || '…', quick_replies: quick }
}

function mediaOf(body: MediaBody): OutboundMessage | null {
  if (body.ref === '') return null
  const payload = body.ref.startsWith('https://') ? { url: body.ref } : { attachment_id: body.ref }
  return { attachment: { type: FILES[body.media], payload } }
}

/** Neither platform has a place or a card to send: words do. */
function placeOf(place: Extract<Body, { kind: 'location' }>): string {
  const map = `https://maps.google.com/?q=${place.latitude},${place.longitude}`
  return [place.name ?? '', place.address ?? '', map].filter((part) => part !== '').join('\n')
}

function cardOf(contact: SharedContact): string {
  return [contact.name, ...contact.phones, ...contact.emails].filter((part) => part !== '').join(' · ')
}
