// Who did what that outlives a conversation? For admins, newest first; a row that was changed later says so.
import type { Audit } from '../store/operators.ts'
import type { AuditWire } from './wire-panel.ts'
import { Hono } from 'hono'
import { z } from 'zod'
import { query } from './body.ts'
import { pageLimit } from './conversations.ts'
import { iso, listWire } from './wire.ts'

const pageQuery = z.object({ limit: pageLimit, cursor: z.string().min(1).max(512).exactOptional() })

/** Mounted under `/api`. */
export function auditRoutes(audit: Audit): Hono {
  const app = new Hono()
  app.get('/audit', query(pageQuery), async (c) => {
    const page = await audit.page(c.req.valid('query'))
    return c.json(listWire(page, ({ at, ...entry }): AuditWire => ({ ...entry, at: iso(at) })))
  })
  return app
}
