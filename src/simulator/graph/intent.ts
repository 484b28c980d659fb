// What does a request to `/messages` want? The one reading of both bodies: WhatsApp's and the Send API's.
import type { Problem } from './problems.ts'

export interface Intent {
  /** `read` and `typing` are signs of life; all else is a message. */
  readonly what: 'message' | 'read' | 'typing'
  /** As written; null for marks that name only a message. */
  readonly to: string | null
  readonly kind: string
  readonly text: string | null
  readonly key: string | null
  /** Leaves outside the window too. */
  readonly template: boolean
  readonly human: boolean
  readonly inReplyTo: string | null
  /** The message that is read, or reacted to. */
  readonly target: string | null
  /** Id of an uploaded file. */
  readonly mediaId: string | null
}

export type Reading =
  | { readonly ok: true; readonly intent: Intent }
  /** `rule` names what was broken: `<path>: <rule>`. */
  | { readonly ok: false; readonly problem: Problem; readonly rule: string }
