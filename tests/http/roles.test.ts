// May this role take this route? Every route the app has, for nobody, each role and the key; a new one fails here until it is classified.
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { apiKey, from, openFace, replyOf, type Face } from './face.ts'
import { openBrowser, openSession, person, type Person } from './people.ts'

/** For whoever comes, signed in or not: each of these checks for itself. */
const open = [
  'POST /api/session',
  'GET /api/bootstrap',
  'POST /api/bootstrap',
  'POST /api/invitations/accept',
]
const everyone = [
  'GET /api/session',
  'GET /api/operators',
  'PATCH /api/operators/:id',
  'GET /api/conversations',
  'GET /api/search',
  'GET /api/conversations/:id',
  'GET /api/conversations/:id/messages',
  'GET /api/conversations/:id/messages/:message/why',
  'GET /api/conversations/:id/events',
  'GET /api/tags',
  'GET /api/events',
  'GET /api/media/:file',
  'GET /api/quick-replies',
  'GET /api/unread',
  'GET /api/channels',
  'GET /api/metrics',
  'GET /api/prompts',
  'GET /api/prompts/versions',
  'GET /api/prompts/versions/:hash',
  'GET /api/prompts/diff',
  'GET /api/prompts/files/:path{.+}',
  'DELETE /api/session',
]
/** A program has no password and no second factor. */
const everyPerson = [
  'PUT /api/session/password',
  'POST /api/session/totp',
  'PUT /api/session/totp',
  'DELETE /api/session/totp',
]
const operators = [
  'POST /api/conversations/:id/messages',
  'POST /api/conversations/:id/silence',
  'DELETE /api/conversations/:id/silence',
  'POST /api/conversations/:id/release',
  'POST /api/conversations/:id/read',
  'PUT /api/conversations/:id/tags/:tag',
  'DELETE /api/conversations/:id/tags/:tag',
  'POST /api/conversations/:id/notes',
  'GET /api/conversations/:id/draft',
  'PUT /api/conversations/:id/draft',
  'DELETE /api/conversations/:id/draft',
  'GET /api/drafts',
  'POST /api/messages/:id/retry',
  'POST /api/tags',
  'DELETE /api/tags/:id',
  'POST /api/quick-replies',
  'DELETE /api/quick-replies/:id',
]
const admins = [
  'POST /api/operators/invitations',
  'GET /api/audit',
  'PUT /api/prompts/files/:path{.+}',
  'POST /api/prompts/pin',
  'DELETE /api/prompts/pin',
  'POST /api/model/check',
]
/** Not of the operators' API. */
const elsewhere = /^(GET|POST) (\/|\/health|\/webhooks\/.*|\/chat(\/.*)?|\/panel(\/.*)?)$/

const roles = ['none', 'viewer', 'operator', 'admin', 'key'] as const
type Caller = (typeof roles)[number]

let face: Face
let id: string
let people: Record<'viewer' | 'operator' | 'admin', Person>

beforeAll(async () => {
  face = openFace()
  id = await face.arrive(from('whatsapp', '5215550001'), 'hola')
  people = {
    admin: await person(face, 'admin'),
    viewer: await person(face, 'viewer'),
    operator: await person(face, 'operator'),
  }
})
afterAll(() => face.close())

const bodies: Record<string, unknown> = {
  'POST /api/conversations/:id/messages': { clientId: 'a', body: { kind: 'text', text: 'hola' } },
  'POST /api/conversations/:id/silence': { until: null },
  'POST /api/conversations/:id/notes': { clientId: 'a', text: 'nota' },
  'PUT /api/conversations/:id/draft': { kind: 'reply', text: 'hola' },
  'PUT /api/session/password': { current: 'no es', password: 'tampoco es' },
  'PUT /api/session/totp': { code: '000000' },
  'DELETE /api/session/totp': { password: 'no es' },
}

function pathOf(route: string, who: Caller): string {
  const own = who === 'none' || who === 'key' ? 'nada' : people[who].id
  return (route.split(' ')[1] ?? '')
    .replace('/conversations/:id', `/conversations/${id}`)
    .replace('/operators/:id', `/operators/${own}`)
    .replace(':path{.+}', 'agent.md')
    .replace(/:\w+/g, 'nada')
}

/** Status and reason; every call with a session of its own, so that signing out costs nobody anything. */
async function call(route: string, who: Caller): Promise<{ status: number; because: string }> {
  const [method = ''] = route.split(' ')
  const browser =
    who === 'none' || who === 'key' ? openBrowser(face.url) : await openSession(face, people[who].id)
  const answer = await browser.ask(
    method,
    pathOf(route, who),
    method === 'GET' ? undefined : (bodies[route] ?? {}),
    {
      ...(who === 'key' ? { authorization: `Bearer ${apiKey}`, 'x-relevo': '', 'sec-fetch-site': '' } : {}),
    },
  )
  const isJson = answer.headers.get('content-type')?.includes('json') === true
  const because = isJson ? (await replyOf(answer)).body.error?.because : ''
  if (!isJson) await answer.body?.cancel()
  return { status: answer.status, because: because ?? '' }
}

function verdict({ status, because }: { status: number; because: string }): string {
  if (status === 401 && (because === 'unauthorized' || because === 'session')) return 'signed out'
  if (status === 403 && ['role', 'no-session', 'origin'].includes(because)) return because
  return 'may'
}

const expected: Record<string, (route: string) => Record<Caller, string>> = {
  everyone: () => ({ none: 'signed out', viewer: 'may', operator: 'may', admin: 'may', key: 'may' }),
  everyPerson: () => ({
    none: 'signed out',
    viewer: 'may',
    operator: 'may',
    admin: 'may',
    key: 'no-session',
  }),
  operators: () => ({ none: 'signed out', viewer: 'role', operator: 'may', admin: 'may', key: 'may' }),
  admins: () => ({ none: 'signed out', viewer: 'role', operator: 'role', admin: 'may', key: 'may' }),
}
const classes: Record<string, readonly string[]> = { everyone, everyPerson, operators, admins }

describe('the routes', () => {
  test('are all classified, and nothing is classified that is not there', () => {
    const classified = [...open, ...Object.values(classes).flat()]
    const ours = face.routes.filter((route) => !elsewhere.test(route))
    expect(ours.toSorted()).toEqual(classified.toSorted())
  })

  for (const [name, routes] of Object.entries(classes))
    test.each(routes.map((route) => [route]))(`for ${name}: %s`, async (route) => {
      const found: Record<string, string> = {}
      for (const who of roles) found[who] = verdict(await call(route, who))
      expect(found).toEqual(expected[name]?.(route) ?? {})
    })

  test.each(open.map((route) => [route]))('for whoever comes: %s', async (route) => {
    expect(verdict(await call(route, 'none'))).toBe('may')
  })
})

describe('oneself and others', () => {
  test.each([
    ['viewer', 'own', { name: 'Nuevo' }, 200],
    ['viewer', 'own', { language: 'en' }, 200],
    ['viewer', 'own', { role: 'admin' }, 403],
    ['viewer', 'foreign', { name: 'Otro' }, 403],
    ['operator', 'own', { role: 'admin' }, 403],
    ['operator', 'own', { disabled: false }, 403],
    ['operator', 'foreign', { disabled: true }, 403],
    ['admin', 'foreign', { name: 'Renombrado' }, 200],
  ] as const)('a %s changes their %s account with %p: %i', async (role, whose, change, status) => {
    const browser = await openSession(face, people[role].id)
    const target = whose === 'own' ? people[role].id : people[role === 'admin' ? 'viewer' : 'admin'].id
    expect((await browser.ask('PATCH', `/api/operators/${target}`, change)).status).toBe(status)
  })

  test('e-mails of others are for admins', async () => {
    const seen = async (role: 'viewer' | 'admin') => {
      const { body } = await (await openSession(face, people[role].id)).json('GET', '/api/operators')
      return body.items.filter(({ email }: { email: string | null }) => email !== null).length
    }
    expect(await seen('viewer')).toBe(1)
    expect(await seen('admin')).toBe(3)
  })

  test('the verify token of the webhooks is for admins', async () => {
    const own = openFace({ verifyToken: 'palabra' })
    const admin = await person(own, 'admin')
    const viewer = await person(own, 'viewer')
    const tokens = async (browser: Person) =>
      (await browser.json('GET', '/api/channels')).body.items.map(
        ({ verifyToken }: { verifyToken: string }) => verifyToken,
      )
    expect(await tokens(admin)).toEqual(['palabra', 'palabra', 'palabra', null])
    expect(await tokens(viewer)).toEqual([null, null, null, null])
    await own.close()
  })

  test('a draft is seen by whoever writes it only', async () => {
    const path = `/api/conversations/${id}/draft`
    const admin = await openSession(face, people.admin.id)
    const operator = await openSession(face, people.operator.id)
    await admin.ask('PUT', path, { kind: 'reply', text: 'a medias' })
    await operator.ask('DELETE', path)
    expect((await operator.json('GET', path)).body.items).toEqual([])
    expect((await admin.json('GET', path)).body.items).toMatchObject([{ kind: 'reply', text: 'a medias' }])
  })
})
