// What did somebody say on Messenger or Instagram? A message object as events: received, echoed, unsent, or the receipt of our own.
import type { InboundEvent } from '../../events.ts'
import type { Address, Body, ChannelName, Instant, Referral } from '../../model.ts'
import { attachmentBodies } from './attachments.ts'
import { fields, ignored, list, type Loose, some, text } from './parse.ts'
import type { Message, MessagingEvent, Referral as WireReferral } from './wire.ts'

/** What the envelope says about an event: whose account it reached, and with whom it speaks. */
export interface Line {
  readonly channel: ChannelName
  readonly appId: string | null
  /** Our side said it. */
  readonly echo: boolean
  readonly from: Address
  readonly at: Instant
}

type Received = Extract<InboundEvent, { type: 'message.received' }>
type Hints = Pick<Received, 'inReplyTo' | 'referral'>

/** The app that writes "Lead summary" messages beside lead ads. */
const LEAD_APP = '413038776280800'
/** Our SendKey, as it comes back in the metadata of an echo. */
const SEND_KEY = /^msg_[0-9A-Za-z]+\.\d+\.[0-9a-f]{8}$/

export function messageEvents(
  line: Line,
  message: Loose<Message>,
  event: Loose<MessagingEvent>,
): readonly InboundEvent[] {
  const { from, at } = line
  const mid = text(message.mid) || `${from.contact}:${at}:message`
  if (message.is_deleted === true)
    return [{ type: 'message.unsent', key: `${mid}:deleted`, from, at, ref: mid }]
  if (message.is_self === true) return [ignored(from, `${mid}:self`, at, 'self test')]
  if (line.echo) return echoEvents(line, mid, message)
  const replied = fields<{ mid: string; story: unknown }>(message.reply_to)
  const story = text(fields<{ id: string }>(replied?.story)?.id)
  const hints: Hints = some({
    inReplyTo: story === '' ? text(replied?.mid) : `story:${story}`,
    referral: referralOf(message.referral ?? event.referral) ?? leadOf(event.hop_context),
  })
  return bodiesOf(message).map((body, index) =>
    received(line, index === 0 ? mid : `${mid}:${index}`, mid, body, hints),
  )
}

/** A body the customer sent: all of Messenger's and Instagram's open the window. */
export function received(line: Line, key: string, ref: string, body: Body, hints: Hints = {}): InboundEvent {
  const turn = turnOf(body)
  const person = body.kind === 'order' ? { needsPerson: true } : {}
  const { from, at } = line
  return { type: 'message.received', key, from, at, ref, body, window: true, turn, ...person, ...hints }
}

export function referralOf(value: unknown): Referral | undefined {
  const referral = fields<WireReferral>(value)
  if (referral === null) return undefined
  const product = text(fields<{ id: string }>(referral.product)?.id)
  const ad = fields<{ ad_title: string }>(referral.ads_context_data)
  return {
    source: product === '' ? text(referral.source) || text(referral.type) || 'referral' : 'product',
    ...some({
      id: product || text(referral.ad_id) || text(referral.ref),
      url: text(referral.referer_uri),
      title: text(ad?.ad_title),
      text: text(referral.ref),
    }),
  }
}

function leadOf(hops: unknown): Referral | undefined {
  const lead = list(hops).some((hop) => text(fields<{ app_id: number }>(hop)?.app_id) === LEAD_APP)
  return lead ? { source: 'lead ad' } : undefined
}

/**
 * Ours by app id or key: a receipt. Anything else was written by a person or another program, and the step decides.
 * Source: https://developers.facebook.com/docs/messenger-platform/reference/webhook-events/message-echoes
 */
function echoEvents(line: Line, mid: string, message: Loose<Message>): readonly InboundEvent[] {
  const { from, at } = line
  const app = text(message.app_id)
  const metadata = text(message.metadata)
  const callback = SEND_KEY.test(metadata) ? metadata : ''
  if (callback !== '' || (app !== '' && app === line.appId)) {
    const key = `${mid}:sent`
    return [{ type: 'message.progressed', key, from, at, status: 'sent', ref: mid, ...some({ callback }) }]
  }
  return bodiesOf(message).map((body, index) => ({
    type: 'message.echoed',
    key: `${mid}:echo${index === 0 ? '' : `:${index}`}`,
    from,
    at,
    ref: mid,
    body,
    ...some({ app }),
  }))
}

/** At least one: several attachments are several bodies, and the text is the first one's caption. */
function bodiesOf(message: Loose<Message>): readonly Body[] {
  const said = text(message.text)
  const attached = attachmentBodies(message.attachments)
  const payload = text(fields<{ payload: string }>(message.quick_reply)?.payload)
  if (payload !== '') return [{ kind: 'choice', id: payload, label: said }, ...attached]
  if (message.is_unsupported === true) return [{ kind: 'unsupported', label: 'unsupported' }]
  const [first, ...rest] = attached
  if (first === undefined) {
    return [said === '' ? { kind: 'unsupported', label: 'empty' } : { kind: 'text', text: said }]
  }
  return said === '' ? attached : [...withText(first, said), ...rest]
}

function withText(first: Body, said: string): readonly Body[] {
  if (first.kind === 'media' && first.media !== 'sticker') return [{ ...first, caption: said }]
  if (first.kind !== 'share') return [{ kind: 'text', text: said }, first]
  return [
    first.what === 'link' ? { kind: 'text', text: withLink(said, first.url) } : { ...first, text: said },
  ]
}

/** A link preview repeats, behind a redirect of Facebook, what the text says already. */
function withLink(said: string, url = ''): string {
  return url === '' || /https?:\/\//iu.test(said) || said.includes(url) ? said : `${said}\n${url}`
}

function turnOf(body: Body): Received['turn'] {
  if (body.kind === 'media' && body.media === 'sticker') return 'joins'
  if (body.kind === 'story' && body.what === 'mention') return 'never'
  return 'answers'
}
