// What stands where a conversation will? A word on how to choose one.
import { Blank } from '../ui/controls.tsx'
import { useWords } from '../words.ts'

export function NoThread() {
  const words = useWords()
  return (
    <section className="thread none" aria-label={words.thread.label}>
      <Blank icon="inbox" title={words.thread.none}>
        <p>{words.thread.noneHint}</p>
      </Blank>
    </section>
  )
}
