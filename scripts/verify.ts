// Is this a state that may be committed? Format, lint, types, dead code and the quick tests; `--all` runs every test.
import { join } from 'node:path'

const root = join(import.meta.dir, '..')
const bun = process.execPath
const bin = (name: string): string => join(root, 'node_modules/.bin', name)

/** Test folders that open no socket and no file of ours. */
const quick = ['house', 'rules', 'channels', 'agent', 'panel']
/** Authors of packs, data and documents lay out their pages as they like. */
const code = '{src,tests,scripts,bench}/**/*.{ts,tsx,mjs,css,html}'
const widget = 'src/channels/web/widget/tsconfig.json'
const panel = 'src/http/panel/tsconfig.json'

const all = process.argv.includes('--all')
const folders = quick.map((room) => `tests/${room}/`)

const steps: readonly (readonly [name: string, command: readonly string[]])[] = [
  ['format', [bun, 'fmt', '--check', code]],
  ['lint', [bin('oxlint'), '--quiet']],
  ['types', [bun, 'check']],
  ['widget types', [bun, 'check', '-p', widget]],
  ['panel types', [bun, 'check', '-p', panel]],
  ['dead code', [bin('knip')]],
  ['tests', ['node', 'scripts/test.mjs', ...(all ? [] : folders)]],
]

for (const [name, command] of steps) await run(name, command)

/** Every step runs, so that one look tells all; what a good step says stays untold. */
async function run(name: string, command: readonly string[]): Promise<void> {
  const start = Bun.nanoseconds()
  const child = Bun.spawn([...command], { cwd: root, stdin: 'ignore', stdout: 'pipe', stderr: 'pipe' })
  const [out, err, code] = await Promise.all([child.stdout.text(), child.stderr.text(), child.exited])
  const seconds = ((Bun.nanoseconds() - start) / 1e9).toFixed(1)
  console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${name.padEnd(13)}${seconds.padStart(6)} s`)
  if (code === 0) {
    if (name === 'tests') console.log(out.trimEnd().split('\n').at(-1))
    return
  }
  console.log(`${out}\n${err}`.trim())
  process.exitCode = 1
}
