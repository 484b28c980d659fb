// Is every path in the documents there? The check over the project's documents, and the proof that it finds a ghost.
import { describe, expect, test } from 'bun:test'
import { pathViolations } from './docs.ts'
import { readProject, told } from './project.ts'

const there = [
  { path: 'src/store/sqlite/step.ts', text: '' },
  { path: 'prompts/casos/saludo.yaml', text: '' },
  { path: 'docs/house.md', text: '' },
]

describe('documents', () => {
  test('every path they name exists', () => {
    expect(told(pathViolations(readProject()))).toBe('')
  })

  test.each([
    ['README.md', '`src/ghost.ts`', 'src/ghost.ts'],
    ['docs/house.md', 'see `src/store/postgres/`', 'src/store/postgres/'],
    ['prompts/README.md', '`casos/adios.yaml`', 'casos/adios.yaml'],
    ['docs/house.md', '`bun bench/ghost.ts --all`', 'bench/ghost.ts'],
    ['README.md', '`ghost.md`', 'ghost.md'],
  ])('%s that says %s is found', (path, text, ghost) => {
    expect(told(pathViolations([...there, { path, text }]))).toBe(
      `${path}: names ${ghost}, which is not there`,
    )
  })

  test.each([
    ['README.md', '`src/store/`, `src/store/sqlite/step.ts`, `step.ts` and `store/sqlite/step.ts`'],
    ['prompts/README.md', '`casos/saludo.yaml` and `casos/*.yaml`'],
    ['docs/house.md', '`POST /chat/messages`, `text/plain`, `channel.send`, `and/or`'],
    ['README.md', '```\nsrc/yours.ts\n```'],
    ['docs/house.md', '`channels.yaml` is yours'],
    ['src/http/notes.md', '`src/ghost.ts`'],
  ])('%s may say %s', (path, text) => {
    expect(told(pathViolations([...there, { path, text }]))).toBe('')
  })
})
