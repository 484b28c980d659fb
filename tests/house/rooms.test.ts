// Does every file look only into rooms it may look into? Import direction over `src`, and the proof that it can fail.
import { describe, expect, test } from 'bun:test'
import { codeOf, readProject, told } from './project.ts'
import { importViolations } from './rooms.ts'

describe('import direction', () => {
  test('every import of the house follows the dependency rule', () => {
    const files = codeOf(readProject(), 'src/')
    expect(files.length).toBeGreaterThan(10)
    expect(told(importViolations(files))).toBe('')
  })

  test.each([
    ['src/rules/decide.ts', "import { systemClock } from '../clock.ts'", 'rules may not look into clock'],
    ['src/rules/decide.ts', "import type { Clock } from '../clock.ts'", 'rules may not look into clock'],
    ['src/rules/decide.ts', "import { z } from 'zod'", 'rules may not use the package zod'],
    ['src/model.ts', "export type { Clock } from './clock.ts'", 'language may not look into clock'],
    [
      'src/store/sqlite/step.ts',
      "import { decide } from '../../rules/decide.ts'",
      'store may not look into rules',
    ],
    ['src/agent/gate.ts', "import type { Store } from '../store/store.ts'", 'agent may not look into store'],
    [
      'src/pipeline.ts',
      "import { x } from './store/store.ts'",
      'pipeline may import only types of store-contract',
    ],
    ['src/http/app.ts', "const x: import('../store/sqlite/open.ts').X = 1", 'http may not look into store '],
    ['src/http/panel/api.ts', "import { iso } from '../wire.ts'", 'panel may import only types of http'],
    ['src/http/panel/api.ts', "import { z } from 'zod'", 'panel may not use the package zod'],
    ['src/http/app.ts', "import { go } from './panel/view.ts'", 'http may not look into panel'],
    ['src/simulator/caller.ts', "await import('../house.ts')", 'simulator may not look into house'],
    ['src/clock.ts', "export * from './log.ts'", 'clock may not look into log'],
    ['src/attic/box.ts', 'export const box = 1', 'stands in no room'],
    ['src/log.ts', "import '../tests/house/rooms.ts'", 'stands in no room'],
  ])('%s that says %s is refused', (path, text, because) => {
    expect(told(importViolations([{ path, text }]))).toContain(because)
  })

  test.each([
    ['src/pipeline.ts', "import type { Store } from './store/store.ts'"],
    ['src/rules/decide.ts', "import type { Body } from '../model.ts'"],
    ['src/house.ts', "import { createPipeline } from './pipeline.ts'"],
    ['src/http/app.ts', "import { type Channel } from '../channels/channel.ts'"],
    ['src/http/panel/cache.ts', "import type { MessageWire } from '../wire.ts'"],
    ['src/log.ts', "// import { x } from './house.ts'"],
  ])('%s that says %s is welcome', (path, text) => {
    expect(told(importViolations([{ path, text }]))).toBe('')
  })
})
