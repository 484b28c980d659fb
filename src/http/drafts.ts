// What did I begin to write? Each operator's own drafts, by conversation and kind; an empty one is none.
import type { Clock } from '../clock.ts'
import type { Drafts } from '../store/panel.ts'
import type { DraftWire } from './wire-panel.ts'
import type { ListWire } from './wire.ts'
import { Hono } from 'hono'
import { z } from 'zod'
import { whoOf } from './auth.ts'
import { body, query } from './body.ts'
import { idOf, noConversation } from './conversations.ts'
import { longestWriting } from './notes.ts'
import { draftWire } from './wire-panel.ts'

const mostShown = 500
const kind = z.enum(['reply', 'note'])
const draftBody = z.strictObject({ kind, text: z.string().max(longestWriting) })
const dropQuery = z.object({ kind: kind.exactOptional() })

/** Mounted under `/api`. */
export function draftRoutes({ drafts, clock }: { readonly drafts: Drafts; readonly clock: Clock }): Hono {
  const app = new Hono()
  app.get('/drafts', async (c) => {
    const list: ListWire<DraftWire> = {
      items: (await drafts.all(whoOf(c).id, mostShown)).map(draftWire),
      next: null,
    }
    return c.json(list)
  })
  app.get('/conversations/:id/draft', async (c) => {
    const found = await drafts.of(whoOf(c).id, idOf(c.req.param('id')))
    const list: ListWire<DraftWire> = { items: found.map(draftWire), next: null }
    return c.json(list)
  })
  app.put('/conversations/:id/draft', body(draftBody), async (c) => {
    const { id } = whoOf(c)
    const draft = { ...c.req.valid('json'), conversation: idOf(c.req.param('id')), at: clock.now() }
    if (draft.text.trim() === '') await drafts.drop(id, draft.conversation, draft.kind)
    else if (!(await drafts.put(id, draft))) throw noConversation()
    return c.json(draftWire(draft))
  })
  app.delete('/conversations/:id/draft', query(dropQuery), async (c) => {
    await drafts.drop(whoOf(c).id, idOf(c.req.param('id')), c.req.valid('query').kind)
    return c.body(null, 204)
  })
  return app
}
