// How do the panel's own files reach a browser? Read once from a folder, hashed ones kept for ever, all under a policy without inline code.
import type { Context } from 'hono'
import { Hono } from 'hono'
import { readFileSync, readdirSync } from 'node:fs'
import { extname, join, relative } from 'node:path'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
}

/** Everything comes from here; nothing runs that is not a file of ours, and no text becomes code. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data: blob:",
  "media-src 'self' blob:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ')

interface Asset {
  readonly type: string
  readonly etag: string
  readonly lasting: boolean
  readonly plain: Uint8Array<ArrayBuffer>
  readonly brotli: Uint8Array<ArrayBuffer> | null
}

/** `folder` holds what `scripts/panel.ts` builds; it is read now. A path without an extension is the page, at any depth. */
export function panelAssets(folder: string): Hono {
  const app = new Hono()
  const assets = readAssets(folder)
  const page = assets.get('index.html')
  app.get('/*', async (c, next) => {
    const path = c.req.path.replace(/^\/panel\/?/, '')
    const asset = extname(path) === '' ? page : assets.get(path)
    return asset === undefined ? next() : answer(c, asset)
  })
  return app
}

function readAssets(folder: string): ReadonlyMap<string, Asset> {
  const files = readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
  return new Map(
    files
      .filter((path) => extname(path) in types)
      .map((path) => [path, readAsset(folder, path, files.includes(`${path}.br`))]),
  )
}

function readAsset(folder: string, path: string, pressed: boolean): Asset {
  const plain = new Uint8Array(readFileSync(join(folder, path)))
  return {
    type: types[extname(path)] ?? 'application/octet-stream',
    etag: `"${Bun.hash(plain).toString(36)}"`,
    lasting: path.startsWith('assets/'),
    plain,
    brotli: pressed ? new Uint8Array(readFileSync(join(folder, `${path}.br`))) : null,
  }
}

function answer(c: Context, asset: Asset): Response {
  c.header('content-type', asset.type)
  c.header('content-security-policy', policy)
  c.header('cache-control', asset.lasting ? 'public, max-age=31536000, immutable' : 'no-cache')
  c.header('etag', asset.etag)
  c.header('vary', 'accept-encoding')
  c.header('cross-origin-opener-policy', 'same-origin')
  if (c.req.header('if-none-match') === asset.etag) return c.body(null, 304)
  if (asset.brotli === null || !/\bbr\b/.test(c.req.header('accept-encoding') ?? ''))
    return c.body(asset.plain)
  c.header('content-encoding', 'br')
  return c.body(asset.brotli)
}
