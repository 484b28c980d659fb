// What can one do with conversations? Read them, write into them, silence, give back, mark and tag them; each act under its own name.
import type { Context } from 'hono'
import type { OperatorEvent } from '../events.ts'
import type { Clock } from '../clock.ts'
import type { ConversationId, MessageId, OperatorId } from '../model.ts'
import type { Notes, ThreadItem } from '../store/panel.ts'
import type { Step, Store } from '../store/store.ts'
import type { ConversationWire, HitWire, MessageWire, NoteWire } from './wire.ts'
import { Hono } from 'hono'
import { z } from 'zod'
import { HouseError } from '../errors.ts'
import { whoOf } from './auth.ts'
import { body, query } from './body.ts'
import { clientId, outboundBody } from './outbound.ts'
import { refusal } from './refusals.ts'
import { tagName } from './tags.ts'
import { conversationWire, hitWire, listWire, messageWire, noteWire, whyWire } from './wire.ts'

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
  readonly notes: Notes
  readonly clock: Clock
}

/** Notes found beside the first page of a search. */
const mostNotes = 20

/** Mounted under `/api`, behind the key. */
export function conversationRoutes(parts: ConversationParts): Hono {
  const { store, notes, clock } = parts
  const app = new Hono()

  app.get('/conversations', query(listQuery), async (c) =>
    c.json(listWire(await store.conversations(c.req.valid('query'), clock.now()), conversationWire)),
  )
  app.get('/search', query(searchQuery), async (c) => c.json(await search(parts, c.req.valid('query'))))
  app.get('/conversations/:id', async (c) => c.json(await view(parts, idOf(c.req.param('id')))))
  app.get('/conversations/:id/messages', query(pageQuery), async (c) => {
    const page = await notes.thread(idOf(c.req.param('id')), c.req.valid('query'))
    if (page === null) throw noConversation()
    return c.json(listWire(page, threadWire))
  })
  app.post('/conversations/:id/messages', body(writeBody), async (c) => {
    const what = { type: 'operator.wrote', ...c.req.valid('json') } as const
    const step = await act(parts, whoOf(c).id, idOf(c.req.param('id')), what)
    return c.json({ message: await messageOf(store, step.message) }, step.repeated ? 200 : 201)
  })
  app.get('/conversations/:id/messages/:message/why', async (c) => {
    const why = await store.why(`msg_${c.req.param('message').replace(/^msg_/, '')}`)
    if (why === null) throw new HouseError('not-found', 'De este mensaje no hay explicación.')
    return c.json(whyWire(why))
  })
  app.post('/messages/:id/retry', async (c) => {
    const step = await retry(parts, whoOf(c).id, c.req.param('id'))
    return c.json({ message: await messageOf(store, step.message) }, step.repeated ? 200 : 201)
  })
  mountActs(app, parts)
  return app
}

function mountActs(app: Hono, parts: ConversationParts): void {
  const done = async (c: Context, what: Act) => {
    const conversation = idOf(c.req.param('id') ?? '')
    await act(parts, whoOf(c).id, conversation, what)
    return view(parts, conversation)
  }
  app.post('/conversations/:id/silence', body(silenceBody), async (c) => {
    const { until } = c.req.valid('json')
    const when = until === null ? ('further-notice' as const) : Date.parse(until)
    return c.json(await done(c, { type: 'operator.silenced', until: when }))
  })
  app.delete('/conversations/:id/silence', async (c) =>
    c.json(await done(c, { type: 'operator.unsilenced' })),
  )
  app.post('/conversations/:id/release', async (c) => c.json(await done(c, { type: 'operator.released' })))
  app.post('/conversations/:id/read', async (c) => c.json(await done(c, { type: 'operator.read' })))
  app.put('/conversations/:id/tags/:tag', async (c) => {
    const tag = await tagName(parts.store, c.req.param('tag'))
    return c.json(await done(c, { type: 'operator.tagged', tag }))
  })
  app.delete('/conversations/:id/tags/:tag', async (c) => {
    const tag = await tagName(parts.store, c.req.param('tag'))
    return c.json(await done(c, { type: 'operator.untagged', tag }))
  })
}

// An id that is not ours would begin nothing: it is looked up first, so that no event reaches a stranger.
async function act(parts: ConversationParts, by: OperatorId, id: ConversationId, what: Act): Promise<Step> {
  await view(parts, id)
  const at = parts.clock.now()
  const step = await parts.store.step(id, { ...what, by, at }, at)
  if (step.refused !== null) throw refusal(step.refused)
  return step
}

/** The same words as a new message: what becomes of it is told of that one. Asked twice it is sent once. */
async function retry(parts: ConversationParts, by: OperatorId, text: string): Promise<Step> {
  const id = /^msg_[0-9A-Za-z]{1,40}$/.test(text) ? text.replace(/^msg_/, '') : ''
  const found = await parts.store.message(`msg_${id}`)
  if (found === null) throw new HouseError('not-found', 'No existe este mensaje.', { because: 'no-message' })
  if (found.status !== 'failed' && found.status !== 'unconfirmed')
    throw new HouseError('conflict', 'Este mensaje no se puede reintentar.', { because: 'not-failed' })
  const { conversationId, body: said } = found
  return act(parts, by, conversationId, { type: 'operator.wrote', clientId: `retry ${found.id}`, body: said })
}

async function search(parts: ConversationParts, asked: z.output<typeof searchQuery>) {
  const now = parts.clock.now()
  const page = listWire(await parts.store.search(asked, now), hitWire)
  if (asked.cursor !== undefined) return page
  const found = await parts.notes.search({ ...asked, limit: mostNotes }, now)
  const noted = found.map(({ note, conversation }): HitWire => ({
    message: noteWire(note),
    conversation: conversationWire(conversation),
  }))
  const items = [...page.items, ...noted].sort((a, b) => b.message.at.localeCompare(a.message.at))
  return { ...page, items }
}

function threadWire(item: ThreadItem): MessageWire | NoteWire {
  return item.kind === 'note' ? noteWire(item.note) : messageWire(item.message)
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

/** Throws `not-found` for what is no id of ours. */
export function idOf(text: string): ConversationId {
  const id = /^cnv_([0-9A-Za-z]{1,40})$/.exec(text)?.[1]
  if (id === undefined) throw noConversation()
  return `cnv_${id}`
}

export function noConversation(): HouseError {
  return new HouseError('not-found', 'No existe esta conversación.', { because: 'no-conversation' })
}
