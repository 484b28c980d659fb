// How does an event move a conversation? Decide, then write and evolve one action after the other; what depends on the state follows.
import type { Action, Rules } from '../../actions.ts'
import type { Event } from '../../events.ts'
import type { Instant } from '../../model.ts'
import type { ConversationState } from '../../state.ts'
import type { createApply } from './apply.ts'
import type { Doing, Held } from './doing.ts'
import type { Feed } from './feed.ts'
import type { Place } from './locate.ts'
import type { Outbox } from './outbox.ts'
import type { TagBook } from './tag-book.ts'

export type Advance = (place: Place, event: Event, now: Instant) => Doing

export interface AdvanceParts {
  readonly rules: Rules
  readonly outbox: Outbox
  readonly apply: ReturnType<typeof createApply>
  readonly feed: Feed
  readonly book: TagBook
}

const dayMs = 24 * 60 * 60_000
/** A window's end may be noted this much too early: its index need not move with every message. */
const windowSlackMs = 3 * 60 * 60_000

export function createAdvance({ rules, outbox, apply, feed, book }: AdvanceParts): Advance {
  function advance({ held, row }: Place, event: Event, now: Instant): Doing {
    const doing: Doing = {
      event,
      now,
      held,
      row,
      of: accountOf(held, event),
      added: null,
      message: null,
      refused: null,
    }
    const before = held === null ? null : held.state
    const send = held === null || row === null ? null : outbox.view(row, held)
    const known = before === null || send === null ? before : { ...before, send }
    for (const action of rules.decide(known, event, now)) {
      apply(doing, action)
      if (held !== null) evolve(held, action)
    }
    if (held !== null) finish(held, before, doing)
    return doing
  }

  /** A tag is written as it was first written. */
  function spelled(action: Action): Action {
    if (action.type !== 'tag.put' && action.type !== 'tag.drop') return action
    return { ...action, tag: book.byName(action.tag)?.name ?? action.tag }
  }

  /** The rules cannot know which number a message gets: the real one stands in after each. */
  function evolve(held: Held, action: Action): void {
    const state = rules.evolve(held.state, spelled(action))
    const adds = action.type === 'message.add' || action.type === 'send.queue'
    held.state = adds ? { ...state, lastSeq: held.desk.previewSeq } : state
  }

  function finish(held: Held, before: ConversationState | null, doing: Doing): void {
    const { state } = held
    const end = state.windowOpen && state.lastInboundAt !== null ? state.lastInboundAt + dayMs : null
    const due = held.desk.windowDue
    const holds = end === null ? due === null : due !== null && due <= end && end - due <= windowSlackMs
    if (!holds) held.desk = { ...held.desk, windowDue: end }
    if (state.lease === null && held.desk.leaseBy !== null) held.desk = { ...held.desk, leaseBy: null }
    if (state !== before || doing.event.type === 'operator.read')
      feed.note('conversation.changed', doing.now, held.id)
  }

  return advance
}

function accountOf(held: Held | null, event: Event): Doing['of'] {
  if ('from' in event) return event.from
  return held === null ? null : { channel: held.state.channel, account: held.desk.accountName }
}
