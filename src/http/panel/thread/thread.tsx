// What is the history of one conversation? Its header, everything that was said, and the place to answer.
import type { Card } from '../cache.ts'
import { useEffect } from 'react'
import { useActs } from '../acts.ts'
import { useCommand } from '../commands.ts'
import { useCard } from '../data.ts'
import { useMayAct } from '../desk.ts'
import { go } from '../navigation.ts'
import { openOverlay } from '../overlay.ts'
import { Answer } from '../answer.tsx'
import { after } from '../time.ts'
import { Blank, Bones, Button } from '../ui/controls.tsx'
import { useWords } from '../words.ts'
import { Header } from './header.tsx'
import { History } from './history.tsx'

interface ThreadProps {
  readonly id: string
  readonly at: string | null
}

export function Thread({ id, at }: ThreadProps) {
  const words = useWords()
  const { data: card, error } = useCard(id)
  if (error !== null && card === undefined)
    return (
      <section className="thread none" aria-label={words.thread.label}>
        <Blank icon="warning" title={words.thread.missing}>
          <p>{words.thread.missingHint}</p>
          <Button onClick={() => go({ open: null, at: null })}>{words.thread.back}</Button>
        </Blank>
      </section>
    )
  if (card === undefined)
    return (
      <section className="thread" aria-label={words.thread.label} aria-busy="true">
        <div className="thread-head" />
        <div className="history">
          <Bones rows={6} of="bubble" />
        </div>
      </section>
    )
  return <Open card={card} at={at} />
}

function Open({ card, at }: { readonly card: Card; readonly at: string | null }) {
  const words = useWords()
  useReading(card)
  useThreadKeys(card)
  return (
    <section className="thread" aria-label={words.thread.label}>
      <Header card={card} />
      <History card={card} at={at} />
      <Answer card={card} />
    </section>
  )
}

function useThreadKeys(card: Card): void {
  const acts = useActs()
  const mayAct = useMayAct()
  const { silence, intervention } = card.control
  useCommand('back', () => go({ open: null, at: null }))
  useCommand('tags', () =>
    openOverlay({ kind: 'tags', conversation: card.id, opener: document.activeElement }),
  )
  useCommand('silence', () => {
    if (!mayAct) return
    if (silence === null) acts.silence(card, null)
    else acts.unsilence(card)
  })
  useCommand('release', () => mayAct && intervention !== null && acts.release(card))
}

const readingMs = 1_000

/** A message is read after a second on a page that is seen. */
function useReading(card: Card): void {
  const acts = useActs()
  const mayAct = useMayAct()
  const { unread } = card
  useEffect(() => {
    if (unread === 0 || !mayAct) return
    let cancel = (): void => {}
    const look = (): void => {
      cancel()
      if (document.visibilityState === 'visible' && document.hasFocus())
        cancel = after(readingMs, () => acts.read(card))
    }
    look()
    addEventListener('focus', look)
    document.addEventListener('visibilitychange', look)
    return () => {
      cancel()
      removeEventListener('focus', look)
      document.removeEventListener('visibilitychange', look)
    }
  }, [unread, card.id, mayAct])
}
