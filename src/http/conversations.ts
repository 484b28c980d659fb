// What can a program do with conversations that an operator can? Read them, write into them, silence, give back, mark and tag them.
import type { OperatorEvent } from '../events.ts'
import type { Clock } from '../clock.ts'
import type { ConversationId, MessageId, OperatorId } from '../model.ts'
import type { Step, Store } from '../store/store.ts'
import type { ConversationWire, MessageWire } from './wire.ts'
import { Hono } from 'hono'
import { z } from 'zod'
import { HouseError } from '../errors.ts'
import { body, query } from './body.ts'
import { clientId, outboundBody } from './outbound.ts'
import { refusal } from './refusals.ts'
import { tagName } from './tags.ts'
import { conversationWire, hitWire, listWire, messageWire, whyWire } from './wire.ts'

/** Who acts when a program holds the key. */
const apiOperator: OperatorId = 'opr_api'

export const channelName = z.enum(['whatsapp', 'instagram', 'messenger', 'web'])
export const pageLimit = z.coerce.number().int().min(1).max(200).default(50)
const cursor = z.string().min(1).max(512).exactOptional()
const words = z.string().trim().min(1).max(200)

const listQuery = z.object({
  limit: pageLimit,
  cursor,
  channel: channelName.exactOptional(),
  tag: words.exactOptional(),
  q: words.exactOptional(),
  state: z.enum(['unread', 'unanswered', 'closing', 'paused']).exactOptional(),
})
const searchQuery = z.object({
  q: words,
  limit: pageLimit,
  cursor,
  channel: channelName.exactOptional(),
  tag: words.exactOptional(),
})
const pageQuery = z.object({ limit: pageLimit, cursor })
const writeBody = z.strictObject({ clientId, body: outboundBody })
const silenceBody = z.strictObject({ until: z.iso.datetime({ offset: true }).nullable() })

type Act = OperatorEvent extends infer E ? (E extends OperatorEvent ? Omit<E, 'by' | 'at'> : never) : never

export interface ConversationParts {
  readonly store: Store
  readonly clock: Clock
}

/** Mounted under `/api`, behind the key. */
export function conversationRoutes(parts: ConversationParts): Hono {
  const { store, clock } = parts
  const app = new Hono()

  app.get('/conversations', query(listQuery), async (c) =>
    c.json(listWire(await store.conversations(c.req.valid('query'), clock.now()), conversationWire)),
  )
  app.get('/search', query(searchQuery), async (c) =>
    c.json(listWire(await store.search(c.req.valid('query'), clock.now()), hitWire)),
  )
  app.get('/conversations/:id', async (c) => c.json(await view(parts, idOf(c.req.param('id')))))
  app.get('/conversations/:id/messages', query(pageQuery), async (c) => {
    const page = await store.messages(idOf(c.req.param('id')), c.req.valid('query'))
    if (page === null) throw noConversation()
    return c.json(listWire(page, messageWire))
  })
  app.post('/conversations/:id/messages', body(writeBody), async (c) => {
    const step = await act(parts, idOf(c.req.param('id')), {
      type: 'operator.wrote',
      ...c.req.valid('json'),
    })
    return c.json({ message: await messageOf(store, step.message) }, step.repeated ? 200 : 201)
  })
  app.get('/conversations/:id/messages/:message/why', async (c) => {
    const why = await store.why(`msg_${c.req.param('message').replace(/^msg_/, '')}`)
    if (why === null) throw new HouseError('not-found', 'De este mensaje no hay explicación.')
    return c.json(whyWire(why))
  })
  mountActs(app, parts)
  return app
}

function mountActs(app: Hono, parts: ConversationParts): void {
  const done = async (id: string, what: Act) => {
    const conversation = idOf(id)
    await act(parts, conversation, what)
    return view(parts, conversation)
  }
  app.post('/conversations/:id/silence', body(silenceBody), async (c) => {
    const { until } = c.req.valid('json')
    const when = until === null ? ('further-notice' as const) : Date.parse(until)
    return c.json(await done(c.req.param('id'), { type: 'operator.silenced', until: when }))
  })
  app.delete('/conversations/:id/silence', async (c) =>
    c.json(await done(c.req.param('id'), { type: 'operator.unsilenced' })),
  )
  app.post('/conversations/:id/release', async (c) =>
    c.json(await done(c.req.param('id'), { type: 'operator.released' })),
  )
  app.post('/conversations/:id/read', async (c) =>
    c.json(await done(c.req.param('id'), { type: 'operator.read' })),
  )
  app.put('/conversations/:id/tags/:tag', async (c) => {
    const tag = await tagName(parts.store, c.req.param('tag'))
    return c.json(await done(c.req.param('id'), { type: 'operator.tagged', tag }))
  })
  app.delete('/conversations/:id/tags/:tag', async (c) => {
    const tag = await tagName(parts.store, c.req.param('tag'))
    return c.json(await done(c.req.param('id'), { type: 'operator.untagged', tag }))
  })
}

// An id that is not ours would begin nothing: it is looked up first, so that no event reaches a stranger.
async function act(parts: ConversationParts, id: ConversationId, what: Act): Promise<Step> {
  await view(parts, id)
  const at = parts.clock.now()
  const step = await parts.store.step(id, { ...what, by: apiOperator, at }, at)
  if (step.refused !== null) throw refusal(step.refused)
  return step
}

async function view(parts: ConversationParts, id: ConversationId): Promise<ConversationWire> {
  const found = await parts.store.conversation(id, parts.clock.now())
  if (found === null) throw noConversation()
  return conversationWire(found)
}

async function messageOf(store: Store, id: MessageId | null): Promise<MessageWire> {
  const found = id === null ? null : await store.message(id)
  if (found === null) throw new Error('a step of the store named no message')
  return messageWire(found)
}

function idOf(text: string): ConversationId {
  const id = /^cnv_([0-9A-Za-z]{1,40})$/.exec(text)?.[1]
  if (id === undefined) throw noConversation()
  return `cnv_${id}`
}

function noConversation(): HouseError {
  return new HouseError('not-found', 'No existe esta conversación.', { because: 'no-conversation' })
}
