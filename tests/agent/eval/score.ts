// How good is a reading of the whole set? Counts and shares, with the ids of the misses, never their text.
import type { Finding } from '../../../src/events.ts'
import type { Labelled } from './load.ts'
import type { Reader, Reading } from './read.ts'
import { messagesIn, readAll } from './read.ts'

export interface Share {
  readonly right: number
  readonly of: number
  readonly missed: readonly string[]
}

export interface Score {
  readonly conversations: number
  readonly messages: number
  /** Requests for a person seen at their turn. */
  readonly requests: Share
  /** Turns taken for a request that are none. */
  readonly alarms: readonly string[]
  readonly frustration: Decided
  readonly leads: Decided
  /** Leads by a datum alone, the only ones a floor can see. */
  readonly leadsByDatum: Share
  /** E-mails and phones; a datum that was never given counts as wrong. */
  readonly data: Share
}

export interface Decided {
  readonly hits: number
  readonly wrong: readonly string[]
  readonly missed: readonly string[]
}

export const floorBars = { recall: 0.85, alarms: 0.005, f1: 0.75, data: 0.98 }
export const modelBars = { ...floorBars, recall: 0.97 }

export async function scoreOf(set: readonly Labelled[], reader: Reader): Promise<Score> {
  const read: (readonly [Labelled, readonly Reading[]])[] = []
  for (const one of set) read.push([one, await readAll(one, reader)])
  return {
    conversations: set.length,
    messages: set.reduce((sum, one) => sum + messagesIn(one), 0),
    requests: shareOf(
      read.filter(([{ label }]) => label.request !== 'never'),
      ([{ label }, readings]) => escalations(readings[Number(label.request) - 1]).some(mayAnswerRequest),
    ),
    alarms: read.flatMap(([one, readings]) =>
      readings.flatMap((reading, index) =>
        isAlarm(one, reading, index + 1) ? [`${one.id}#${index + 1}`] : [],
      ),
    ),
    frustration: frustrationOf(read),
    leads: decided(
      read.map(([{ id, label }, readings]) => [
        id,
        label.lead.startsWith('yes'),
        has(readings, 'Lead') ? 'right' : 'none',
      ]),
    ),
    leadsByDatum: shareOf(
      read.filter(([{ label }]) => label.lead === 'yes contact'),
      ([, readings]) => has(readings, 'Lead'),
    ),
    data: dataOf(read),
  }
}

export function recallOf({ right, of }: Share): number {
  return of === 0 ? 1 : right / of
}

export function precisionOf({ hits, wrong }: Decided): number {
  return hits / Math.max(1, hits + wrong.length)
}

export function f1Of({ hits, wrong, missed }: Decided): number {
  return (2 * hits) / Math.max(1, 2 * hits + wrong.length + missed.length)
}

function escalations(reading: Reading | undefined): readonly Finding[] {
  return reading?.findings.filter(({ tag }) => tag === 'Escalar') ?? []
}

function mayAnswerRequest({ because, actor }: Finding): boolean {
  return because === 'pide_humano' || actor.startsWith('model:')
}

/** A model may rightly escalate a complaint, so its own tags are alarms only where nothing at all may happen. */
function isAlarm({ label, trap }: Labelled, reading: Reading, turn: number): boolean {
  if (label.request !== 'never' && turn >= label.request) return false
  return escalations(reading).some(
    ({ because, actor }) => because === 'pide_humano' || (trap !== undefined && actor.startsWith('model:')),
  )
}

function frustrationOf(read: readonly (readonly [Labelled, readonly Reading[]])[]): Decided {
  return decided(
    read.map(([{ id, label, trap }, readings]) => {
      const { frustration } = label
      const counts = (finding: Finding): boolean =>
        frustration !== 'never' ||
        finding.actor === 'rule:frustracion' ||
        (trap !== undefined && finding.actor.startsWith('model:'))
      const at = readings.findIndex((reading) => escalations(reading).some(counts)) + 1
      const near = frustration !== 'never' && Math.abs(at - frustration) <= 1
      return [id, frustration !== 'never', at === 0 ? 'none' : near ? 'right' : 'wrong']
    }),
  )
}

/** A hit at the wrong turn is both wrong and missed. */
function decided(rows: readonly (readonly [string, boolean, 'right' | 'wrong' | 'none'])[]): Decided {
  return {
    hits: rows.filter(([, due, said]) => due && said === 'right').length,
    wrong: rows.filter(([, due, said]) => said === 'wrong' || (!due && said === 'right')).map(([id]) => id),
    missed: rows.filter(([, due, said]) => due && said !== 'right').map(([id]) => id),
  }
}

function has(readings: readonly Reading[], name: string): boolean {
  return readings.some(({ findings }) => findings.some(({ tag }) => tag === name))
}

function dataOf(read: readonly (readonly [Labelled, readonly Reading[]])[]): Share {
  const rows = read.flatMap(([{ id, label }, readings]) => {
    const known: Record<string, unknown> = {}
    for (const { data } of readings) Object.assign(known, data)
    return (['correo', 'telefono'] as const)
      .filter((key) => known[key] !== undefined || label.data[key] !== undefined)
      .map((key) => [`${id}:${key}`, known[key] === label.data[key]] as const)
  })
  return {
    right: rows.filter(([, exact]) => exact).length,
    of: rows.length,
    missed: rows.filter(([, exact]) => !exact).map(([id]) => id),
  }
}

function shareOf<T extends readonly [Labelled, unknown]>(
  rows: readonly T[],
  holds: (row: T) => boolean,
): Share {
  const missed = rows.filter((row) => !holds(row))
  return { right: rows.length - missed.length, of: rows.length, missed: missed.map(([{ id }]) => id) }
}
