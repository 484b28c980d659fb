// What does a visitor do in the tests? Opens a session and uses its routes, over HTTP, as the page does.
import type { VisitorHistory, VisitorMessage, VisitorSession } from '../../src/channels/web/wire.ts'
import type { Face } from './face.ts'
import { listenTo, type Listening } from './listening.ts'

export interface Visitor extends VisitorSession {
  post(body: unknown): Promise<Response>
  /** Says it and returns what the server made of it. */
  say(text: string, clientId?: string): Promise<VisitorMessage>
  history(query?: string): Promise<VisitorHistory>
  texts(): Promise<string[]>
  listen(headers?: Record<string, string>): Promise<Listening>
}

let said = 0

export async function visit(face: Face, token?: string): Promise<Visitor> {
  const opened = await face.ask('/chat/sessions', {
    method: 'POST',
    ...(token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } }),
  })
  const session = (await opened.json()) as VisitorSession
  const authorization = `Bearer ${session.token}`
  const headers = { authorization, 'content-type': 'application/json' }
  const post = (body: unknown): Promise<Response> =>
    face.ask('/chat/messages', { method: 'POST', headers, body: JSON.stringify(body) })
  const history = async (query = ''): Promise<VisitorHistory> =>
    (await (await face.ask(`/chat/messages${query}`, { headers })).json()) as VisitorHistory
  return {
    ...session,
    post,
    history,
    say: async (text, clientId = `dice-${++said}`) =>
      ((await (await post({ clientId, text })).json()) as { message: VisitorMessage }).message,
    texts: async () =>
      (await history()).items.map(({ body }) => (body.kind === 'text' ? body.text : body.kind)),
    listen: (more = {}) => listenTo(`${face.url}/chat/events`, { authorization, ...more }),
  }
}
