// Which e-mail addresses does a customer give? Also those spelled out ("ana arroba gmail punto com"), never a user name.
import type { Folded, Span } from '../text.ts'
import { keptOf } from '../kept.ts'
import { fold } from '../text.ts'

export interface Found extends Span {
  /** Lower case for e-mails, E.164 for phones. */
  readonly value: string
}

const mailHosts =
  '(?:gmail|hotmail|outlook|yahoo|icloud|live|msn|proton|protonmail|prodigy|aol|gmx|me|uol|bol|terra|ymail)'
const local = "[a-z0-9](?:[a-z0-9._%+'-]*[a-z0-9_+-])?"
const label = '[a-z0-9](?:[a-z0-9-]*[a-z0-9])?'
const dot = '(?: ?(?:\\.| punto | ponto | dot ) ?)'

/** Written as usual. */
const plain = new RegExp(
  `(?<![a-z0-9._%+@/-])(${local})@(${label}(?:\\.${label})*\\.[a-z]{2,})(?![a-z0-9@])`,
  'g',
)
/** Blanks around a bare @, or a comma for the dot: only before a domain everybody knows. */
const loose = new RegExp(
  `(?<![a-z0-9._%+@/-])(${local}) ?@ ?(${mailHosts} ?[.,] ?(?:com|es|net|[a-z]{2,3})(?:[.,](?:mx|ar|br|co|es|pe|cl))?)(?![a-z0-9@])`,
  'g',
)
const spokenLocal = `${label}(?:(?: (?:punto|ponto|dot|guion bajo|guion|underscore|underline) |[._-])${label})*`
const spokenDomain = `${label}(?:${dot}${label})*${dot}[a-z]{2,}`
/** "arroba" by word. */
const spoken = new RegExp(
  `(?<![a-z0-9._@-])(${spokenLocal}) ?(?:\\barroba\\b|\\(arroba\\)|\\[at\\]|\\(at\\)) ?(${spokenDomain})(?![a-z0-9@])`,
  'g',
)
/** "at" only before a domain everybody knows. */
const english = new RegExp(`(?<![a-z0-9._@-])(${spokenLocal}) at (${mailHosts}${dot}com)(?![a-z0-9@])`, 'g')

/** Without one of these there is no address in any spelling. */
const sign = /@|arroba|[[(]at[\])]| at /

const fileEndings = /\.(png|jpe?g|gif|webp|svg|pdf|mp4|css|js)$/

/** In the order of the text; places are those of the original. */
export const findEmails: (text: string) => readonly Found[] = keptOf(2_000, readEmails)

function readEmails(text: string): readonly Found[] {
  const folded = fold(text)
  if (!sign.test(folded.text)) return []
  const found = [plain, loose, spoken, english].flatMap((pattern) => matches(folded, pattern))
  const apart = found.filter(
    (one, index) => !found.slice(0, index).some((other) => one.start < other.end && other.start < one.end),
  )
  return apart.sort((left, right) => left.start - right.start)
}

function matches(folded: Folded, pattern: RegExp): readonly Found[] {
  return [...folded.text.matchAll(pattern)].flatMap((match) => {
    const value = `${unspell(match[1] ?? '')}@${unspell(match[2] ?? '').replaceAll(',', '.')}`
    if (fileEndings.test(value) || value.includes('..')) return []
    const end = match.index + match[0].length
    return [{ value, start: folded.at[match.index] ?? 0, end: folded.at[end] ?? 0 }]
  })
}

function unspell(part: string): string {
  return part
    .replaceAll(/ ?\b(punto|ponto|dot)\b ?/g, '.')
    .replaceAll(/ ?\b(guion bajo|underscore|underline)\b ?/g, '_')
    .replaceAll(/ ?\bguion\b ?/g, '-')
    .replaceAll(' ', '')
}
