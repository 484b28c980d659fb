// How do the site chat's own files reach a browser? Read once from a folder, checked by ETag, under a policy without inline code.
import type { Context } from 'hono'
import { Hono } from 'hono'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const types = { 'chat.html': 'text/html', 'chat.css': 'text/css', 'chat.js': 'text/javascript' } as const
type AssetName = keyof typeof types

interface Asset {
  readonly type: string
  readonly etag: string
  readonly plain: Uint8Array<ArrayBuffer>
  readonly gzip: Uint8Array<ArrayBuffer>
}

/** `folder` holds what `scripts/widget.ts` builds; it is read now. `origins` are pages that may frame the chat. */
export function chatAssets(folder: string, origins: readonly string[]): Hono {
  const app = new Hono()
  const policy = contentPolicy(origins)
  const page = read(folder, 'chat.html')
  app.get('/', (c) => {
    c.header('content-security-policy', policy)
    return answer(c, page)
  })
  for (const name of ['chat.css', 'chat.js'] as const) {
    const asset = read(folder, name)
    app.get(`/${name}`, (c) => answer(c, asset))
  }
  return app
}

// Pictures and recordings may come from the owner's own https places; everything that acts comes from here.
function contentPolicy(origins: readonly string[]): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "connect-src 'self'",
    "img-src 'self' https: data:",
    'media-src https:',
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${["'self'", ...origins].join(' ')}`,
  ].join('; ')
}

function read(folder: string, name: AssetName): Asset {
  const plain = new Uint8Array(readFileSync(join(folder, name)))
  const etag = `"${Bun.hash(plain).toString(36)}"`
  return { type: `${types[name]}; charset=utf-8`, etag, plain, gzip: Bun.gzipSync(plain, { level: 9 }) }
}

function answer(c: Context, asset: Asset): Response {
  c.header('content-type', asset.type)
  c.header('cache-control', 'no-cache')
  c.header('etag', asset.etag)
  c.header('vary', 'accept-encoding')
  if (c.req.header('if-none-match') === asset.etag) return c.body(null, 304)
  if (!/\bgzip\b/.test(c.req.header('accept-encoding') ?? '')) return c.body(asset.plain)
  c.header('content-encoding', 'gzip')
  return c.body(asset.gzip)
}
