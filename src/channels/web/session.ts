// Which visitor is this? A signed token says so: stateless, bound to one site, and good for thirty days.
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Clock } from '../../clock.ts'
import type { Address } from '../../model.ts'
import type { VisitorSession } from './wire.ts'
import { DAY } from '../../clock.ts'

const lifeMs = 30 * DAY
const longestToken = 512

export interface WebSessions {
  /** A token that still holds for this site keeps its visitor, and is renewed past half its life; otherwise a new visitor. */
  open(site: string, token?: string): VisitorSession
  /** Whose token is this? Null for one that is forged, cut or older than thirty days. The caller compares `account` with its site. */
  read(token: string): Address | null
}

export interface WebSessionsParts {
  /** At least 32 bytes; a new one forgets every visitor. */
  readonly secret: Uint8Array
  readonly clock: Clock
  /** That many random bytes that nobody can guess, in hex. */
  readonly random: (bytes: number) => string
}

interface Claims {
  readonly site: string
  readonly visitor: string
  readonly since: number
}

export function createWebSessions({ secret, clock, random }: WebSessionsParts): WebSessions {
  const sign = (claims: Claims): string => {
    const text = Buffer.from(JSON.stringify([claims.site, claims.visitor, claims.since])).toString(
      'base64url',
    )
    return `${text}.${mac(secret, text)}`
  }

  const claimsOf = (token: string): Claims | null => {
    const claims = verified(secret, token)
    if (claims === null) return null
    const age = clock.now() - claims.since
    return age < lifeMs ? claims : null
  }

  return {
    open(site, token) {
      const known = token === undefined ? null : claimsOf(token)
      if (known !== null && known.site === site && token !== undefined) {
        const fresh = clock.now() - known.since < lifeMs / 2
        return { token: fresh ? token : sign({ ...known, since: clock.now() }), visitor: known.visitor }
      }
      const visitor = `vis_${random(16)}`
      return { token: sign({ site, visitor, since: clock.now() }), visitor }
    },
    read(token) {
      const claims = claimsOf(token)
      return claims === null ? null : { channel: 'web', account: claims.site, contact: claims.visitor }
    },
  }
}

function mac(secret: Uint8Array, text: string): string {
  return createHmac('sha256', secret).update('visitor\0').update(text).digest('base64url')
}

// The signature is compared as text, so that a token has one spelling only.
function verified(secret: Uint8Array, token: string): Claims | null {
  if (token.length > longestToken) return null
  const [text, given, ...more] = token.split('.')
  if (text === undefined || given === undefined || more.length > 0) return null
  const expected = Buffer.from(mac(secret, text))
  const offered = Buffer.from(given)
  if (expected.length !== offered.length || !timingSafeEqual(expected, offered)) return null
  return claimsIn(Buffer.from(text, 'base64url').toString('utf8'))
}

function claimsIn(json: string): Claims | null {
  const parsed: unknown = JSON.parse(json)
  if (!Array.isArray(parsed)) return null
  const [site, visitor, since]: readonly unknown[] = parsed
  if (typeof site !== 'string' || typeof visitor !== 'string' || typeof since !== 'number') return null
  return { site, visitor, since }
}
