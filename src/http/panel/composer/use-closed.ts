// Has the window closed? At the instant that the server named, watched by the second.
import type { Card } from '../cache.ts'
import { useNow } from '../data.ts'
import { instant } from '../time.ts'

export function useClosed(card: Card): boolean {
  const now = useNow(1_000)
  if (card.channel === 'web' || card.lastInboundAt === null) return false
  return card.windowClosesAt === null || instant(card.windowClosesAt) <= now
}
