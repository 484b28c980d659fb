// How do our messages leave? One after the other, each as often as it takes under one id, so that it arrives once.
import type { VisitorPost } from '../wire.ts'
import type { Page } from './page.ts'
import type { Thread } from './thread.ts'
import type { Visit } from './visit.ts'
import { postMessage } from './api.ts'

export interface Outgoing {
  queue(post: VisitorPost): void
  retry(clientId: string): void
  /** Everything that failed, in its order. */
  retryAll(): void
}

/** `sent` is told when one has arrived, `changed` when one moved. */
export function createOutgoing(
  parts: { readonly thread: Thread; readonly visit: Visit; readonly page: Page },
  sent: () => void,
  changed: (cause: 'own' | 'other') => void,
): Outgoing {
  const { thread, visit, page } = parts
  let last = Promise.resolve()

  const fail = (post: VisitorPost, notice: string): void => {
    thread.progress(post.clientId, 'failed')
    page.onNotice(notice)
    changed('other')
  }
  const deliver = async (post: VisitorPost): Promise<void> => {
    const token = visit.token()
    if (token === null) return fail(post, '')
    const reply = await postMessage(token, post)
    if (!reply.ok) return fail(post, reply.because === 'refused' ? reply.message : '')
    thread.take(reply.value)
    page.onNotice('')
    sent()
    changed('own')
  }
  const queue = (post: VisitorPost): void => {
    thread.progress(post.clientId, 'sending')
    changed('own')
    last = last.then(() => deliver(post))
  }
  const retry = (clientId: string): void => {
    const post = thread.waiting().find((waiting) => waiting.clientId === clientId)
    if (post !== undefined) queue(post)
  }
  return {
    queue,
    retry,
    retryAll() {
      for (const entry of thread.entries()) if (entry.progress === 'failed') retry(entry.key)
    },
  }
}
