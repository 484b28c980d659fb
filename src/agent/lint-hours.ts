// Do the hours say what they seem to say? Lines that overlap, and a «cerrado» that closes nothing.
import type { Value } from './ficha.ts'
import type { Stretch } from './hours.ts'
import type { Subject } from './lint-subject.ts'
import type { Place, Report } from './problems.ts'
import { entryOf } from './fields.ts'
import { daysOf, stretchesOf } from './hours.ts'
import { noticeAt } from './problems.ts'

interface Line {
  readonly key: string
  readonly at: Place
  readonly days: readonly number[]
  readonly stretches: readonly Stretch[]
}

const week = 7 * 1440

export function lintHours({ fichas }: Subject, report: Report): void {
  const fields = fichas.get('agent.md')?.fields
  const hours = fields === undefined ? undefined : entryOf(fields, 'horario')?.value
  const lines = hours?.kind === 'map' ? hours.entries.flatMap(lineOf) : []
  lines.forEach((line, index) => {
    const earlier = lines.slice(0, index)
    if (isTangled(line.stretches)) report(noticeAt(line.at, `las horas de «${line.key}» se enciman entre sí`))
    const contrary = earlier.find((one) => isClosed(one) !== isClosed(line) && sharesDay(one, line))
    if (contrary !== undefined) {
      const [closed, open] = isClosed(line) ? [line, contrary] : [contrary, line]
      report(noticeAt(line.at, `«${closed.key}: cerrado» no cierra nada: «${open.key}» abre ese día`))
      return
    }
    const other = earlier.find((one) => overlap(one, line))
    if (other === undefined) return
    report(noticeAt(line.at, `las horas de «${line.key}» se enciman con las de «${other.key}»`))
  })
}

function isClosed({ stretches }: Line): boolean {
  return stretches.length === 0
}

function sharesDay(left: Line, right: Line): boolean {
  return left.days.some((day) => right.days.includes(day))
}

function lineOf({
  key,
  keyAt,
  value,
}: {
  readonly key: string
  readonly keyAt: Place
  readonly value: Value
}): readonly Line[] {
  const days = daysOf(key)
  const stretches = stretchesOf(value)
  return days === null || stretches === null ? [] : [{ key, at: keyAt, days, stretches }]
}

function isTangled(stretches: readonly Stretch[]): boolean {
  return stretches.some((one, index) => stretches.slice(0, index).some((other) => meets(one, other)))
}

/** A night that runs past midnight meets the next morning; Sunday's meets Monday's. */
function overlap(left: Line, right: Line): boolean {
  return spans(left).some((one) => spans(right).some((other) => meetsInWeek(one, other)))
}

function spans({ days, stretches }: Line): readonly Stretch[] {
  return days.flatMap((day) =>
    stretches.map(({ from, to }) => ({ from: day * 1440 + from, to: day * 1440 + to })),
  )
}

function meetsInWeek(one: Stretch, other: Stretch): boolean {
  return [0, week, -week].some((shift) => meets(one, { from: other.from + shift, to: other.to + shift }))
}

function meets(one: Stretch, other: Stretch): boolean {
  return one.from < other.to && other.from < one.to
}
