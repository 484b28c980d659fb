// What may a visitor see of the conversation? What was really said, by which kind of speaker; no reasons, no names, no drafts.
import type { VisitorBody, VisitorMessage } from '../channels/web/wire.ts'
import type { Author, Body, MediaBody, SendState } from '../model.ts'
import type { MessageView } from '../store/store.ts'
import { iso } from './wire.ts'

/** States in which a message of ours has reached the visitor. */
const said: readonly SendState[] = ['accepted', 'sent', 'delivered', 'read']

/** The visitor's key and ref: bound to the visitor, so that nobody can claim another's client id. */
export function visitorRef(visitor: string, clientId: string): string {
  return `web:${visitor}:${clientId}`
}

/** Null for what has not left, was withdrawn, or has no form on this channel. */
export function visitorMessage(view: MessageView): VisitorMessage | null {
  if (view.status !== null && !said.includes(view.status)) return null
  const body = visitorBody(view.body)
  if (body === null) return null
  const message = { id: view.id, author: speaker(view.author), body, at: iso(view.at) }
  const clientId = view.author === 'contact' ? clientIdOf(view.ref) : null
  return clientId === null ? message : { ...message, clientId }
}

function speaker(author: Author): VisitorMessage['author'] {
  return author === 'contact' || author === 'agent' ? author : 'person'
}

function clientIdOf(ref: string | null): string | null {
  return /^web:[^:]+:(.+)$/.exec(ref ?? '')?.[1] ?? null
}

function visitorBody(body: Body): VisitorBody | null {
  switch (body.kind) {
    case 'text':
      return { kind: 'text', text: body.text }
    case 'media':
      return mediaBody(body)
    case 'choice':
      return { kind: 'choice', id: body.id, label: body.label }
    case 'choices':
      return {
        kind: 'choices',
        text: body.text,
        choices: body.choices.map(({ id, label, description }) => ({
          id,
          label,
          ...(description === undefined ? {} : { description }),
        })),
      }
    case 'location': {
      const { kind, latitude, longitude, name } = body
      return { kind, latitude, longitude, ...(name === undefined ? {} : { name }) }
    }
    case 'erased':
      return { kind: 'erased' }
    default:
      return null
  }
}

function mediaBody(body: MediaBody): VisitorBody {
  return {
    kind: 'media',
    media: body.media,
    url: body.ref.startsWith('https://') ? body.ref : null,
    ...(body.caption === undefined ? {} : { caption: body.caption }),
    ...(body.filename === undefined ? {} : { filename: body.filename }),
  }
}
