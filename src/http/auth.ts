// Who may call the operators' API? Whoever shows its key; everything under /api is closed to the rest, also what does not exist.
import type { Context, MiddlewareHandler } from 'hono'
import { createHash, timingSafeEqual } from 'node:crypto'
import { HouseError } from '../errors.ts'

/** The text after `Bearer`, or null. */
export function bearerOf(c: Context): string | null {
  return /^Bearer ([\x21-\x7e]+)$/i.exec(c.req.header('authorization') ?? '')?.[1] ?? null
}

/** Compares digests, so that neither content nor length of the key shows in the time it takes. An empty key opens nothing. */
export function createKeyCheck(apiKey: string): (c: Context) => boolean {
  const expected = digest(apiKey)
  return (c) => {
    const offered = bearerOf(c)
    return apiKey !== '' && offered !== null && timingSafeEqual(digest(offered), expected)
  }
}

export function requireKey(holdsKey: (c: Context) => boolean): MiddlewareHandler {
  return async (c, next) => {
    if (!holdsKey(c)) {
      c.header('www-authenticate', 'Bearer')
      throw new HouseError('unauthorized', 'Falta una clave válida de la API.')
    }
    await next()
  }
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
