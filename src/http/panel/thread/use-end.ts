// Is the reader at the end, and what came since they left it? Who is there follows; who is not gets a button.
import type { RefObject } from 'react'
import { useEffect, useState } from 'react'

/** So near the end counts as there. */
export const endPx = 80

interface Scrolled {
  readonly isAtEnd: (px?: number) => boolean
  readonly scrollToIndex: (index: number, options: { readonly align: 'end' }) => void
  readonly options: { readonly count: number }
}

interface End {
  readonly atEnd: boolean
  readonly unseen: number
  readonly toEnd: () => void
}

export function useEnd(box: RefObject<HTMLElement | null>, lines: Scrolled, count: number): End {
  /** How many messages there were when the reader left the end. */
  const [left, setLeft] = useState<number | null>(null)
  useEffect(() => {
    const place = box.current
    const look = (): void => setLeft((held) => (lines.isAtEnd(endPx) ? null : (held ?? count)))
    place?.addEventListener('scroll', look, { passive: true })
    return () => place?.removeEventListener('scroll', look)
  }, [box, lines, count])
  return {
    atEnd: left === null,
    unseen: left === null ? 0 : Math.max(0, count - left),
    toEnd: () => lines.scrollToIndex(lines.options.count - 1, { align: 'end' }),
  }
}
