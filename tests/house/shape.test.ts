// Is every file shaped like its neighbours? The checks of shape.ts over the project, and a planted fault for each.
import { describe, expect, test } from 'bun:test'
import { codeOf, type ProjectFile, readProject, told } from './project.ts'
import { barrelViolations, catchViolations, escapeViolations, openingViolations } from './shape.ts'

const code = codeOf(readProject())
const at = (path: string, text: string): readonly ProjectFile[] => [{ path, text }]

describe('types', () => {
  test('nothing escapes from the types', () => {
    expect(told(escapeViolations(code))).toBe('')
  })

  test.each([
    ['src/http/app.ts', 'const x: any = 1', 'line 1 says any'],
    ['tests/http/app.test.ts', 'const x: any = 1', 'line 1 says any'],
    ['src/http/app.ts', '\nconst x = y!', 'line 2 says !'],
    ['src/http/app.ts', 'const x = y as string', 'line 1 casts to string'],
    ['src/http/app.ts', 'const x = <string>y', 'line 1 casts'],
    ['src/http/app.ts', 'const x = y as unknown as X', 'line 1 casts to unknown'],
  ])('%s that says %s is found', (path, text, because) => {
    expect(told(escapeViolations(at(path, text)))).toContain(because)
  })

  test.each([
    ['src/http/app.ts', 'const x = [1] as const'],
    ['src/http/app.ts', "import { a as b } from './a.ts'"],
    ['src/store/rows.ts', 'const x = y as string'],
    ['src/channels/whatsapp/parse.ts', 'const x = y as string'],
    ['tests/http/app.test.ts', 'const x = y!'],
  ])('%s may say %s', (path, text) => {
    expect(told(escapeViolations(at(path, text)))).toBe('')
  })
})

describe('barrels', () => {
  test('no file only exports again', () => {
    expect(told(barrelViolations(code))).toBe('')
  })

  test.each([
    ["export * from './a.ts'", 'is a barrel'],
    ["import { a } from './a.ts'\nexport { a }", 'is a barrel'],
    ["export type { A } from './a.ts'\nexport const b = 1", ''],
    ["import './a.ts'\nstart()", ''],
  ])('%s', (text, because) => {
    expect(told(barrelViolations(at('src/index.ts', text)))).toContain(because)
  })
})

describe('failures', () => {
  test('no failure is swallowed', () => {
    expect(told(catchViolations(code))).toBe('')
  })

  test.each([
    'try { run() } catch {}',
    'try { run() } catch (error) { /* well */ }',
    'run().catch(() => {})',
    'run().catch(() => undefined)',
  ])('%s is found', (text) => {
    expect(told(catchViolations(at('src/http/app.ts', text)))).toContain('line 1 swallows a failure')
  })

  test.each(['try { run() } catch { stop() }', 'run().catch(() => stop())', 'run().catch(report)'])(
    '%s is fine',
    (text) => {
      expect(told(catchViolations(at('src/http/app.ts', text)))).toBe('')
    },
  )
})

describe('opening words', () => {
  test('every file opens with the question it answers', () => {
    const migrations = readProject().filter(({ path }) => path.endsWith('.sql'))
    expect(told(openingViolations([...code, ...migrations]))).toBe('')
  })

  test.each([
    ['export const x = 1', 'does not open with a comment'],
    ['\n// What?\n', 'does not open with a comment'],
    ['// Helpers.\n', 'opens without the question'],
    ['// What?\n//\n//\n//\n', 'opens with 4 lines'],
    ['// What?\n// This.\n// And that.\nexport const x = 1', ''],
    ['#!/usr/bin/env bun\n// What? This.\n', ''],
    ['-- What? This.\nCREATE TABLE t (id);', ''],
  ])('%j', (text, because) => {
    expect(told(openingViolations(at('src/a.ts', text)))).toContain(because)
  })
})
