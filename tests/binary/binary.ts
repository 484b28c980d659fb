// Where is a binary as new as its sources, and how does one live with it? Built when needed, run in an empty folder, ended by signal.
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const root = join(import.meta.dir, '../..')
const binary = join(root, 'dist/relevo')
const sources = ['src', 'prompts', 'scripts/build.ts', 'scripts/widget.ts', 'package.json']

/** What a fresh machine has: no variable of ours, no tool of ours on the path. */
const environment = { PATH: '/usr/bin:/bin', HOST: '127.0.0.1', PORT: '0' }

export interface Running {
  readonly url: string
  /** The folder it was started in, empty before. */
  readonly folder: string
  /** Everything it has written to standard output so far. */
  said(): string
  /** Asks for an orderly end; the exit code. */
  stop(): Promise<number>
}

/** Builds `dist/relevo` unless it is newer than everything it is made of. */
export async function freshBinary(): Promise<void> {
  if (existsSync(binary) && statSync(binary).mtimeMs > newest()) return
  const build = Bun.spawn([process.execPath, 'scripts/build.ts'], {
    cwd: root,
    stdout: 'ignore',
    stderr: 'pipe',
  })
  const [problem, code] = await Promise.all([build.stderr.text(), build.exited])
  if (code !== 0) throw new Error(`the build failed: ${problem}`)
}

export function emptyFolder(): string {
  return mkdtempSync(join(tmpdir(), 'relevo-binary-'))
}

/** Runs to its end: what it said, and its exit code. */
export async function ask(
  words: readonly string[],
  folder: string,
): Promise<{ readonly code: number; readonly said: string }> {
  const child = Bun.spawn([binary, ...words], {
    cwd: folder,
    env: environment,
    stdin: 'ignore',
    stdout: 'pipe',
    stderr: 'pipe',
  })
  const [out, err, code] = await Promise.all([child.stdout.text(), child.stderr.text(), child.exited])
  return { code, said: out + err }
}

/** Resolves when it listens; rejects with what it said when it ends instead. */
export async function start(command: 'serve' | 'demo'): Promise<Running> {
  const folder = emptyFolder()
  const child = Bun.spawn([binary, command], {
    cwd: folder,
    env: environment,
    stdin: 'ignore',
    stdout: 'pipe',
    stderr: 'inherit',
  })
  const decoder = new TextDecoder()
  const listening = Promise.withResolvers<string>()
  let said = ''
  const reading = (async () => {
    for await (const bytes of child.stdout) {
      said += decoder.decode(bytes, { stream: true })
      const url = /Relevo atiende en (http\S+)\n/.exec(said)?.[1]
      if (url !== undefined) listening.resolve(url)
    }
    listening.reject(new Error(`it ended: ${said}`))
  })()
  const url = await listening.promise
  return {
    url,
    folder,
    said: () => said,
    async stop() {
      child.kill('SIGTERM')
      const [code] = await Promise.all([child.exited, reading])
      rmSync(folder, { recursive: true, force: true })
      return code
    },
  }
}

/** Asks again until `found` finds something; the test's own time limit ends it. */
export async function until<T>(found: () => Promise<T | null | undefined>): Promise<T> {
  for (;;) {
    const value = await found()
    if (value !== null && value !== undefined) return value
    await Bun.sleep(50)
  }
}

function newest(): number {
  const times = sources.flatMap((source) => {
    const path = join(root, source)
    if (statSync(path).isFile()) return [statSync(path).mtimeMs]
    return readdirSync(path, { recursive: true, encoding: 'utf8' }).map(
      (name) => statSync(join(path, name)).mtimeMs,
    )
  })
  return Math.max(...times)
}
