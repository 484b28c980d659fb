// Are the simulator's webhooks shaped like real ones? Every key it writes is looked up in public payloads of the same platform.
import { expect, test } from 'bun:test'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { metaChannels, type MetaChannel } from '../../src/simulator/world.ts'
import { instagram, messenger, openWorld, whatsapp } from './outside.ts'

const corpus = join(import.meta.dir, '../../../shared/meta/corpus')
const present = existsSync(corpus)
if (!present) console.log('missing: ../shared/meta/corpus, the comparison of webhooks passes trivially')

/** Documented, and in no public payload at hand: edits and withdrawals (coexistence), user ids of echoes, postbacks with an id. */
const sendApi = /^entry\.messaging\.(postback\.mid|pass_thread_control\.previous_owner_app_id)$/
const documented: Readonly<Record<MetaChannel, RegExp>> = {
  whatsapp: /^entry\.changes\.value\.(messages\.(edit|revoke)\..*|message_echoes\.to_user_id)$/,
  messenger: sendApi,
  instagram: sendApi,
}

/** `entry.changes.value.messages.text.body` … of every object in it. */
function paths(value: unknown, path = ''): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((item) => paths(item, path))
  if (typeof value !== 'object' || value === null) return [path]
  return Object.entries(value).flatMap(([key, item]) => paths(item, path === '' ? key : `${path}.${key}`))
}

function known(...folders: readonly string[]): ReadonlySet<string> {
  const files = folders.flatMap((folder) =>
    readdirSync(join(corpus, folder))
      .filter((name) => name.endsWith('.json'))
      .map((name) => join(corpus, folder, name)),
  )
  return new Set(files.flatMap((file) => paths(JSON.parse(readFileSync(file, 'utf8')))))
}

for (const channel of metaChannels)
  test(`${channel}: no key that Meta does not write`, async () => {
    const { meta, product, post, close } = await openWorld({ receipts: () => ({ upTo: 'read' }) })
    const ana = meta.customer(channel, { name: 'Ana', username: 'ana' })
    const { ref } = await ana.says('hola', { inReplyTo: 'x' })
    for (const sort of ['image', 'audio', 'video', 'document', 'sticker'] as const)
      await ana.sends(sort, sort === 'document' ? { filename: 'a.pdf' } : {})
    await ana.sendsLocation(1.5, 2.5)
    for (const as of ['button', 'row', 'quick-reply', 'postback', 'template-button'] as const)
      await ana.taps({ id: 'a', label: 'A', as, ...(as === 'row' ? { description: 'x' } : {}) })
    await ana.reacts(ref, '❤')
    await ana.edits(ref, 'otra')
    await ana.unsends(ref)
    const { id, token } = { whatsapp, messenger, instagram }[channel]
    const text = { messaging_product: 'whatsapp', to: ana.person.phone, text: { body: 'x' } }
    const message = { recipient: { id: ana.id }, message: { text: 'x', metadata: 'k' } }
    await post(`/v25.0/${id}/messages`, channel === 'whatsapp' ? text : message, token)
    await meta.settled()
    await (channel === 'whatsapp' ? meta.phoneApp : meta.metaInbox).says(ana, 'x')
    if (channel === 'whatsapp') await meta.templateStatus('APPROVED')
    else await meta.takesThread(ana)
    await close()
    const written = new Set(product.delivered.flatMap(({ payload }) => paths(payload)))
    expect(written.size).toBeGreaterThan(15)
    if (!present) return
    const real = known(...(channel === 'instagram' ? ['instagram', 'messenger'] : [channel]))
    expect([...written].filter((path) => !real.has(path) && !documented[channel].test(path))).toEqual([])
  })
