// Who is in charge right now, and how long may one write? One line over the composer, with the act that changes it.
import type { Card } from '../cache.ts'
import { useActs } from '../acts.ts'
import { useNow } from '../data.ts'
import { useMayAct, useMe } from '../desk.ts'
import { chargeOf } from '../pill.ts'
import { instant } from '../time.ts'
import { Button } from '../ui/controls.tsx'
import { useSpeech } from '../words.ts'

const soonMs = 2 * 60 * 60_000

export function Strip({ card }: { readonly card: Card }) {
  const { words, spell } = useSpeech()
  const me = useMe()
  const acts = useActs()
  const mayAct = useMayAct()
  const now = useNow(1_000)
  const charge = chargeOf(card, me, words, spell)
  const leftMs =
    card.windowClosesAt === null || card.channel === 'web' ? null : instant(card.windowClosesAt) - now
  const undo = { release: words.strip.release, unsilence: words.strip.unsilence, both: words.strip.both }
  const run = { release: acts.release, unsilence: acts.unsilence, both: acts.releaseAll }
  return (
    <div className={`strip ${charge.tone}`} data-quiet={card.whyQuiet ?? 'none'}>
      <p className="grow">
        {charge.strip}
        {!mayAct && ` ${words.strip.viewer}`}
      </p>
      {charge.undo !== null && mayAct && (
        <Button look="link" onClick={() => charge.undo !== null && run[charge.undo](card)}>
          {undo[charge.undo]}
        </Button>
      )}
      {leftMs !== null && leftMs > 0 && (
        <p className={leftMs < soonMs ? 'strip-left soon' : 'strip-left'}>
          {leftMs < soonMs ? words.strip.closing(spell.span(leftMs)) : words.strip.left(spell.span(leftMs))}
        </p>
      )}
    </div>
  )
}
