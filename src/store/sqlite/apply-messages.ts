// How are the actions about messages written: said, edited, erased, answered by nobody?
import type { Action } from '../../actions.ts'
import type { Body, MessageId } from '../../model.ts'
import type { Doing, Held } from './doing.ts'
import type { Feed } from './feed.ts'
import type { Messages } from './messages.ts'

export function createMessageHand(messages: Messages, feed: Feed) {
  return (doing: Doing, held: Held, action: Action): void => {
    switch (action.type) {
      case 'message.add':
        messages.add(doing, held, action)
        return
      case 'message.edit':
        return onRef(doing, held, action.ref, (seq) =>
          messages.rewrite(doing, held, seq, () => action.body, true),
        )
      case 'message.erase':
        return onRef(doing, held, action.ref, (seq) => {
          messages.rewrite(doing, held, seq, () => ({ kind: 'erased' }), false)
          messages.forget(seq)
        })
      case 'message.react':
        return onRef(doing, held, action.ref, (seq) => {
          messages.react(seq, action.emoji)
          feed.note('message.changed', doing.now, held.id, seq)
        })
      case 'media.keep':
        return onMedia(doing, held, action.message, { file: action.file, mime: action.mime })
      case 'media.lose':
        return onMedia(doing, held, action.message, { lost: action.because })
      case 'media.transcribe':
        return onMedia(doing, held, action.message, { transcript: action.text })
      case 'stay.quiet':
        for (const seq of messages.leave(held, action.after, action.because))
          feed.note('message.changed', doing.now, held.id, seq)
        return
    }
  }

  /** A ref nobody knows: the message came before we did, or was never ours. */
  function onRef(_doing: Doing, held: Held, ref: string, change: (seq: number) => void): void {
    const seq = messages.byRef(held, ref)
    if (seq !== null) change(seq)
  }

  function onMedia(
    doing: Doing,
    held: Held,
    id: MessageId,
    more: { file: string; mime: string } | { lost: string } | { transcript: string },
  ): void {
    const seq = messages.byId(id)
    if (seq === null) return
    const keep = (body: Body): Body => (body.kind === 'media' ? { ...body, ...more } : body)
    messages.rewrite(doing, held, seq, keep, false)
  }
}
