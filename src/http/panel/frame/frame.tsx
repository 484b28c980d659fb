// What stands around every screen? The rail, the row of channels with the state of the line, and the screen that the address names.
import type { Speech } from '../words.ts'
import { lazy, Suspense, useEffect } from 'react'
import { useDesk } from '../desk.ts'
import { Messages } from '../messages.tsx'
import { useView } from '../navigation.ts'
import { useWords } from '../words.ts'
import { Rail } from './rail.tsx'
import { TopRow } from './top-row.tsx'

const Dashboard = lazy(async () => ({ default: (await import('../dashboard/dashboard.tsx')).Dashboard }))
const Knowledge = lazy(async () => ({ default: (await import('../knowledge/knowledge.tsx')).Knowledge }))
const Settings = lazy(async () => ({ default: (await import('../settings/settings.tsx')).Settings }))

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
      <main className="screen">
        <Suspense fallback={<div className="before" aria-busy="true" />}>
          {view.screen === 'inbox' && <Messages />}
          {view.screen === 'dashboard' && <Dashboard />}
          {view.screen === 'knowledge' && <Knowledge />}
          {view.screen === 'settings' && <Settings />}
        </Suspense>
      </main>
    </div>
  )
}
