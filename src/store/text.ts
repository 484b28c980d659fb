// Which words does a body say? The text that is searched, compared with an echo, and shown as a preview.
import type { Body } from '../model.ts'

/** Everything readable in a body; empty when there is nothing. */
export function textOf(body: Body): string {
  switch (body.kind) {
    case 'text':
      return body.text
    case 'media':
      return join(body.caption, body.transcript, body.filename)
    case 'choice':
      return join(body.label, body.data)
    case 'choices':
      return join(body.text, ...body.choices.map((choice) => choice.label))
    case 'location':
      return join(body.name, body.address)
    case 'contacts':
      return join(...body.contacts.flatMap((contact) => [contact.name, ...contact.phones, ...contact.emails]))
    case 'order':
      return join(body.text, ...body.items.map((item) => item.product))
    case 'share':
      return join(body.text, body.title, body.url)
    case 'template':
      return join(body.name, ...body.params)
    default:
      return ''
  }
}

const previewLimit = 140

/** One line for a list: the first words, or what kind of thing it is. */
export function previewOf(body: Body): string {
  const text = textOf(body)
    .slice(0, previewLimit * 2)
    .replace(/\s+/g, ' ')
    .trim()
  if (text !== '') return text.slice(0, previewLimit)
  return body.kind === 'media' ? body.media : body.kind
}

/** Lower case without accents: how names are compared. */
export function fold(name: string): string {
  return name.trim().normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, ' ')
}

/** Do an echo and a body of ours say the same? */
export function saysTheSame(ours: Body, echo: Body): boolean {
  if (ours.kind === 'media' || echo.kind === 'media') {
    return ours.kind === 'media' && echo.kind === 'media' && ours.media === echo.media && same(ours, echo)
  }
  return textOf(ours) !== '' && same(ours, echo)
}

function same(one: Body, other: Body): boolean {
  return textOf(one).trim() === textOf(other).trim()
}

function join(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join(' ')
}
