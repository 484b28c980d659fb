// Which window lies over the page just now?
import { lazy, Suspense } from 'react'
import { useOverlay } from '../overlay.ts'

const Shortcuts = lazy(async () => ({ default: (await import('./shortcuts.tsx')).Shortcuts }))
const Tags = lazy(async () => ({ default: (await import('../tags/tags.tsx')).Tags }))

export function Overlays() {
  const overlay = useOverlay()
  if (overlay === null) return null
  return (
    <Suspense fallback={null}>
      {overlay.kind === 'tags' ? (
        <Tags conversation={overlay.conversation} opener={overlay.opener} />
      ) : (
        <Shortcuts opener={overlay.opener} />
      )}
    </Suspense>
  )
}
