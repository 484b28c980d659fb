// What did somebody say in words? The text a body carries, whatever its kind.
import type { Body, Instant, MessageId } from '../model.ts'
import type { Turn, TurnMessage } from './agent.ts'

/** A message as the floor reads it: `person` is anyone of the team. */
export interface Line {
  readonly id: MessageId
  readonly who: 'contact' | 'agent' | 'person'
  readonly text: string
  /** What a form brought along; read for contact data only. */
  readonly data: string
  readonly at: Instant
}

export function lineOf({ id, author, body, at }: TurnMessage): Line {
  const who = author === 'contact' || author === 'agent' ? author : 'person'
  const data = body.kind === 'choice' ? (body.data ?? '') : ''
  return { id, who, text: textOf(body), data, at }
}

/** The customer's part of the burst, oldest first. */
export function burstOf(turn: Turn): readonly Line[] {
  return turn.burst.map(lineOf).filter(({ who }) => who === 'contact')
}

export function textOf(body: Body): string {
  switch (body.kind) {
    case 'text':
    case 'choices':
      return body.text
    case 'media':
      return [body.caption, body.transcript].filter((part) => part !== undefined).join('\n')
    case 'choice':
      return body.label
    case 'order':
    case 'share':
      return body.text ?? ''
    default:
      return ''
  }
}
