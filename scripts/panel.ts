// How does the operators' panel get to a browser? Built into hashed files, brotli beside each, under a limit of weight; http/panel-assets serves them.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants } from 'node:zlib'

const root = join(import.meta.dir, '..')
const source = join(root, 'src/http/panel')
const place = join(root, 'dist/panel')

/** What the first screen may weigh on its way, gzipped. */
const limits = { script: 140 * 1024, style: 14 * 1024 }
const smallest = 1024

/** Writes the panel to `dist/panel`, whole or not at all; throws when something does not build, or the first screen is too heavy. */
export async function buildPanel(): Promise<Weight> {
  mkdirSync(join(root, 'dist'), { recursive: true })
  const outdir = mkdtempSync(join(root, 'dist/panel-'))
  try {
    const weight = await buildInto(outdir)
    rmSync(place, { recursive: true, force: true })
    renameSync(outdir, place)
    return weight
  } finally {
    rmSync(outdir, { recursive: true, force: true })
  }
}

async function buildInto(outdir: string): Promise<Weight> {
  await Bun.build({
    entrypoints: [join(source, 'index.html')],
    outdir,
    target: 'browser',
    minify: true,
    splitting: true,
    publicPath: '/panel/',
    define: { 'process.env.NODE_ENV': '"production"' },
    naming: {
      entry: '[name].[ext]',
      chunk: 'assets/[name]-[hash].[ext]',
      asset: 'assets/[name]-[hash].[ext]',
    },
  })
  for (const path of filesOf(outdir)) await compress(path)
  const weight = await weigh(outdir)
  for (const kind of ['script', 'style'] as const)
    if (weight[kind] > limits[kind])
      throw new Error(`the panel's first ${kind} weighs ${weight[kind]} bytes, the limit is ${limits[kind]}`)
  return weight
}

/** Builds only when a file of the panel is newer than what was built. */
export async function refreshPanel(): Promise<void> {
  const page = join(place, 'index.html')
  const built = existsSync(page) ? statSync(page).mtimeMs : 0
  const newest = Math.max(...filesOf(source).map((path) => statSync(path).mtimeMs))
  if (newest > built) await buildPanel()
}

interface Weight {
  readonly script: number
  readonly style: number
}

/** Gzipped bytes of what the page needs before it can show the first screen, in its first language. */
async function weigh(outdir: string): Promise<Weight> {
  const html = await Bun.file(join(outdir, 'index.html')).text()
  const named = [...html.matchAll(/(?:src|href)="\/panel\/([^"]+\.(?:js|css))"/g)].map(
    (match) => match[1] ?? '',
  )
  const words = filesOf(join(outdir, 'assets')).filter((path) => /es-MX-[^/]+\.js$/.test(path))
  const scripts = new Set<string>()
  for (const path of named.filter((name) => name.endsWith('.js')))
    await follow(outdir, join(outdir, path), scripts)
  for (const path of words) await follow(outdir, path, scripts)
  const styles = named.filter((name) => name.endsWith('.css')).map((name) => join(outdir, name))
  return { script: await gzipped([...scripts]), style: await gzipped(styles) }
}

async function follow(outdir: string, path: string, seen: Set<string>): Promise<void> {
  if (seen.has(path)) return
  seen.add(path)
  const text = await Bun.file(path).text()
  const needed = [...text.matchAll(/(?:import|from)\s*"(?:\/panel\/|\.\/|\.\.\/)([^"]+\.js)"/g)]
  for (const match of needed) {
    const name = match[1] ?? ''
    const found = [join(outdir, name), join(outdir, 'assets', name)].find((place) => existsSync(place))
    if (found !== undefined) await follow(outdir, found, seen)
  }
}

async function gzipped(paths: readonly string[]): Promise<number> {
  let total = 0
  for (const path of paths) total += Bun.gzipSync(await Bun.file(path).bytes(), { level: 9 }).byteLength
  return total
}

async function compress(path: string): Promise<void> {
  if (!/\.(js|css|html|svg|json)$/.test(path) || statSync(path).size < smallest) return
  const quality = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY }
  await Bun.write(`${path}.br`, brotliCompressSync(await Bun.file(path).bytes(), { params: quality }))
}

function filesOf(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
}

if (import.meta.main) {
  if (process.argv.includes('--stale')) await refreshPanel()
  else console.log(await buildPanel())
}
