// Is this fact the business's own? Amounts, percentages, offers and codes must stand in what the pack tells about this turn;
// days, hours and counts there or in the customer's words. What the customer says a thing costs is no source.
import type { Turn } from './agent.ts'
import type { Desk } from './desk.ts'
import type { Currency, Fact } from './facts.ts'
import type { NamedDay } from './dates.ts'
import type { Passage } from './pack-knowledge.ts'
import { DAY } from '../clock.ts'
import { isSameDay } from './dates.ts'
import { factsIn } from './facts.ts'
import { civilDay } from './gate-data.ts'
import { hoursInWords } from './hours.ts'
import { whenAsked } from './kept.ts'
import { lineOf } from './spoken.ts'

export interface Sources {
  /** Does every fact of the sentence come from somewhere? */
  holds(sentence: string): boolean
}

const kept = new WeakMap<object, Collected>()

export function sourcesOf(desk: Desk, turn: Turn, passages: readonly Passage[]): Sources {
  // Most sentences state nothing: what they would be held against is laid out for those that do.
  const told = whenAsked(() => [...ownFacts(desk, turn), ...passages.map(passageFacts)])
  const everything = whenAsked(() => packFacts(desk))
  const lines = [...turn.history, ...turn.burst].map(lineOf)
  const repeated = whenAsked(() =>
    collect(lines.filter(({ who }) => who === 'agent').flatMap(({ text }) => factsIn(text))),
  )
  const data = Object.values(turn.data).join('\n')
  const said = lines.filter(({ who }) => who === 'contact').map(({ text }) => text)
  const customer = whenAsked(() => collect([...said, data].flatMap(factsIn)))
  const known = (fact: Fact): boolean =>
    told().some((source) => holds(source, fact)) || (holds(repeated(), fact) && holds(everything(), fact))
  const isTold = (fact: Fact): boolean => {
    if (known(fact)) return true
    switch (fact.kind) {
      case 'day':
        return hasDay(customer().days, fact.day) || isNear(fact.day, turn, desk.pack.agent.zone)
      case 'hour':
        return fact.minutes.some((minute) => customer().minutes.has(minute))
      case 'count':
        return fact.small || customer().counts.has(fact.value)
      case 'code':
        return customer().codes.has(fact.text)
      default:
        return false
    }
  }
  return { holds: (sentence) => factsIn(sentence).every(isTold) }
}

interface Collected {
  readonly amounts: ReadonlySet<string>
  readonly percents: ReadonlySet<number>
  readonly days: readonly NamedDay[]
  readonly minutes: ReadonlySet<number>
  readonly counts: ReadonlySet<number>
  readonly codes: ReadonlySet<string>
  readonly offers: ReadonlySet<string>
}

function collect(facts: readonly Fact[]): Collected {
  const days = facts.flatMap((fact) => (fact.kind === 'day' ? [fact.day] : []))
  const minutes = facts.flatMap((fact) => (fact.kind === 'hour' ? fact.minutes : []))
  const counts = facts.flatMap((fact) => (fact.kind === 'count' ? [fact.value] : []))
  const inDays = days.flatMap(({ day, year }) => [day, year].filter((one) => one !== null))
  const inHours = minutes.map((minute) => Math.floor(minute / 60))
  return {
    amounts: new Set(
      facts.flatMap((fact) => (fact.kind === 'amount' ? [amountKey(fact.value, fact.currency)] : [])),
    ),
    percents: new Set(facts.flatMap((fact) => (fact.kind === 'percent' ? [fact.value] : []))),
    days,
    minutes: new Set(minutes),
    counts: new Set([...counts, ...inDays, ...inHours]),
    codes: new Set(facts.flatMap((fact) => (fact.kind === 'code' ? [fact.text] : []))),
    offers: new Set(facts.flatMap((fact) => (fact.kind === 'offer' ? [fact.text] : []))),
  }
}

function holds(source: Collected, fact: Fact): boolean {
  switch (fact.kind) {
    case 'amount':
      return source.amounts.has(amountKey(fact.value, fact.currency))
    case 'percent':
      return source.percents.has(fact.value)
    case 'day':
      return hasDay(source.days, fact.day)
    case 'hour':
      return fact.minutes.some((minute) => source.minutes.has(minute))
    case 'count':
      return source.counts.has(fact.value) || source.amounts.has(amountKey(fact.value, 'own'))
    case 'code':
      return source.codes.has(fact.text)
    case 'offer':
      return source.offers.has(fact.text)
  }
}

function amountKey(value: number, currency: Currency): string {
  return `${currency} ${value}`
}

function hasDay(days: readonly NamedDay[], day: NamedDay): boolean {
  return days.some((one) => isSameDay(one, day))
}

/** Today and tomorrow need no source. */
function isNear(day: NamedDay, turn: Turn, zone: string): boolean {
  return [0, 1].some((days) => {
    const near = civilDay(turn.now + days * DAY, zone)
    return isSameDay({ ...near, swapped: false, start: 0, end: 0 }, day)
  })
}

/** What the model was told beside the passages, and may repeat: instructions and hours, the channel's own. */
function ownFacts({ pack }: Desk, { to }: Turn): readonly Collected[] {
  const { agent, channels } = pack
  const channel = channels[to.channel]
  const own = keptFor(agent, () => factsIn(`${agent.instructions}\n${hoursInWords(agent.hours)}`))
  if (channel === undefined) return [own]
  return [own, keptFor(channel, () => factsIn(channel.instructions))]
}

function passageFacts(passage: Passage): Collected {
  return keptFor(passage, () => readPassage(passage))
}

function packFacts({ pack }: Desk): Collected {
  const active = pack.documents.filter(({ state }) => state === 'activo')
  return keptFor(pack, () => active.flatMap((one) => one.passages.flatMap(readPassage)))
}

function readPassage({ title, text }: Passage): readonly Fact[] {
  return factsIn(`${title}\n${text}`)
}

/** `owner` is a part of the pack, or a passage: read once. */
function keptFor(owner: object, read: () => readonly Fact[]): Collected {
  const known = kept.get(owner) ?? collect(read())
  kept.set(owner, known)
  return known
}
