// What changed between two versions of a pack? A unified diff for each file, by the shortest edit script of its lines.
import type { FileDiff } from './prompts.ts'
import { plainText } from './ficha.ts'

type Files = ReadonlyMap<string, string>

interface Edit {
  readonly sign: ' ' | '-' | '+'
  readonly line: string
  /** Lines of either side that stand before it. */
  readonly left: number
  readonly right: number
}

const context = 3
/** Files further apart are shown as one replaced by the other: the search grows with the square of it. */
const mostEdits = 600

/** Only files that differ, in order of their paths. */
export function diffFiles(left: Files, right: Files): readonly FileDiff[] {
  const paths = [...new Set([...left.keys(), ...right.keys()])].sort()
  return paths.flatMap((file) => {
    const before = left.get(file)
    const after = right.get(file)
    const hunks = hunksOf(editsOf(linesOf(before), linesOf(after)))
    if (hunks.length === 0 && (before === undefined) === (after === undefined)) return []
    const from = before === undefined ? '/dev/null' : `a/${file}`
    const to = after === undefined ? '/dev/null' : `b/${file}`
    return [{ file, diff: [`--- ${from}`, `+++ ${to}`, ...hunks].join('\n') }]
  })
}

function linesOf(text: string | undefined): readonly string[] {
  if (text === undefined || text === '') return []
  return plainText(text).replace(/\n$/, '').split('\n')
}

/** Myers: the furthest point of each diagonal, one edit more each round, and the way back. */
function editsOf(left: readonly string[], right: readonly string[]): readonly Edit[] {
  const rounds: ReadonlyMap<number, number>[] = []
  let furthest = new Map<number, number>([[1, 0]])
  for (let edits = 0; edits <= Math.min(left.length + right.length, mostEdits); edits++) {
    rounds.push(furthest)
    const next = new Map(furthest)
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      let x = stepDown(furthest, diagonal, edits)
        ? at(furthest, diagonal + 1)
        : at(furthest, diagonal - 1) + 1
      while (x < left.length && x - diagonal < right.length && left[x] === right[x - diagonal]) x++
      next.set(diagonal, x)
      if (x >= left.length && x - diagonal >= right.length) return wayBack(rounds, left, right)
    }
    furthest = next
  }
  return [
    ...left.map((line, index): Edit => ({ sign: '-', line, left: index, right: 0 })),
    ...right.map((line, index): Edit => ({ sign: '+', line, left: left.length, right: index })),
  ]
}

function at(furthest: ReadonlyMap<number, number>, diagonal: number): number {
  return furthest.get(diagonal) ?? -1
}

function stepDown(furthest: ReadonlyMap<number, number>, diagonal: number, edits: number): boolean {
  if (diagonal === -edits) return true
  return diagonal !== edits && at(furthest, diagonal - 1) < at(furthest, diagonal + 1)
}

function wayBack(
  rounds: readonly ReadonlyMap<number, number>[],
  left: readonly string[],
  right: readonly string[],
): readonly Edit[] {
  const found: Edit[] = []
  let x = left.length
  let y = right.length
  for (let edits = rounds.length - 1; edits >= 0; edits--) {
    const furthest = rounds[edits] ?? new Map<number, number>()
    const diagonal = x - y
    const down = stepDown(furthest, diagonal, edits)
    const fromX = edits === 0 ? 0 : at(furthest, down ? diagonal + 1 : diagonal - 1)
    const fromY = edits === 0 ? 0 : fromX - (down ? diagonal + 1 : diagonal - 1)
    while (x > fromX && y > fromY) {
      x--
      y--
      found.push({ sign: ' ', line: left[x] ?? '', left: x, right: y })
    }
    if (edits === 0) break
    if (down) y--
    else x--
    found.push({ sign: down ? '+' : '-', line: (down ? right[y] : left[x]) ?? '', left: x, right: y })
  }
  return found.reverse()
}

function hunksOf(edits: readonly Edit[]): readonly string[] {
  const near = edits.map((_, index) =>
    edits.slice(Math.max(0, index - context), index + context + 1).some(({ sign }) => sign !== ' '),
  )
  const hunks: Edit[][] = []
  edits.forEach((edit, index) => {
    if (!near[index]) return
    if (!near[index - 1]) hunks.push([])
    hunks.at(-1)?.push(edit)
  })
  return hunks.flatMap((hunk) => [headOf(hunk), ...hunk.map(({ sign, line }) => `${sign}${line}`)])
}

function headOf(hunk: readonly Edit[]): string {
  const [first] = hunk
  const count = (sign: '-' | '+'): number =>
    hunk.filter((edit) => edit.sign === sign || edit.sign === ' ').length
  const range = (start: number, length: number): string => `${length === 0 ? start : start + 1},${length}`
  return `@@ -${range(first?.left ?? 0, count('-'))} +${range(first?.right ?? 0, count('+'))} @@`
}
