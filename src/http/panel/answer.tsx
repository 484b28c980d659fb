// Where does one answer? The strip that says who is in charge, and under it the composer, or why there is none.
import type { Card } from './cache.ts'
import { Composer } from './composer/composer.tsx'
import { Strip } from './composer/strip.tsx'
import { useMayAct } from './desk.ts'

export function Answer({ card }: { readonly card: Card }) {
  const mayAct = useMayAct()
  return (
    <div className="answer">
      <Strip card={card} />
      {mayAct && <Composer key={card.id} card={card} />}
    </div>
  )
}
