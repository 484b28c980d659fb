// What does the team tell itself about a conversation? Notes: they stand in the thread, and nothing that sends ever sees them.
import type { Clock } from '../clock.ts'
import type { Notes } from '../store/panel.ts'
import { Hono } from 'hono'
import { z } from 'zod'
import { whoOf } from './auth.ts'
import { body } from './body.ts'
import { idOf, noConversation } from './conversations.ts'
import { clientId } from './outbound.ts'
import { noteWire } from './wire.ts'

export const longestWriting = 8_192
const noteBody = z.strictObject({ clientId, text: z.string().trim().min(1).max(longestWriting) })

/** Mounted under `/api`. */
export function noteRoutes({ notes, clock }: { readonly notes: Notes; readonly clock: Clock }): Hono {
  const app = new Hono()
  app.post('/conversations/:id/notes', body(noteBody), async (c) => {
    const written = { ...c.req.valid('json'), by: whoOf(c).id }
    const done = await notes.add(idOf(c.req.param('id')), written, clock.now())
    if (done === null) throw noConversation()
    return c.json({ message: noteWire(done.note) }, done.repeated ? 200 : 201)
  })
  return app
}
