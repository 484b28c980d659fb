// Whose conversation is it, where, with which tags, and who is in charge? And what can be done with the whole of it.
import type { Card } from '../cache.ts'
import { lazy, Suspense, useRef, useState } from 'react'
import { useActs } from '../acts.ts'
import { useNow } from '../data.ts'
import { useMayAct, useMe } from '../desk.ts'
import { go } from '../navigation.ts'
import { openOverlay } from '../overlay.ts'
import { chargeOf } from '../pill.ts'
import { nameOf } from '../preview.ts'
import { Avatar, IconButton, TagMark } from '../ui/controls.tsx'
import { useSpeech } from '../words.ts'

const ConversationMenu = lazy(async () => ({
  default: (await import('./conversation-menu.tsx')).ConversationMenu,
}))

export function Header({ card }: { readonly card: Card }) {
  const { words } = useSpeech()
  const name = nameOf(card, words)
  const address = card.channel === 'web' ? name : card.contact.address
  const where = [words.channels[card.channel], address].filter((part) => part !== name).join(' · ')
  return (
    <header className="thread-head">
      <IconButton
        className="thread-back"
        icon="back"
        label={words.thread.back}
        tip="none"
        onClick={() => go({ open: null, at: null })}
      />
      <Avatar name={name} of={card.contact.id} channel={card.channel} />
      <div className="thread-who">
        <h2 className="line" dir="auto">
          {name}
        </h2>
        <p className="line quiet">{where}</p>
      </div>
      <Tags card={card} />
      <Pill card={card} />
      <More card={card} />
    </header>
  )
}

function Tags({ card }: { readonly card: Card }) {
  const { words } = useSpeech()
  const acts = useActs()
  const mayAct = useMayAct()
  return (
    <div className="thread-tags">
      {card.tags.map((tag) => (
        <span key={tag.id} className="thread-tag">
          <TagMark name={tag.name} />
          {mayAct && (
            <IconButton
              className="small"
              icon="close"
              size={13}
              tip="none"
              label={words.thread.removeTag(tag.name)}
              onClick={() => acts.untag(card, tag.name)}
            />
          )}
        </span>
      ))}
      <IconButton
        className="small"
        icon="tag"
        size={17}
        label={words.thread.manageTags}
        onClick={(event) => openOverlay({ kind: 'tags', conversation: card.id, opener: event.currentTarget })}
      />
    </div>
  )
}

function Pill({ card }: { readonly card: Card }) {
  const { words, spell } = useSpeech()
  const me = useMe()
  useNow(30_000)
  const { tone, pill } = chargeOf(card, me, words, spell)
  return (
    <span className={`pill ${tone}`}>
      <span className="pill-dot" aria-hidden="true" />
      <span className="line">{pill}</span>
    </span>
  )
}

function More({ card }: { readonly card: Card }) {
  const { words } = useSpeech()
  const button = useRef<HTMLButtonElement>(null)
  const [open, setOpen] = useState(false)
  return (
    <>
      <IconButton
        ref={button}
        icon="dots"
        label={words.thread.more}
        tip="left"
        aria-haspopup="menu"
        aria-expanded={open}
        onClick={() => setOpen(true)}
      />
      {open && (
        <Suspense>
          <ConversationMenu card={card} anchor={button.current} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
