// Who sits at the panel in a test? Operators of each role with a browser of their own: it keeps its cookie and says where it is.
import type { Face } from './face.ts'
import type { OperatorId } from '../../src/model.ts'
import type { Role } from '../../src/store/operators.ts'
import { hashOf } from '../../src/http/sessions.ts'
import { randomHex } from '../../src/ids.ts'

export const password = 'caballo correcto bateria grapa'

export interface Browser {
  /** As a page of ours would send it; `over` replaces headers, an empty one takes it away. */
  ask(method: string, path: string, body?: unknown, over?: Record<string, string>): Promise<Response>
  json(
    method: string,
    path: string,
    body?: unknown,
  ): Promise<{ readonly status: number; readonly body: Told }>
  /** What it would send back, as `name=value`. */
  cookie(): string
  /** Everything the server wrote beside the cookie's value. */
  attributes(): string
}

/** What tests read of an answer without saying its type. */
type Told = ReturnType<typeof JSON.parse>

export interface Person extends Browser {
  readonly id: OperatorId
  readonly email: string
}

/** `cookie`: one it already has. */
export function openBrowser(url: string, cookie = ''): Browser {
  let kept = cookie
  let attributes = ''
  const ask: Browser['ask'] = async (method, path, body, over = {}) => {
    const headers = { 'sec-fetch-site': 'same-origin', 'x-relevo': '1', cookie: kept, ...over }
    const given = Object.entries(headers).filter(([, value]) => value !== '')
    const answer = await fetch(url + path, {
      method,
      headers: { ...Object.fromEntries(given), ...(body === undefined ? {} : json) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    for (const line of answer.headers.getSetCookie()) {
      kept = line.split(';')[0] ?? ''
      attributes = line.slice(kept.length)
    }
    return answer
  }
  return {
    ask,
    json: async (method, path, body) => {
      const answer = await ask(method, path, body)
      const text = await answer.text()
      return { status: answer.status, body: text === '' ? null : JSON.parse(text) }
    },
    cookie: () => kept,
    attributes: () => attributes,
  }
}

const json = { 'content-type': 'application/json' }

/** A hash that costs little: its own parameters say so. */
export function cheapHash(text: string): Promise<string> {
  return Bun.password.hash(text, { algorithm: 'argon2id', memoryCost: 8, timeCost: 1 })
}

let people = 0

/** Somebody of that role who has signed in. */
export async function person(face: Face, role: Role): Promise<Person> {
  const { operators } = face.store.panel
  const now = face.clock.now()
  people += 1
  const email = `${role}${people}@tienda.example`
  const name = `${role} ${people}`
  const passwordHash = await cheapHash(password)
  const first = operators.isEmpty()
    ? await operators.begin({ name, email, language: 'es-MX', passwordHash }, now)
    : null
  if (first !== null && role === 'admin')
    return { ...(await openSession(face, first.id)), id: first.id, email }
  if (first !== null) await operators.change(first.id, { name: 'la primera' }, first.id, now)
  const hash = randomHex(8)
  const own = first === null ? email : `otra-${email}`
  await operators.invite({ hash, email: own, name, role, expiresAt: now + 1_000 }, 'opr_api', now)
  const joined = await operators.accept(hash, { name, language: 'es-MX', passwordHash }, now)
  if (joined === null) throw new Error('nobody joined')
  return { ...(await openSession(face, joined.id)), id: joined.id, email: own }
}

/** Another browser in which they have signed in. */
export async function openSession(face: Face, id: OperatorId): Promise<Browser> {
  const token = randomHex(32)
  await face.store.panel.sessions.open(hashOf(token), id, face.clock.now())
  return openBrowser(face.url, `relevo_session=${token}`)
}
