// What do Meta's identifiers look like? Numbers, wamids, mids and business-scoped user ids, made from handed-in randomness.
import type { MetaChannel } from './world.ts'

/** Numbers in [0, 1). */
export type Random = () => number

const hexDigits = '0123456789ABCDEF'
const urlSafe = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

export function digits(random: Random, count: number): string {
  const first = 1 + Math.floor(random() * 9)
  return String(first) + pick(random, '0123456789', count - 1)
}

export function pick(random: Random, alphabet: string, count: number): string {
  let text = ''
  for (let n = 0; n < count; n++) text += alphabet[Math.floor(random() * alphabet.length)] ?? ''
  return text
}

/** `who` is the customer's phone number or other id; ours and theirs differ in one inner byte, as in real ones. */
export function messageRef(channel: MetaChannel, who: string, outgoing: boolean, random: Random): string {
  if (channel === 'messenger') return `m_${pick(random, urlSafe, 68)}`
  if (channel === 'instagram') {
    const inner = `IGMessage\u0001${who}:${pick(random, hexDigits, 24)}`
    return `aWdfZAG1faXRlbToxO${Buffer.from(inner).toString('base64url')}ZD`
  }
  const head = Buffer.from([0x1c, 0x18, who.length, ...Buffer.from(who), 0x15, 0x02, 0x00])
  const kind = outgoing ? [0x11, 0x18, 0x12] : [0x12, 0x18, 0x12]
  const tail = Buffer.from([...kind, ...Buffer.from(pick(random, hexDigits, 18)), 0x00])
  return `wamid.${Buffer.concat([head, tail]).toString('base64')}`
}

/** A business-scoped user id: country code, dot, digits. */
export function scopedUserId(random: Random, country = 'ES'): string {
  return `${country}.${digits(random, 20)}`
}

export function traceId(random: Random): string {
  return `A${pick(random, urlSafe, 22)}`
}
