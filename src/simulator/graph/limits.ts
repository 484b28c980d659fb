// May this message leave now? The 24-hour window, HUMAN_AGENT's seven days, the pair rate and the throughput of a number.
import type { Instant } from '../../model.ts'
import type { People, Person } from '../people.ts'
import type { MetaChannel } from '../world.ts'
import type { Intent } from './intent.ts'
import type { Problem } from './problems.ts'
import { DAY, SECOND } from '../../clock.ts'

export interface LimitOptions {
  /** Messages a second and account on WhatsApp; without it nothing is counted. */
  readonly throughput?: number
  /** One message each `everyMs` to the same person, after a free `burst`; null counts nothing. */
  readonly pair?: { readonly everyMs: number; readonly burst: number } | null
}

/** Meta's documented pair rate. */
const defaultPair = { everyMs: 6 * SECOND, burst: 45 }

const outsideWindow: Readonly<Record<MetaChannel, Problem>> = {
  whatsapp: {
    code: 131047,
    details:
      'Message failed to send because more than 24 hours have passed since the customer last replied to this number.',
  },
  messenger: { code: 10, subcode: 2018278 },
  instagram: { code: 10, subcode: 2534022 },
}

export interface Limits {
  /** Why it may not leave, or null: then it has been counted. */
  refuse(person: Person, intent: Intent, now: Instant): Problem | null
}

export function createLimits(people: People, options: LimitOptions = {}): Limits {
  const pair = options.pair === undefined ? defaultPair : options.pair
  const pairDueAt = new Map<string, Instant>()
  const seconds = new Map<string, { at: Instant; count: number }>()

  function overThroughput(account: string, now: Instant): boolean {
    if (options.throughput === undefined) return false
    const second = seconds.get(account)
    if (second === undefined || now - second.at >= SECOND) {
      seconds.set(account, { at: now, count: 1 })
      return false
    }
    second.count += 1
    return second.count > options.throughput
  }

  function overPairRate(person: Person, now: Instant): boolean {
    if (pair === null) return false
    const key = `${person.account} ${person.id}`
    const dueAt = Math.max(now, pairDueAt.get(key) ?? now)
    if (dueAt - now > pair.everyMs * (pair.burst - 1)) return true
    pairDueAt.set(key, dueAt + pair.everyMs)
    return false
  }

  return {
    refuse: (person, intent, now) => {
      if (person.channel === 'whatsapp' && overThroughput(person.account, now))
        return { code: 130429, details: 'Cloud API message throughput has been reached.' }
      const lastHeard = people.lastHeard(person)
      const age = lastHeard === null ? Infinity : now - lastHeard
      const allowedMs = intent.template ? Infinity : intent.human ? 7 * DAY : DAY
      if (age > allowedMs) return outsideWindow[person.channel]
      if (person.channel === 'whatsapp' && overPairRate(person, now))
        return { code: 131056, details: 'Message failed to send because there were too many messages sent.' }
      return null
    },
  }
}
