// How does one body become messages that the channel takes? Long text is cut between paragraphs, sentences, words; nothing is lost.
import type { Body, MediaBody } from '../model.ts'
import type { Traits } from '../state.ts'

/** The same content in bodies within `traits`' limits, in order. An empty text gives none. */
export function parts(body: Body, traits: Traits): readonly Body[] {
  switch (body.kind) {
    case 'text':
      return texts(body.text, traits.textLimit, traits)
    case 'choices':
      return choiceParts(body, traits)
    case 'media':
      return mediaParts(body, traits)
    default:
      return [body]
  }
}

/** `text` in pieces of at most `limit`, in the channel's unit. */
export function cut(text: string, limit: number, unit: Traits['limitUnit']): readonly string[] {
  const pieces: string[] = []
  let rest = text.trim()
  while (size(rest, unit) > limit) {
    const at = breakAt(rest, fitting(rest, limit, unit))
    const piece = rest.slice(0, at).trimEnd()
    if (piece !== '') pieces.push(piece)
    rest = rest.slice(at).trimStart()
  }
  return rest === '' ? pieces : [...pieces, rest]
}

function texts(text: string, limit: number, traits: Traits): readonly Body[] {
  return cut(text, limit, traits.limitUnit).map((piece) => ({ kind: 'text', text: piece }))
}

function choiceParts(body: Extract<Body, { kind: 'choices' }>, traits: Traits): readonly Body[] {
  const { text: limit, count } = traits.choices
  if (body.choices.length === 0) return texts(body.text, traits.textLimit, traits)
  if (body.choices.length > count) return texts(numbered(body), traits.textLimit, traits)
  const pieces = cut(body.text, limit, traits.limitUnit)
  const last = pieces.at(-1) ?? '…'
  const before = pieces.slice(0, -1).flatMap((piece) => texts(piece, traits.textLimit, traits))
  return [...before, { ...body, text: last }]
}

function numbered(body: Extract<Body, { kind: 'choices' }>): string {
  const lines = body.choices.map((choice, index) => `${index + 1}. ${choice.label}`)
  return [body.text, ...lines].join('\n')
}

function mediaParts(body: MediaBody, traits: Traits): readonly Body[] {
  const takesCaption = body.media !== 'audio' && body.media !== 'sticker'
  const limit = takesCaption ? traits.captionLimit : 0
  const caption = body.caption?.trim() ?? ''
  if (caption === '' || size(caption, traits.limitUnit) <= limit) return [body]
  const { caption: _, ...bare } = body
  return [bare, ...texts(caption, traits.textLimit, traits)]
}

function size(text: string, unit: Traits['limitUnit']): number {
  return unit === 'bytes' ? Buffer.byteLength(text, 'utf8') : text.length
}

/** The longest prefix, in UTF-16 units, that fits and does not split a character. */
function fitting(text: string, limit: number, unit: Traits['limitUnit']): number {
  let used = 0
  let end = 0
  for (const character of text) {
    used += unit === 'bytes' ? Buffer.byteLength(character, 'utf8') : character.length
    if (used > limit) break
    end += character.length
  }
  return Math.max(end, 1)
}

/** Where to cut at or before `end`: paragraph, then sentence, then word, then anywhere. Never in the first third, which would make crumbs. */
function breakAt(text: string, end: number): number {
  const head = text.slice(0, end + 1)
  const floor = Math.floor(end / 3)
  const paragraph = head.lastIndexOf('\n')
  if (paragraph > floor) return paragraph
  const sentence = Math.min(lastMatch(head, /[.!?…:;]["»”)\]]?\s/g), end)
  if (sentence > floor) return sentence
  const word = head.lastIndexOf(' ')
  return word > 0 ? word : end
}

function lastMatch(text: string, pattern: RegExp): number {
  let at = -1
  for (const match of text.matchAll(pattern)) at = match.index + match[0].length
  return at
}
