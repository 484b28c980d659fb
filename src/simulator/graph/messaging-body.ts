// Which bodies does the Send API take, on Messenger and on Instagram? Text, attachments, choices, and signs of life.
// Source: Messenger Platform, Send API; Instagram Platform, send messages (its text limit counts bytes).
import type { MetaChannel } from '../world.ts'
import type { Intent, Reading } from './intent.ts'
import type { Problem } from './problems.ts'
import { anything, bytes, firstProblem, link, text } from './shapes.ts'
import { z } from 'zod'

const recipient = z.union([
  z.strictObject({ id: z.string().min(1) }),
  z.strictObject({ user_ref: z.string() }),
  z.strictObject({ comment_id: z.string() }),
  z.strictObject({ post_id: z.string() }),
  z.strictObject({ notification_messages_token: z.string() }),
])

const quickReply = z.discriminatedUnion('content_type', [
  z.strictObject({
    content_type: z.literal('text'),
    title: text(20, 1),
    payload: text(1000, 1),
    image_url: link.optional(),
  }),
  z.strictObject({ content_type: z.literal('user_phone_number') }),
  z.strictObject({ content_type: z.literal('user_email') }),
])

const templateButton = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('postback'), title: text(20, 1), payload: text(1000, 1) }),
  z.looseObject({ type: z.literal('web_url'), title: text(20, 1), url: link }),
  z.strictObject({ type: z.literal('phone_number'), title: text(20, 1), payload: z.string() }),
])

const template = z.discriminatedUnion('template_type', [
  z.strictObject({
    template_type: z.literal('button'),
    text: text(640, 1),
    buttons: z.array(templateButton).min(1).max(3),
  }),
  z.looseObject({
    template_type: z.literal('generic'),
    elements: z
      .array(
        z.looseObject({
          title: text(80, 1),
          subtitle: text(80).optional(),
          buttons: z.array(templateButton).max(3).optional(),
        }),
      )
      .min(1)
      .max(10),
  }),
])

const file = z
  .strictObject({
    url: link.optional(),
    attachment_id: z.string().optional(),
    is_reusable: z.boolean().optional(),
  })
  .refine(
    (one) => (one.url === undefined) !== (one.attachment_id === undefined),
    'needs url or attachment_id',
  )

function attachmentOf(channel: MetaChannel): z.ZodType {
  const common = [
    z.strictObject({ type: z.enum(['image', 'audio', 'video', 'file']), payload: file }),
    z.strictObject({ type: z.literal('template'), payload: template }),
  ]
  const own = [
    z.strictObject({ type: z.literal('like_heart') }),
    z.strictObject({ type: z.literal('MEDIA_SHARE'), payload: z.strictObject({ id: z.string() }) }),
  ]
  return z.union(channel === 'instagram' ? [...common, ...own] : common)
}

function messageOf(channel: MetaChannel): z.ZodType {
  const words = channel === 'instagram' ? bytes(1000) : text(2000)
  return z.strictObject({
    text: words.optional(),
    attachment: attachmentOf(channel).optional(),
    attachments: z.array(attachmentOf(channel)).min(1).max(10).optional(),
    quick_replies: z.array(quickReply).min(1).max(13).optional(),
    metadata: text(1000).optional(),
  })
}

function requestOf(channel: MetaChannel): z.ZodType {
  return z.strictObject({
    recipient,
    messaging_type: z.enum(['RESPONSE', 'UPDATE', 'MESSAGE_TAG']).optional(),
    tag: z.string().optional(),
    message: messageOf(channel).optional(),
    sender_action: z.enum(['typing_on', 'typing_off', 'mark_seen', 'react', 'unreact']).optional(),
    payload: z.strictObject({ message_id: z.string(), reaction: z.string().optional() }).optional(),
    reply_to: z.strictObject({ mid: z.string() }).optional(),
    notification_type: z.enum(['REGULAR', 'SILENT_PUSH', 'NO_PUSH']).optional(),
    thread_control: anything.optional(),
  })
}

const requests = { messenger: requestOf('messenger'), instagram: requestOf('instagram') }

/** What the checked body is read with. */
const read = z.object({
  recipient: z.record(z.string(), z.string()),
  messaging_type: z.string().optional(),
  tag: z.string().optional(),
  sender_action: z.string().optional(),
  payload: z.object({ message_id: z.string() }).optional(),
  reply_to: z.object({ mid: z.string() }).optional(),
  message: z
    .object({
      text: z.string().optional(),
      metadata: z.string().optional(),
      quick_replies: z.array(z.unknown()).optional(),
      attachments: z.array(z.unknown()).optional(),
      attachment: z
        .object({
          type: z.string(),
          payload: z.object({ text: z.string().optional(), attachment_id: z.string().optional() }).optional(),
        })
        .optional(),
    })
    .optional(),
})
type Read = z.infer<typeof read>

export function readMessaging(channel: 'messenger' | 'instagram', body: unknown): Reading {
  const checked = requests[channel].safeParse(body, { reportInput: true })
  if (!checked.success) {
    const { problem, rule } = firstProblem(checked.error)
    return { ok: false, problem: plain(problem), rule }
  }
  const given = read.parse(body)
  const broken = brokenRule(given)
  if (broken !== null) return { ok: false, ...broken }
  return { ok: true, intent: intentOf(given) }
}

/** The Send API has no 131… codes and no error_data: everything is code 100 and a sentence. */
function plain(problem: Problem): Problem {
  if (problem.message !== undefined) return problem
  return { code: 100, message: `(#100) ${problem.details ?? 'Invalid parameter'}` }
}

function brokenRule(given: Read): { readonly problem: Problem; readonly rule: string } | null {
  const { message, sender_action: action } = given
  if ((message === undefined) === (action === undefined))
    return { problem: { code: 100, subcode: 2018034 }, rule: 'message: one of message and sender_action' }
  if ((action === 'react' || action === 'unreact') && given.payload === undefined)
    return { problem: { code: 100, message: '(#100) payload is required' }, rule: 'payload: required' }
  if (given.tag !== undefined && given.tag !== 'HUMAN_AGENT')
    return { problem: { code: 100, message: '(#100) Invalid tag' }, rule: 'tag: retired' }
  if ((given.messaging_type === 'MESSAGE_TAG') !== (given.tag !== undefined))
    return {
      problem: { code: 100, message: '(#100) MESSAGE_TAG needs a tag' },
      rule: 'tag: needs MESSAGE_TAG',
    }
  if (message === undefined) return null
  const parts = [message.text, message.attachment, message.attachments].filter((part) => part !== undefined)
  if (parts.length !== 1 || message.text === '')
    return { problem: { code: 100, subcode: 2018034 }, rule: 'message: text or attachment' }
  return null
}

function intentOf(given: Read): Intent {
  const action = given.sender_action
  const message = given.message
  const attachment = message?.attachment
  const kind =
    message === undefined ? 'reaction' : (attachment?.type ?? (message.attachments ? 'image' : 'text'))
  return {
    what: whatOf(action),
    to: given.recipient['id'] ?? Object.values(given.recipient)[0] ?? null,
    kind,
    text: message?.text ?? attachment?.payload?.text ?? null,
    key: message?.metadata ?? null,
    template: false,
    human: given.tag === 'HUMAN_AGENT',
    inReplyTo: given.reply_to?.mid ?? null,
    target: given.payload?.message_id ?? null,
    mediaId: attachment?.payload?.attachment_id ?? null,
  }
}

function whatOf(action: string | undefined): Intent['what'] {
  if (action === 'mark_seen') return 'read'
  if (action === 'typing_on' || action === 'typing_off') return 'typing'
  return 'message'
}
