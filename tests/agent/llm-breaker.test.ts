// When is a model left alone, and when is it tried again? Before, at and after each of the breaker's three numbers.
import { describe, expect, test } from 'bun:test'
import { createBreaker, type Breaker } from '../../src/agent/breaker.ts'

let now = 0
const breakerAfter = (...failures: readonly number[]): Breaker => {
  now = 0
  const breaker = createBreaker({ mono: () => now })
  for (const at of failures) {
    now = at
    breaker.failed()
  }
  return breaker
}
const second = 1_000

describe('a breaker', () => {
  test.each([
    ['four failures', [0, 1, 2, 3], false],
    ['five failures', [0, 1, 2, 3, 4], true],
    ['five within a minute', [0, 1, 2, 3, 59.999 * second], true],
    ['five in a minute exactly', [0, 1, 2, 3, 60 * second], false],
    [
      'the latest five in a minute',
      [0, 50 * second, 51 * second, 52 * second, 53 * second, 60 * second],
      true,
    ],
  ])('after %s', (_, failures, open) => {
    const breaker = breakerAfter(...failures)
    expect(breaker.isOpen()).toBe(open)
    expect(breaker.allows()).toBe(!open)
  })

  test('lets one probe through each half minute', () => {
    const breaker = breakerAfter(0, 0, 0, 0, 0)
    now = 30 * second - 1
    expect(breaker.allows()).toBe(false)
    now = 30 * second
    expect(breaker.allows()).toBe(true)
    expect(breaker.allows()).toBe(false)
    now = 60 * second - 1
    expect(breaker.allows()).toBe(false)
    now = 60 * second
    expect(breaker.allows()).toBe(true)
  })

  test('stays open when the probe fails, and closes when it works', () => {
    const breaker = breakerAfter(0, 0, 0, 0, 0)
    now = 30 * second
    breaker.allows()
    breaker.failed()
    expect(breaker.allows()).toBe(false)
    expect(breaker.isOpen()).toBe(true)
    breaker.worked()
    expect(breaker.isOpen()).toBe(false)
    expect(breaker.allows()).toBe(true)
  })

  test('forgets failures once something worked', () => {
    const breaker = breakerAfter(0, 0, 0, 0)
    breaker.worked()
    breaker.failed()
    expect(breaker.isOpen()).toBe(false)
  })
})
