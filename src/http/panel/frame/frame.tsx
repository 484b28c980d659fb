// What stands around every screen? The rail, the row of channels with the state of the line, and the screen that the address names.
import type { Speech } from '../words.ts'
import { useEffect } from 'react'
import { listenToKeys, useCommand } from '../commands.ts'
import { useUnread } from '../data.ts'
import { useDesk, useMe } from '../desk.ts'
import { Messages } from '../messages.tsx'
import { useView } from '../navigation.ts'
import { startNotices } from '../notify.ts'
import { openOverlay } from '../overlay.ts'
import { NoThread } from '../thread/no-thread.tsx'
import { useWords } from '../words.ts'
import { Overlays } from './overlays.tsx'
import { Rail } from './rail.tsx'
import { TopRow } from './top-row.tsx'

export function Frame({ onSpeech }: { readonly onSpeech: (speech: Speech) => void }) {
  const desk = useDesk()
  const { live, feed, outgoing } = desk
  const me = useMe()
  const view = useView()
  const words = useWords()
  useEffect(() => {
    const stop = [feed.start(), live.start(), outgoing.start(), listenToKeys()]
    return () => stop.forEach((end) => end())
  }, [feed, live, outgoing])
  useEffect(() => startNotices(desk, me, words), [desk, me, words])
  useTitle()
  useCommand('help', () => openOverlay({ kind: 'keys', opener: document.activeElement }))
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

/** The tab says how many customers ask for a person. */
function useTitle(): void {
  const words = useWords()
  const waiting = useUnread()?.escalated ?? 0
  useEffect(() => {
    document.title = waiting === 0 ? words.brand : words.notices.title(waiting)
  }, [waiting, words])
}
