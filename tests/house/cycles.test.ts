// Can every file be read from one end? No import cycles, types included, and the proof that the check sees each kind.
import { describe, expect, test } from 'bun:test'
import { cycleViolations } from './cycles.ts'
import { codeOf, readProject, told } from './project.ts'

describe('import cycles', () => {
  test('no file reaches itself through its imports', () => {
    expect(told(cycleViolations(codeOf(readProject())))).toBe('')
  })

  test.each([
    ['a value', "import { b } from './b.ts'"],
    ['a type', "import type { B } from './b.ts'"],
    ['a re-export', "export type { B } from './b.ts'"],
    ['a type written import(…)', "export const b: import('./b.ts').B = 1"],
    ['a lazy import', "export const b = () => import('./b.ts')"],
  ])('a cycle closed by %s is found once', (_kind, text) => {
    const files = [
      { path: 'src/a.ts', text },
      { path: 'src/b.ts', text: "import { c } from './c.ts'" },
      { path: 'src/c.ts', text: "import type { A } from './a.ts'" },
      { path: 'src/d.ts', text: "import { a } from './a.ts'" },
    ]
    expect(told(cycleViolations(files))).toBe(
      'src/a.ts: imports itself: src/a.ts → src/b.ts → src/c.ts → src/a.ts',
    )
  })

  test('two ways to the same file are no cycle', () => {
    const files = [
      { path: 'a.ts', text: "import { b } from './b.ts'; import { c } from './c.ts'" },
      { path: 'b.ts', text: "import { c } from './c.ts'" },
      { path: 'c.ts', text: 'export const c = 1' },
    ]
    expect(cycleViolations(files)).toEqual([])
  })
})
