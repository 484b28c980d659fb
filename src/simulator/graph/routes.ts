// Which object answers which call? Messages, media, profiles and subscriptions, each asked with the token of its account.
import type { Instant } from '../../model.ts'
import type { People, Person } from '../people.ts'
import type { Account, World } from '../world.ts'
import type { Call } from './calls.ts'
import type { Files } from './files.ts'
import type { AcceptSend } from './sends.ts'
import { privateRoot, publicRoot } from './files.ts'
import { missingObject, type Problem } from './problems.ts'

type Body = Readonly<Record<string, unknown>>
export type Outcome = { readonly body: Body } | { readonly problem: Problem }

export interface RouteParts {
  readonly world: World
  readonly people: People
  readonly files: Files
  readonly send: AcceptSend
  /** Tokens that are no longer valid. */
  readonly expired: ReadonlySet<string>
  /** Subscribed fields by object. */
  readonly subscriptions: Map<string, readonly string[]>
  readonly baseUrl: () => string
}

export function accountOf(world: World, call: Call): Account | null {
  return world.accounts.find((account) => account.token === call.token) ?? null
}

export async function route(parts: RouteParts, call: Call, now: Instant): Promise<Outcome> {
  const account = accountOf(parts.world, call)
  if (account === null) return { problem: { code: 190 } }
  if (parts.expired.has(account.token)) return { problem: { code: 190, subcode: 463 } }
  const [name = '', edge] = call.parts
  const object = name === 'me' ? account.id : name
  const own = object === account.id || object === account.waba
  const missing = { problem: missingObject(call.method, name) }
  if (call.garbled)
    return { problem: { code: 100, message: '(#100) Invalid JSON in the body of the request.' } }
  if (edge === 'subscribed_apps' && own) return subscribe(parts, call, object)
  if (edge === 'messages' && call.method === 'POST')
    return object === account.id ? parts.send(account, call.body, now) : missing
  if (edge === 'media' && call.method === 'POST')
    return object === account.id && account.channel === 'whatsapp' ? upload(parts.files, call) : missing
  if (edge !== undefined) return missing
  if (call.method === 'DELETE') {
    if (parts.files.remove(object)) return { body: { success: true } }
    return { problem: { code: 100, message: '(#100) Invalid post_id parameter' } }
  }
  if (call.method !== 'GET') return missing
  if (own) return { body: described(account) }
  if (account.channel === 'whatsapp') return file(parts, object, now) ?? missing
  const person = parts.people.find(account.id, object)
  return person === null ? missing : profile(parts.people, person, call)
}

function file(parts: RouteParts, id: string, now: Instant): Outcome | null {
  const found = parts.files.get(id)
  if (found === null) return null
  return {
    body: {
      url: parts.baseUrl() + parts.files.link(id, now, 'private'),
      mime_type: found.mime,
      sha256: Buffer.from(found.sha256, 'base64').toString('hex'),
      file_size: found.bytes.byteLength,
      id,
      messaging_product: 'whatsapp',
    },
  }
}

async function upload(files: Files, call: Call): Promise<Outcome> {
  const given = call.form?.get('file')
  if (call.form?.get('messaging_product') !== 'whatsapp')
    return { problem: { code: 100, message: '(#100) The parameter messaging_product is required.' } }
  if (!(given instanceof Blob))
    return { problem: { code: 100, message: '(#100) The parameter file is required.' } }
  const type = call.form.get('type')
  const mime = typeof type === 'string' ? type : given.type
  const problem = files.refuse(mime, given.size)
  if (problem !== null) return { problem }
  return { body: { id: files.put({ mime, bytes: await given.bytes() }).id } }
}

function subscribe(parts: RouteParts, call: Call, object: string): Outcome {
  const { appId } = parts.world
  if (call.method === 'DELETE') parts.subscriptions.delete(object)
  if (call.method === 'POST') {
    const fields =
      call.url.searchParams.get('subscribed_fields') ?? String(call.body['subscribed_fields'] ?? '')
    parts.subscriptions.set(object, fields === '' ? ['messages'] : fields.split(','))
  }
  if (call.method !== 'GET') return { body: { success: true } }
  const fields = parts.subscriptions.get(object)
  const whatsapp = parts.world.accounts.some((account) => account.waba === object)
  const app = whatsapp
    ? { whatsapp_business_api_data: { id: appId, name: 'Relevo' } }
    : { id: appId, name: 'Relevo', subscribed_fields: fields }
  return { body: { data: fields === undefined ? [] : [app] } }
}

function described(account: Account): Body {
  const { id, name, phone } = account
  return phone === undefined
    ? { id, name }
    : { id, verified_name: name, display_phone_number: `+${phone}`, quality_rating: 'GREEN' }
}

/** Instagram tells a profile only of someone who has written: that is their consent. */
function profile(people: People, person: Person, call: Call): Outcome {
  if (person.channel === 'instagram' && people.lastHeard(person) === null) return { problem: { code: 230 } }
  const [first = '', ...rest] = person.name.split(' ')
  const all: Body = {
    first_name: first,
    last_name: rest.join(' '),
    name: person.name,
    username: person.username ?? person.name.toLowerCase().replaceAll(' ', '.'),
  }
  const wanted = (call.url.searchParams.get('fields') ?? 'name').split(',')
  const told = Object.entries(all).filter(([field]) => wanted.includes(field))
  return { body: { ...Object.fromEntries(told), id: person.id } }
}

/** A link's bytes: private ones are for the account's own token only. */
export function download(parts: RouteParts, call: Call, now: Instant): Response | null {
  const root = call.parts.join('/')
  if (root !== privateRoot && root !== publicRoot) return null
  const found = parts.files.open(call.url, now)
  if (found === null) return new Response('URL signature expired', { status: 404 })
  const account = accountOf(parts.world, call)
  if (root === privateRoot && (account === null || parts.expired.has(account.token)))
    return new Response('Authentication Error', { status: 401 })
  return new Response(new Uint8Array(found.bytes), { headers: { 'Content-Type': found.mime } })
}
