// What does one message look like? Its speaker by side, colour and label; what it says; and how far it came.
import type { Card, ThreadMessage } from '../cache.ts'
import type { Speech } from '../words.ts'
import { lazy, Suspense, useRef, useState } from 'react'
import { useMe } from '../desk.ts'
import { nameOf } from '../preview.ts'
import { instant } from '../time.ts'
import { Button } from '../ui/controls.tsx'
import { Icon } from '../ui/icon.tsx'
import { useSpeech } from '../words.ts'
import { BodyView } from './body-view.tsx'
import { Quoted } from './quoted.tsx'
import { Receipt, receiptWords } from './receipt.tsx'

const Why = lazy(async () => ({ default: (await import('./why.tsx')).Why }))

interface BubbleProps {
  readonly message: ThreadMessage
  readonly card: Card
  readonly first: boolean
  readonly last: boolean
  readonly lit: boolean
}

export function Bubble({ message, card, first, last, lit }: BubbleProps) {
  const speech = useSpeech()
  const me = useMe()
  const { words, spell } = speech
  const kind = kindOf(message)
  const who = speakerName(message, card, me.id, speech)
  const at = instant(message.at)
  const { reaction, edited } = extras(message)
  return (
    <article
      className={`said ${kind}`}
      data-first={first || undefined}
      data-last={last || undefined}
      data-lit={lit || undefined}
      aria-label={words.thread.message(who, spell.brief(at), receiptWords(message, speech))}
    >
      {first && kind !== 'contact' && <Label kind={kind} who={who} />}
      <div className="bubble" data-body={message.body.kind}>
        <Quoted message={message} conversation={card.id} />
        <BodyView body={message.body} channel={card.channel} />
        <span className="bubble-foot">
          {edited && <span>{words.thread.edited}</span>}
          <time dateTime={message.at} title={spell.full(at)}>
            {spell.clock(at)}
          </time>
          <Receipt message={message} part="mark" />
          {kind === 'agent' && last && <WhyButton message={message} />}
        </span>
        {reaction !== undefined && (
          <span className="reaction" title={words.thread.reacted(reaction)}>
            {reaction}
          </span>
        )}
      </div>
      <Receipt message={message} part="words" />
    </article>
  )
}

type Kind = 'contact' | 'agent' | 'person' | 'device' | 'note'

function kindOf({ author, body }: ThreadMessage): Kind {
  if (body.kind === 'note') return 'note'
  return author === 'operator' ? 'person' : author
}

function extras(message: ThreadMessage): { readonly reaction?: string; readonly edited: boolean } {
  const edited = 'edited' in message && message.edited === true
  return 'reaction' in message && message.reaction !== undefined
    ? { reaction: message.reaction, edited }
    : { edited }
}

function speakerName(message: ThreadMessage, card: Card, me: string, { words }: Speech): string {
  switch (message.author) {
    case 'contact':
      return nameOf(card, words)
    case 'agent':
      return words.speakers.agent
    case 'device':
      return card.channel === 'whatsapp' ? words.speakers.phone : words.speakers.app
    case 'operator':
      if (message.outgoing !== undefined || message.by?.id === me) return words.speakers.you
      return message.by?.name ?? words.speakers.team
  }
}

function Label({ kind, who }: { readonly kind: Kind; readonly who: string }) {
  const { words } = useSpeech()
  return (
    <p className="label" aria-hidden="true">
      {kind === 'agent' && <Icon name="spark" size={14} />}
      {kind === 'device' && <Icon name="phone" size={14} />}
      {kind === 'note' && <Icon name="lock" size={14} />}
      {kind === 'note' ? `${words.bodies.noteOnly} · ${who}` : who}
    </p>
  )
}

function WhyButton({ message }: { readonly message: ThreadMessage }) {
  const { words } = useSpeech()
  const button = useRef<HTMLButtonElement>(null)
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button
        ref={button}
        look="link"
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => setOpen(true)}
      >
        {words.thread.why}
      </Button>
      {open && (
        <Suspense>
          <Why message={message} anchor={button.current} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
