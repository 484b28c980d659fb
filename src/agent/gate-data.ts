// Does a datum stand in the customer's words? Texts word for word, numbers in digits or words, days by date or by name.
import type { Instant } from '../model.ts'
import type { Turn } from './agent.ts'
import type { Desk } from './desk.ts'
import type { NamedDay } from './dates.ts'
import type { Datum } from './pack-tags.ts'
import type { Line } from './spoken.ts'
import { DAY } from '../clock.ts'
import { daysIn, isSameDay } from './dates.ts'
import { findSaid } from './evidence.ts'
import { numbersIn } from './numbers.ts'
import { fold, foldText } from './text.ts'

const longest = 200

/**
 * The value to keep, in the customer's own spelling; null when they did not say it. `elsewhere`: the floor has this e-mail or
 * phone already, now or from an earlier turn, so there is nothing to keep and nothing to refuse.
 */
export function readDatum(
  datum: Datum,
  proposed: string | number,
  lines: readonly Line[],
  desk: Desk,
  turn: Turn,
): { readonly value: string | number } | 'elsewhere' | null {
  const text = String(proposed).trim()
  switch (datum.type) {
    case 'email':
    case 'telefono':
      return isKnownContact(datum, text, desk, turn) ? 'elsewhere' : null
    case 'numero': {
      const value = typeof proposed === 'number' ? proposed : (numbersIn(foldText(text))[0]?.value ?? NaN)
      return saysNumber(lines, value) ? { value } : null
    }
    case 'fecha':
      return textual(findSaid(lines, text) ?? findDay(lines, text, desk.pack.agent.zone))
    case 'texto':
      return textual(findSaid(lines, text))
  }
}

function textual(said: string | null): { readonly value: string } | null {
  return said === null || said.length > longest ? null : { value: said }
}

function isKnownContact({ id }: Datum, text: string, desk: Desk, turn: Turn): boolean {
  const bare = (value: string | number | undefined): string =>
    String(value ?? '').replaceAll(/[\s().+-]/g, '')
  const known = [turn.data[id], desk.floor.read(turn).data[id]].map(bare).filter((one) => one !== '')
  const given = bare(text.toLowerCase())
  return known.some((one) => one === given || (/^\d{7,}$/.test(given) && one.endsWith(given)))
}

function saysNumber(lines: readonly Line[], value: number): boolean {
  return (
    Number.isFinite(value) &&
    lines.some(({ text, data }) =>
      [text, data].some((part) => numbersIn(foldText(part)).some((one) => one.value === value)),
    )
  )
}

const relative: readonly (readonly [RegExp, number])[] = [
  [/\b(?:pasado manana|depois de amanha|day after tomorrow)\b/, 2],
  [/(?<!\b(?:de la|por la|en la) )\b(?:manana|amanha|tomorrow)\b/, 1],
  [/\b(?:hoy|hoje|today|esta noche|tonight)\b/, 0],
]
const weekdays = [
  /\b(?:domingo|sunday)\b/,
  /\b(?:lunes|segunda(?:-feira)?|monday)\b/,
  /\b(?:martes|terca(?:-feira)?|tuesday)\b/,
  /\b(?:miercoles|quarta(?:-feira)?|wednesday)\b/,
  /\b(?:jueves|quinta(?:-feira)?|thursday)\b/,
  /\b(?:viernes|sexta(?:-feira)?|friday)\b/,
  /\b(?:sabado|saturday)\b/,
]

/** The customer's words for the day that the model wrote in another way. */
function findDay(lines: readonly Line[], text: string, zone: string): string | null {
  const asked = daysIn(foldText(text))[0]
  if (asked === undefined) return null
  for (const line of lines.toReversed()) {
    const folded = fold(line.text)
    const same = daysIn(folded.text).find((day) => isSameDay(day, asked))
    const span = same ?? namedDay(folded.text, asked, line.at, zone)
    if (span !== null) return line.text.slice(folded.at[span.start] ?? 0, folded.at[span.end] ?? 0).trim()
  }
  return null
}

/** "mañana", "el sábado": the day it was when the line was written, and the two weeks after. */
function namedDay(
  folded: string,
  asked: NamedDay,
  at: Instant,
  zone: string,
): { readonly start: number; readonly end: number } | null {
  const isAsked = (days: number): boolean => {
    const day = civilDay(at + days * DAY, zone)
    return isSameDay({ ...asked, ...day, swapped: false }, asked)
  }
  for (const [pattern, days] of relative) {
    const match = pattern.exec(folded)
    if (match !== null && isAsked(days)) return { start: match.index, end: match.index + match[0].length }
  }
  for (const [weekday, pattern] of weekdays.entries()) {
    const match = pattern.exec(folded)
    if (match === null) continue
    for (let days = 0; days <= 14; days++) {
      if (civilDay(at + days * DAY, zone).weekday !== weekday || !isAsked(days)) continue
      return { start: match.index, end: match.index + match[0].length }
    }
  }
  return null
}

/** Which day it is there. `weekday`: 0 is Sunday. */
export function civilDay(
  at: Instant,
  zone: string,
): { readonly year: number; readonly month: number; readonly day: number; readonly weekday: number } {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    weekday: 'short',
  })
  const parts = format.formatToParts(at)
  const part = (type: string): string => parts.find((one) => one.type === type)?.value ?? ''
  const weekday = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'].indexOf(part('weekday'))
  return { year: Number(part('year')), month: Number(part('month')), day: Number(part('day')), weekday }
}
