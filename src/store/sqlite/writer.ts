// What shares one transaction? The batch and everything it must flush before a COMMIT, forget after a rollback, tell after both.
import type { Database } from 'bun:sqlite'
import type { Rules } from '../../actions.ts'
import type { Ids } from '../../ids.ts'
import type { ChannelName } from '../../model.ts'
import type { Traits } from '../../state.ts'
import { type Accounts, createAccounts } from './accounts.ts'
import { createAccountHand, createConversationHand } from './apply-conversation.ts'
import { createMessageHand } from './apply-messages.ts'
import { createReceiptHand, createSendHand } from './apply-sends.ts'
import { createTagHand } from './apply-tags.ts'
import { createAdvance } from './advance.ts'
import { createApply } from './apply.ts'
import { type Batch, type BatchHooks, createBatch } from './batch.ts'
import type { Checkpoints } from './checkpoint.ts'
import { type Feed, createFeed } from './feed.ts'
import { type Fulltext, createFulltext } from './fulltext.ts'
import { type Holding, createHolding } from './held.ts'
import { type Ledger, createLedger } from './ledger.ts'
import { createLocate } from './locate.ts'
import { createMessages } from './messages.ts'
import { type Outbox, createOutbox } from './outbox.ts'
import { createReads } from './reads.ts'
import { createReceipts } from './receipts.ts'
import { createSeen } from './seen.ts'
import { type Stepper, createStepper } from './step.ts'
import { type TagBook, createTagBook } from './tag-book.ts'
import { type TurnRecords, createTurnRecords } from './turn-records.ts'

export interface WriterOptions {
  readonly db: Database
  readonly rules: Rules
  readonly traits: Readonly<Record<ChannelName, Traits>>
  readonly ids: Ids
  readonly boot: string
  readonly matchOwnEchoes: boolean
  readonly checkpoints: Checkpoints
}

export interface Writer {
  readonly batch: Batch
  readonly ledger: Ledger
  readonly accounts: Accounts
  readonly book: TagBook
  readonly feed: Feed
  readonly fulltext: Fulltext
  readonly holding: Holding
  readonly outbox: Outbox
  readonly records: TurnRecords
  readonly stepper: Stepper
  onCommit(listener: () => void): () => void
}

export function createWriter(options: WriterOptions): Writer {
  const { db, ids, traits, checkpoints } = options
  const listeners = new Set<() => void>()
  const ledger = createLedger(db)
  const accounts = createAccounts(db)
  const book = createTagBook(db, ids)
  const feed = createFeed(db, ledger)
  const fulltext = createFulltext(db, ledger)
  const holding = createHolding({ db, ids, traits, accounts, book, ledger })
  const outbox = createOutbox(db)
  const records = createTurnRecords(db)
  const batch = createBatch(db, hooks({ ledger, accounts, book, feed, holding, checkpoints, listeners }))
  const stepper = createSteps(options, { ledger, accounts, book, feed, fulltext, holding, outbox, records })
  return {
    batch,
    ledger,
    accounts,
    book,
    feed,
    fulltext,
    holding,
    outbox,
    records,
    stepper,
    onCommit: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

type Pieces = Omit<Writer, 'batch' | 'stepper' | 'onCommit'>

function createSteps(options: WriterOptions, pieces: Pieces): Stepper {
  const { db, ids, rules, boot, matchOwnEchoes } = options
  const { accounts, feed, holding, outbox, book } = pieces
  const messages = createMessages({ db, ids, ...pieces })
  const receipts = createReceipts(db)
  const sends = { outbox, receipts, messages, feed, accounts, boot }
  const about = { db, holding, accounts, feed, boot }
  const apply = createApply({
    account: createAccountHand(about),
    messages: createMessageHand(messages, feed),
    sends: createSendHand(sends),
    receipt: createReceiptHand(sends),
    tags: createTagHand({ db, book, feed }),
    conversation: createConversationHand(about),
    turns: pieces.records.write,
  })
  const reads = createReads(db, accounts)
  return createStepper({
    seen: createSeen(db),
    locate: createLocate({ holding, accounts, outbox, matchOwnEchoes }),
    outbox,
    advance: createAdvance({ rules, outbox, apply, feed, book }),
    book,
    messageAt: reads.messageAt,
  })
}

function hooks(
  pieces: Pick<Writer, 'ledger' | 'accounts' | 'book' | 'feed' | 'holding'> & {
    readonly checkpoints: Checkpoints
    readonly listeners: ReadonlySet<() => void>
  },
): BatchHooks {
  const { ledger, accounts, book, feed, holding, checkpoints, listeners } = pieces
  return {
    pause: checkpoints.pause,
    began: () => {
      holding.mark()
      ledger.mark()
      feed.mark()
    },
    reverted: () => {
      holding.revert()
      ledger.revert()
      feed.revert()
      accounts.forget()
      book.forget()
    },
    flush: () => {
      holding.flush()
      feed.flush()
      ledger.flush()
    },
    undone: () => {
      holding.forget()
      feed.forget()
      accounts.forget()
      book.forget()
      ledger.reload()
    },
    committed: (wrote) => {
      holding.settle()
      if (!wrote) return
      checkpoints.committed()
      for (const listener of listeners) listener()
    },
  }
}
