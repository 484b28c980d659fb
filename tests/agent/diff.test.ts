// Does a diff say exactly what changed? It is applied again to the old text, and small ones read as people write them.
import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { diffFiles } from '../../src/agent/diff.ts'

const one = (before: string | null, after: string | null): string =>
  diffFiles(
    new Map(before === null ? [] : [['a.md', before]]),
    new Map(after === null ? [] : [['a.md', after]]),
  )
    .map(({ diff }) => diff)
    .join('\n')

/** What a unified diff makes of the lines it was made from; throws where a line is not the one it speaks of. */
function apply(lines: readonly string[], diff: string): readonly string[] {
  const made: string[] = []
  let read = 0
  for (const line of diff.split('\n').slice(2)) {
    const start = /^@@ -(\d+),(\d+) \+\d+,\d+ @@$/.exec(line)
    if (start !== null) {
      const until = Number(start[1]) - (start[2] === '0' ? 0 : 1)
      while (read < until) made.push(lines[read++] ?? '')
    } else if (line.startsWith('+')) made.push(line.slice(1))
    else {
      expect(lines[read]).toBe(line.slice(1))
      if (line.startsWith(' ')) made.push(line.slice(1))
      read++
    }
  }
  return [...made, ...lines.slice(read)]
}

describe('a diff', () => {
  test.each([
    ['nothing, of equal files', 'a\nb\n', 'a\nb\n', ''],
    ['nothing, of other line ends', 'a\r\nb\r\n', 'a\nb\n', ''],
    ['one line', 'a\nb\nc\n', 'a\nB\nc\n', '--- a/a.md\n+++ b/a.md\n@@ -1,3 +1,3 @@\n a\n-b\n+B\n c'],
    ['a new file', null, 'a\n', '--- /dev/null\n+++ b/a.md\n@@ -0,0 +1,1 @@\n+a'],
    ['a file that is gone', 'a\n', null, '--- a/a.md\n+++ /dev/null\n@@ -1,1 +0,0 @@\n-a'],
    ['an empty new file', null, '', '--- /dev/null\n+++ b/a.md'],
    [
      'two places far apart as two hunks',
      '1\n2\n3\n4\n5\n6\n7\n8\n9\n',
      'uno\n2\n3\n4\n5\n6\n7\n8\nnueve\n',
      '--- a/a.md\n+++ b/a.md\n@@ -1,4 +1,4 @@\n-1\n+uno\n 2\n 3\n 4\n@@ -6,4 +6,4 @@\n 6\n 7\n 8\n-9\n+nueve',
    ],
  ])('shows %s', (_, before, after, shown) => {
    expect(one(before, after)).toBe(shown)
  })

  test('turns any old file into the new one', () => {
    const lines = fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 14 })
    fc.assert(
      fc.property(lines, lines, (before, after) => {
        const shown = one(`${before.join('\n')}\n`, `${after.join('\n')}\n`)
        if (shown === '') expect(after.join('\n')).toBe(before.join('\n'))
        else {
          const old = before.length === 0 ? [''] : before
          expect(apply(old, shown).join('\n')).toBe(after.join('\n'))
        }
      }),
      { numRuns: 300 },
    )
  })

  test('of files without a line in common replaces the one by the other, however long', () => {
    const before = Array.from({ length: 900 }, (_, line) => `viejo ${line}`)
    const after = Array.from({ length: 900 }, (_, line) => `nuevo ${line}`)
    expect(apply(before, one(`${before.join('\n')}\n`, `${after.join('\n')}\n`))).toEqual(after)
  })
})
