// What did the command line ask for? serve, demo, prompts, or a word of help. The only file that reads the environment and starts things.
import { existsSync, readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { readConfig, type Config } from './config.ts'
import { HouseError } from './errors.ts'
import { buildHouse, version } from './house.ts'
import { serve } from './house-serve.ts'

const help = `Relevo ${version}: atiende WhatsApp, Instagram, Messenger y el chat de tu sitio.

  relevo serve     arranca el servidor (lo normal)
  relevo demo      arranca el servidor con clientes y una Meta de mentira, sin red
  relevo prompts   prueba, revisa y compara lo que tu agente sabe y dice
  relevo --version
  relevo --help

La configuración se lee de variables de entorno; README.md las enumera.
`

traceNothing()
await main(Bun.argv.slice(2))

async function main(words: string[]): Promise<void> {
  try {
    if (words[0] === 'prompts') return await runPrompts(words.slice(1))
    const { values, positionals } = parseArgs({
      args: words,
      allowPositionals: true,
      options: { version: { type: 'boolean', short: 'v' }, help: { type: 'boolean', short: 'h' } },
    })
    if (values.version) return say(version)
    if (values.help) return say(help)
    await command(positionals)
  } catch (error) {
    if (error instanceof HouseError) return fail(error.message, error.code === 'locked' ? 75 : 78)
    if (error instanceof TypeError && 'code' in error) return fail(`${error.message}\n\n${help}`, 2)
    throw error
  }
}

async function command(words: readonly string[]): Promise<void> {
  const [name = 'serve', ...more] = words
  if (more.length > 0 || !['serve', 'demo'].includes(name))
    return fail(`No conozco «${words.join(' ')}».\n\n${help}`, 2)
  const closing = closeOnSignal()
  if (name === 'demo') {
    const { demo } = await import('./house-demo.ts')
    return demo(configOf, say, closing)
  }
  const config = configOf({})
  await serve(buildHouse(config), config, say, closing)
}

async function runPrompts(words: readonly string[]): Promise<void> {
  const { prompts } = await import('./house-prompts.ts')
  const closing = closeOnSignal()
  // Whoever read our words has heard enough: `relevo prompts test | head`.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })
  const terminal = {
    say,
    complain: (line: string): void => void process.stderr.write(`${line}\n`),
    lines: () => createInterface({ input: process.stdin, signal: closing }),
  }
  process.exitCode = await prompts(words, { terminal, config: () => configOf({}), closing })
}

/** The environment's configuration with some of it replaced. */
function configOf(over: Readonly<Record<string, string>>): Config {
  const file =
    existsSync('channels.yaml') && Object.keys(over).length === 0
      ? readFileSync('channels.yaml', 'utf8')
      : null
  return readConfig({ ...process.env, ...over }, file)
}

/** The first signal asks for an orderly end, which may take some seconds; the second does not ask. */
function closeOnSignal(): AbortSignal {
  const closing = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.once(name, () => closing.abort())
  }
  return closing.signal
}

/** Told by one of these, the model library would copy every conversation to a stranger's server. */
function traceNothing(): void {
  for (const name of Object.keys(process.env)) {
    if (/^LANG(SMITH|CHAIN)_/.test(name)) delete process.env[name]
  }
}

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}

function fail(text: string, code: number): void {
  process.stderr.write(`${text}\n`)
  process.exitCode = code
}
