// With which link did somebody come who has no account yet?

export interface Ticket {
  readonly kind: 'bootstrap' | 'invitation'
  readonly token: string
}

/** What stands behind the `#` of the address, or null. */
export function ticketOf(hash: string): Ticket | null {
  const found = /^#(bootstrap|invitation)=([\w.~-]{8,200})$/.exec(hash)
  if (found === null) return null
  return { kind: found[1] === 'bootstrap' ? 'bootstrap' : 'invitation', token: found[2] ?? '' }
}
