// When has another version gone too far? `escalar>+5%, acuerdo<95%`: limits on what a replay measured.
import type { Totals } from './difference.ts'
import { suggestion } from '../problems.ts'

export interface Threshold {
  readonly text: string
  passes(totals: Totals): boolean
}

interface Metric {
  /** A share is written in per cent, and changes in points; a count changes in per cent of what it was. */
  readonly share: boolean
  of(totals: Totals): { readonly recorded: number | null; readonly now: number }
}

const side = (pick: (rates: Totals['now']) => number, share: boolean): Metric => ({
  share,
  of: ({ recorded, now }) => ({ recorded: pick(recorded), now: pick(now) }),
})

const metrics: Readonly<Record<string, Metric>> = {
  escalar: side(({ escalated }) => escalated, true),
  lead: side(({ leads }) => leads, true),
  rechazos: side(({ rejected }) => rejected, false),
  bloqueos: side(({ dropped }) => dropped, false),
  promesas: side(({ promises }) => promises, false),
  tokens: side(({ tokens }) => tokens, false),
  acuerdo: { share: true, of: ({ agreement }) => ({ recorded: null, now: agreement }) },
  respuestas: { share: true, of: ({ otherWords }) => ({ recorded: null, now: otherWords }) },
}

export const metricNames = Object.keys(metrics)

/** A message for people instead, when it cannot be read. */
export function readThresholds(text: string): readonly Threshold[] | string {
  const thresholds: Threshold[] = []
  for (const part of text.split(',').map((one) => one.trim())) {
    const [, name = '', sign = '', change = '', amount = '', percent = ''] =
      /^([a-z]+)\s*([<>])\s*([+-]?)\s*(\d+(?:\.\d+)?)\s*(%?)$/.exec(part) ?? []
    const metric = metrics[name]
    if (name === '') return `no entiendo «${part}» (ejemplo: escalar>+5%)`
    if (metric === undefined) return `no existe la medida «${name}».${suggestion(name, metricNames)}`
    if (change !== '' && metric.of(nothing).recorded === null)
      return `«${name}» no se compara con lo grabado: escribe, por ejemplo, ${name}<95%`
    const limit = Number(amount) * (change === '-' ? -1 : 1)
    thresholds.push({
      text: part,
      passes: (totals) => !reaches(measure(metric, totals, change !== '', percent), sign, limit),
    })
  }
  return thresholds
}

function measure({ share, of }: Metric, totals: Totals, relative: boolean, percent: string): number {
  const { recorded, now } = of(totals)
  if (!relative) return share ? now * 100 : now
  const before = recorded ?? 0
  if (share) return (now - before) * 100
  if (percent === '') return now - before
  return before === 0 ? (now === 0 ? 0 : Number.POSITIVE_INFINITY) : ((now - before) / before) * 100
}

/** Rounded, so that a limit of 5 points is not passed by 5.000000001. */
function reaches(value: number, sign: string, limit: number): boolean {
  const rounded = Number.isFinite(value) ? Math.round(value * 1e6) / 1e6 : value
  return sign === '>' ? rounded > limit : rounded < limit
}

const none = { escalated: 0, leads: 0, rejected: 0, dropped: 0, promises: 0, tokens: 0 }
const nothing: Totals = {
  ...{ conversations: 0, turns: 0, quiet: 0, needModel: 0, agreement: 1, otherWords: 0 },
  recorded: none,
  now: none,
}
