// How does one get from screen to screen? The rail at the left, the bar at the bottom of a phone; at its end, the operator's own menu.
import type { Screen } from '../view.ts'
import type { IconName } from '../ui/icon.tsx'
import type { Speech } from '../words.ts'
import { lazy, Suspense, useRef, useState } from 'react'
import { useUnread } from '../data.ts'
import { useMe } from '../desk.ts'
import { goByClick, linkTo, useView } from '../navigation.ts'
import { Avatar, Count } from '../ui/controls.tsx'
import { Icon } from '../ui/icon.tsx'
import { useWords } from '../words.ts'

const OperatorMenu = lazy(async () => ({ default: (await import('./operator-menu.tsx')).OperatorMenu }))

/** Screens that stand; the address knows the names of the others. */
const shown: readonly Screen[] = ['inbox']

const icons: Record<Screen, IconName> = {
  inbox: 'inbox',
  dashboard: 'chart',
  knowledge: 'book',
  settings: 'gear',
}

export function Rail({ onSpeech }: { readonly onSpeech: (speech: Speech) => void }) {
  const words = useWords()
  const unread = useUnread()
  return (
    <nav className="rail" aria-label={words.screensLabel}>
      {shown.map((screen) => (
        <RailLink
          key={screen}
          screen={screen}
          count={screen === 'inbox' ? (unread?.escalated ?? 0) : 0}
          most={unread?.most}
        />
      ))}
      <Account onSpeech={onSpeech} />
    </nav>
  )
}

function RailLink({
  screen,
  count,
  most,
}: {
  readonly screen: Screen
  readonly count: number
  readonly most: number | undefined
}) {
  const words = useWords()
  const view = useView()
  const there = {
    screen,
    open: null,
    at: null,
    ...(screen === 'inbox' ? {} : { q: null, tag: null, chip: null }),
  }
  const name = words.screens[screen]
  return (
    <a
      className="rail-link"
      href={linkTo(there)}
      onClick={goByClick(there)}
      aria-label={name}
      aria-current={view.screen === screen ? 'page' : undefined}
      data-tip="right"
    >
      <Icon name={icons[screen]} size={24} />
      <span className="rail-name">{name}</span>
      {count > 0 && (
        <span className="rail-count">
          <Count value={count} tone="danger" {...(most === undefined ? {} : { most })} />
        </span>
      )}
    </a>
  )
}

function Account({ onSpeech }: { readonly onSpeech: (speech: Speech) => void }) {
  const words = useWords()
  const me = useMe()
  const button = useRef<HTMLButtonElement>(null)
  const [open, setOpen] = useState(false)
  return (
    <>
      <button
        ref={button}
        type="button"
        className="rail-me"
        aria-label={`${words.menu.operator}: ${me.name}`}
        aria-haspopup="menu"
        aria-expanded={open}
        data-tip="right"
        onClick={() => setOpen(true)}
      >
        <Avatar name={me.name} of={me.id} />
      </button>
      {open && (
        <Suspense>
          <OperatorMenu anchor={button.current} onClose={() => setOpen(false)} onSpeech={onSpeech} />
        </Suspense>
      )}
    </>
  )
}
