// What stands around every screen? The rail, the row of channels with the state of the line, and the screen that the address names.
import type { Speech } from '../words.ts'
import { useEffect } from 'react'
import { useDesk } from '../desk.ts'
import { Messages } from '../messages.tsx'
import { useView } from '../navigation.ts'
import { NoThread } from '../thread/no-thread.tsx'
import { useWords } from '../words.ts'
import { Overlays } from './overlays.tsx'
import { Rail } from './rail.tsx'
import { TopRow } from './top-row.tsx'

export function Frame({ onSpeech }: { readonly onSpeech: (speech: Speech) => void }) {
  const { live, feed, outgoing, queries } = useDesk()
  const view = useView()
  const words = useWords()
  useEffect(() => {
    const stop = [feed.start(), live.start(), outgoing.start()]
    return () => stop.forEach((end) => end())
  }, [feed, live, outgoing, queries])
  const inThread = view.screen === 'inbox' && view.open !== null
  return (
    <div className="frame" data-thread={inThread || undefined}>
      <a className="unseen skip" href="#list">
        {words.skip}
      </a>
      <Rail onSpeech={onSpeech} />
      <TopRow />
      <main className="screen">{view.screen === 'inbox' ? <Messages /> : <NoThread />}</main>
      <Overlays />
    </div>
  )
}
