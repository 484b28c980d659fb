// How does a kept file reach a person's screen without becoming a page of ours? By strict name, sandboxed, seldom inline.
import type { BunFile } from 'bun'
import { Hono } from 'hono'
import { join } from 'node:path'
import { HouseError } from '../errors.ts'

const strictName = /^[A-Za-z0-9_-]{1,160}(\.[A-Za-z0-9]{1,8})?$/
/** SVG is a document that can act: it is not among them. */
const inline = /^(image\/(png|jpeg|gif|webp|avif|bmp)|audio\/[a-z0-9.+-]+|video\/[a-z0-9.+-]+)$/

/** Mounted under `/api`, behind the key. Bun answers ranges of a file by itself. */
export function mediaRoutes(mediaDir: string): Hono {
  const app = new Hono()
  app.get('/media/:file', async (c) => {
    const name = c.req.param('file')
    const file = strictName.test(name) ? Bun.file(join(mediaDir, name)) : null
    if (file === null || !(await file.exists()))
      throw new HouseError('not-found', 'No existe este archivo.', { because: 'no-file' })
    return fileResponse(name, file)
  })
  return app
}

function fileResponse(name: string, file: BunFile): Response {
  const type = file.type.split(';')[0] ?? ''
  const shown = inline.test(type)
  return new Response(file, {
    headers: {
      'content-type': shown ? type : 'application/octet-stream',
      'content-disposition': `${shown ? 'inline' : 'attachment'}; filename="${name}"`,
      'content-security-policy': "sandbox; default-src 'none'",
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, max-age=31536000, immutable',
    },
  })
}
