// What stands in the conversation? Messages the server knows, in its order, then those of ours on their way.
import type { VisitorBody, VisitorMessage, VisitorPost } from '../wire.ts'

export type Progress = 'sending' | 'sent' | 'failed'

export interface Entry {
  /** Stays the same when the server confirms it. */
  readonly key: string
  readonly author: VisitorMessage['author']
  readonly body: VisitorBody
  /** Milliseconds. */
  readonly at: number
  readonly progress: Progress
}

export interface Thread {
  /** From the server: new, changed or confirmed. True if it is news. */
  take(message: VisitorMessage): boolean
  begin(post: VisitorPost, at: number, progress?: Progress): void
  progress(clientId: string, progress: Progress): void
  entries(): readonly Entry[]
  /** What has not been confirmed, in its order. */
  waiting(): readonly VisitorPost[]
  /** What the server said belongs to a session that is over. */
  forget(): void
}

interface Waiting {
  readonly post: VisitorPost
  readonly at: number
  readonly progress: Progress
}

export function createThread(): Thread {
  const known = new Map<string, VisitorMessage>()
  const waiting = new Map<string, Waiting>()
  return {
    take(message) {
      const isNew = !known.has(message.id)
      known.set(message.id, message)
      if (message.clientId !== undefined) waiting.delete(message.clientId)
      return isNew
    },
    begin(post, at, progress = 'sending') {
      waiting.set(post.clientId, { post, at, progress })
    },
    progress(clientId, progress) {
      const found = waiting.get(clientId)
      if (found !== undefined) waiting.set(clientId, { ...found, progress })
    },
    entries() {
      // Ids grow with the order of arrival.
      const said = [...known.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
      return [...said.map(confirmed), ...[...waiting.values()].map(pending)]
    },
    waiting: () => [...waiting.values()].map(({ post }) => post),
    forget: () => known.clear(),
  }
}

function confirmed({ id, clientId, author, body, at }: VisitorMessage): Entry {
  return { key: clientId ?? id, author, body, at: Date.parse(at), progress: 'sent' }
}

function pending({ post, at, progress }: Waiting): Entry {
  const body: VisitorBody =
    'text' in post ? { kind: 'text', text: post.text } : { kind: 'choice', ...post.choice }
  return { key: post.clientId, author: 'contact', body, at, progress }
}
