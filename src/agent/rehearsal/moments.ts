// When does a rehearsal play, and how long does it wait? Spanish durations, and wall-clock times of a pack's own zone.
import type { Instant } from '../../model.ts'
import { DAY, HOUR, MINUTE, SECOND } from '../../clock.ts'
import { foldText } from '../text.ts'

const units: readonly (readonly [RegExp, number])[] = [
  [/^(d|dias?|days?)$/, DAY],
  [/^(h|hs|hrs?|horas?|hours?)$/, HOUR],
  [/^(m|min|mins|minutos?|minutes?)$/, MINUTE],
  [/^(s|seg|segs|segundos?|seconds?)$/, SECOND],
]

/** `2h`, `1 h 30 min`, `45s`, `3 días` in milliseconds; null for anything else. */
export function durationOf(text: string): number | null {
  const plain = foldText(text).trim()
  if (!/^(\d+(\.\d+)?\s*[a-z]+\s*(y\s+)?)+$/.test(plain)) return null
  let sum = 0
  for (const [, amount = '', , unit = ''] of plain.matchAll(/(\d+(\.\d+)?)\s*([a-z]+)/g)) {
    const found = units.find(([pattern]) => pattern.test(unit))
    if (found === undefined) return null
    sum += Number(amount) * found[1]
  }
  return Math.round(sum)
}

/** ISO with an offset, or without one in the zone; null for anything else. */
export function momentOf(text: string, zone: string): Instant | null {
  const match = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(:\d\d)?(Z|[+-]\d\d:\d\d)?$/.exec(text.trim())
  if (match === null) return null
  const [, day = '', minute = '', second = ':00', offset] = match
  const at = Date.parse(`${day}T${minute}${second}${offset ?? 'Z'}`)
  if (Number.isNaN(at)) return null
  return offset === undefined ? at - offsetAt(at - offsetAt(at, zone), zone) : at
}

/** Monday, 2 March 2026, 11:00 in the zone: when a test plays that does not say when. */
export function usualMoment(zone: string): Instant {
  return momentOf('2026-03-02T11:00', zone) ?? 0
}

/** `2026-03-01 23:10`, as the zone's clocks show it. */
export function wallClock(at: Instant, zone: string): string {
  const { year, month, day, hour, minute } = partsAt(at, zone)
  return `${year}-${month}-${day} ${hour}:${minute}`
}

/** `23:10:05`. */
export function timeOfDay(at: Instant, zone: string): string {
  const { hour, minute, second } = partsAt(at, zone)
  return `${hour}:${minute}:${second}`
}

/** ISO with the zone's offset: what `ahora` of a test says. */
export function isoAt(at: Instant, zone: string): string {
  const { year, month, day, hour, minute } = partsAt(at, zone)
  const minutes = Math.round(offsetAt(at, zone) / MINUTE)
  const size = Math.abs(minutes)
  const two = (number: number): string => String(number).padStart(2, '0')
  const sign = minutes < 0 ? '-' : '+'
  return `${year}-${month}-${day}T${hour}:${minute}${sign}${two(Math.floor(size / 60))}:${two(size % 60)}`
}

function offsetAt(at: Instant, zone: string): number {
  const { year, month, day, hour, minute, second } = partsAt(at, zone)
  const wall = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
  )
  return wall - Math.floor(at / SECOND) * SECOND
}

function partsAt(at: Instant, zone: string) {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(at)
  const part = (type: string): string => parts.find((one) => one.type === type)?.value ?? '00'
  return {
    year: part('year'),
    month: part('month'),
    day: part('day'),
    hour: part('hour'),
    minute: part('minute'),
    second: part('second'),
  }
}
