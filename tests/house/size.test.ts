// Does every file and function fit a reader's head? Limits over `src`, the figures printed, and the proof at each limit.
import { describe, expect, test } from 'bun:test'
import { codeOf, readProject, told } from './project.ts'
import { fileSizes, functionP90Limit, functionSizes, quantile, sizeViolations } from './size.ts'

const source = codeOf(readProject(), 'src/')

describe('size', () => {
  test('no file has more than 250 lines and no function more than 60', () => {
    expect(told(sizeViolations(source))).toBe('')
  })

  test('nine of ten functions have at most 40 lines', () => {
    const files = fileSizes(source)
    const functions = functionSizes(source)
    console.log(
      `size of src: ${files.length} files, median ${quantile(files, 0.5)}, p90 ${quantile(files, 0.9)};`,
      `${functions.length} functions, median ${quantile(functions, 0.5)}, p90 ${quantile(functions, 0.9)}`,
    )
    expect(quantile(functions, 0.9)).toBeLessThanOrEqual(functionP90Limit)
  })

  test.each([
    [249, ''],
    [250, ''],
    [251, 'src/a.ts: 251 lines, the limit is 250'],
  ])('a file of %i lines', (lines, because) => {
    expect(told(sizeViolations([{ path: 'src/a.ts', text: `${'//\n'.repeat(lines)}` }]))).toBe(because)
  })

  test.each([
    [59, ''],
    [60, ''],
    [61, 'src/a.ts: the function in line 2 has 61 lines, the limit is 60'],
  ])('a function of %i lines, in each way to write one', (lines, because) => {
    const body = `{${'\n'.repeat(lines - 1)}}`
    for (const text of [
      `\nfunction f() ${body}`,
      `\nconst f = () => ${body}`,
      `\nconst f = { g() ${body} }`,
      `\nclass F { f() ${body} }`,
    ])
      expect(told(sizeViolations([{ path: 'src/a.ts', text }]))).toBe(because)
  })

  test('a quantile is a size that stands in the list', () => {
    const sizes = [10, 30, 20, 40].map((lines) => ({ path: 'a.ts', at: 1, lines }))
    expect([0, 0.5, 0.75, 0.9, 1].map((share) => quantile(sizes, share))).toEqual([10, 20, 30, 40, 40])
  })
})
