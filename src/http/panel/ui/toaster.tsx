// Where do passing notes appear? At the lower edge, one above the other; the same place holds the lines for screen readers.
import { useSyncExternalStore } from 'react'
import { useDesk } from '../desk.ts'
import { useWords } from '../words.ts'
import { Button, IconButton } from './controls.tsx'

export function Toaster() {
  const { toasts } = useDesk()
  const all = useSyncExternalStore(toasts.onChange, toasts.all)
  const said = useSyncExternalStore(toasts.onChange, toasts.said)
  const words = useWords()
  return (
    <>
      <div className="toasts" role="status">
        {all.map(({ id, text, action }) => (
          <div key={id} className="toast">
            <span>{text}</span>
            {action !== undefined && (
              <Button
                look="link"
                onClick={() => {
                  toasts.dismiss(id)
                  action.run()
                }}
              >
                {action.label}
              </Button>
            )}
            <IconButton
              icon="close"
              size={16}
              tip="none"
              label={words.close}
              onClick={() => toasts.dismiss(id)}
            />
          </div>
        ))}
      </div>
      <div className="unseen" aria-live="polite">
        {said}
      </div>
    </>
  )
}
