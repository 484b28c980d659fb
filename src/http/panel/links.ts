// Where are the links in a text? Cut into pieces of text and addresses of http and https; everything else stays text.

export interface Piece {
  readonly text: string
  /** Absent for what is only text. */
  readonly href?: string
}

const address = /\bhttps?:\/\/[^\s<>"'“”«»]+/gi
/** What ends a sentence rather than an address. */
const trailing = /[.,;:!?…)\]}*_~]+$/

export function piecesOf(text: string): readonly Piece[] {
  const pieces: Piece[] = []
  let from = 0
  for (const match of text.matchAll(address)) {
    const found = match[0].replace(trailing, '')
    if (!URL.canParse(found) || !/^https?:$/.test(new URL(found).protocol)) continue
    if (match.index > from) pieces.push({ text: text.slice(from, match.index) })
    pieces.push({ text: found, href: new URL(found).href })
    from = match.index + found.length
  }
  if (from < text.length) pieces.push({ text: text.slice(from) })
  return pieces
}
