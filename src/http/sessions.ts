// Is this browser signed in? A random cookie whose hash is kept: 8 hours without a request or 7 days end it, whichever comes first.
import type { Context } from 'hono'
import type { Clock } from '../clock.ts'
import type { OperatorId } from '../model.ts'
import type { Operator, Sessions } from '../store/operators.ts'
import { getCookie, setCookie } from 'hono/cookie'
import { createHash } from 'node:crypto'
import { DAY, HOUR, MINUTE, SECOND } from '../clock.ts'

export const idleMs = 8 * HOUR
export const longestMs = 7 * DAY
/** A session is noted as seen this often. */
const touchMs = MINUTE
const cookieName = 'relevo_session'

export interface SignedIn {
  readonly hash: string
  readonly operator: Operator
}

export interface SessionKeeper {
  /** Null: no cookie, or one that no longer counts. */
  read(c: Context): Promise<SignedIn | null>
  /** The same, and notes that its operator is there. */
  see(c: Context): Promise<SignedIn | null>
  /** A new session for this browser; the one it had ends. */
  begin(c: Context, id: OperatorId): Promise<void>
  end(c: Context): Promise<void>
}

export interface KeeperParts {
  readonly sessions: Sessions
  readonly clock: Clock
  /** Hex of so many random bytes. */
  readonly random: (bytes: number) => string
  readonly publicUrl: string | null
}

export function createSessionKeeper({ sessions, clock, random, publicUrl }: KeeperParts): SessionKeeper {
  const isSecure = (c: Context): boolean =>
    publicUrl?.startsWith('https:') === true || c.req.header('x-forwarded-proto') === 'https'
  const hashIn = (c: Context): string | null => {
    const token = isSecure(c) ? getCookie(c, cookieName, 'host') : getCookie(c, cookieName)
    return token === undefined || token === '' ? null : hashOf(token)
  }
  const give = (c: Context, token: string, maxAge: number): void => {
    const base = { path: '/', httpOnly: true, sameSite: 'Lax', maxAge } as const
    setCookie(c, cookieName, token, isSecure(c) ? { ...base, secure: true, prefix: 'host' } : base)
  }

  async function look(c: Context): Promise<(SignedIn & { readonly seenAt: number }) | null> {
    const hash = hashIn(c)
    const found = hash === null ? null : await sessions.find(hash)
    if (hash === null || found === null) return null
    const now = clock.now()
    if (now - found.seenAt < idleMs && now - found.startedAt < longestMs) return { hash, ...found }
    await sessions.end(hash)
    return null
  }

  return {
    read: look,
    see: async (c) => {
      const found = await look(c)
      const now = clock.now()
      if (found !== null && now - found.seenAt >= touchMs) await sessions.touch(found.hash, now)
      return found
    },
    begin: async (c, id) => {
      const now = clock.now()
      const before = hashIn(c)
      if (before !== null) await sessions.end(before)
      await sessions.prune(now - longestMs, now - idleMs)
      const token = random(32)
      await sessions.open(hashOf(token), id, now)
      give(c, token, longestMs / SECOND)
    },
    end: async (c) => {
      const hash = hashIn(c)
      if (hash !== null) await sessions.end(hash)
      give(c, '', 0)
    },
  }
}

/** How a secret that we handed out is kept: it is random, so one round is enough. */
export function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
