// How far did a message come? A mark for each state of the outbox, and words with a way on where it went wrong.
import type { ThreadMessage } from '../cache.ts'
import type { IconName } from '../ui/icon.tsx'
import type { Speech } from '../words.ts'
import { lazy, Suspense, useRef, useState } from 'react'
import { ask } from '../api.ts'
import { useActs } from '../acts.ts'
import { useDesk, useMayAct } from '../desk.ts'
import { instant } from '../time.ts'
import { Button } from '../ui/controls.tsx'
import { Icon } from '../ui/icon.tsx'
import { useSpeech } from '../words.ts'

const Ask = lazy(async () => ({ default: (await import('../ui/dialog.tsx')).Ask }))

interface State {
  readonly icon: IconName
  readonly tone: 'quiet' | 'read' | 'warning' | 'danger'
  readonly words: string
  /** Shown under the bubble, not only as a mark. */
  readonly loud?: boolean
}

/** `mark` stands in the bubble's corner; `words` under it, when there is something to know or to do. */
export function Receipt({
  message,
  part,
}: {
  readonly message: ThreadMessage
  readonly part: 'mark' | 'words'
}) {
  const speech = useSpeech()
  const state = stateOf(message, speech)
  if (state === null) return null
  if (part === 'mark')
    return (
      <span className={`receipt ${state.tone}`} title={state.words}>
        <Icon name={state.icon} size={16} />
      </span>
    )
  if (state.loud !== true) return null
  return (
    <p className={`receipt-words ${state.tone}`} role={state.tone === 'danger' ? 'alert' : undefined}>
      {state.words} <Again message={message} />
    </p>
  )
}

export function receiptWords(message: ThreadMessage, speech: Speech): string {
  return stateOf(message, speech)?.words ?? ''
}

function stateOf(message: ThreadMessage, { words, spell }: Speech): State | null {
  const { receipts } = words
  if (message.outgoing === 'leaving') return { icon: 'clock', tone: 'quiet', words: receipts.sending }
  if (message.outgoing === 'waiting')
    return { icon: 'clock', tone: 'warning', words: receipts.waiting, loud: true }
  if (message.outgoing === 'refused')
    return {
      icon: 'warning',
      tone: 'danger',
      words: `${receipts.failed} ${message.refusal ?? ''}`,
      loud: true,
    }
  if (message.body.kind === 'note') return null
  const because = 'because' in message ? (message.because ?? '') : ''
  switch (message.status) {
    case null:
      return null
    case 'pending':
    case 'sending':
    case 'accepted':
      return { icon: 'clock', tone: 'quiet', words: receipts.sending }
    case 'sent':
      return {
        icon: 'tick',
        tone: 'quiet',
        words: receipts.sent(spell.clock(instant(message.receiptAt ?? message.at))),
      }
    case 'delivered':
      return { icon: 'ticks', tone: 'quiet', words: receipts.delivered }
    case 'read':
      return { icon: 'ticks', tone: 'read', words: receipts.read }
    case 'unknown':
      return { icon: 'clockDots', tone: 'quiet', words: receipts.unknown }
    case 'unconfirmed':
      return { icon: 'warning', tone: 'warning', words: receipts.unconfirmed, loud: true }
    case 'failed':
      return {
        icon: 'warning',
        tone: 'danger',
        words: `${receipts.failed} ${receipts.reasons[because] ?? receipts.otherReason}.`,
        loud: true,
      }
    case 'cancelled':
      return { icon: 'close', tone: 'quiet', words: receipts.cancelled, loud: true }
    case 'expired':
      return { icon: 'close', tone: 'quiet', words: receipts.expired, loud: true }
  }
}

/** Another attempt: at once after a failure, after a question when it may have arrived. */
function Again({ message }: { readonly message: ThreadMessage }) {
  const { words } = useSpeech()
  const { outgoing } = useDesk()
  const acts = useActs()
  const mayAct = useMayAct()
  const button = useRef<HTMLButtonElement>(null)
  const [asking, setAsking] = useState(false)
  const again = async (): Promise<void> => {
    try {
      await ask('POST', `/messages/${message.id}/retry`, {})
    } catch (error) {
      acts.fail(error)
    }
  }
  if (!mayAct) return null
  if (message.outgoing === 'refused')
    return (
      <Button look="link" onClick={() => outgoing.retry(message.clientId ?? '')}>
        {words.retry}
      </Button>
    )
  if (!('mayRetry' in message) || message.mayRetry !== true) return null
  const doubtful = message.status === 'unconfirmed'
  return (
    <>
      <Button ref={button} look="link" onClick={() => (doubtful ? setAsking(true) : void again())}>
        {doubtful ? words.receipts.resend : words.retry}
      </Button>
      {asking && (
        <Suspense>
          <Ask
            title={words.receipts.resend}
            text={words.receipts.resendAsk}
            act={words.receipts.resend}
            opener={button.current}
            onYes={() => void again()}
            onClose={() => setAsking(false)}
          />
        </Suspense>
      )}
    </>
  )
}
