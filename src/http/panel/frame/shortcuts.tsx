// Which keys are there? The list of them all, for who asks with `?`.
import type { Command } from '../keys.ts'
import { keyList } from '../keys.ts'
import { closeOverlay } from '../overlay.ts'
import { Dialog } from '../ui/dialog.tsx'
import { channels } from '../view.ts'
import { useWords } from '../words.ts'

export function Shortcuts({ opener }: { readonly opener: Element | null }) {
  const words = useWords()
  const nameOf = (command: Command): string => {
    const channel = /^channel (\d)$/.exec(command)?.[1]
    if (channel === undefined) return words.keys.names[command] ?? ''
    const one = channels[Number(channel) - 2]
    return one === undefined ? words.allChannels : words.channels[one]
  }
  return (
    <Dialog title={words.keys.title} opener={opener} onClose={closeOverlay}>
      <dl className="dialog-body keys">
        {keyList.map(([key, command]) => (
          <div key={key} className="row">
            <dt>
              <kbd>{words.keys.caps[key] ?? key.toUpperCase()}</kbd>
            </dt>
            <dd>{nameOf(command)}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}
