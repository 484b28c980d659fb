// Who may answer in a thread, and how did the customer come to it? What has no row of its own is ignored by its own name.
import type { InboundEvent } from '../../events.ts'
import type { Body } from '../../model.ts'
import { type Line, received, referralOf } from './messages.ts'
import { digest, fields, ignored, type Loose, some, text } from './parse.ts'
import type { MessagingEvent, ThreadControl } from './wire.ts'

export function threadEvents(line: Line, event: Loose<MessagingEvent>): readonly InboundEvent[] {
  const { from, at } = line
  const key = `${from.contact}:${at}`
  const passed = fields<ThreadControl>(event.pass_thread_control)
  const taken = fields<ThreadControl>(event.take_thread_control)
  if (passed !== null || taken !== null) return [handover(line, passed ?? taken ?? {})]
  const referral = referralOf(event.referral)
  if (referral !== undefined) {
    const id = `referral:${referral.text ?? referral.id ?? referral.source}`
    const came = received(
      line,
      `${key}:referral`,
      `${key}:referral`,
      { kind: 'choice', id, label: '' },
      { referral },
    )
    return [came.type === 'message.received' ? { ...came, turn: 'joins' } : came]
  }
  const because = nameOf(event)
  return [ignored(from, `${key}:${because}:${digest(event)}`, at, because)]
}

const NAMES = new Map([
  ['optin', 'opt-in'],
  ['request_thread_control', 'thread requested'],
  ['app_roles', 'app roles'],
])

function nameOf(event: Loose<MessagingEvent>): string {
  const envelope = new Set(['sender', 'recipient', 'timestamp'])
  const [name] = Object.entries(event).find(([key, value]) => !envelope.has(key) && Boolean(value)) ?? []
  return name === undefined ? 'empty event' : (NAMES.get(name) ?? text(name).slice(0, 64))
}

/** Without our app id nobody can tell who got the thread: too quiet is safer than over a person. */
function handover(line: Line, control: Loose<ThreadControl>): InboundEvent {
  const { from, at } = line
  const app = text(control.new_owner_app_id)
  const key = `${from.contact}:${at}:handover:${app}`
  if (app !== '' && app === line.appId) return ignored(from, key, at, 'thread returned')
  const body: Body = { kind: 'unsupported', label: 'handover' }
  return { type: 'message.echoed', key, from, at, ref: key, body, ...some({ app }) }
}
