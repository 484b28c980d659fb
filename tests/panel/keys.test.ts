// Which key asks for what? By the letter it types on any keyboard, never in a field, and never with Alt, Ctrl or an input method.
import { describe, expect, test } from 'bun:test'
import { commandOf, keyList, type Pressed } from '../../src/http/panel/keys.ts'

const press = (key: string, over: Partial<Pressed> = {}): Pressed => ({
  key,
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  isComposing: false,
  ...over,
})

describe('a key', () => {
  test.each(keyList)('%s asks for %s, in small and in capitals', (key, command) => {
    expect(commandOf(press(key), false, true)).toBe(command)
    if (key.length === 1) expect(commandOf(press(key.toUpperCase()), false, true)).toBe(command)
  })

  test('writes in a field, except Escape', () => {
    for (const [key, command] of keyList)
      expect(commandOf(press(key), true, true)).toBe(command === 'back' ? 'back' : null)
  })

  test('does nothing once single keys are off, except Escape', () => {
    for (const [key, command] of keyList)
      expect(commandOf(press(key), false, false)).toBe(command === 'back' ? 'back' : null)
  })

  test.each([{ ctrlKey: true }, { altKey: true }, { metaKey: true }, { isComposing: true }])(
    'with %o belongs to somebody else',
    (over) => {
      for (const [key] of keyList) expect(commandOf(press(key, over), false, true)).toBeNull()
    },
  )

  test('of another alphabet or with an accent asks for nothing', () => {
    for (const key of ['á', 'ñ', 'ç', '@', '[', 'Dead', 'й', 'Tab', 'Enter', 'Shift'])
      expect(commandOf(press(key), false, true)).toBeNull()
  })

  test('stands in the list once', () => {
    expect(new Set(keyList.map(([key]) => key)).size).toBe(keyList.length)
    expect(new Set(keyList.map(([, command]) => command)).size).toBe(keyList.length)
  })
})
