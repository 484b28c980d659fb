// How do the tests run, and how many passed? Node starts bun's runner, reads its report, and says the count in the last line.
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const bun = join(root, 'node_modules/bun/bin/bun.exe')
const folder = mkdtempSync(join(tmpdir(), 'relevo-test-'))
const report = join(folder, 'junit.xml')

// Two workers, each file in a fresh global. The time limit is a net under slow machines: no test measures time.
const flags = ['--parallel=2', '--only-failures', '--timeout=60000']
const child = spawn(
  bun,
  ['test', ...flags, '--reporter=junit', `--reporter-outfile=${report}`, ...process.argv.slice(2)],
  { cwd: root, stdio: 'inherit' },
)
child.on('error', (error) => finish(1, error.message))
child.on('close', (code, signal) => finish(code ?? 1, signal === null ? null : `bun ended by ${signal}`))

function finish(code, problem) {
  if (problem !== null) console.log(problem)
  const { passed, failed, skipped } = count(code)
  rmSync(folder, { recursive: true, force: true })
  if (skipped > 0) console.log(`${skipped} skipped`)
  console.log(`${passed} passed, ${failed} failed`)
  process.exitCode = code === 0 && failed > 0 ? 1 : code
}

/** A file that throws while it loads is missing from the report: then a bad exit without a failure counts as one. */
function count(code) {
  const suites = /<testsuites\b[^>]*>/.exec(read())?.[0] ?? ''
  const number = (name) => Number(new RegExp(`\\b${name}="(\\d+)"`).exec(suites)?.[1] ?? 0)
  const failures = number('failures')
  const failed = code !== 0 && failures === 0 ? 1 : failures
  return {
    passed: number('tests') - failures - number('skipped'),
    failed,
    skipped: number('skipped'),
  }
}

function read() {
  try {
    return readFileSync(report, 'utf8')
  } catch (error) {
    if (error.code === 'ENOENT') return ''
    throw error
  }
}
