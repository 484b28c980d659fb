// What time is it, and how is it said? The panel's only clock, corrected by the server's, and every way to word an instant.
import type { IsoInstant } from '../wire.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs
/** Answers are under way for a while: so much is no difference. */
const slackMs = 2_000

let aheadMs = 0

/** Milliseconds since the epoch, by the server's clock as far as its answers told. */
export function now(): number {
  return Date.now() + aheadMs
}

/** `told` is the server's clock, in milliseconds, as an answer brought it. */
export function correctClock(told: string | null): void {
  const offMs = Number(told ?? Number.NaN) - Date.now()
  if (!Number.isNaN(offMs)) aheadMs = Math.abs(offMs) < slackMs ? 0 : offMs
}

export function instant(iso: IsoInstant): number {
  return Date.parse(iso)
}

/** Calls after `ms`; returns the way to call it off. */
export function after(ms: number, run: () => void): () => void {
  const timer = setTimeout(run, ms)
  return () => clearTimeout(timer)
}

export function every(ms: number, run: () => void): () => void {
  const timer = setInterval(run, ms)
  return () => clearInterval(timer)
}

/** How many midnights lie between two instants, in the reader's zone: 0 today, 1 yesterday. */
export function daysBetween(at: number, today: number): number {
  return Math.round((midnight(today) - midnight(at)) / dayMs)
}

function midnight(at: number): number {
  const date = new Date(at)
  return Date.UTC(date.getFullYear(), date.getMonth(), date.getDate())
}

/** The next time that the reader's clock shows this hour tomorrow. */
export function tomorrowAt(hour: number): number {
  const date = new Date(now())
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + 1, hour).getTime()
}

export interface Speller {
  /** `14:02` */
  clock(at: number): string
  /** `12 may` or, of another year, `12 may 2024` */
  day(at: number): string
  /** `hoy 14:02`, `ayer 18:40`, `12 may 9:15` */
  brief(at: number): string
  /** `martes, 12 de mayo` with today and yesterday by name */
  heading(at: number): string
  /** `martes, 12 de mayo de 2026, 14:02` */
  full(at: number): string
  /** `23 h 41 min`, `48 min`, `12 s` */
  span(ms: number): string
  /** `hace 5 min` */
  ago(at: number): string
  number(value: number): string
  percent(value: number): string
}

interface DayWords {
  readonly today: string
  readonly yesterday: string
}

export function createSpeller(language: string, words: DayWords): Speller {
  const format = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(language, options)
  const time = format({ hour: 'numeric', minute: '2-digit', hourCycle: 'h23' })
  const thisYear = format({ day: 'numeric', month: 'short' })
  const otherYear = format({ day: 'numeric', month: 'short', year: 'numeric' })
  const long = format({ weekday: 'long', day: 'numeric', month: 'long' })
  const whole = format({ dateStyle: 'full', timeStyle: 'short' })
  const relative = new Intl.RelativeTimeFormat(language, { style: 'short', numeric: 'auto' })
  const count = new Intl.NumberFormat(language)
  const share = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 })
  const clock = (at: number): string => time.format(at)
  const day = (at: number): string =>
    (sameYear(at, now()) ? thisYear : otherYear).format(at).replaceAll(' de ', ' ').replaceAll('.', '')
  const named = (at: number): string | null => [words.today, words.yesterday][daysBetween(at, now())] ?? null
  return {
    clock,
    day,
    brief: (at) => `${named(at) ?? day(at)} ${clock(at)}`,
    heading: (at) => capital(named(at) ?? (sameYear(at, now()) ? long.format(at) : otherYear.format(at))),
    full: (at) => capital(whole.format(at)),
    span,
    ago: (at) => {
      const ms = now() - at
      if (ms < minuteMs) return relative.format(-Math.max(1, Math.round(ms / 1000)), 'second')
      if (ms < hourMs) return relative.format(-Math.round(ms / minuteMs), 'minute')
      if (ms < dayMs) return relative.format(-Math.round(ms / hourMs), 'hour')
      return relative.format(-daysBetween(at, now()), 'day')
    },
    number: (value) => count.format(value),
    percent: (value) => share.format(value),
  }
}

function sameYear(one: number, other: number): boolean {
  return new Date(one).getFullYear() === new Date(other).getFullYear()
}

/** Units are those of the International System: the same in every language of the panel. */
function span(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  if (seconds < 60) return `${seconds} s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return `${minutes} min`
  const hours = Math.floor(minutes / 60)
  if (hours >= 48) return `${Math.floor(hours / 24)} d`
  return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`
}

function capital(text: string): string {
  return text.charAt(0).toLocaleUpperCase() + text.slice(1)
}
