// Is the team there now, and how does one say when it is? Opening hours of people, in the pack's own time zone.
import type { Value } from './ficha.ts'
import type { Instant } from '../model.ts'
import type { Report } from './problems.ts'
import { keptOf } from './kept.ts'
import { errorAt, suggestion } from './problems.ts'
import { foldText } from './text.ts'

/** Minutes since midnight; `to` is past 1440 when the span runs over midnight. */
export interface Stretch {
  readonly from: number
  readonly to: number
}

/** Seven days, Monday first. */
export type Hours = readonly (readonly Stretch[])[]

const days = ['lun', 'mar', 'mie', 'jue', 'vie', 'sab', 'dom']
const names = ['lunes', 'martes', 'miércoles', 'jueves', 'viernes', 'sábados', 'domingos']
const englishDays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
const midnight = 1440

/** Reads `lun-vie: 09:00-19:00`; null, after reports, when a day or a time cannot be read. */
export function readHours(value: Value, report: Report): Hours | null {
  if (value.kind !== 'map') {
    report(errorAt(value.at, '«horario» espera días y horas, por ejemplo «lun-vie: 09:00-19:00»'))
    return null
  }
  const week: Stretch[][] = days.map(() => [])
  let good = true
  for (const { key, keyAt, value: times } of value.entries) {
    const range = daysOf(key)
    const stretches = stretchesOf(times)
    if (range === null) {
      report(errorAt(keyAt, `no entiendo el día «${key}».${suggestion(foldText(key), days)}`))
    }
    if (stretches === null) {
      report(errorAt(times.at, `no entiendo el horario de «${key}»; ejemplo: 09:00-19:00, o cerrado`))
    }
    if (range === null || stretches === null) good = false
    else for (const day of range) week[day]?.push(...stretches)
  }
  return good ? week : null
}

/** Null hours mean always open. */
export function isOpen(hours: Hours | null, zone: string, now: Instant): boolean {
  if (hours === null) return true
  const { day, minute } = localTime(zone, now)
  const today = (hours[day] ?? []).some(({ from, to }) => minute >= from && minute < to)
  const yesterday = (hours[(day + 6) % 7] ?? []).some(({ to }) => minute < to - midnight)
  return today || yesterday
}

/** "lunes a viernes de 9:00 a 19:00 y sábados de 10:00 a 14:00". */
export function hoursInWords(hours: Hours | null): string {
  if (hours === null) return 'todos los días, a toda hora'
  const groups: { first: number; last: number; words: string }[] = []
  hours.forEach((stretches, day) => {
    const words = stretches.map(({ from, to }) => `de ${clock(from)} a ${clock(to)}`).join(' y ')
    const group = groups.at(-1)
    if (words === '') return
    if (group !== undefined && group.words === words && group.last === day - 1) group.last = day
    else groups.push({ first: day, last: day, words })
  })
  const said = groups.map(({ first, last, words }) => `${span(first, last)} ${words}`)
  return said.length < 2 ? (said[0] ?? 'cerrado') : `${said.slice(0, -1).join(', ')} y ${said.at(-1)}`
}

/** Is this a time zone the machine knows? */
export function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('es', { timeZone: zone }).resolvedOptions().timeZone !== ''
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}

export function machineZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone
}

/** Making one takes longer than using it a hundred times. */
const formatOf = keptOf(
  100,
  (zone) =>
    new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    }),
)

function localTime(zone: string, now: Instant): { readonly day: number; readonly minute: number } {
  const format = formatOf(zone)
  const part = (type: string): string => parts.find((one) => one.type === type)?.value ?? ''
  const parts = format.formatToParts(now)
  const day = englishDays.indexOf(part('weekday').toLowerCase())
  return { day, minute: Number(part('hour')) * 60 + Number(part('minute')) }
}

/** Days from Monday (0) that a key like `lun-vie` names; null when it names none. */
export function daysOf(key: string): readonly number[] | null {
  const [first, last, ...rest] = foldText(key)
    .trim()
    .split(/\s*-\s*|\s+a\s+/)
  const from = dayOf(first ?? '')
  const to = last === undefined ? from : dayOf(last)
  if (from === null || to === null || rest.length > 0) return null
  const length = ((to - from + 7) % 7) + 1
  return Array.from({ length }, (_, step) => (from + step) % 7)
}

function dayOf(word: string): number | null {
  const spanish = names.findIndex((name) => foldText(name).replace(/s$/, '') === word.replace(/s$/, ''))
  const index = Math.max(spanish, days.indexOf(word), englishDays.indexOf(word.slice(0, 3)))
  return index < 0 ? null : index
}

/** None for `cerrado`; null when they cannot be read. */
export function stretchesOf(value: Value): readonly Stretch[] | null {
  if (value.kind === 'list') {
    const all = value.items.map(stretchesOf)
    return all.flatMap((one) => one ?? []).length < all.length ? null : all.flatMap((one) => one ?? [])
  }
  if (value.kind !== 'scalar') return null
  if (/^(cerrado|closed)$/i.test(value.text.trim())) return []
  const match = /^\s*(\d{1,2}):(\d{2})\s*(?:-|–|a)\s*(\d{1,2}):(\d{2})\s*$/.exec(value.text)
  if (match === null) return null
  const [h1 = 0, m1 = 0, h2 = 0, m2 = 0] = match.slice(1).map(Number)
  const from = h1 * 60 + m1
  const to = h2 * 60 + m2
  if (h1 > 23 || h2 > 24 || m1 > 59 || m2 > 59 || to > midnight || from === to) return null
  return [{ from, to: to > from ? to : to + midnight }]
}

function clock(minutes: number): string {
  const inDay = minutes > midnight ? minutes - midnight : minutes
  return `${Math.floor(inDay / 60)}:${String(inDay % 60).padStart(2, '0')}`
}

function span(first: number, last: number): string {
  const name = (day: number): string => names[day] ?? ''
  if (first === last) return name(first)
  const joint = last - first === 1 ? ' y ' : ' a '
  const one = (day: number): string => name(day).replace(/(sábado|domingo)s$/, '$1')
  return `${one(first)}${joint}${one(last)}`
}
