// What is the code of this half minute? RFC 6238 over SHA-1, six digits, 30 seconds: what every authenticator app speaks.
import type { Instant } from '../model.ts'
import { createHmac, timingSafeEqual } from 'node:crypto'

const stepMs = 30_000
const digits = 6
/** Bytes of a secret (RFC 4226 asks for 160 bits). */
export const secretBytes = 20
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** `secret` is hex, `step` the count of half minutes since the epoch. */
export function codeAt(secret: string, step: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const hmac = createHmac('sha1', Buffer.from(secret, 'hex')).update(counter).digest()
  const offset = (hmac.at(-1) ?? 0) & 15
  const number = hmac.readUInt32BE(offset) & 0x7fffffff
  return String(number % 10 ** digits).padStart(digits, '0')
}

/** The step whose code this is, one early or late at most; null when it is none. */
export function stepOf(secret: string, code: string, now: Instant): number | null {
  const offered = code.replace(/\s/g, '')
  if (!/^\d{6}$/.test(offered)) return null
  const step = Math.floor(now / stepMs)
  const near = [step, step - 1, step + 1].filter((one) => one >= 0)
  return near.find((one) => timingSafeEqual(Buffer.from(codeAt(secret, one)), Buffer.from(offered))) ?? null
}

export function totpUri(secret: string, email: string): string {
  const query = new URLSearchParams({ secret: base32(secret), issuer: 'Relevo' })
  return `otpauth://totp/Relevo:${encodeURIComponent(email)}?${query}`
}

/** RFC 4648 without padding, from hex. */
export function base32(hex: string): string {
  const bits = [...Buffer.from(hex, 'hex')].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  return (bits.match(/.{1,5}/g) ?? [])
    .map((five) => alphabet[Number.parseInt(five.padEnd(5, '0'), 2)])
    .join('')
}
