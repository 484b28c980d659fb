// Who takes part in a scene of the demo? A customer on one of Meta's channels or a visitor of the site: both speak, and both are heard.
import type { Clock } from '../clock.ts'
import type { ChannelName } from '../model.ts'
import type { Caller } from './caller.ts'
import type { Customer } from './customers.ts'
import type { FakeGraph } from './fake-graph.ts'
import type { Meta } from './meta.ts'
import type { Random } from './naming.ts'
import type { Step } from './scenes.ts'
import { transcriptLine } from './transcript.ts'
import { openVisitor, type Visitor } from './visitor.ts'

export interface Party {
  /** Does it, says so in the transcript. */
  does(step: Step): Promise<void>
  /** Until the business has answered and then kept silent for `quietMs`; at most `ms` for its first word. */
  waits(ms: number, quietMs: number): Promise<void>
}

export interface PartyParts {
  readonly graph: FakeGraph
  readonly meta: Meta
  readonly productUrl: string
  readonly call: Caller
  readonly clock: Clock
  readonly random: Random
  readonly say: (line: string) => void
  readonly signal: AbortSignal
}

const betweenLinesMs = 900
const pollMs = 1_200

/** Null when the demo ends before the site chat answers. */
export function openParty(parts: PartyParts, channel: ChannelName, name: string): Promise<Party | null> {
  if (channel === 'web') return openVisitorParty(parts, name)
  return Promise.resolve(customerParty(parts, parts.meta.customer(channel, { name })))
}

function customerParty(parts: PartyParts, customer: Customer): Party {
  const { graph, meta, clock, say, signal } = parts
  const { channel, name } = customer
  const bell = createBell(clock, signal)
  graph.onAccepted((acceptance) => {
    if (acceptance.account !== customer.account || acceptance.contact !== customer.id) return
    say(transcriptLine(channel, name, 'business', acceptance.text ?? `[${acceptance.kind}]`))
    bell.ring()
  })
  return {
    waits: bell.waits,
    does: async (step) => {
      bell.forget()
      if (step.do === 'answers') {
        say(transcriptLine(channel, name, 'business', step.text, step.by))
        await (channel === 'whatsapp' ? meta.phoneApp : meta.metaInbox).says(customer, step.text)
        return
      }
      if (step.do === 'sends') {
        say(transcriptLine(channel, name, 'customer', `[${step.shown}] ${step.caption ?? ''}`))
        await customer.sends(step.sort, step.caption === undefined ? {} : { caption: step.caption })
        return
      }
      for (const text of step.lines) {
        say(transcriptLine(channel, name, 'customer', text))
        await customer.says(text)
        await clock.wait(betweenLinesMs, signal)
      }
    },
  }
}

async function openVisitorParty(parts: PartyParts, name: string): Promise<Party | null> {
  const { clock, say, signal } = parts
  const visitor = await openedVisitor(parts)
  if (visitor === null) return null
  const bell = createBell(clock, signal)
  void listen(parts, visitor, (text) => {
    say(transcriptLine('web', name, 'business', text))
    bell.ring()
  })
  return {
    waits: bell.waits,
    does: async (step) => {
      if (step.do !== 'says') return
      bell.forget()
      for (const text of step.lines) {
        say(transcriptLine('web', name, 'customer', text))
        await visitor.says(text)
        await clock.wait(betweenLinesMs, signal)
      }
    },
  }
}

async function openedVisitor(parts: PartyParts): Promise<Visitor | null> {
  while (!parts.signal.aborted) {
    const visitor = await openVisitor(parts)
    if (visitor !== null) return visitor
    await parts.clock.wait(pollMs, parts.signal)
  }
  return null
}

async function listen(
  { clock, signal }: PartyParts,
  visitor: Visitor,
  hear: (text: string) => void,
): Promise<void> {
  while (!signal.aborted) {
    for (const { text } of await visitor.hears()) hear(text)
    await clock.wait(pollMs, signal)
  }
}

interface Bell {
  ring(): void
  /** What rang so far is no answer to what comes now. */
  forget(): void
  waits(ms: number, quietMs: number): Promise<void>
}

function createBell(clock: Clock, signal: AbortSignal): Bell {
  let next = new AbortController()
  let rings = 0
  let forgotten = 0
  return {
    ring: () => {
      rings += 1
      next.abort()
      next = new AbortController()
    },
    forget: () => void (forgotten = rings),
    waits: async (ms, quietMs) => {
      if (rings === forgotten) await clock.wait(ms, AbortSignal.any([signal, next.signal]))
      for (let heard = -1; heard !== rings && !signal.aborted;) {
        heard = rings
        await clock.wait(quietMs, AbortSignal.any([signal, next.signal]))
      }
    },
  }
}
