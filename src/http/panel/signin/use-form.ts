// How does a form of the door leave? Once at a time; what the server answers is worded, and what was not expected is thrown.
import type { FormEvent } from 'react'
import { useState } from 'react'
import { Refused } from '../api.ts'

interface Form {
  readonly problem: string | null
  readonly busy: boolean
  readonly onSubmit: (event: FormEvent) => void
}

/** `wordsFor` null: it is dealt with, there is nothing to say. */
export function useForm(leave: () => Promise<void>, wordsFor: (refused: Refused) => string | null): Form {
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const submit = async (): Promise<void> => {
    setBusy(true)
    try {
      await leave()
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      setProblem(wordsFor(error))
    } finally {
      setBusy(false)
    }
  }
  return {
    problem,
    busy,
    onSubmit(event) {
      event.preventDefault()
      if (!busy) void submit()
    },
  }
}
