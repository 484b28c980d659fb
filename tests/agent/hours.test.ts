// Does the agent know when the team is there? Instants before, at and after each edge, in the pack's own zone.
import { describe, expect, test } from 'bun:test'
import { readYaml } from '../../src/agent/ficha.ts'
import type { Hours } from '../../src/agent/hours.ts'
import { hoursInWords, isOpen, readHours } from '../../src/agent/hours.ts'

function hours(yaml: string): Hours {
  const value = readYaml('a', yaml, 0, () => {})
  const read = value === null ? null : readHours(value, () => {})
  if (read === null) throw new Error('the hours of this test cannot be read')
  return read
}

const shop = hours('mar-vie: 10:00-19:00\nsab: [09:00-13:00, 15:00-18:00]\nlun: cerrado')
const bar = hours('vie-sab: 20:00-02:00')
const mexico = 'America/Mexico_City'

const moments: readonly (readonly [string, Hours, string, string, boolean])[] = [
  ['a minute before opening', shop, mexico, '2026-03-03T09:59-06:00', false],
  ['at opening', shop, mexico, '2026-03-03T10:00-06:00', true],
  ['a minute before closing', shop, mexico, '2026-03-03T18:59-06:00', true],
  ['at closing', shop, mexico, '2026-03-03T19:00-06:00', false],
  ['on the closed day', shop, mexico, '2026-03-02T12:00-06:00', false],
  ['on a day not named', shop, mexico, '2026-03-01T12:00-06:00', false],
  ['before the break', shop, mexico, '2026-03-07T12:59-06:00', true],
  ['in the break', shop, mexico, '2026-03-07T14:00-06:00', false],
  ['after the break', shop, mexico, '2026-03-07T15:00-06:00', true],
  ['at the same instant elsewhere', shop, 'Asia/Tokyo', '2026-03-03T10:00-06:00', false],
  ['before midnight', bar, mexico, '2026-03-06T23:59-06:00', true],
  ['after midnight', bar, mexico, '2026-03-07T00:30-06:00', true],
  ['at the end of the night', bar, mexico, '2026-03-07T02:00-06:00', false],
  ['after the last night', bar, mexico, '2026-03-08T01:59-06:00', true],
  ['the night before the first', bar, mexico, '2026-03-06T01:00-06:00', false],
]

describe('opening hours', () => {
  test.each(moments)('%s', (_, week, zone, at, open) => {
    expect(isOpen(week, zone, Date.parse(at))).toBe(open)
  })

  test('that nobody wrote mean always open', () => {
    expect(isOpen(null, mexico, 0)).toBe(true)
  })

  test('follow the clock of the zone when summer time begins', () => {
    const madrid = hours('dom: 09:00-14:00')
    expect(isOpen(madrid, 'Europe/Madrid', Date.parse('2026-03-29T06:59Z'))).toBe(false)
    expect(isOpen(madrid, 'Europe/Madrid', Date.parse('2026-03-29T07:00Z'))).toBe(true)
  })

  test.each([
    ['lun-vie: 09:00-19:00\nsab: 10:00-14:00', 'lunes a viernes de 9:00 a 19:00 y sábados de 10:00 a 14:00'],
    ['sábado: 9:00-14:00', 'sábados de 9:00 a 14:00'],
    ['lunes a miércoles: 9:00-18:00', 'lunes a miércoles de 9:00 a 18:00'],
    ['sab-dom: 9:00-18:00', 'sábado y domingo de 9:00 a 18:00'],
    ['lun-vie: [9:00-14:00, 16:00-19:00]', 'lunes a viernes de 9:00 a 14:00 y de 16:00 a 19:00'],
    ['vie: 20:00-02:00', 'viernes de 20:00 a 2:00'],
    ['mon-tue: 8:00-24:00', 'lunes y martes de 8:00 a 24:00'],
  ])('%p are said as "%s"', (yaml, words) => {
    expect(hoursInWords(hours(yaml))).toBe(words)
  })
})
