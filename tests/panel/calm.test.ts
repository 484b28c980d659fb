// Does the list hold still under the hand? What is painted and what waits, in a table.
import { expect, test } from 'bun:test'
import { settle } from '../../src/http/panel/calm.ts'

const words = (text: string): readonly string[] => text.split(' ').filter(Boolean)

test.each([
  ['nobody is at work: the new order holds', 'a b c', 'c a b', false, null, 'c a b', 0],
  ['the first painting takes what there is', '', 'a b', true, null, 'a b', 0],
  ['a new one waits while the hand is there', 'a b c', 'n a b c', true, null, 'a b c', 1],
  ['one that rose waits in its old place', 'a b c', 'c a b', true, null, 'a b c', 1],
  ['new and risen ones are counted together', 'a b c', 'n c a b', true, null, 'a b c', 2],
  ['older ones read below are added at once', 'a b', 'a b c d', true, null, 'a b c d', 0],
  ['one that no longer belongs stays until the hand leaves', 'a b c', 'a c', true, null, 'a b c', 0],
  ['the open one stays although it no longer belongs', 'a b c', 'a c', false, 'b', 'a b c', 0],
  ['an open one that never was in the list does not enter', 'a b', 'a b', false, 'z', 'a b', 0],
] as const)('%s', (_, shown, fresh, busy, keep, order, waiting) => {
  expect(settle(words(shown), words(fresh), busy, keep)).toEqual({ order: [...words(order)], waiting })
})
