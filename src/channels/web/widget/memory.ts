// What does this browser remember between visits? The visitor's token, and messages that have not left yet.
import type { VisitorPost } from '../wire.ts'

const tokenKey = 'relevo.chat.token'
const outboxKey = 'relevo.chat.outbox'

export interface Memory {
  token(): string | null
  keepToken(token: string | null): void
  outbox(): readonly VisitorPost[]
  keepOutbox(posts: readonly VisitorPost[]): void
}

/** A browser that keeps nothing (a private window) still chats: it remembers until the page is left. */
export function createMemory(): Memory {
  const spare = new Map<string, string>()
  const get = (key: string): string | null => {
    try {
      return localStorage.getItem(key)
    } catch {
      return spare.get(key) ?? null
    }
  }
  const put = (key: string, value: string): void => {
    try {
      localStorage.setItem(key, value)
    } catch {
      spare.set(key, value)
    }
  }
  return {
    token: () => get(tokenKey) || null,
    keepToken: (token) => put(tokenKey, token ?? ''),
    outbox: () => postsIn(get(outboxKey)),
    keepOutbox: (posts) => put(outboxKey, JSON.stringify(posts)),
  }
}

function postsIn(json: string | null): readonly VisitorPost[] {
  try {
    const kept: unknown = JSON.parse(json ?? '[]')
    return Array.isArray(kept) ? kept.filter(isPost) : []
  } catch {
    return []
  }
}

function isPost(value: unknown): value is VisitorPost {
  return typeof value === 'object' && value !== null && 'clientId' in value
}
