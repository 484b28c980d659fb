// What does the model read of a conversation? Its last messages as turns of a chat, whatever they were made of, in words.
import type { Turn, TurnMessage } from './agent.ts'
import type { Body, MediaBody, MessageId } from '../model.ts'
import { tokensOf } from './tokens.ts'

/** A type and not an interface: libraries take it as a record. */
export type ChatLine = {
  readonly role: 'user' | 'assistant'
  readonly content: string | ChatPart[]
}

export type ChatPart =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'image_url'; readonly image_url: { readonly url: string } }

/** Pictures that the model may look at, as data URLs. */
export type Pictures = ReadonlyMap<MessageId, string>

const mostMessages = 16
const mostTokens = 3_000
/** Of one message: somebody pastes a book. */
const mostLetters = 4_000

/** Oldest first, at most 16 messages and about 3,000 tokens; the latest message is always there. */
export function transcriptOf(turn: Turn, pictures: Pictures = new Map()): ChatLine[] {
  const lines: ChatLine[] = []
  for (const message of chosen([...turn.history, ...turn.burst])) {
    const text = lineOf(message)
    const role = message.author === 'contact' ? 'user' : 'assistant'
    const picture = pictures.get(message.id)
    const last = lines.at(-1)
    if (picture !== undefined) lines.push({ role, content: withPicture(text, picture) })
    else if (last?.role === role && typeof last.content === 'string')
      lines[lines.length - 1] = { role, content: `${last.content}\n${text}` }
    else lines.push({ role, content: text })
  }
  // Some servers want the customer to begin.
  const [first] = lines
  return first?.role === 'assistant' ? [{ role: 'user', content: '[abre la conversación]' }, ...lines] : lines
}

/** The same for a summary: everything, with who said it. */
export function protocolOf(messages: readonly TurnMessage[]): string {
  const names = { contact: 'Cliente', agent: 'Agente', operator: 'Persona', device: 'Persona' } as const
  return messages.map((message) => `${names[message.author]}: ${lineOf(message)}`).join('\n')
}

function chosen(messages: readonly TurnMessage[]): readonly TurnMessage[] {
  const kept: TurnMessage[] = []
  let tokens = 0
  for (const message of messages.slice(-mostMessages).reverse()) {
    tokens += tokensOf(lineOf(message))
    if (tokens > mostTokens && kept.length > 0) break
    kept.unshift(message)
  }
  return kept
}

function lineOf({ body }: TurnMessage): string {
  const text = said(body).trim()
  return text.length > mostLetters ? `${text.slice(0, mostLetters)} […]` : text === '' ? '[sin texto]' : text
}

function withPicture(text: string, url: string): ChatPart[] {
  return [
    { type: 'text', text },
    { type: 'image_url', image_url: { url } },
  ]
}

function said(body: Body): string {
  switch (body.kind) {
    case 'text':
      return body.text
    case 'media':
      return media(body)
    case 'choice':
      return `[eligió] ${body.label}`
    case 'choices':
      return `${body.text}\n[opciones] ${body.choices.map(({ label }) => label).join(', ')}`
    case 'location':
      return `[ubicación] ${[body.name, body.address].filter(Boolean).join(', ')} (${body.latitude}, ${body.longitude})`
    case 'contacts':
      return `[contacto] ${body.contacts.map(({ name, phones }) => [name, ...phones].join(' ')).join(', ')}`
    case 'order': {
      const items = body.items.map(({ quantity, product, price, currency }) => {
        return `${quantity} × ${product} a ${price} ${currency}`
      })
      return `[pedido] ${items.join(', ')} ${body.text ?? ''}`
    }
    case 'story':
      return body.what === 'mention' ? '[nos mencionó en su historia]' : '[compartió una historia]'
    case 'share':
      return `[compartió] ${[body.title, body.text].filter(Boolean).join(': ')}`
    case 'template':
      return `[plantilla ${body.name}] ${body.params.join(', ')}`
    case 'unsupported':
      return '[mensaje que no se puede leer]'
    case 'erased':
      return '[mensaje borrado]'
  }
}

const kinds: Readonly<Record<MediaBody['media'], string>> = {
  image: 'imagen',
  audio: 'nota de voz',
  video: 'video',
  document: 'documento',
  sticker: 'sticker',
}

function media({ media: kind, caption, transcript, filename }: MediaBody): string {
  const name = kind === 'document' && filename !== undefined ? ` ${filename}` : ''
  const unheard = kind === 'audio' && transcript === undefined ? ' que no se pudo escuchar' : ''
  return [`[${kinds[kind]}${name}${unheard}]`, transcript, caption].filter(Boolean).join(' ')
}
