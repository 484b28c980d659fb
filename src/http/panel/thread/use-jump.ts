// How does one open a conversation at a message? Older pages are read until it is there, then it stands in the middle, marked for a moment.
import type { Row } from './rows.ts'
import { useEffect, useRef, useState } from 'react'
import { after } from '../time.ts'

const litMs = 3_000

interface Jump {
  readonly at: string | null
  readonly rows: readonly Row[]
  readonly whole: boolean
  readonly older: () => void
  readonly toIndex: (index: number) => void
}

/** The id of the message that is marked now. */
export function useJump({ at, rows, whole, older, toIndex }: Jump): string | null {
  const done = useRef<string | null>(null)
  const [lit, setLit] = useState<string | null>(null)
  const index = at === null ? -1 : rows.findIndex((row) => row.kind === 'message' && row.message.id === at)
  useEffect(() => {
    if (at === null || done.current === at) return
    if (index < 0) {
      if (!whole) older()
      return
    }
    done.current = at
    toIndex(index)
    setLit(at)
    // The second one lands where the measured heights put it.
    after(60, () => toIndex(index))
    after(litMs, () => setLit(null))
  }, [at, index, rows.length, whole])
  return lit
}
