// How does a visitor use the site chat from outside? Through its public routes: a session, messages, and what is new.
import type { Caller } from './caller.ts'
import type { Random } from './naming.ts'
import { pick } from './naming.ts'
import { z } from 'zod'

export interface VisitorParts {
  readonly productUrl: string
  readonly call: Caller
  readonly random: Random
}

export interface Heard {
  readonly author: 'agent' | 'person'
  readonly text: string
}

export interface Visitor {
  /** The HTTP status: 201 when it was taken. */
  says(text: string): Promise<number>
  /** What the business said since the last time, oldest first. */
  hears(): Promise<readonly Heard[]>
}

const session = z.object({ token: z.string() })
const history = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      author: z.enum(['contact', 'agent', 'person']),
      body: z.object({ kind: z.string(), text: z.string().optional() }),
    }),
  ),
})

/** Null while the site chat does not answer. */
export async function openVisitor({ productUrl, call, random }: VisitorParts): Promise<Visitor | null> {
  const post = (path: string, body: object, headers: Readonly<Record<string, string>> = {}) =>
    call({
      method: 'POST',
      url: `${productUrl}${path}`,
      headers: { 'Content-Type': 'application/json', ...headers },
      body: JSON.stringify(body),
    })
  const opened = await post('/chat/sessions', {})
  if (opened.status !== 200) return null
  const { token } = session.parse(JSON.parse(opened.body))
  const headers = { Authorization: `Bearer ${token}` }
  const seen = new Set<string>()
  return {
    says: async (text) => {
      const clientId = pick(random, 'abcdefghijklmnopqrstuvwxyz0123456789', 16)
      return (await post('/chat/messages', { clientId, text }, headers)).status
    },
    hears: async () => {
      const { status, body } = await call({ method: 'GET', url: `${productUrl}/chat/messages`, headers })
      if (status !== 200) return []
      const { items } = history.parse(JSON.parse(body))
      const news = items.filter(({ id, author }) => author !== 'contact' && !seen.has(id)).toReversed()
      for (const { id } of news) seen.add(id)
      return news.map(({ author, body: said }) => ({
        author: author === 'agent' ? 'agent' : 'person',
        text: said.text ?? `[${said.kind}]`,
      }))
    },
  }
}
