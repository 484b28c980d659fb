// Does this request come from a page of ours? A browser says so itself; a header that no form can send says that our script sent it.
import type { Context } from 'hono'
import { HouseError } from '../errors.ts'

const safe = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Throws `forbidden` for an unsafe method that another page may have caused. `publicUrl`: how browsers reach us. */
export function requireOwnPage(c: Context, publicUrl: string | null): void {
  if (safe.has(c.req.method)) return
  if (c.req.header('x-relevo') === '1' && isOwnPage(c, publicUrl)) return
  throw new HouseError('forbidden', 'Esta petición no viene del panel.', { because: 'origin' })
}

// Over plain http outside this machine browsers send no Sec-Fetch-Site: then the Origin has to match.
function isOwnPage(c: Context, publicUrl: string | null): boolean {
  const site = c.req.header('sec-fetch-site')
  if (site !== undefined) return site === 'same-origin'
  const origin = c.req.header('origin')
  if (origin === undefined || !URL.canParse(origin)) return false
  if (publicUrl !== null && new URL(publicUrl).origin === origin) return true
  return new URL(origin).host === c.req.header('host')
}
