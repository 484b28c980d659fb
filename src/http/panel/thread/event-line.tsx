// What else happened to a conversation? One thin line for each tag, intervention and silence; an automatic one says why.
import type { HistoryWire } from '../../wire-panel.ts'
import type { Speech } from '../words.ts'
import { lazy, Suspense, useRef, useState } from 'react'
import { useMe } from '../desk.ts'
import { instant } from '../time.ts'
import { Button } from '../ui/controls.tsx'
import { useSpeech } from '../words.ts'
import { actorOf } from '../actor.ts'

const Reason = lazy(async () => ({ default: (await import('../reason.tsx')).Reason }))

export function EventLine({
  event,
  conversation,
}: {
  readonly event: HistoryWire
  readonly conversation: string
}) {
  const speech = useSpeech()
  const me = useMe()
  const button = useRef<HTMLButtonElement>(null)
  const [open, setOpen] = useState(false)
  const { words, spell } = speech
  const explained = event.quote !== undefined || event.because !== undefined || event.criterion !== undefined
  return (
    <p className="event">
      <span>{sentenceOf(event, me.id, speech)}</span>
      <time dateTime={event.at}>{spell.clock(instant(event.at))}</time>
      {explained && event.by.kind !== 'operator' && (
        <Button
          ref={button}
          look="link"
          aria-expanded={open}
          aria-haspopup="dialog"
          onClick={() => setOpen(true)}
        >
          {words.events.why}
        </Button>
      )}
      {open && (
        <Suspense>
          <Reason
            event={event}
            conversation={conversation}
            anchor={button.current}
            onClose={() => setOpen(false)}
          />
        </Suspense>
      )}
    </p>
  )
}

function sentenceOf(event: HistoryWire, me: string, speech: Speech): string {
  const { events } = speech.words
  const who = actorOf(event, me, speech)
  const tag = event.tag ?? ''
  const byPerson = event.by.kind === 'operator'
  switch (event.type) {
    case 'tag.put':
      return events.tagPut(who, tag)
    case 'tag.drop':
      return events.tagDrop(who, tag)
    case 'tag.reject':
      return events.tagReject(tag)
    case 'intervention.started':
      return events.took(who)
    case 'intervention.ended':
      return byPerson ? events.gave(who) : events.ended
    case 'silence.set':
      return event.until === null || event.until === undefined
        ? events.silenced(who)
        : events.silencedUntil(who, speech.spell.brief(instant(event.until)))
    case 'silence.ended':
      return byPerson ? events.unsilenced(who) : events.silenceEnded
    case 'window.closed':
      return events.windowClosed
  }
}
