// Does the fake Graph answer recorded requests as the real one did? Status, code and shape of each pair that it covers.
import { afterAll, beforeAll, expect, test } from 'bun:test'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { startFakeGraph, type FakeGraph } from '../../src/simulator/fake-graph.ts'
import { createHandClock, seeded } from './outside.ts'

interface Pair {
  readonly request: { readonly method: string; readonly url: string; readonly body: unknown }
  readonly response: {
    readonly status: number
    readonly headers: Record<string, string>
    readonly body: Record<string, unknown>
  }
}

const folder = join(import.meta.dir, '../../../shared/meta/corpus/graph_api')
const present = existsSync(folder)
if (!present)
  console.log('missing: ../shared/meta/corpus, the comparison with recorded calls passes trivially')

const pairs: readonly (readonly [string, Pair])[] = present
  ? readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .map((name) => [
        name.replace(/^.*__|\.json$/g, ''),
        JSON.parse(readFileSync(join(folder, name), 'utf8')),
      ])
  : []

/** Templates, profiles, registration and the numbers of an account are not the simulator's business; nor are other hosts. */
const uncovered = /^(templates|business_profile|business_account|phone_numbers)_|download_media/
const coveredAnyway = /handles_error_response$/

const covered = pairs.filter(
  ([name]) => !uncovered.test(name) || (coveredAnyway.test(name) && !name.includes('download')),
)

/** What Meta knew when the calls were recorded. */
const accounts = ['107878721936019', '562412910296094']
const media = [
  '914268667232441',
  '1753306975419607',
  '1761991787669262',
  '503335829198997',
  '535689082735659',
]
const kept = ['396305933546205', '1953032278471180', ...media]
const incoming = 'wamid.HBgMNTU0MTk2MTI3MzAwFQIAEhgWM0VCMEQ3OTQ5OTNBODkwMzg1QTZDRgA='
const outgoing = 'wamid.HBgLMTM0Mzc3NzI5MTAVAgARGBJDRDhCNTAwRkU0MTdCNkI3OUMA'

let graph: FakeGraph

beforeAll(async () => {
  const clock = createHandClock()
  graph = await startFakeGraph({
    world: {
      appId: '1',
      appSecret: 's',
      verifyToken: 'v',
      accounts: accounts.map((id) => ({
        channel: 'whatsapp',
        id,
        token: id,
        name: 'Tienda',
        waba: '1145',
        phone: '1555',
      })),
    },
    clock,
    random: seeded(3),
    limits: { pair: null },
  })
  for (const account of accounts) {
    const person = { channel: 'whatsapp', account, id: 'CA.1', name: 'Nacho', phone: '13437772910' } as const
    graph.people.heard(graph.people.add(person), clock.now(), account === accounts[1] ? incoming : undefined)
  }
  graph.people.sent(outgoing)
  for (const id of kept) graph.files.put({ id, mime: 'image/png', bytes: Buffer.from('x') })
})
afterAll(() => graph.stop())

async function replay({ request }: Pair): Promise<{ status: number; headers: Headers; body: unknown }> {
  const url = new URL(request.url)
  const token = accounts.find((id) => url.pathname.includes(id)) ?? accounts[0]
  const form = typeof request.body === 'string'
  const type = form ? 'application/x-www-form-urlencoded' : 'application/json'
  const response = await fetch(`${graph.url}${url.pathname}${url.search}`, {
    method: request.method,
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': type },
    ...(request.method === 'POST'
      ? { body: form ? String(request.body) : JSON.stringify(request.body) }
      : {}),
  })
  return { status: response.status, headers: response.headers, body: await response.json() }
}

/** Keys and kinds of values; `error` in full, but for its trace. */
function shapeOf(value: unknown, path = ''): unknown {
  if (Array.isArray(value)) return value.map((item) => shapeOf(item, path))
  if (typeof value !== 'object' || value === null)
    return path.startsWith('.error') && path !== '.error.fbtrace_id' ? value : typeof value
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, shapeOf(item, `${path}.${key}`)]),
  )
}

const headerNames = [
  'content-type',
  'facebook-api-version',
  'x-fb-request-id',
  'x-fb-trace-id',
  'www-authenticate',
]

for (const [name, pair] of covered)
  test(`recorded: ${name}`, async () => {
    const { status, headers, body } = await replay(pair)
    expect({ status, body: shapeOf(body) }).toEqual({
      status: pair.response.status,
      body: shapeOf(pair.response.body),
    })
    const recorded = new Headers(pair.response.headers)
    expect(headerNames.filter((header) => headers.has(header))).toEqual(
      headerNames.filter((header) => recorded.has(header)),
    )
    if (recorded.has('www-authenticate'))
      expect(headers.get('www-authenticate')).toBe(recorded.get('www-authenticate'))
  })

test('most recorded calls of the covered kinds are compared', () => {
  if (present) expect(covered.length).toBeGreaterThanOrEqual(30)
  else expect(covered).toEqual([])
})
