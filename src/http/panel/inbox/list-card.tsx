// What does one card say of its conversation? Who, where, when, the last words, tags, who answers, and how long the window stays open.
import type { Card } from '../cache.ts'
import { memo, useSyncExternalStore } from 'react'
import { useNow } from '../data.ts'
import { useDesk, useMe } from '../desk.ts'
import { goByClick, linkTo } from '../navigation.ts'
import { openOverlay } from '../overlay.ts'
import { nameOf, speakerOf } from '../preview.ts'
import { instant } from '../time.ts'
import { Avatar, Count, IconButton, TagMark } from '../ui/controls.tsx'
import { Icon } from '../ui/icon.tsx'
import { useSpeech } from '../words.ts'
import { AgentGlyph, WindowRing } from './glyphs.tsx'

const tagsShown = 2

interface ListCardProps {
  readonly card: Card
  readonly selected: boolean
  /** The one card of the list that Tab reaches. */
  readonly stop: boolean
  readonly onFocus: (id: string) => void
}

export const ListCard = memo(function ListCard(props: ListCardProps) {
  const { card, selected } = props
  const { words } = useSpeech()
  useNow(60_000)
  return (
    <article
      className="card"
      data-selected={selected || undefined}
      data-unread={card.unread > 0 || undefined}
    >
      <Avatar name={nameOf(card, words)} of={card.contact.id} channel={card.channel} />
      <div className="card-lines">
        <Head {...props} />
        <div className="card-line">
          <Preview card={card} selected={selected} />
          <Count value={card.unread} most={100} />
        </div>
        <div className="card-line card-foot">
          <Tags card={card} />
          <AgentGlyph card={card} />
          <WindowRing card={card} />
        </div>
      </div>
    </article>
  )
})

/** The card is one link; the tag button stands beside it, not in it. */
function Head({ card, selected, stop, onFocus }: ListCardProps) {
  const { words, spell } = useSpeech()
  const me = useMe()
  const name = nameOf(card, words)
  const at = card.lastMessageAt === null ? null : instant(card.lastMessageAt)
  const when = at === null ? words.list.never : spell.brief(at)
  const said = `${speakerOf(card, me, words)} ${card.preview?.text ?? ''}`.trim()
  const there = { screen: 'inbox', open: card.id, at: null } as const
  const tab = stop ? 0 : -1
  return (
    <div className="card-line">
      <a
        className="card-link line"
        data-card={card.id}
        href={linkTo(there)}
        tabIndex={tab}
        dir="auto"
        aria-current={selected || undefined}
        aria-label={words.list.card(name, words.channels[card.channel], when, card.unread, said)}
        onClick={goByClick(there)}
        onFocus={() => onFocus(card.id)}
      >
        {name}
      </a>
      <IconButton
        className="small card-tag"
        icon="tag"
        size={15}
        tip="none"
        label={words.list.tagsOf(name)}
        title={words.list.tagsOf(name)}
        tabIndex={tab}
        onClick={(event) => openOverlay({ kind: 'tags', conversation: card.id, opener: event.currentTarget })}
      />
      <time
        className="card-time"
        dateTime={card.lastMessageAt ?? undefined}
        title={at === null ? undefined : spell.full(at)}
      >
        {when}
      </time>
    </div>
  )
}

function Preview({ card, selected }: { readonly card: Card; readonly selected: boolean }) {
  const { words } = useSpeech()
  const me = useMe()
  const { drafts } = useDesk()
  const draft = useSyncExternalStore(drafts.onChange, () => drafts.text(card.id, 'reply'))
  const drafted = draft !== '' && !selected
  const speaker = drafted ? words.list.draft : speakerOf(card, me, words)
  return (
    <p className="card-preview line" dir="auto">
      {speaker !== '' && <span className={drafted ? 'card-draft' : 'card-speaker'}>{speaker}</span>}{' '}
      {drafted ? draft : (card.preview?.text ?? '')}
    </p>
  )
}

/** The built-in ones first: they are what one looks for. */
function Tags({ card }: { readonly card: Card }) {
  const { words } = useSpeech()
  const rank = (name: string): number => (name === 'Escalar' ? 0 : name === 'Lead' ? 1 : 2)
  const tags = [...card.tags].sort((one, other) => rank(one.name) - rank(other.name))
  const [shown, hidden] = [tags.slice(0, tagsShown), tags.slice(tagsShown)]
  if (tags.length === 0) return <Where card={card} />
  return (
    <span className="card-tags">
      {shown.map((tag) => (
        <TagMark key={tag.id} name={tag.name} />
      ))}
      {hidden.length > 0 && (
        <span className="tag more" title={hidden.map(({ name }) => name).join(', ')}>
          <span aria-hidden="true">+{hidden.length}</span>
          <span className="unseen">{words.list.moreTags(hidden.length)}</span>
        </span>
      )}
    </span>
  )
}

function Where({ card }: { readonly card: Card }) {
  const { words } = useSpeech()
  const known = card.channel !== 'web' && card.contact.name !== null
  return (
    <span className="card-tags card-where">
      <Icon name="user" size={13} />
      <span className="line" dir="auto">
        {known ? card.contact.address : words.channels[card.channel]}
      </span>
    </span>
  )
}
