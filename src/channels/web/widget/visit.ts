// Who is visiting? The session behind the page: kept between visits, opened again when it holds no more.
import type { Memory } from './memory.ts'
import type { Page } from './page.ts'
import { openSession } from './api.ts'
import { wait } from './time.ts'
import { words } from './words.ts'

const pauseMs = 3_000

export interface Visit {
  /** Null while there is no session. */
  token(): string | null
  /** Asks until there is one. */
  begin(signal: AbortSignal): Promise<void>
  forget(): void
}

export function createVisit(memory: Memory, page: Page): Visit {
  let token: string | null = null
  return {
    token: () => token,
    async begin(signal) {
      while (!signal.aborted) {
        const session = await openSession(memory.token())
        if (session.ok) {
          token = session.value.token
          memory.keepToken(token)
          return page.onNotice('')
        }
        page.onLink('reconnecting')
        page.onNotice(session.message || words.noService)
        await wait(pauseMs, signal)
      }
    },
    forget() {
      token = null
      memory.keepToken(null)
    },
  }
}
