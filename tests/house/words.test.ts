// Does anybody say what only one file may say? Forbidden words over the project, and the proof for each of them.
import { describe, expect, test } from 'bun:test'
import { readProject, told } from './project.ts'
import { wordViolations } from './words.ts'

const spoken = (path: string, text: string): string => told(wordViolations([{ path, text }]))

describe('forbidden words', () => {
  test('each word stands only where it may', () => {
    expect(told(wordViolations(readProject()))).toBe('')
  })

  test.each([
    'Date.now()',
    'new Date()',
    'new Date(at)',
    'performance.now()',
    'setTimeout(run, 1)',
    'setInterval(run, 1)',
    'Math.random()',
    'crypto.randomUUID()',
    'crypto.getRandomValues(bytes)',
    'process.env.HOME',
    'Bun.env.HOME',
    "console.log('here')",
    'process.exit(1)',
  ])('%s in a room is found', (text) => {
    expect(spoken('src/http/app.ts', `export const x = 1\n${text}`)).toContain(
      'src/http/app.ts: line 2 says ',
    )
  })

  test.each([
    ['src/clock.ts', 'Date.now()'],
    ['src/ids.ts', 'crypto.getRandomValues(bytes)'],
    ['src/main.ts', 'process.env'],
    ['src/http/app.ts', '// Date.now() is forbidden here'],
    ['src/channels/web/widget/poll.ts', 'setTimeout(poll, 1000)'],
    ['tests/http/app.test.ts', 'setTimeout(resolve, 1)'],
  ])('%s may say %s', (path, text) => {
    expect(spoken(path, text)).toBe('')
  })

  test.each(['async () => {}', 'await turn', 'Promise.resolve()', 'Date.parse(at)'])(
    'no rule says %s',
    (text) => {
      expect(spoken('src/rules/decide.ts', text)).toContain('rules are pure')
    },
  )

  test.each([
    ['src/http/panel/feed.ts', 'setTimeout(run, 1)'],
    ['src/http/panel/feed.ts', 'Date.now()'],
    ['src/http/panel/feed.ts', 'box.innerHTML = text'],
    ['src/http/panel/thread/text.tsx', "const title = 'Categorías'"],
    ['src/http/panel/style/base.css', 'a { color: #fff }'],
    ['src/http/panel/style/base.css', 'a { color: rgb(0 0 0) }'],
  ])('%s that says %s is found', (path, text) => {
    expect(spoken(path, text)).toContain('line 1 says')
  })

  test.each([
    ['src/http/panel/time.ts', 'Date.now()'],
    ['src/http/panel/feed.ts', 'new Date(at)'],
    ['src/http/panel/words/es-MX.ts', "const title = 'Categorías'"],
    ['src/http/panel/style/tokens.css', '--ink: #1b2530;'],
  ])('%s may say %s', (path, text) => {
    expect(spoken(path, text)).toBe('')
  })

  test.each(["test.only('a', run)", "describe.skip('a', run)", "test.todo('a')", "mock.module('a', run)"])(
    'no test says %s',
    (text) => {
      expect(spoken('tests/http/app.test.ts', text)).toContain('line 1 says')
    },
  )

  test.each([
    '// TODO later',
    '// @ts-ignore',
    '// see /work/notes',
    '// Issue #12',
    '// see reliability.md',
  ])('no file says %s, not even in a comment', (text) => {
    expect(spoken('src/http/app.ts', text)).toContain('line 1 says')
  })

  test('documents are read for words of the workplace', () => {
    expect(spoken('docs/a.md', 'as told in /work/notes')).toContain('a path of one machine')
  })
})
