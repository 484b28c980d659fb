// How is a text made to fit? Cut with an ellipsis as the last resort, never inside a character, and unlike its neighbours.

export type LimitUnit = 'chars' | 'bytes'

const MARK = '…'

/** Length as the platforms count it: UTF-16 units are never fewer than Meta's characters. */
export function lengthOf(value: string, unit: LimitUnit): number {
  return unit === 'bytes' ? Buffer.byteLength(value) : value.length
}

/** `value` well-formed and at most `limit` long; what was cut ends in an ellipsis. */
export function fit(value: string, limit: number, unit: LimitUnit = 'chars'): string {
  const whole = value.toWellFormed()
  if (lengthOf(whole, unit) <= limit) return whole
  const room = limit - lengthOf(MARK, unit)
  if (room < 0) return ''
  let kept = ''
  let size = 0
  for (const character of whole) {
    size += lengthOf(character, unit)
    if (size > room) break
    kept += character
  }
  return kept.trimEnd() + MARK
}

/** One line, for labels. */
export function line(value: string): string {
  return value.replace(/[\s\0]+/gu, ' ').trim()
}

/** Fits each value and makes them differ, with a number at the end where they do not. */
export function distinct(values: readonly string[], limit: number): readonly string[] {
  const taken = new Set<string>()
  return values.map((value) => {
    let made = fit(value, limit)
    for (let number = 2; taken.has(made); number += 1) {
      const tail = ` ${number}`
      made = fit(value, limit - tail.length) + tail
    }
    taken.add(made)
    return made
  })
}
