// Would the model answer? *Probar conexión*: asks each configured model who is there, without spending a token.
import type { Agent } from '../agent/agent.ts'
import { Hono } from 'hono'

/** Mounted under `/api`. `{ items: [{ model, ok, detail }] }`, empty where no model is configured. */
export function modelRoutes(agent: Pick<Agent, 'check'>): Hono {
  const app = new Hono()
  app.post('/model/check', async (c) => {
    const items = (await agent.check?.(c.req.raw.signal)) ?? []
    return c.json({ items, next: null })
  })
  return app
}
