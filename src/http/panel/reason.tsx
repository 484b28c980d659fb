// Why did a tag come by itself? Who put it, what was quoted, by which criterion and version; the quote leads to its message.
import type { HistoryWire } from '../wire-panel.ts'
import { useMe } from './desk.ts'
import { goByClick, linkTo } from './navigation.ts'
import { instant } from './time.ts'
import { Popover } from './ui/dialog.tsx'
import { useSpeech } from './words.ts'
import { actorOf } from './actor.ts'

interface ReasonProps {
  readonly event: HistoryWire
  readonly conversation: string
  readonly anchor: Element | null
  readonly onClose: () => void
}

export function Reason({ event, conversation, anchor, onClose }: ReasonProps) {
  const speech = useSpeech()
  const me = useMe()
  const { words, spell } = speech
  const who = actorOf(event, me.id, speech)
  const there = { screen: 'inbox', open: conversation, at: event.messageId ?? null } as const
  const go = goByClick(there)
  return (
    <Popover anchor={anchor} title={words.why.tagTitle(who, event.tag ?? '')} onClose={onClose}>
      <dl className="facts">
        <dt>{words.why.when}</dt>
        <dd>{spell.full(instant(event.at))}</dd>
        {event.because !== undefined && (
          <>
            <dt>{words.why.because}</dt>
            <dd>{words.why.reasons[event.because] ?? event.because}</dd>
          </>
        )}
        {event.criterion !== undefined && (
          <>
            <dt>{words.why.criterion}</dt>
            <dd dir="auto">{event.criterion}</dd>
          </>
        )}
      </dl>
      {event.quote !== undefined && event.quote !== '' && (
        <blockquote className="quote" dir="auto">
          {event.messageId === undefined ? (
            event.quote
          ) : (
            <a
              href={linkTo(there)}
              onClick={(click) => {
                go(click)
                onClose()
              }}
            >
              {event.quote}
            </a>
          )}
        </blockquote>
      )}
      {event.versions !== undefined && (
        <dl className="facts small">
          <dt>{words.why.prompt}</dt>
          <dd className="mono">{event.versions.prompt}</dd>
          <dt>{words.why.model}</dt>
          <dd className="mono">{event.versions.model}</dd>
        </dl>
      )}
    </Popover>
  )
}
