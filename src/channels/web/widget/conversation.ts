// What is this visitor's conversation right now? Session, history, stream and outgoing messages; the page is told each change.
import type { VisitorPost } from '../wire.ts'
import type { Memory } from './memory.ts'
import type { Link, Page } from './page.ts'
import type { ServerEvent } from './parse-wire.ts'
import type { Cause } from './scroller.ts'
import { createHistory } from './history.ts'
import { createOutgoing } from './outgoing.ts'
import { jsonIn, messageIn } from './parse-wire.ts'
import { listen } from './stream.ts'
import { createThread } from './thread.ts'
import { now } from './time.ts'
import { createTyping } from './typing.ts'
import { createVisit } from './visit.ts'

export interface Conversation {
  send(post: VisitorPost): void
  retry(clientId: string): void
  loadOlder(): Promise<void>
  run(signal: AbortSignal): Promise<void>
}

export function createConversation(memory: Memory, page: Page): Conversation {
  const thread = createThread()
  const visit = createVisit(memory, page)
  const history = createHistory(thread, visit)
  const typing = createTyping(() => changed('other'))
  const sent = (): void => typing.expected(thread.entries())
  const outgoing = createOutgoing({ thread, visit, page }, sent, (cause) => changed(cause))

  function changed(cause: Cause): void {
    memory.keepOutbox(thread.waiting())
    const entries = thread.entries()
    const [hasOlder, loaded] = [history.hasOlder(), history.loaded()]
    page.onChange({ cause, entries, hasOlder, loaded, typing: typing.shown(entries) })
  }
  async function load(): Promise<void> {
    const cause = await history.load()
    if (cause !== null) changed(cause)
  }
  function hear(event: ServerEvent): void {
    if (event.type === 'reset') return void load()
    if (event.type === 'typing') return typing.began()
    const message = event.type === 'message' ? messageIn(jsonIn(event.data)) : null
    if (message === null) return
    const isNews = thread.take(message)
    if (message.author !== 'contact') typing.ended()
    changed(isNews ? 'news' : 'other')
  }
  async function begin(signal: AbortSignal): Promise<void> {
    visit.forget()
    thread.forget()
    history.forget()
    await visit.begin(signal)
  }

  return {
    send(post) {
      thread.begin(post, now())
      outgoing.queue(post)
    },
    retry: outgoing.retry,
    async loadOlder() {
      if (await history.loadOlder()) changed('older')
    },
    async run(signal) {
      for (const post of memory.outbox()) thread.begin(post, now(), 'failed')
      await visit.begin(signal)
      const onLink = (link: Link): void => {
        page.onLink(link)
        if (link !== 'live') return
        // What an earlier visit left behind waits for the visitor's word; what failed under our eyes does not.
        const seen = history.loaded()
        void load().then(() => seen && outgoing.retryAll())
      }
      await listen({ token: visit.token, onEvent: hear, onLink, onRefused: () => begin(signal) }, signal)
    },
  }
}
