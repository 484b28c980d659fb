// How does the house become one file? Its assets are gathered in one tree, then everything is compiled into `dist/relevo`.
import { cpSync, mkdirSync, rmSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { buildPanel } from './panel.ts'
import { buildWidget } from './widget.ts'

const root = join(import.meta.dir, '..')
const embed = join(root, 'dist/embed')
const widget = join(root, 'dist/widget')

/** Folders the binary reads while it runs; each keeps its path of the repository, where `asset` looks for it. */
const assets = ['prompts', 'src/store/sqlite/migrations', 'dist/widget', 'dist/panel']

await build(process.argv[2])

/** `target` is one of Bun's, such as `bun-linux-arm64`; absent: this machine. */
async function build(target: string | undefined): Promise<void> {
  const outfile = join(
    root,
    target === undefined ? 'dist/relevo' : `dist/relevo-${target.replace('bun-', '')}`,
  )
  await buildWidget(widget)
  await buildPanel()
  gather()
  await compile(outfile, target)
  console.log(`${outfile} ${(statSync(outfile).size / 1e6).toFixed(1)} MB`)
}

function gather(): void {
  rmSync(embed, { recursive: true, force: true })
  for (const path of assets) {
    mkdirSync(dirname(join(embed, path)), { recursive: true })
    cpSync(join(root, path), join(embed, path), { recursive: true })
  }
}

async function compile(outfile: string, target: string | undefined): Promise<void> {
  await Bun.build({
    entrypoints: [join(root, 'src/main.ts')],
    target: 'bun',
    format: 'esm',
    minify: true,
    bytecode: true,
    splitting: true,
    sourcemap: 'linked',
    define: { 'process.env.NODE_ENV': '"production"' },
    compile: {
      outfile,
      assets: [embed],
      autoloadDotenv: false,
      autoloadBunfig: false,
      ...(target === undefined ? {} : { target: asTarget(target) }),
    },
  })
}

function asTarget(target: string): Bun.Build.CompileTarget {
  if (/^bun-(linux|darwin|windows)-(x64|arm64)/.test(target)) return target as Bun.Build.CompileTarget
  throw new Error(`no such target: ${target}`)
}
