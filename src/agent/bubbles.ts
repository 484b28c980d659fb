// How is a reply cut into messages, and how long does one type them? Paragraph before sentence before word, nothing lost,
// never inside an address or a number.
import { sentencesIn } from './sentences.ts'

export interface Limits {
  /** Characters that read well; a merged bubble may hold more. */
  readonly soft: number
  /** What the channel takes at most, in `unit`. */
  readonly hard: number
  readonly unit: 'chars' | 'bytes'
  readonly bubbles: number
}

interface Piece {
  readonly text: string
  /** What stood between this piece and the one before. */
  readonly joint: '\n\n' | '\n' | ' '
}

/** Blanks that may not be cut: between digits ("55 1234"), after a currency sign, before a unit. */
const glued = /(?<=[\d$€+)])[ \u00A0](?=[\d(])/gu
const keeper = '\uE000'
const letters = new Intl.Segmenter('es', { granularity: 'grapheme' })

/** At most `limits.bubbles` messages, unless the text cannot fit into that many. Blank text gives none. */
export function cutBubbles(text: string, limits: Limits): readonly string[] {
  const target = Math.min(limits.soft, limits.hard)
  const holds = (part: string): boolean => size(part, limits) <= limits.hard
  const fits: Fits = { well: (part) => part.length <= target && holds(part), atAll: holds }
  const pieces = blocksOf(text).flatMap((block) => cutBlock(block, fits))
  const merged = mergeDown(pieces, limits)
  return merged.map((piece) => piece.text)
}

/** How long a person would type this, in milliseconds; a site's visitor waits less. */
export function typingMs(text: string, quick: boolean): number {
  if (quick) return Math.min(1_200, 300 + 4 * text.length)
  return Math.min(6_000, Math.max(700, 350 + 28 * text.length))
}

/** Paragraphs; a heading or an introduction ("Tenemos:") stays with what follows, a list stays whole. */
function blocksOf(text: string): readonly Piece[] {
  const paragraphs = text
    .replaceAll('\r\n', '\n')
    .split(/\n[ \t]*\n/)
    .map((part) => part.trim())
  const blocks: Piece[] = []
  for (const paragraph of paragraphs.filter((part) => part !== '')) {
    const last = blocks.at(-1)
    const leads = last !== undefined && /(?:^#{1,6} [^\n]*|:)$/.test(last.text)
    const listed = last !== undefined && isItem(lastLine(last.text)) && isItem(paragraph)
    if (last !== undefined && (leads || listed)) {
      blocks[blocks.length - 1] = { text: `${last.text}\n\n${paragraph}`, joint: last.joint }
    } else blocks.push({ text: paragraph, joint: '\n\n' })
  }
  return blocks
}

function isItem(line: string): boolean {
  return /^\s*(?:[-*•]|\d+[.)])\s/.test(line)
}

function lastLine(text: string): string {
  return text.slice(text.lastIndexOf('\n') + 1)
}

interface Fits {
  readonly well: (part: string) => boolean
  /** The channel takes it. */
  readonly atAll: (part: string) => boolean
}

function cutBlock(block: Piece, fits: Fits): readonly Piece[] {
  if (fits.well(block.text)) return [block]
  const lines = block.text
    .split(/\n+/)
    .map((text, index): Piece => ({ text, joint: index === 0 ? block.joint : '\n' }))
  const cut = lines.flatMap((line) =>
    fits.well(line.text) ? [line] : sentencesOf(line).flatMap((sentence) => cutSentence(sentence, fits)),
  )
  return pack(cut, fits)
}

function cutSentence(sentence: Piece, fits: Fits): readonly Piece[] {
  if (fits.well(sentence.text)) return [sentence]
  const words = sentence.text.replaceAll(glued, keeper).split(/\s+/)
  const pieces = words.flatMap((word, index): readonly Piece[] => {
    const joint = index === 0 ? sentence.joint : ' '
    const text = word.replaceAll(keeper, ' ')
    return fits.atAll(text) ? [{ text, joint }] : cutWord({ text, joint }, fits)
  })
  return pack(pieces, fits)
}

/** Only what no message can hold is cut inside; the joint of the later halves is nothing but a break. */
function cutWord(word: Piece, fits: Fits): readonly Piece[] {
  const halves: string[] = []
  let part = ''
  for (const { segment } of letters.segment(word.text)) {
    if (part !== '' && !fits.atAll(part + segment)) {
      halves.push(part)
      part = ''
    }
    part += segment
  }
  return [...halves, part].map((text, index) => ({ text, joint: index === 0 ? word.joint : ' ' }))
}

function pack(pieces: readonly Piece[], fits: Fits): readonly Piece[] {
  const packed: Piece[] = []
  for (const piece of pieces) {
    const last = packed.at(-1)
    const joined = last === undefined ? '' : last.text + piece.joint + piece.text
    if (last !== undefined && fits.well(joined))
      packed[packed.length - 1] = { text: joined, joint: last.joint }
    else packed.push(piece)
  }
  return packed
}

function sentencesOf(line: Piece): readonly Piece[] {
  const texts = sentencesIn(line.text).map(({ text }) => text.trim())
  return texts
    .filter((text) => text !== '')
    .map((text, index) => ({ text, joint: index === 0 ? line.joint : ' ' }))
}

/** Too many: the shortest neighbours become one, as far as the channel's limit allows. */
function mergeDown(pieces: readonly Piece[], limits: Limits): readonly Piece[] {
  const merged = [...pieces]
  while (merged.length > limits.bubbles) {
    let best = -1
    let shortest = Infinity
    for (let at = 0; at + 1 < merged.length; at++) {
      const length = size(joinAt(merged, at).text, limits)
      if (length <= limits.hard && length < shortest) {
        shortest = length
        best = at
      }
    }
    if (best < 0) break
    merged.splice(best, 2, joinAt(merged, best))
  }
  return merged
}

function joinAt(pieces: readonly Piece[], at: number): Piece {
  const left = pieces[at] ?? { text: '', joint: ' ' }
  const right = pieces[at + 1] ?? { text: '', joint: ' ' }
  return { text: left.text + right.joint + right.text, joint: left.joint }
}

function size(text: string, { unit }: Limits): number {
  return unit === 'bytes' ? Buffer.byteLength(text) : text.length
}
