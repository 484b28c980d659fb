// Who is in charge of a conversation, and why? The server's reason in the words of the panel; nothing is derived here.
import type { Card } from './cache.ts'
import type { Me } from './desk.ts'
import type { Speller } from './time.ts'
import type { Words } from './words.ts'
import { instant, now } from './time.ts'

export interface Charge {
  readonly tone: 'good' | 'accent' | 'warning' | 'danger' | 'quiet'
  readonly pill: string
  /** One or two sentences. */
  readonly strip: string
  /** What gives it back. */
  readonly undo: 'release' | 'unsilence' | 'both' | null
}

export function chargeOf(card: Card, me: Me, words: Words, spell: Speller): Charge {
  const { intervention, silence } = card.control
  const parts = [
    silence === null ? null : silenced(silence, words, spell),
    intervention === null ? null : taken(card, intervention, me, words, spell),
  ]
  const held = parts.filter((part) => part !== null)
  const [first] = held
  if (first !== undefined) {
    const undo = held.length === 2 ? 'both' : first.undo
    const escalated = card.tags.some(({ name }) => name === 'Escalar') && intervention === null
    const strip = [...held.map((part) => part.strip), ...(escalated ? [words.strip.escalated] : [])].join(' ')
    return { ...first, pill: held.map((part) => part.pill).join(' · '), strip, undo }
  }
  return free(card, words)
}

function silenced(silence: NonNullable<Card['control']['silence']>, words: Words, spell: Speller): Charge {
  const base = { tone: 'warning', undo: 'unsilence' } as const
  if (silence.by === 'tag' && silence.until === null)
    return { ...base, pill: words.pill.silenced, strip: words.strip.silencedByTag }
  if (silence.until === null) return { ...base, pill: words.pill.silenced, strip: words.strip.silenced }
  const until = instant(silence.until)
  const left = spell.span(until - now())
  return {
    ...base,
    pill: words.pill.silencedFor(left),
    strip: words.strip.silencedUntil(momentOf(until, spell)),
  }
}

function taken(
  card: Card,
  { by, since }: NonNullable<Card['control']['intervention']>,
  me: Me,
  words: Words,
  spell: Speller,
): Charge {
  const base = { tone: 'accent', undo: 'release' } as const
  const at = momentOf(instant(since), spell)
  if (by === 'device') return { ...base, pill: words.pill.device, strip: words.strip.device(at) }
  if (by.id !== me.id)
    return { ...base, pill: words.pill.theirs(by.name), strip: words.strip.theirs(by.name, at) }
  const leftMs = card.windowClosesAt === null ? 0 : instant(card.windowClosesAt) - now()
  const strip =
    card.channel === 'web' || leftMs <= 0 ? words.strip.mineOpen : words.strip.mine(spell.span(leftMs))
  return { ...base, pill: words.pill.mine, strip }
}

function free({ whyQuiet, agent, tags }: Card, words: Words): Charge {
  const reason = whyQuiet ?? agent.failed
  const base = { undo: null } as const
  switch (reason) {
    case 'window-closed':
      return { ...base, tone: 'quiet', pill: words.pill.closed, strip: words.composer.closed.why }
    case 'agent-failed':
      return { ...base, tone: 'danger', pill: words.pill.failed, strip: words.strip.failed }
    case 'budget':
      return { ...base, tone: 'danger', pill: words.pill.budget, strip: words.strip.budget }
    case 'loop':
      return { ...base, tone: 'warning', pill: words.pill.loop, strip: words.strip.loop }
    case 'superseded':
      return { ...base, tone: 'good', pill: words.pill.active, strip: words.strip.superseded }
    case 'unreadable':
      return { ...base, tone: 'good', pill: words.pill.active, strip: words.strip.unreadable }
    case 'unsent':
      return { ...base, tone: 'good', pill: words.pill.active, strip: words.strip.unsent }
    default: {
      const escalated = tags.some(({ name }) => name === 'Escalar') ? `${words.strip.escalated} ` : ''
      return { ...base, tone: 'good', pill: words.pill.active, strip: escalated + words.strip.active }
    }
  }
}

/** Today by its clock, any other day with its name. */
function momentOf(at: number, spell: Speller): string {
  const brief = spell.brief(at)
  return Math.abs(at - now()) < 20 * 60 * 60_000 ? spell.clock(at) : brief
}
