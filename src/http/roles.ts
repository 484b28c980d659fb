// Who may do what? Every route of the API with the least role that may take it; what is not listed is for admins only.
import type { Context } from 'hono'
import type { Role } from '../store/operators.ts'
import { matchedRoutes } from 'hono/route'

/** `open`: whoever is not signed in too; such a route checks for itself. */
export type Access = Role | 'open'

const access: Readonly<Record<string, Access>> = {
  'POST /api/session': 'open',
  'GET /api/bootstrap': 'open',
  'POST /api/bootstrap': 'open',
  'POST /api/invitations/accept': 'open',

  'GET /api/session': 'viewer',
  'DELETE /api/session': 'viewer',
  'PUT /api/session/password': 'viewer',
  'POST /api/session/totp': 'viewer',
  'PUT /api/session/totp': 'viewer',
  'DELETE /api/session/totp': 'viewer',
  'GET /api/operators': 'viewer',
  // Everyone their own name and language; the route itself asks for an admin for the rest.
  'PATCH /api/operators/:id': 'viewer',
  'POST /api/operators/invitations': 'admin',
  'GET /api/audit': 'admin',

  'GET /api/conversations': 'viewer',
  'GET /api/search': 'viewer',
  'GET /api/conversations/:id': 'viewer',
  'GET /api/conversations/:id/messages': 'viewer',
  'GET /api/conversations/:id/messages/:message/why': 'viewer',
  'GET /api/conversations/:id/events': 'viewer',
  'GET /api/tags': 'viewer',
  'GET /api/events': 'viewer',
  'GET /api/media/:file': 'viewer',
  'GET /api/quick-replies': 'viewer',
  'GET /api/unread': 'viewer',
  'GET /api/channels': 'viewer',
  'GET /api/metrics': 'viewer',

  'POST /api/conversations/:id/messages': 'operator',
  'POST /api/conversations/:id/silence': 'operator',
  'DELETE /api/conversations/:id/silence': 'operator',
  'POST /api/conversations/:id/release': 'operator',
  'POST /api/conversations/:id/read': 'operator',
  'PUT /api/conversations/:id/tags/:tag': 'operator',
  'DELETE /api/conversations/:id/tags/:tag': 'operator',
  'POST /api/conversations/:id/notes': 'operator',
  'GET /api/conversations/:id/draft': 'operator',
  'PUT /api/conversations/:id/draft': 'operator',
  'DELETE /api/conversations/:id/draft': 'operator',
  'GET /api/drafts': 'operator',
  'POST /api/messages/:id/retry': 'operator',
  'POST /api/tags': 'operator',
  'DELETE /api/tags/:id': 'operator',
  'POST /api/quick-replies': 'operator',
  'DELETE /api/quick-replies/:id': 'operator',

  'POST /api/model/check': 'admin',

  'GET /api/prompts': 'viewer',
  'GET /api/prompts/versions': 'viewer',
  'GET /api/prompts/versions/:hash': 'viewer',
  'GET /api/prompts/diff': 'viewer',
  'GET /api/prompts/files/:path{.+}': 'viewer',
  'PUT /api/prompts/files/:path{.+}': 'admin',
  'POST /api/prompts/pin': 'admin',
  'DELETE /api/prompts/pin': 'admin',
}

const ranks: Readonly<Record<Access, number>> = { open: 0, viewer: 1, operator: 2, admin: 3 }

/** What the route that will answer asks for; what does not exist is told to whoever has signed in. */
export function accessOf(c: Context): Access {
  const route = matchedRoutes(c).find(({ method }) => method !== 'ALL')
  return route === undefined ? 'viewer' : (access[`${route.method} ${route.path}`] ?? 'admin')
}

export function allows(role: Role, asked: Access): boolean {
  return ranks[role] >= ranks[asked]
}
