// Which days and hours does a text name? Dates in digits or in words, hours with or without their half of the day;
// Spanish, Portuguese and English. Takes folded text, places are its own.
import type { Span } from './text.ts'
import { numbersIn } from './numbers.ts'

export interface NamedDay extends Span {
  /** 1 to 12. */
  readonly month: number
  /** Null when a month is named alone. */
  readonly day: number | null
  readonly year: number | null
  /** "3/4" may also be the fourth of March. */
  readonly swapped: boolean
}

export interface NamedHour extends Span {
  /** Minutes since midnight; two when nothing says which half of the day. */
  readonly minutes: readonly number[]
}

const monthWords: readonly (readonly string[])[] = [
  ['enero', 'ene', 'janeiro', 'jan', 'january'],
  ['febrero', 'feb', 'fevereiro', 'fev', 'february'],
  ['marzo', 'mar', 'marco', 'march'],
  ['abril', 'abr', 'april', 'apr'],
  ['mayo', 'may', 'maio'],
  ['junio', 'jun', 'junho', 'june'],
  ['julio', 'jul', 'julho', 'july'],
  ['agosto', 'ago', 'august', 'aug'],
  ['septiembre', 'setiembre', 'sep', 'sept', 'setembro', 'set', 'september'],
  ['octubre', 'oct', 'outubro', 'out', 'october'],
  ['noviembre', 'nov', 'novembro', 'november'],
  ['diciembre', 'dic', 'dezembro', 'dez', 'december', 'dec'],
]
const months = new Map(monthWords.flatMap((words, index) => words.map((word) => [word, index + 1] as const)))
/** Said alone these are a verb, a number or half a word. */
const needsDay =
  /^(may|march|mar|out|set|dez|jan|jun|jul|ago|ene|feb|fev|abr|apr|aug|sep|sept|oct|nov|dic|dec)$/
const anyMonth = [...months.keys()].sort((left, right) => right.length - left.length).join('|')
const dayBefore = new RegExp(
  String.raw`(?<![\p{L}\d])(\d{1,2}|primero|primeiro|uno|[a-z]+(?: (?:y|e) [a-z]+)?)(?:o|º|°|st|nd|rd|th)?[ -]?(?:de |del |of |de o |/)?(${anyMonth})\b\.?(?:[ ,]*(?:de |del )?(\d{4})\b)?`,
  'gu',
)
const dayAfter = new RegExp(
  String.raw`\b(${anyMonth})\b\.? (?:the )?(\d{1,2})(?:st|nd|rd|th)?\b(?!:)(?:,? (\d{4})\b)?`,
  'g',
)
const iso = /(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)/g
const numeric = /(?<![\d/.,$-])(\d{1,2})([/-])(\d{1,2})(?:\2(\d{4}|\d{2}))?(?![\d/-])/g
const alone = new RegExp(String.raw`\b(${anyMonth})\b`, 'g')

/** In the order of the text, none inside another. */
export function daysIn(folded: string): readonly NamedDay[] {
  const found: NamedDay[] = []
  const add = (
    match: RegExpMatchArray,
    day: number | null,
    month: number,
    year: string,
    swapped = false,
  ): void => {
    const start = match.index ?? 0
    const end = start + match[0].length
    if (month < 1 || month > 12 || (day !== null && (day < 1 || day > 31))) return
    if (found.some((one) => start < one.end && one.start < end)) return
    found.push({ day, month, year: year === '' ? null : Number(year), swapped, start, end })
  }
  for (const match of folded.matchAll(iso)) add(match, Number(match[3]), Number(match[2]), match[1] ?? '')
  for (const match of folded.matchAll(dayBefore)) {
    const day = dayOf(match[1] ?? '')
    if (day === null) continue
    const spoken = match[1] ?? ''
    add(match, day.value, months.get(match[2] ?? '') ?? 0, match[3] ?? '', false)
    if (day.skip > 0 && spoken !== '') trim(found, day.skip)
  }
  for (const match of folded.matchAll(dayAfter)) {
    add(match, Number(match[2]), months.get(match[1] ?? '') ?? 0, match[3] ?? '')
  }
  for (const match of folded.matchAll(numeric)) {
    const [first, second] = [Number(match[1]), Number(match[3])]
    const year = match[4] === undefined ? '' : match[4].length === 2 ? `20${match[4]}` : match[4]
    const american = second > 12
    add(match, american ? second : first, american ? first : second, year, first <= 12 && second <= 12)
  }
  for (const match of folded.matchAll(alone)) {
    if (!needsDay.test(match[1] ?? '')) add(match, null, months.get(match[1] ?? '') ?? 0, '')
  }
  return found.sort((left, right) => left.start - right.start)
}

/** Does what is said mean the same day? A missing year fits every year. */
export function isSameDay(left: NamedDay, right: NamedDay): boolean {
  if (left.year !== null && right.year !== null && left.year !== right.year) return false
  if (left.day === null || right.day === null) return left.month === right.month
  const straight = left.month === right.month && left.day === right.day
  const crossed = left.month === right.day && left.day === right.month
  return straight || ((left.swapped || right.swapped) && crossed)
}

const number = String.raw`(\d{1,2}|una?|uma|one|dos|duas|two|tres|three|cuatro|quatro|four|cinco|five|seis|six|siete|sete|seven|ocho|oito|eight|nueve|nove|nine|diez|dez|ten|once|onze|eleven|doce|doze|twelve)`
const half = String.raw`(a\.? ?m\b\.?|p\.? ?m\b\.?|de la manana|de la tarde|de la noche|de la madrugada|da manha|da tarde|da noite|in the morning|in the afternoon|in the evening|at night)`
const hourUnit = String.raw`(?:hrs?\b\.?|h\b|horas?\b)`
const minutesPart = String.raw`(?: (?:y|e) (media|meia|cuarto|quinze))?`
/** What may follow an hour and not a number of things. */
const clockTail = String.raw`\b(?!:)${minutesPart}(?= ?(?:$|[^\p{L}\d ])| (?:de|en|y|e|a|as|o|ou|or|hasta|hrs?|horas?|h|para|del|por|and|to|on|los|las|el|in|if|si|sin|con|ya|cuando|pero|porque|tu|te|se)\b)(?: ?${hourUnit})?`
const hourPatterns = [
  new RegExp(String.raw`(?<![\d:])(\d{1,2})[:h](\d{2})(?![\d:])(?: ?${hourUnit})?(?: ?${half})?`, 'g'),
  new RegExp(String.raw`\b${number}(?:\.(\d{2}))?${minutesPart} ?${half}`, 'g'),
  new RegExp(
    String.raw`\b(?:a las?|at|until|till|by|desde las|hasta las|around) ${number}${clockTail}`,
    'gu',
  ),
  new RegExp(String.raw`\b(?:las?|as) (\d{1,2})${clockTail}`, 'gu'),
]
const stretch = new RegExp(
  String.raw`\b(?:de|das|from|entre(?: las)?|between) ${number} (?:a|as|to|y|e|and|-) (?:las )?${number}\b(?!:)(?= ?(?:$|[^\p{L}\d ])| (?:de|y|e|en|los|las|and|on|hrs?|horas?|h|todos)\b)`,
  'gu',
)
const wordHours: readonly (readonly [RegExp, number])[] = [
  [/\b(?:mediodia|medio dia|meio-dia|meio dia|noon|midday)\b/g, 720],
  [/\b(?:medianoche|media noche|meia-noite|meia noite|midnight)\b/g, 0],
]

/** In the order of the text, none inside another. */
export function hoursIn(folded: string): readonly NamedHour[] {
  const found: NamedHour[] = []
  // One hour past noon shows that the whole text counts to twenty-four.
  const whole = /(?<!\d)(?:1[3-9]|2[0-4]):\d{2}/.test(folded)
  const add = (start: number, end: number, minutes: readonly number[]): void => {
    if (minutes.length === 0 || found.some((one) => start < one.end && one.start < end)) return
    found.push({ start, end, minutes })
  }
  for (const [index, pattern] of hourPatterns.entries()) {
    for (const match of folded.matchAll(pattern)) {
      const [, hour = '', second = '', third = '', fourth = ''] = match
      const past = index === 0 ? second : index === 1 ? second || partOf(third) : partOf(second)
      const side = index === 0 ? third : index === 1 ? fourth : ''
      const minutes = minutesOf(hour, past, side)
      add(match.index, match.index + match[0].length, whole && index === 0 ? minutes.slice(0, 1) : minutes)
    }
  }
  for (const match of folded.matchAll(stretch)) {
    const middle = match.index + Math.floor(match[0].length / 2)
    add(match.index, middle, minutesOf(match[1] ?? '', '', ''))
    add(middle, match.index + match[0].length, minutesOf(match[2] ?? '', '', ''))
  }
  for (const [pattern, minutes] of wordHours) {
    for (const match of folded.matchAll(pattern)) add(match.index, match.index + match[0].length, [minutes])
  }
  return found.sort((left, right) => left.start - right.start)
}

function minutesOf(hour: string, past: string, side: string): readonly number[] {
  const value = /^\d/.test(hour) ? Number(hour) : (numbersIn(hour)[0]?.value ?? (hour === 'ten' ? 10 : 11))
  const minutes = past === '' ? 0 : Number(past)
  if (value > 24 || minutes > 59) return []
  const at = (h: number): number => (h % 24) * 60 + minutes
  if (value > 12 || value === 0) return [at(value)]
  if (/^p|tarde|noche|noite|afternoon|evening|night/.test(side)) return [at(value === 12 ? 12 : value + 12)]
  if (side !== '') return [at(value % 12)]
  return [at(value), at(value + 12)]
}

function partOf(word: string): string {
  if (word === '') return ''
  return word === 'cuarto' || word === 'quinze' ? '15' : '30'
}

function dayOf(word: string): { readonly value: number; readonly skip: number } | null {
  if (/^\d/.test(word)) return { value: Number(word), skip: 0 }
  if (word === 'primero' || word === 'primeiro') return { value: 1, skip: 0 }
  const last = numbersIn(word).at(-1)
  if (last === undefined || last.end !== word.length) return null
  return { value: last.value, skip: last.start }
}

/** The last day found began a few letters later: "el nueve de mayo" was read from "el". */
function trim(found: NamedDay[], skip: number): void {
  const last = found.pop()
  if (last !== undefined) found.push({ ...last, start: last.start + skip })
}
