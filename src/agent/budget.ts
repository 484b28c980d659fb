// Has enough been spent on a model today? The day's tokens, of one contact and of all, against what the owner allows.
import type { Turn } from './agent.ts'

export interface Budget {
  /** Tokens a day (UTC); null is no limit. */
  readonly contact: number | null
  readonly total: number | null
}

export function isSpent(budget: Budget, { contact, total }: Turn['spent']): boolean {
  return (
    (budget.contact !== null && contact >= budget.contact) || (budget.total !== null && total >= budget.total)
  )
}
