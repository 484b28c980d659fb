// Is somebody writing an answer? The server says when the agent begins; until then a short wait after our own message.
import type { Entry } from './thread.ts'
import { now, wait } from './time.ts'

/** From our message to the first sign of the agent. */
const expectedMs = 4_000
/** A model that thinks for longer has failed. */
const longestMs = 60_000

export interface Typing {
  /** Our message has arrived. */
  expected(entries: readonly Entry[]): void
  began(): void
  ended(): void
  shown(entries: readonly Entry[]): boolean
}

export function createTyping(onChange: () => void): Typing {
  let until = 0
  let over = new AbortController()
  const show = (ms: number): void => {
    over.abort()
    over = new AbortController()
    until = now() + ms
    const { signal } = over
    void wait(ms, signal).then(() => signal.aborted || onChange())
  }
  return {
    // Where a person has the conversation, nobody promises an answer within seconds.
    expected(entries) {
      const answer = entries.findLast(({ author }) => author !== 'contact')
      if (answer?.author !== 'person') show(Math.max(expectedMs, until - now()))
    },
    began() {
      show(longestMs)
      onChange()
    },
    ended() {
      until = 0
      over.abort()
    },
    shown: (entries) => entries.at(-1)?.author === 'contact' && now() < until,
  }
}
