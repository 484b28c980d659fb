// What is being written? Enter sends, Shift+Enter breaks the line, an input method's Enter does neither; blanks never leave.
import type { Card } from '../cache.ts'
import type { DraftKind } from '../drafts.ts'
import type { KeyboardEvent } from 'react'
import { useCallback, useLayoutEffect, useRef, useSyncExternalStore } from 'react'
import { ask } from '../api.ts'
import { useActs } from '../acts.ts'
import { useDesk } from '../desk.ts'
import { useLikes } from '../likes.ts'
import { newClientId } from '../outgoing.ts'
import { nameOf } from '../preview.ts'
import { Button } from '../ui/controls.tsx'
import { useWords } from '../words.ts'
import { limitOf, overBy, type Limit } from './limits.ts'
import { QuickReplies, useQuick, type Quick } from './quick.tsx'

const tallestPx = 200

interface WritingProps {
  readonly card: Card
  readonly kind: DraftKind
}

export function Writing({ card, kind }: WritingProps) {
  const words = useWords()
  const { drafts } = useDesk()
  const field = useRef<HTMLTextAreaElement>(null)
  const known = useCallback(() => drafts.text(card.id, kind), [drafts, card.id, kind])
  const text = useSyncExternalStore(drafts.onChange, known)
  const leave = useLeave(card, kind)
  const limit = limitOf(card.channel)
  const over = kind === 'reply' ? overBy(text, limit) : -limit.most
  const ready = text.trim() !== '' && over <= 0
  const write = (next: string): void => drafts.write(card.id, kind, next)
  const quick = useQuick(kind === 'reply' ? text : '', write)
  const go = (): void => {
    if (ready) leave(text)
    field.current?.focus()
  }
  const onKeyDown = useSendKey(quick, go)
  useLayoutEffect(() => grow(field.current), [text])
  const hint =
    kind === 'reply' ? words.composer.placeholder(nameOf(card, words)) : words.composer.placeholderNote
  return (
    <div className="writing">
      {quick.open && <QuickReplies quick={quick} />}
      <textarea
        ref={field}
        id="composer"
        className="scroll"
        rows={1}
        dir="auto"
        enterKeyHint={kind === 'reply' ? 'send' : 'done'}
        aria-label={hint}
        placeholder={hint}
        value={text}
        onChange={(event) => write(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <Foot kind={kind} quick={quick} ready={ready} limit={limit} over={over} onGo={go} />
    </div>
  )
}

interface FootProps {
  readonly kind: DraftKind
  readonly quick: Quick
  readonly ready: boolean
  readonly limit: Limit
  readonly over: number
  readonly onGo: () => void
}

function Foot({ kind, quick, ready, limit, over, onGo }: FootProps) {
  const words = useWords()
  const { composer } = words
  if (kind === 'note')
    return (
      <div className="writing-foot">
        <span className="grow writing-hint">{composer.noteHint}</span>
        <Button className="send" icon="lock" disabled={!ready} onClick={onGo}>
          {composer.saveNote}
        </Button>
      </div>
    )
  return (
    <div className="writing-foot">
      <Button
        look="quiet"
        className="tool"
        icon="bolt"
        aria-label={composer.quick}
        aria-expanded={quick.open}
        onClick={quick.toggle}
      >
        <span className="tool-name">{composer.quick}</span>
      </Button>
      <span className="grow" />
      <Left limit={limit} over={over} />
      <Button look="main" icon="send" className="send" disabled={!ready} onClick={onGo}>
        {composer.send}
      </Button>
    </div>
  )
}

/** From four fifths of the limit on. */
function Left({ limit, over }: { readonly limit: Limit; readonly over: number }) {
  const { composer } = useWords()
  if (over < -limit.most / 5) return null
  if (over <= 0) return <span className="left">{composer.left(-over)}</span>
  return (
    <span className="left over" role="alert">
      {limit.unit === 'bytes' ? composer.tooLongBytes(over) : composer.tooLong(over)}
    </span>
  )
}

/** Enter alone, pressed anew, and not to choose a word that an input method offers. */
function useSendKey(quick: Quick, go: () => void): (event: KeyboardEvent) => void {
  const { enterSends } = useLikes()
  return (event) => {
    if (quick.onKeyDown(event)) return
    const plain = event.key === 'Enter' && !event.shiftKey && !event.altKey && !event.nativeEvent.isComposing
    if (!plain || (!enterSends && !event.ctrlKey && !event.metaKey)) return
    event.preventDefault()
    if (!event.repeat) go()
  }
}

/** A reply becomes a bubble at once; a note is kept by its own request, which has no way to the customer. */
function useLeave(card: Card, kind: DraftKind): (text: string) => void {
  const { drafts, outgoing } = useDesk()
  const acts = useActs()
  const keepNote = async (text: string): Promise<void> => {
    try {
      await ask('POST', `/conversations/${card.id}/notes`, { clientId: newClientId(), text })
    } catch (error) {
      drafts.write(card.id, 'note', text)
      acts.fail(error)
    }
  }
  return (text) => {
    drafts.clear(card.id, kind)
    if (kind === 'reply') outgoing.send(card.id, text.trim())
    else void keepNote(text.trim())
  }
}

function grow(field: HTMLTextAreaElement | null): void {
  if (field === null) return
  field.style.height = 'auto'
  field.style.height = `${Math.min(tallestPx, field.scrollHeight)}px`
}
