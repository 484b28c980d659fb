// When was that, in words? The visitor's own clock, zone and calendar.
import { words } from './words.ts'

const hour = new Intl.DateTimeFormat('es', { hour: 'numeric', minute: '2-digit' })
const day = new Intl.DateTimeFormat('es', { weekday: 'long', day: 'numeric', month: 'long' })
const fullDay = new Intl.DateTimeFormat('es', { day: 'numeric', month: 'long', year: 'numeric' })

export function now(): number {
  return Date.now()
}

export function clockTime(at: number): string {
  return hour.format(at)
}

/** Equal for two instants of the same calendar day. */
export function dayKey(at: number): string {
  return new Date(at).toDateString()
}

export function dayName(at: number): string {
  const today = new Date(now())
  const yesterday = new Date(today)
  yesterday.setDate(today.getDate() - 1)
  if (dayKey(at) === today.toDateString()) return words.today
  if (dayKey(at) === yesterday.toDateString()) return words.yesterday
  const name = new Date(at).getFullYear() === today.getFullYear() ? day.format(at) : fullDay.format(at)
  return name.charAt(0).toUpperCase() + name.slice(1)
}

/** Resolves after `ms`, or at once when `signal` aborts. */
export function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    signal.addEventListener('abort', done)
    if (signal.aborted) done()
  })
}
