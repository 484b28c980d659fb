// How does the site chat get to a browser? Its script and style are built into one folder, which http/assets serves.
import { cp, mkdir } from 'node:fs/promises'
import { join } from 'node:path'

const source = join(import.meta.dir, '../src/channels/web/widget')
/** The page must stay light on a phone. */
const scriptLimit = 15 * 1024

/** Writes `chat.html`, `chat.css` and `chat.js` to `outdir`; throws when something does not build or the script is too heavy. */
export async function buildWidget(outdir: string): Promise<void> {
  await mkdir(outdir, { recursive: true })
  await Bun.build({
    entrypoints: [join(source, 'chat.ts'), join(source, 'chat.css')],
    outdir,
    target: 'browser',
    format: 'esm',
    minify: true,
    naming: '[name].[ext]',
  })
  await cp(join(source, 'chat.html'), join(outdir, 'chat.html'))
  const script = Bun.gzipSync(await Bun.file(join(outdir, 'chat.js')).bytes()).byteLength
  if (script > scriptLimit)
    throw new Error(`chat.js weighs ${script} bytes gzipped, the limit is ${scriptLimit}`)
}

if (import.meta.main) await buildWidget(join(import.meta.dir, '../dist/widget'))
