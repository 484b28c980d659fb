// How did it go? The figures of a period beside those of the one before it, and their course; days are days of one time zone.
import type { Clock } from '../clock.ts'
import type { ChannelName, Instant } from '../model.ts'
import type { Figures, Metrics, Stretch } from '../store/panel.ts'
import type { FigureWire, MetricsWire } from './wire-panel.ts'
import { Hono } from 'hono'
import { z } from 'zod'
import { HOUR } from '../clock.ts'
import { HouseError } from '../errors.ts'
import { query } from './body.ts'
import { channelName } from './conversations.ts'
import { iso } from './wire.ts'

const mostDays = 366
const usualDays = 7
/** Up to so many days the course is told by the hour, up to the next by the day. */
const hourlyDays = 2
const dailyDays = 92

const date = z.iso.date()
const metricsQuery = z.object({
  from: date.exactOptional(),
  to: date.exactOptional(),
  channel: channelName.exactOptional(),
})

export interface MetricsParts {
  readonly metrics: Metrics
  readonly clock: Clock
  /** IANA name of the business's time zone. */
  readonly zone: () => string
}

interface Period {
  readonly from: Temporal.PlainDate
  readonly days: number
}

/** Mounted under `/api`. */
export function metricsRoutes(parts: MetricsParts): Hono {
  const app = new Hono()
  const once = createOnce<MetricsWire>()
  app.get('/metrics', query(metricsQuery), async (c) => {
    const { from, to, channel } = c.req.valid('query')
    const zone = parts.zone()
    const now = parts.clock.now()
    const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone).toPlainDate()
    const last = to === undefined ? today : Temporal.PlainDate.from(to)
    const first = from === undefined ? last.subtract({ days: usualDays - 1 }) : Temporal.PlainDate.from(from)
    const days = first.until(last, { largestUnit: 'days' }).days + 1
    if (days < 1 || days > mostDays)
      throw new HouseError('bad-request', `El periodo va de 1 a ${mostDays} días.`, { because: 'from' })
    const read = () => answer(parts.metrics, { from: first, days }, { zone, now, channel })
    return c.json(await once(`${first} ${days} ${zone} ${channel}`, read))
  })
  return app
}

/** Whoever asks for what is being read right now gets that. */
function createOnce<T>(): (key: string, work: () => Promise<T>) => Promise<T> {
  const running = new Map<string, Promise<T>>()
  return (key, work) => {
    const found = running.get(key) ?? work().finally(() => running.delete(key))
    running.set(key, found)
    return found
  }
}

async function answer(
  metrics: Metrics,
  period: Period,
  { zone, now, channel }: { zone: string; now: Instant; channel: ChannelName | undefined },
): Promise<MetricsWire> {
  const { from, days } = period
  const before: Period = { from: from.subtract({ days }), days }
  const bucket = days <= hourlyDays ? 'hour' : days <= dailyDays ? 'day' : 'week'
  const stretches = stretchesOf(period, zone, bucket)
  const { whole, each } = await metrics.over(stretches, channel)
  const { whole: earlier } = await metrics.over(stretchesOf(before, zone, 'day'), channel)
  const figure = (name: keyof Figures): FigureWire => ({ value: whole[name], previous: earlier[name] })
  return {
    at: iso(now),
    zone,
    ...{
      from: `${from}`,
      to: `${lastOf(period)}`,
      previousFrom: `${before.from}`,
      previousTo: `${lastOf(before)}`,
    },
    bucket,
    conversations: figure('conversations'),
    answered: figure('answered'),
    leads: figure('leads'),
    conversion: { value: rate(whole), previous: rate(earlier) },
    series: each.map(({ conversations, answered, leads }, index) => ({
      from: iso(stretches[index]?.from ?? 0),
      ...{ conversations, answered, leads },
    })),
  }
}

function stretchesOf(
  { from, days }: Period,
  zone: string,
  bucket: MetricsWire['bucket'],
): readonly Stretch[] {
  const startOf = (day: number): Instant =>
    from.add({ days: day }).toZonedDateTime(zone).startOfDay().epochMilliseconds
  const end = startOf(days)
  const starts: Instant[] = []
  if (bucket === 'hour') for (let at = startOf(0); at < end; at += HOUR) starts.push(at)
  else for (let day = 0; day < days; day += bucket === 'day' ? 1 : 7) starts.push(startOf(day))
  return starts.map((start, index) => ({ from: start, to: starts[index + 1] ?? end }))
}

function lastOf({ from, days }: Period): Temporal.PlainDate {
  return from.add({ days: days - 1 })
}

function rate({ conversations, converted }: Figures): number | null {
  return conversations === 0 ? null : converted / conversations
}
