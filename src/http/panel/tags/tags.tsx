// Which tags does this conversation bear? Searched, applied, created and unlinked in one window, and deleted for ever after a question.
import type { KeyboardEvent } from 'react'
import type { TagWire } from '../../wire.ts'
import type { Card } from '../cache.ts'
import { useRef, useState } from 'react'
import { useCard, useTags } from '../data.ts'
import { useMayAct } from '../desk.ts'
import { fold } from '../fold.ts'
import { closeOverlay } from '../overlay.ts'
import { Ask, Dialog } from '../ui/dialog.tsx'
import { Button, IconButton, TagMark } from '../ui/controls.tsx'
import { useWords } from '../words.ts'
import { Applied } from './applied.tsx'
import { useTagActs } from './use-tag-acts.ts'

const longestName = 40

interface TagsProps {
  readonly conversation: string
  readonly opener: Element | null
}

export function Tags({ conversation, opener }: TagsProps) {
  const words = useWords()
  const field = useRef<HTMLInputElement>(null)
  const mayAct = useMayAct()
  const { data: card } = useCard(conversation)
  const [doomed, setDoomed] = useState<TagWire | null>(null)
  const { erase } = useTagActs()
  return (
    <Dialog title={words.tags.title} onClose={closeOverlay} opener={opener} first={field}>
      {card !== undefined && (
        <div className="dialog-body tags">
          {mayAct && <Choose card={card} field={field} onErase={setDoomed} />}
          <Applied card={card} onErase={setDoomed} />
        </div>
      )}
      {doomed !== null && (
        <Ask
          title={words.tags.askTitle(doomed.name)}
          text={words.tags.askText(doomed.uses)}
          act={words.tags.eraseAct}
          danger
          opener={field.current}
          onYes={() => erase(doomed)}
          onClose={() => setDoomed(null)}
        />
      )}
    </Dialog>
  )
}

interface ChooseProps {
  readonly card: Card
  readonly onErase: (tag: TagWire) => void
  readonly field: React.RefObject<HTMLInputElement | null>
}

function Choose({ card, field, onErase }: ChooseProps) {
  const words = useWords()
  const all = useTags() ?? []
  const { apply } = useTagActs()
  const [typed, setTyped] = useState('')
  const name = typed.trim()
  const worn = new Set(card.tags.map((tag) => fold(tag.name)))
  const found = all.filter((tag) => fold(tag.name).includes(fold(name)) && !worn.has(fold(tag.name)))
  const isNew = name !== '' && !all.some((tag) => fold(tag.name) === fold(name))
  const put = (chosen: string): void => {
    apply(card, chosen)
    setTyped('')
    field.current?.focus()
  }
  const { at, onKeyDown } = useArrows(found.length + (isNew ? 1 : 0), (index) => {
    const chosen = found[index]
    if (chosen !== undefined) put(chosen.name)
    else if (isNew) put(name)
  })
  return (
    <>
      <input
        ref={field}
        className="field"
        type="search"
        value={typed}
        maxLength={longestName}
        placeholder={words.tags.search}
        aria-label={words.tags.search}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <ul className="tags-list scroll" aria-label={words.tags.available}>
        {found.map((tag, index) => (
          <Row key={tag.id} tag={tag} active={index === at} onApply={put} onErase={onErase} />
        ))}
      </ul>
      {isNew && (
        <Button
          look="main"
          icon="plus"
          data-active={at === found.length || undefined}
          onClick={() => put(name)}
        >
          {words.tags.create(name)}
        </Button>
      )}
    </>
  )
}

/** Arrows move through what there is to choose, Enter chooses; without words nothing is chosen before an arrow. */
function useArrows(count: number, choose: (index: number) => void) {
  const [moved, setMoved] = useState<number | null>(null)
  const at = moved === null ? -1 : Math.min(moved, count - 1)
  return {
    at,
    onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
      if (event.nativeEvent.isComposing || count === 0) return
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
      if (step !== undefined) setMoved((at + step + count) % count)
      else if (event.key === 'Enter' && (at >= 0 || event.currentTarget.value.trim() !== '')) {
        choose(Math.max(0, at))
        setMoved(null)
      } else return
      event.preventDefault()
    },
  }
}

interface RowProps {
  readonly tag: TagWire
  readonly active: boolean
  readonly onApply: (name: string) => void
  readonly onErase: (tag: TagWire) => void
}

function Row({ tag, active, onApply, onErase }: RowProps) {
  const words = useWords()
  return (
    <li data-active={active || undefined}>
      <button
        type="button"
        className="tags-apply grow"
        aria-label={words.tags.apply(tag.name)}
        onClick={() => onApply(tag.name)}
      >
        <TagMark name={tag.name} />
        <span className="tags-note">{tag.builtIn ? words.tags.system : words.tags.uses(tag.uses)}</span>
      </button>
      {!tag.builtIn && (
        <IconButton
          icon="bin"
          size={18}
          tip="none"
          label={words.tags.erase(tag.name)}
          onClick={() => onErase(tag)}
        />
      )}
    </li>
  )
}
