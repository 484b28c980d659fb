// What does the team answer again and again? Texts behind a short word, the same for everybody.
import type { Clock } from '../clock.ts'
import type { QuickReplies } from '../store/panel.ts'
import type { QuickReplyWire } from './wire-panel.ts'
import type { ListWire } from './wire.ts'
import { Hono } from 'hono'
import { z } from 'zod'
import { HouseError } from '../errors.ts'
import { whoOf } from './auth.ts'
import { body } from './body.ts'

const reply = z.strictObject({
  shortcut: z
    .string()
    .trim()
    .regex(/^[\p{L}\p{N}_-]{1,40}$/u),
  text: z.string().trim().min(1).max(4_096),
})

/** Mounted under `/api`. */
export function quickReplyRoutes(parts: {
  readonly quickReplies: QuickReplies
  readonly clock: Clock
}): Hono {
  const { quickReplies, clock } = parts
  const app = new Hono()
  app.get('/quick-replies', async (c) => {
    const list: ListWire<QuickReplyWire> = { items: await quickReplies.list(), next: null }
    return c.json(list)
  })
  app.post('/quick-replies', body(reply), async (c) => {
    const made = await quickReplies.add(c.req.valid('json'), whoOf(c).id, clock.now())
    if (made === null)
      throw new HouseError('conflict', 'Ya hay una respuesta con ese atajo.', { because: 'shortcut' })
    return c.json({ quickReply: made }, 201)
  })
  app.delete('/quick-replies/:id', async (c) => {
    if (!(await quickReplies.drop(c.req.param('id'), whoOf(c).id, clock.now())))
      throw new HouseError('not-found', 'No existe esta respuesta rápida.', { because: 'no-quick-reply' })
    return c.body(null, 204)
  })
  return app
}
