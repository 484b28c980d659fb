// What do the rivals of the door bench do with a signed delivery? The whole house, draining as it goes; the door alone; the signature
// alone; and a commit for each request.
// Arguments: kind, folder. Writes its port; GET /cpu answers the microseconds of CPU used so far, GET /applied how far the drain is.
import { join } from 'node:path'
import { Hono } from 'hono'
import { isSigned } from '../src/channels/meta/signature.ts'
import { systemClock } from '../src/clock.ts'
import { readConfig } from '../src/config.ts'
import { buildHouse, type House } from '../src/house.ts'
import { openDatabase } from '../src/store/sqlite/database.ts'
import { ACCOUNT, PATH, SECRET } from './acks-bodies.ts'

const [kind, folder = ''] = process.argv.slice(2)
const signed = (raw: Uint8Array, headers: Headers): boolean => isSigned(raw, headers, [SECRET])
const house = kind === 'house' || kind === 'door' ? openHouse() : null
const rival = house?.fetch ?? (kind === 'signature' ? signatureOnly() : commitEach()).fetch
const server = Bun.serve({
  hostname: '127.0.0.1',
  port: 0,
  fetch: (request, self) => (request.url.endsWith(PATH) ? rival(request, self) : figures(request)),
})
process.stdout.write(`${server.port}\n`)

/** The shortest quiet time is longer than a round: no turn comes due, what is measured is door and drain. */
function openHouse(): House {
  const environment = {
    DATA_DIR: join(folder, 'data'),
    LOG_LEVEL: 'silent',
    META_APP_SECRET: SECRET,
    META_VERIFY_TOKEN: 'bench',
    GRAPH_API_URL: 'http://127.0.0.1:9',
    WHATSAPP_PHONE_NUMBER_ID: ACCOUNT,
    WHATSAPP_ACCESS_TOKEN: 'bench',
  }
  const built = buildHouse(readConfig(environment, null))
  if (kind === 'house') void built.run(new AbortController().signal)
  return built
}

function signatureOnly(): Hono {
  return new Hono().post(PATH, async (c) => {
    const raw = await c.req.raw.bytes()
    return signed(raw, c.req.raw.headers) ? c.text('ok') : c.text('bad signature', 401)
  })
}

function commitEach(): Hono {
  const db = openDatabase(join(folder, 'each.db'))
  db.run('CREATE TABLE delivery (seq INTEGER PRIMARY KEY, channel TEXT, at INTEGER, raw BLOB)')
  const insert = db.query('INSERT INTO delivery (channel, at, raw) VALUES (?, ?, ?)')
  return new Hono().post(PATH, async (c) => {
    const raw = await c.req.raw.bytes()
    if (!signed(raw, c.req.raw.headers)) return c.text('bad signature', 401)
    insert.run('whatsapp', systemClock.now(), raw)
    return c.text('ok')
  })
}

function figures(request: Request): Response {
  if (request.url.endsWith('/applied')) return new Response(String(house?.store.cursor() ?? 0))
  const { user, system } = process.cpuUsage()
  return new Response(String(user + system))
}
