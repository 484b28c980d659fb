// How does the page ask the server? Three requests, and what became of each as a value.
import type { VisitorHistory, VisitorMessage, VisitorPost, VisitorSession } from '../wire.ts'
import { asHistory, asSession, jsonIn, messageIn } from './parse-wire.ts'

export type Reply<T> =
  | { readonly ok: true; readonly value: T }
  /** `unauthorized`: a new session is needed. `later`: nothing wrong with it, the server or the network was. */
  | { readonly ok: false; readonly because: 'unauthorized' | 'later' | 'refused'; readonly message: string }

/** Opens a session, or keeps the one whose token is given. */
export function openSession(token: string | null): Promise<Reply<VisitorSession>> {
  return ask('/chat/sessions', { method: 'POST', token }, asSession)
}

export function readHistory(token: string, cursor: string | null): Promise<Reply<VisitorHistory>> {
  const query = cursor === null ? '' : `?cursor=${encodeURIComponent(cursor)}`
  return ask(`/chat/messages${query}`, { method: 'GET', token }, asHistory)
}

export function postMessage(token: string, post: VisitorPost): Promise<Reply<VisitorMessage>> {
  return ask('/chat/messages', { method: 'POST', token, body: JSON.stringify(post) }, messageIn)
}

export function openStream(token: string, after: string, signal: AbortSignal): Promise<Response> {
  const headers = after === '' ? bearer(token) : { ...bearer(token), 'last-event-id': after }
  return fetch('/chat/events', { headers, signal, cache: 'no-store' })
}

interface Question {
  readonly method: string
  readonly token: string | null
  readonly body?: string
}

async function ask<T>(
  path: string,
  question: Question,
  read: (value: unknown) => T | null,
): Promise<Reply<T>> {
  try {
    const { method, token, body } = question
    const response = await fetch(path, {
      method,
      headers: { ...(token === null ? {} : bearer(token)), 'content-type': 'application/json' },
      signal: AbortSignal.timeout(15_000),
      ...(body === undefined ? {} : { body }),
    })
    const said = jsonIn(await response.text())
    const value = response.ok ? read(said) : null
    return value === null ? failure(response.status, said) : { ok: true, value }
  } catch {
    return { ok: false, because: 'later', message: '' }
  }
}

function failure(status: number, said: unknown): Reply<never> {
  const error = typeof said === 'object' && said !== null && 'error' in said ? said.error : null
  const told = typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : ''
  if (status === 401) return { ok: false, because: 'unauthorized', message: told }
  return { ok: false, because: status >= 500 || status < 400 ? 'later' : 'refused', message: told }
}

function bearer(token: string): Record<string, string> {
  return { authorization: `Bearer ${token}` }
}
