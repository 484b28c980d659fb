// What does the conversation tell the page that shows it? Each change as a whole, the link, and a line beside the field.
import type { Cause } from './scroller.ts'
import type { Entry } from './thread.ts'

export type Link = 'connecting' | 'live' | 'reconnecting' | 'offline'

export interface Change {
  readonly cause: Cause
  readonly entries: readonly Entry[]
  readonly hasOlder: boolean
  /** The history was read at least once. */
  readonly loaded: boolean
  readonly typing: boolean
}

export interface Page {
  onChange(change: Change): void
  onLink(link: Link): void
  /** Something to read beside the field; empty: nothing any more. */
  onNotice(text: string): void
}
