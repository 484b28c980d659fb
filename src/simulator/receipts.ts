// What does Meta tell about a message it accepted? The echo and the receipts, after the answer, or before it when asked.
import type { Clock } from '../clock.ts'
import type { Acceptance } from './ledger.ts'
import type { Person } from './people.ts'
import type { Postman } from './postman.ts'
import type { Dialect, Payload, ReceiptStatus } from './webhooks/dialect.ts'
import type { Account } from './world.ts'

export interface ReceiptStory {
  /** The copy of the message (Messenger, Instagram). */
  readonly echo: boolean
  readonly upTo: 'none' | ReceiptStatus
  /** Why it failed. */
  readonly code?: number
  /** Everything is delivered before the sender hears that its message was accepted. */
  readonly beforeAnswer: boolean
  /** Before each webhook. */
  readonly delayMs: number
}

export type ReceiptPlan = (acceptance: Acceptance) => Partial<ReceiptStory>

const usual: ReceiptStory = { echo: true, upTo: 'delivered', beforeAnswer: false, delayMs: 0 }

const stages: Readonly<Record<ReceiptStory['upTo'], readonly ReceiptStatus[]>> = {
  none: [],
  sent: ['sent'],
  delivered: ['sent', 'delivered'],
  read: ['sent', 'delivered', 'read'],
  failed: ['failed'],
}

export interface ReceiptParts {
  readonly postman: Postman
  readonly clock: Clock
  readonly plan?: ReceiptPlan
}

/** For `FakeGraph.onAccepted`: a promise holds the answer back. */
export function tellReceipts(
  { postman, clock, plan = () => ({}) }: ReceiptParts,
  of: {
    readonly acceptance: Acceptance
    readonly account: Account
    readonly who: Person
    readonly dialect: Dialect
  },
): Promise<void> | void {
  const { acceptance, account, who, dialect } = of
  const story = { ...usual, ...plan(acceptance) }
  const tell = async (): Promise<void> => {
    for (const payloadAt of told(story, who, acceptance, dialect)) {
      if (story.delayMs > 0) await clock.wait(story.delayMs)
      const payload = payloadAt(clock.now())
      if (payload !== null) await postman.post(account, payload)
    }
  }
  if (story.beforeAnswer) return tell()
  postman.track(tell())
}

function told(
  story: ReceiptStory,
  who: Person,
  acceptance: Acceptance,
  dialect: Dialect,
): readonly ((at: number) => Payload | null)[] {
  const echo = story.echo ? [(at: number) => dialect.ownEcho(who, acceptance, at)] : []
  const statuses = stages[story.upTo].map(
    (status) => (at: number) => dialect.receipt(who, acceptance, status, at, story.code),
  )
  return [...echo, ...statuses]
}
