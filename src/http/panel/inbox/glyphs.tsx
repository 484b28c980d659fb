// Who answers, and how long may one still write? Two small signs, each with its words.
import type { Card } from '../cache.ts'
import { instant, now } from '../time.ts'
import { Icon, type IconName } from '../ui/icon.tsx'
import { useSpeech } from '../words.ts'

const dayMs = 24 * 60 * 60_000
const soonMs = 2 * 60 * 60_000
const radius = 6
const around = 2 * Math.PI * radius

export function AgentGlyph({ card }: { readonly card: Card }) {
  const { words } = useSpeech()
  const state = agentState(card)
  const names: Record<typeof state, IconName> = {
    active: 'spark',
    person: 'hand',
    muted: 'mute',
    failed: 'warning',
  }
  return (
    <span
      className={`glyph ${state}`}
      role="img"
      aria-label={words.list.agent[state]}
      title={words.list.agent[state]}
    >
      <Icon name={names[state]} size={15} />
    </span>
  )
}

function agentState({ control, whyQuiet, agent }: Card): 'active' | 'person' | 'muted' | 'failed' {
  if (control.silence !== null) return 'muted'
  if (control.intervention !== null) return 'person'
  return agent.failed !== null || whyQuiet === 'agent-failed' || whyQuiet === 'budget' ? 'failed' : 'active'
}

/** What is left of the 24 hours, as a ring that empties; the web has none. */
export function WindowRing({ card }: { readonly card: Card }) {
  const { words, spell } = useSpeech()
  if (card.channel === 'web' || (card.windowClosesAt === null && card.lastInboundAt === null)) return null
  const leftMs = card.windowClosesAt === null ? 0 : instant(card.windowClosesAt) - now()
  const state = leftMs <= 0 ? 'closed' : leftMs < soonMs ? 'closing' : 'open'
  const { closed, closing, open } = words.list.window
  const left = spell.span(leftMs)
  const label = state === 'closed' ? closed : state === 'closing' ? closing(left) : open(left)
  return <Ring state={state} share={Math.max(0, Math.min(1, leftMs / dayMs))} label={label} />
}

function Ring({
  state,
  share,
  label,
}: {
  readonly state: string
  readonly share: number
  readonly label: string
}) {
  return (
    <svg className={`ring ${state}`} width="16" height="16" viewBox="0 0 16 16" role="img" aria-label={label}>
      <title>{label}</title>
      <circle className="ring-ground" cx="8" cy="8" r={radius} />
      <circle
        className="ring-left"
        cx="8"
        cy="8"
        r={radius}
        strokeDasharray={`${around * share} ${around}`}
        transform="rotate(-90 8 8)"
      />
      {state === 'closed' && <path className="ring-bar" d="M5 8h6" />}
    </svg>
  )
}
