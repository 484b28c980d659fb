// What does a screen reader hear of an open conversation? New words of the customer only, at most one line in two seconds.
import type { Card, ThreadMessage } from '../cache.ts'
import { useEffect, useRef } from 'react'
import { useDesk } from '../desk.ts'
import { lineOf, nameOf } from '../preview.ts'
import { after } from '../time.ts'
import { useWords } from '../words.ts'

const pauseMs = 2_000
const longest = 160

export function useAnnounced(card: Card, messages: readonly ThreadMessage[]): void {
  const words = useWords()
  const { toasts } = useDesk()
  const last = messages.at(-1)
  const known = useRef(last?.id)
  const waiting = useRef<ThreadMessage[]>([])
  useEffect(() => {
    if (last === undefined || last.id === known.current) return
    const from = messages.findIndex(({ id }) => id === known.current)
    known.current = last.id
    const news = messages.slice(from + 1).filter(({ author }) => author === 'contact')
    if (news.length === 0) return
    waiting.current.push(...news)
    if (waiting.current.length > news.length) return
    after(pauseMs / 4, () => {
      const [first, ...more] = waiting.current
      waiting.current = []
      if (first === undefined) return
      const text = lineOf(first.body, words).slice(0, longest)
      toasts.say(
        more.length === 0
          ? words.thread.said(nameOf(card, words), text)
          : words.thread.saidMore(more.length + 1),
      )
    })
  }, [last?.id])
}
