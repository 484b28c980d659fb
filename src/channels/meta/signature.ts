// Did Meta write this delivery? HMAC-SHA256 with the app secret, over the bytes as they came.
import { timingSafeEqual } from 'node:crypto'
import type { MetaSettings } from './settings.ts'

const HEADER = 'x-hub-signature-256'
/** Exactly one value: a header that came twice reads as two joined by a comma, and does not match. */
const SHAPE = /^sha256=([0-9a-f]{64})$/

/**
 * True when one of the live secrets signed `raw`. Every secret is tried, so the time tells nothing about which.
 * Source: https://developers.facebook.com/docs/graph-api/webhooks/getting-started (validating payloads).
 */
export function isSigned(raw: Uint8Array, headers: Headers, secrets: readonly string[]): boolean {
  const hex = SHAPE.exec(headers.get(HEADER) ?? '')?.[1]
  if (hex === undefined) return false
  const given = Buffer.from(hex, 'hex')
  let signed = false
  for (const secret of secrets) {
    if (secret === '') continue
    const made = new Bun.CryptoHasher('sha256', secret).update(raw).digest()
    signed = timingSafeEqual(made, given) || signed
  }
  return signed
}

/** The handshake of a callback URL: the challenge as text, or null for 403. */
export function answerChallenge(query: URLSearchParams, settings: MetaSettings): string | null {
  const challenge = query.get('hub.challenge')
  if (query.get('hub.mode') !== 'subscribe' || challenge === null || challenge === '') return null
  if (settings.verifyToken === '') return null
  return equal(query.get('hub.verify_token') ?? '', settings.verifyToken) ? challenge : null
}

/** Compares digests, so that neither the content nor the length shows in the time. */
function equal(given: string, expected: string): boolean {
  const [a, b] = [given, expected].map((value) => new Bun.CryptoHasher('sha256').update(value).digest())
  return a !== undefined && b !== undefined && timingSafeEqual(a, b)
}
