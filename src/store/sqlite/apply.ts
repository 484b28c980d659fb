// Which hand writes which action? One switch by family; an action that belongs to no conversation is written by its account.
import type { Action } from '../../actions.ts'
import type { Doing, Held } from './doing.ts'

export interface Hands {
  account(doing: Doing, action: Action): void
  messages(doing: Doing, held: Held, action: Action): void
  sends(doing: Doing, held: Held, action: Action): void
  receipt(doing: Doing, action: Extract<Action, { type: 'message.progress' }>): void
  tags(doing: Doing, held: Held, action: Action): void
  conversation(doing: Doing, held: Held, action: Action): void
  turns(doing: Doing, held: Held, action: Action): void
}

export function createApply(hands: Hands): (doing: Doing, action: Action) => void {
  return (doing, action) => {
    switch (action.type) {
      case 'message.progress':
        return hands.receipt(doing, action)
      case 'refuse':
        doing.refused = action.because
        return
      case 'alert.raise':
      case 'note.ignored':
      case 'account.pause':
        return hands.account(doing, action)
    }
    if (doing.held === null) throw new Error(`${action.type} without a conversation`)
    familyOf(hands, action.type)(doing, doing.held, action)
  }
}

function familyOf(hands: Hands, type: Action['type']): (doing: Doing, held: Held, action: Action) => void {
  switch (type) {
    case 'message.add':
    case 'message.edit':
    case 'message.erase':
    case 'message.react':
    case 'media.keep':
    case 'media.lose':
    case 'media.transcribe':
    case 'stay.quiet':
      return hands.messages
    case 'send.queue':
    case 'send.withdraw':
    case 'send.start':
    case 'send.settle':
      return hands.sends
    case 'tag.put':
    case 'tag.drop':
    case 'tag.reject':
    case 'lead.push':
      return hands.tags
    case 'trace.keep':
    case 'usage.add':
    case 'memo.keep':
      return hands.turns
    default:
      return hands.conversation
  }
}
