// Who are the customers, and when did each last speak? What Meta knows of them: the window and the pair rate hang on it.
import type { Instant } from '../model.ts'
import type { MetaChannel } from './world.ts'

export interface Person {
  readonly channel: MetaChannel
  readonly account: string
  /** Business-scoped user id on WhatsApp, PSID, Instagram-scoped id. */
  readonly id: string
  readonly name: string
  /** WhatsApp: digits only. Absent in webhooks for someone who goes by a username. */
  readonly phone?: string
  readonly username?: string
  /** Blocked us, or left: nothing can be delivered. */
  readonly unreachable?: boolean
}

export interface People {
  add(person: Person): Person
  /** By id, phone number (with or without `+`) or business-scoped id. */
  find(account: string, to: string): Person | null
  /** They wrote or acted: opens the window from `at`. `ref` is the message's id, if it is one. */
  heard(person: Person, at: Instant, ref?: string): void
  lastHeard(person: Person): Instant | null
  /** Ours went out under this id. */
  sent(ref: string): void
  /** Which way did this message go? */
  direction(ref: string): 'incoming' | 'outgoing' | null
  /** Who wrote this message to us? */
  authorOf(ref: string): Person | null
}

export function createPeople(): People {
  const byName = new Map<string, Person>()
  const lastHeard = new Map<string, Instant>()
  const incoming = new Map<string, Person>()
  const outgoing = new Set<string>()
  return {
    add: (person) => {
      byName.set(`${person.account} ${person.id}`, person)
      if (person.phone !== undefined) byName.set(`${person.account} ${person.phone}`, person)
      return person
    },
    find: (account, to) =>
      byName.get(`${account} ${to}`) ?? byName.get(`${account} ${to.replace(/[^0-9]/g, '')}`) ?? null,
    heard: (person, at, ref) => {
      const key = `${person.account} ${person.id}`
      lastHeard.set(key, Math.max(at, lastHeard.get(key) ?? at))
      if (ref !== undefined) incoming.set(ref, person)
    },
    lastHeard: (person) => lastHeard.get(`${person.account} ${person.id}`) ?? null,
    sent: (ref) => void outgoing.add(ref),
    direction: (ref) => (incoming.has(ref) ? 'incoming' : outgoing.has(ref) ? 'outgoing' : null),
    authorOf: (ref) => incoming.get(ref) ?? null,
  }
}
