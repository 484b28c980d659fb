// What do the three rivals of the door bench do with a signed delivery? Ours, the signature alone, and a commit for each request.
// Arguments: kind, folder. Writes its port; GET /cpu answers the microseconds of CPU used so far.
import type { Inbox } from '../src/store/inbox.ts'
import { Hono } from 'hono'
import { isSigned } from '../src/channels/meta/signature.ts'
import { systemClock } from '../src/clock.ts'
import { webhooks } from '../src/http/webhooks.ts'
import { createLog } from '../src/log.ts'
import { openDatabase } from '../src/store/sqlite/database.ts'
import { openInbox } from '../src/store/sqlite/inbox.ts'
import { scriptedChannel } from '../tests/http/scripted-channel.ts'
import { PATH, SECRET } from './acks-bodies.ts'

const [kind, folder] = process.argv.slice(2)

const signed = (raw: Uint8Array, headers: Headers): boolean => isSigned(raw, headers, [SECRET])

const app = kind === 'ours' ? ours() : kind === 'signature' ? signatureOnly() : commitEach()
app.get('/cpu', (c) => {
  const { user, system } = process.cpuUsage()
  return c.text(String(user + system))
})
const server = Bun.serve({ hostname: '127.0.0.1', port: 0, fetch: app.fetch })
process.stdout.write(`${server.port}\n`)

function ours(): Hono {
  const inbox = openInbox({ path: `${folder}/inbox.db` })
  void drain(inbox)
  return new Hono().route(
    '/',
    webhooks({
      channels: new Map([['whatsapp', { ...scriptedChannel('whatsapp', SECRET), verify: signed }]]),
      inbox,
      clock: systemClock,
      log: createLog({ level: 'silent' }),
    }),
  )
}

// Behind the door: reads on, parses, yields between slices.
async function drain(inbox: Inbox): Promise<void> {
  let cursor = 0
  for (;;) {
    const deliveries = await inbox.read(cursor, 64)
    for (const { seq, raw } of deliveries) {
      JSON.parse(new TextDecoder().decode(raw))
      cursor = seq
    }
    await (deliveries.length === 0 ? systemClock.wait(1) : new Promise((resolve) => setImmediate(resolve)))
  }
}

function signatureOnly(): Hono {
  return new Hono().post(PATH, async (c) => {
    const raw = await c.req.raw.bytes()
    return signed(raw, c.req.raw.headers) ? c.text('ok') : c.text('bad signature', 401)
  })
}

function commitEach(): Hono {
  const db = openDatabase(`${folder}/each.db`)
  db.run('CREATE TABLE delivery (seq INTEGER PRIMARY KEY, channel TEXT, at INTEGER, raw BLOB)')
  const insert = db.query('INSERT INTO delivery (channel, at, raw) VALUES (?, ?, ?)')
  return new Hono().post(PATH, async (c) => {
    const raw = await c.req.raw.bytes()
    if (!signed(raw, c.req.raw.headers)) return c.text('bad signature', 401)
    insert.run('whatsapp', systemClock.now(), raw)
    return c.text('ok')
  })
}
