// Which tags does this conversation bear? Searched, applied, created and unlinked in one window, and deleted for ever after a question.
import type { TagWire } from '../../wire.ts'
import type { Card } from '../cache.ts'
import { useState } from 'react'
import { useActs } from '../acts.ts'
import { useCard, useTags } from '../data.ts'
import { fold } from '../fold.ts'
import { closeOverlay } from '../overlay.ts'
import { Ask, Dialog } from '../ui/dialog.tsx'
import { Button, IconButton, TagMark } from '../ui/controls.tsx'
import { useWords } from '../words.ts'
import { useTagActs } from './use-tag-acts.ts'

const longestName = 40

export function Tags({
  conversation,
  opener,
}: {
  readonly conversation: string
  readonly opener: Element | null
}) {
  const words = useWords()
  const { data: card } = useCard(conversation)
  return (
    <Dialog title={words.tags.title} onClose={closeOverlay} opener={opener}>
      {card !== undefined && <Choose card={card} opener={opener} />}
    </Dialog>
  )
}

function Choose({ card, opener }: { readonly card: Card; readonly opener: Element | null }) {
  const words = useWords()
  const all = useTags() ?? []
  const { apply, erase } = useTagActs(card)
  const [typed, setTyped] = useState('')
  const [doomed, setDoomed] = useState<TagWire | null>(null)
  const name = typed.trim()
  const found = all.filter((tag) => fold(tag.name).includes(fold(name)))
  const isNew = name !== '' && !all.some((tag) => fold(tag.name) === fold(name))
  const put = (chosen: string): void => {
    apply(chosen)
    setTyped('')
  }
  return (
    <div className="dialog-body tags">
      <input
        className="field"
        type="search"
        value={typed}
        maxLength={longestName}
        placeholder={words.tags.search}
        aria-label={words.tags.search}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.nativeEvent.isComposing || name === '') return
          event.preventDefault()
          put(found[0] !== undefined && !isNew ? found[0].name : name)
        }}
      />
      {isNew && (
        <Button look="main" onClick={() => put(name)}>
          {words.tags.create(name)}
        </Button>
      )}
      <Applied card={card} />
      <h3>{words.tags.available}</h3>
      <ul className="tags-list">
        {found.map((tag) => (
          <Row key={tag.id} tag={tag} onApply={() => put(tag.name)} onErase={() => setDoomed(tag)} />
        ))}
      </ul>
      {doomed !== null && (
        <Ask
          title={words.tags.askTitle(doomed.name)}
          text={words.tags.askText(doomed.uses)}
          act={words.tags.eraseAct}
          danger
          opener={opener}
          onYes={() => erase(doomed)}
          onClose={() => setDoomed(null)}
        />
      )}
    </div>
  )
}

function Applied({ card }: { readonly card: Card }) {
  const words = useWords()
  const acts = useActs()
  return (
    <>
      <h3>{words.tags.applied}</h3>
      {card.tags.length === 0 && <p className="quiet">{words.tags.none}</p>}
      <ul className="tags-list">
        {card.tags.map((tag) => (
          <li key={tag.id}>
            <TagMark name={tag.name} />
            <span className="quiet grow">{tag.automatic ? words.tags.automatic : ''}</span>
            <IconButton
              icon="close"
              tip="none"
              label={words.tags.unlink(tag.name)}
              onClick={() => acts.untag(card, tag.name)}
            />
          </li>
        ))}
      </ul>
    </>
  )
}

interface RowProps {
  readonly tag: TagWire
  readonly onApply: () => void
  readonly onErase: () => void
}

function Row({ tag, onApply, onErase }: RowProps) {
  const words = useWords()
  return (
    <li>
      <button
        type="button"
        className="tags-apply grow"
        aria-label={words.tags.apply(tag.name)}
        onClick={onApply}
      >
        <TagMark name={tag.name} />
        <span className="quiet">{tag.builtIn ? words.tags.system : words.tags.uses(tag.uses)}</span>
      </button>
      {!tag.builtIn && (
        <IconButton icon="bin" tip="none" label={words.tags.erase(tag.name)} onClick={onErase} />
      )}
    </li>
  )
}
