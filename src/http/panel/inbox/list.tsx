// Which conversations are there, and which first? Search, chips and cards; while somebody is at work in the list, nothing moves.
import type { Chip } from '../view.ts'
import { useMemo } from 'react'
import { useCommand } from '../commands.ts'
import { useCards, useUnread } from '../data.ts'
import { go, useView } from '../navigation.ts'
import { Blank, Bones, Button, Count, IconButton } from '../ui/controls.tsx'
import { chips, filterOf } from '../view.ts'
import { useWords } from '../words.ts'
import { Cards } from './cards.tsx'
import { SearchBar } from './search-bar.tsx'

export function List() {
  const words = useWords()
  const view = useView()
  const { channel, chip, tag, q } = view
  const filter = useMemo(() => filterOf({ ...view, channel, chip, tag, q }), [channel, chip, tag, q])
  const list = useCards(filter)
  useCommand('escalated', () => go({ chip: chip === 'escalate' ? null : 'escalate', open: null }))
  return (
    <section className="list" id="list" aria-label={words.list.label} tabIndex={-1}>
      <h1 className="unseen">{words.list.title}</h1>
      <SearchBar q={q} />
      <Chips />
      {list.cards === null && list.isError && (
        <Blank icon="warning" title={words.list.failed}>
          <Button onClick={() => void list.refetch()}>{words.retry}</Button>
        </Blank>
      )}
      {list.cards === null && !list.isError && <Bones rows={9} of="card" />}
      {list.cards !== null && list.cards.length === 0 && (
        <Nothing filtered={chip !== null || tag !== null || q !== null || channel !== null} />
      )}
      {list.cards !== null && list.cards.length > 0 && (
        <Cards
          key={JSON.stringify(filter)}
          cards={list.cards}
          more={list.hasNextPage}
          failed={list.isFetchNextPageError}
          onMore={() => !list.isFetchingNextPage && void list.fetchNextPage()}
        />
      )}
    </section>
  )
}

function Chips() {
  const words = useWords()
  const view = useView()
  const unread = useUnread()
  const counts: Partial<Record<Chip, number>> = {
    escalate: unread?.escalated ?? 0,
    lead: unread?.leads ?? 0,
    unanswered: unread?.unanswered ?? 0,
    closing: unread?.closing ?? 0,
    paused: unread?.paused ?? 0,
    unread: unread?.total ?? 0,
  }
  return (
    <div className="chips" role="group" aria-label={words.list.chipsLabel}>
      {view.tag !== null && <Worn name={words.list.tagged(view.tag)} onRemove={() => go({ tag: null })} />}
      {view.q !== null && <Worn name={words.list.searching(view.q)} onRemove={() => go({ q: null })} />}
      {chips.map((chip) => (
        <button
          key={chip}
          type="button"
          className={`chip ${chip}`}
          aria-pressed={view.chip === chip}
          onClick={() => go({ chip: view.chip === chip ? null : chip })}
        >
          {(chip === 'escalate' || chip === 'lead') && <span className="dot" />}
          {words.list.chips[chip]}
          <Count
            value={counts[chip] ?? 0}
            tone={chip === 'escalate' ? 'danger' : 'soft'}
            {...(unread === undefined ? {} : { most: unread.most })}
          />
        </button>
      ))}
    </div>
  )
}

/** A filter that is no chip of its own: it can only be taken off. */
function Worn({ name, onRemove }: { readonly name: string; readonly onRemove: () => void }) {
  const words = useWords()
  return (
    <span className="chip worn">
      <span className="line" dir="auto">
        {name}
      </span>
      <IconButton
        className="small"
        icon="close"
        size={14}
        tip="none"
        label={words.list.removeFilter(name)}
        onClick={onRemove}
      />
    </span>
  )
}

function Nothing({ filtered }: { readonly filtered: boolean }) {
  const words = useWords()
  if (!filtered)
    return (
      <Blank icon="inbox" title={words.list.empty}>
        <p>{words.list.emptyHint}</p>
      </Blank>
    )
  return (
    <Blank icon="search" title={words.list.none}>
      <p>{words.list.noneHint}</p>
      <Button onClick={() => go({ chip: null, tag: null, q: null, channel: null })}>
        {words.list.clear}
      </Button>
    </Blank>
  )
}
