// Which tags are on it now, and which of them came by themselves, why? Each with the X that unlinks it.
import type { TagWire } from '../../wire.ts'
import type { HistoryWire } from '../../wire-panel.ts'
import type { Card } from '../cache.ts'
import { lazy, Suspense, useRef, useState } from 'react'
import { useActs } from '../acts.ts'
import { useHistory, useTags } from '../data.ts'
import { useMayAct } from '../desk.ts'
import { Button, IconButton, TagMark } from '../ui/controls.tsx'
import { Icon } from '../ui/icon.tsx'
import { useWords } from '../words.ts'

const Reason = lazy(async () => ({ default: (await import('../reason.tsx')).Reason }))

interface AppliedProps {
  readonly card: Card
  readonly onErase: (tag: TagWire) => void
}

export function Applied({ card, onErase }: AppliedProps) {
  const words = useWords()
  const acts = useActs()
  const mayAct = useMayAct()
  const events = useHistory(card.id) ?? []
  const all = useTags() ?? []
  return (
    <section className="tags-applied" aria-label={words.tags.applied}>
      <h3>{words.tags.applied}</h3>
      {card.tags.length === 0 && <p className="tags-note">{words.tags.none}</p>}
      <ul className="tags-list">
        {card.tags.map((tag) => {
          const put = events.find((event) => event.type === 'tag.put' && event.tag === tag.name)
          const known = all.find(({ id, builtIn }) => id === tag.id && !builtIn)
          return (
            <li key={tag.id}>
              <TagMark name={tag.name} />
              <span className="grow">{tag.automatic && <Automatic put={put} conversation={card.id} />}</span>
              {mayAct && (
                <IconButton
                  icon="close"
                  size={18}
                  tip="none"
                  label={words.tags.unlink(tag.name)}
                  onClick={() => acts.untag(card, tag.name)}
                />
              )}
              {mayAct && known !== undefined && (
                <IconButton
                  icon="bin"
                  size={18}
                  tip="none"
                  label={words.tags.erase(tag.name)}
                  onClick={() => onErase(known)}
                />
              )}
            </li>
          )
        })}
      </ul>
    </section>
  )
}

interface AutomaticProps {
  /** Absent when it happened too long ago to be listed. */
  readonly put: HistoryWire | undefined
  readonly conversation: string
}

function Automatic({ put, conversation }: AutomaticProps) {
  const words = useWords()
  const button = useRef<HTMLButtonElement>(null)
  const [open, setOpen] = useState(false)
  return (
    <span className="tags-note automatic">
      <Icon name="spark" size={14} /> {words.tags.automatic}
      {put !== undefined && (
        <Button
          ref={button}
          look="link"
          aria-haspopup="dialog"
          aria-expanded={open}
          onClick={() => setOpen(true)}
        >
          {words.tags.why}
        </Button>
      )}
      {open && put !== undefined && (
        <Suspense>
          <Reason
            event={put}
            conversation={conversation}
            anchor={button.current}
            onClose={() => setOpen(false)}
          />
        </Suspense>
      )}
    </span>
  )
}
