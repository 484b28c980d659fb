// What stands in the composer's place when the window has closed? Why, how it reopens, what the channel still allows, and the draft.
import type { Card } from '../cache.ts'
import { useCallback, useSyncExternalStore } from 'react'
import { useDesk } from '../desk.ts'
import { Icon } from '../ui/icon.tsx'
import { useSpeech } from '../words.ts'

const policies = {
  whatsapp: 'https://developers.facebook.com/docs/whatsapp/pricing#customer-service-windows',
  messenger: 'https://developers.facebook.com/docs/messenger-platform/policy/policy-overview',
  instagram: 'https://developers.facebook.com/docs/messenger-platform/instagram',
} as const

export function Closed({ card }: { readonly card: Card }) {
  const { words } = useSpeech()
  const { drafts } = useDesk()
  const draft = useSyncExternalStore(
    drafts.onChange,
    useCallback(() => drafts.text(card.id, 'reply'), [drafts, card.id]),
  )
  const { closed } = words.composer
  return (
    <div className="closed">
      <span className="closed-icon">
        <Icon name="lock" />
      </span>
      <div className="closed-lines">
        <h3>{closed.title}</h3>
        <p>{card.channel === 'whatsapp' ? closed.whatsapp : closed.other}</p>
        <p className="quiet">
          {closed.why}{' '}
          {card.channel !== 'web' && (
            <a href={policies[card.channel]} target="_blank" rel="noopener noreferrer">
              {closed.policy}
            </a>
          )}
        </p>
        {draft !== '' && (
          <details className="kept">
            <summary>{closed.draft}</summary>
            <p dir="auto">{draft}</p>
          </details>
        )}
      </div>
    </div>
  )
}
