// How does one answer? A reply to the customer or a note to the team, each with its own draft; where the window has closed, why.
import type { Card } from '../cache.ts'
import type { DraftKind } from '../drafts.ts'
import { useEffect, useState } from 'react'
import { useCommand } from '../commands.ts'
import { useDesk } from '../desk.ts'
import { useWords } from '../words.ts'
import { Closed } from './closed.tsx'
import { useClosed } from './use-closed.ts'
import { Writing } from './writing.tsx'

const kinds = ['reply', 'note'] as const

export function Composer({ card }: { readonly card: Card }) {
  const words = useWords()
  const { drafts } = useDesk()
  const [kind, setKind] = useState<DraftKind>('reply')
  const closed = useClosed(card)
  const turnTo = (next: DraftKind): void => {
    setKind(next)
    requestAnimationFrame(() => document.getElementById('composer')?.focus())
  }
  useCommand('reply', () => turnTo('reply'))
  useCommand('note', () => turnTo('note'))
  useEffect(() => void drafts.load(card.id), [drafts, card.id])
  return (
    <div className={`composer ${kind}`}>
      <div className="composer-tabs" role="tablist" aria-label={words.composer.label}>
        {kinds.map((one) => (
          <button
            key={one}
            type="button"
            role="tab"
            data-kind={one}
            aria-selected={kind === one}
            onClick={() => setKind(one)}
          >
            {words.composer[one]}
          </button>
        ))}
      </div>
      {kind === 'reply' && closed ? <Closed card={card} /> : <Writing key={kind} card={card} kind={kind} />}
    </div>
  )
}
