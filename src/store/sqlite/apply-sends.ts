// How are the actions about bodies on their way out written: queued, withdrawn, claimed, settled, confirmed by a receipt?
import type { Action } from '../../actions.ts'
import type { SendState } from '../../model.ts'
import type { Doing, Held } from './doing.ts'
import type { Feed } from './feed.ts'
import type { Messages } from './messages.ts'
import type { Outbox } from './outbox.ts'
import type { Receipts } from './receipts.ts'

type Of<T extends Action['type']> = Extract<Action, { type: T }>

export interface SendParts {
  readonly outbox: Outbox
  readonly receipts: Receipts
  readonly messages: Messages
  readonly feed: Feed
  readonly accounts: { idOf(of: NonNullable<Doing['of']>): number }
  readonly boot: string
}

/** A row in one of these will not be seen by the customer: their message waits again. */
const unseen: readonly SendState[] = ['cancelled', 'expired', 'failed']

export function createSendHand(parts: SendParts) {
  const { outbox, receipts, messages, feed } = parts

  function changed(doing: Doing, conversation: number, seq: number): void {
    outbox.moveHead(conversation)
    feed.note('message.changed', doing.now, conversation, seq)
  }

  function queue(doing: Doing, held: Held, action: Of<'send.queue'>): void {
    const again = action.author === 'agent' && outbox.isQueued(held.id, held.state.fence, action.part)
    if (again) return
    const seq = messages.add(doing, held, action)
    outbox.queue(seq, held, action)
  }

  function settle(doing: Doing, held: Held, action: Of<'send.settle'>): void {
    const row = outbox.byId(action.id)
    if (row === null || row.conversation !== held.id || !outbox.settle(row, action)) return
    if (action.ref !== undefined) receipts.join(held.desk.account, action.ref, row.seq)
    changed(doing, held.id, row.seq)
    if (unseen.includes(action.to)) judge(outbox, held)
  }

  return (doing: Doing, held: Held, action: Action): void => {
    switch (action.type) {
      case 'send.queue':
        return queue(doing, held, action)
      case 'send.withdraw': {
        const rows = outbox.withdraw(held.id, action.because)
        for (const seq of rows) changed(doing, held.id, seq)
        if (rows.length > 0) judge(outbox, held)
        return
      }
      case 'send.start': {
        const row = outbox.byId(action.id)
        if (row !== null && row.conversation === held.id && outbox.start(row, action, parts.boot))
          feed.note('message.changed', doing.now, held.id, row.seq)
        return
      }
      case 'send.settle':
        return settle(doing, held, action)
    }
  }
}

/** Does the customer wait for an answer? What never arrived, or arrived after all, changes it. */
function judge(outbox: Outbox, held: Held): void {
  const waiting = !outbox.isAnswered(held.id)
  if (waiting !== held.desk.waiting) held.desk = { ...held.desk, waiting }
}

export function createReceiptHand(parts: SendParts) {
  const { outbox, receipts, feed } = parts

  function rose(doing: Doing, { status }: Of<'message.progress'>, conversation: number, seq: number): void {
    outbox.moveHead(conversation)
    feed.note('message.changed', doing.now, conversation, seq)
    const { held } = doing
    if (held?.id === conversation && (status === 'failed' || held.desk.waiting)) judge(outbox, held)
  }

  return (doing: Doing, action: Of<'message.progress'>): void => {
    const { held, row, of } = doing
    if (action.upTo !== undefined) {
      if (held === null) return
      for (const seq of receipts.raiseUpTo(held.id, action.upTo, action)) rose(doing, action, held.id, seq)
      return
    }
    if (row !== null) {
      const raised = receipts.raise(row.seq, action)
      const joined =
        action.ref !== undefined && of !== null && receipts.join(parts.accounts.idOf(of), action.ref, row.seq)
      if (raised || joined) rose(doing, action, row.conversation, row.seq)
      return
    }
    if (action.ref !== undefined && of !== null) receipts.keep(parts.accounts.idOf(of), action.ref, action)
  }
}
