// How is a message said in one line? Its text, or what kind of thing it is, in the operator's language.
import type { Body } from '../../model.ts'
import type { Card } from './cache.ts'
import type { Me } from './desk.ts'
import type { Words } from './words.ts'

export type AnyBody = Body | { readonly kind: 'note'; readonly text: string }

export function lineOf(body: AnyBody, words: Words): string {
  const { bodies } = words
  switch (body.kind) {
    case 'text':
    case 'note':
      return body.text
    case 'media':
      return mediaLine(body, words)
    case 'choice':
      return body.label
    case 'choices':
      return body.text
    case 'location':
      return [bodies.location, body.name].filter(Boolean).join(': ')
    case 'contacts':
      return `${bodies.contacts}: ${body.contacts.map(({ name }) => name).join(', ')}`
    case 'order':
      return `${bodies.order}: ${bodies.items(body.items.length)}`
    case 'story':
      return bodies.story[body.what]
    case 'share':
      return body.title ?? body.text ?? bodies.share
    case 'template':
      return bodies.template(body.name)
    case 'unsupported':
      return bodies.unsupported
    case 'erased':
      return bodies.erased
  }
}

function mediaLine(body: Extract<Body, { kind: 'media' }>, words: Words): string {
  const name = body.media === 'audio' && body.voice === true ? words.bodies.voice : words.bodies[body.media]
  const said = body.caption ?? body.transcript ?? body.filename
  return said === undefined || said === '' ? name : `${name}: ${said}`
}

/** Who spoke last, as the card says it: nothing for the customer. */
export function speakerOf(card: Card, me: Me, words: Words): string {
  const { short } = words.speakers
  switch (card.preview?.author) {
    case 'agent':
      return short.agent
    case 'device':
      return short.phone
    case 'operator': {
      const by = card.control.intervention?.by
      if (by === undefined || by === 'device') return short.team
      return by.id === me.id ? short.you : short.named(by.name)
    }
    case 'contact':
    case undefined:
      return ''
  }
}

/** The customer's name as far as it is known. */
export function nameOf(card: Card, words: Words): string {
  const { name, address } = card.contact
  if (card.channel === 'web' && !name) return words.list.visitor(address.replace(/^vis_/, '').slice(0, 4))
  return name?.trim() || address || words.list.noName
}
