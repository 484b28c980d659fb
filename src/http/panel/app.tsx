// What does the page show? Who is not signed in signs in; everybody else finds the frame, with the desk and the words in reach of all.
import type { Speech } from './words.ts'
import { CSPProvider } from '@base-ui/react/csp-provider'
import { QueryClientProvider, useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useEffect, useState } from 'react'
import { onExpired, Refused } from './api.ts'
import { createDesk, DeskProvider, MeProvider } from './desk.ts'
import { Crash } from './ui/crash.tsx'
import { Frame } from './frame/frame.tsx'
import { readSession } from './reads.ts'
import { Toaster } from './ui/toaster.tsx'
import { SpeechProvider } from './words.ts'

const Door = lazy(async () => ({ default: (await import('./signin/door.tsx')).Door }))

export function App({ first }: { readonly first: Speech }) {
  const [speech, setSpeech] = useState(first)
  const [desk] = useState(() => createDesk(() => first.words.composer.overdue))
  return (
    <CSPProvider disableStyleElements>
      <SpeechProvider value={speech}>
        <DeskProvider value={desk}>
          <QueryClientProvider client={desk.queries}>
            <Crash>
              <Gate onSpeech={setSpeech} />
              <Toaster />
            </Crash>
          </QueryClientProvider>
        </DeskProvider>
      </SpeechProvider>
    </CSPProvider>
  )
}

/** An expired sign-in keeps the address and the drafts; the same view is there after the next one. */
function Gate({ onSpeech }: { readonly onSpeech: (speech: Speech) => void }) {
  const [expired, setExpired] = useState(false)
  const session = useQuery({
    queryKey: ['session'],
    queryFn: async () => {
      try {
        return (await readSession()).operator
      } catch (error) {
        if (error instanceof Refused && error.status === 401) return null
        throw error
      }
    },
  })
  useEffect(() => onExpired(() => setExpired(true)), [])
  if (session.isPending) return <div className="before" aria-busy="true" />
  const invited = /#(bootstrap|invitation)=/.test(location.hash)
  if (session.data === null || session.data === undefined || expired || invited)
    return (
      <Suspense fallback={<div className="before" aria-busy="true" />}>
        <Door
          expired={expired}
          onSignedIn={() => {
            setExpired(false)
            void session.refetch()
          }}
        />
      </Suspense>
    )
  return (
    <MeProvider value={session.data}>
      <Frame onSpeech={onSpeech} />
    </MeProvider>
  )
}
