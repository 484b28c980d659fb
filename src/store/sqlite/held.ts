// Which conversations does the running transaction hold? Loaded once, changed in memory, written once before the COMMIT.
import type { Database } from 'bun:sqlite'
import type { Ids } from '../../ids.ts'
import type { Address, ChannelName, ConversationId, Instant } from '../../model.ts'
import type { Traits } from '../../state.ts'
import { type ConversationRow, type Desk, toDesk, toState } from '../rows.ts'
import type { Accounts } from './accounts.ts'
import type { Held } from './doing.ts'
import type { Ledger } from './ledger.ts'
import { blankDesk, blankState } from './blank.ts'
import { createNames } from './names.ts'
import { createSave } from './save.ts'
import { createShelf } from './shelf.ts'
import type { TagBook } from './tag-book.ts'

export interface Holding {
  byId(id: number): Held | null
  /** Only if it is here already. */
  atHand(id: number): Held | null
  byPublic(id: ConversationId): Held | null
  /** The conversation any of these names belongs to. */
  byNames(account: number, names: readonly string[]): Held | null
  /** A new conversation with its contact. */
  begin(address: Address, account: number, now: Instant): Held
  /** Gives a name to a conversation unless another one owns it. */
  name(held: Held, name: string): void
  /** Under a SAVEPOINT from here on, and what to do when it is undone. */
  mark(): void
  revert(): void
  flush(): void
  /** After a COMMIT. */
  settle(): void
  /** After a rollback, or a change behind its back: nothing that was read is certain. */
  forget(): void
}

export const conversationColumns = `c.*, a.name AS account_name, p.public AS contact_public, p.name AS contact_name
  FROM conversation c JOIN account a ON a.id = c.account JOIN contact p ON p.id = c.contact`

export interface HeldParts {
  readonly db: Database
  readonly ids: Ids
  readonly traits: Readonly<Record<ChannelName, Traits>>
  readonly accounts: Accounts
  readonly book: TagBook
  readonly ledger: Ledger
}

export function createHolding(parts: HeldParts): Holding {
  const { db, traits, book } = parts
  const save = createSave(db)
  const sql = prepare(db)
  const shelf = createShelf()
  const names = createNames(db)

  function load(row: ConversationRow | null): Held | null {
    if (row === null) return null
    const tags = sql.tags.all(row.id).flatMap(({ tag }) => book.byId(tag)?.name ?? [])
    const state = toState(row, traits[row.channel], tags)
    const desk = toDesk(row)
    return shelf.put({ id: row.id, state, desk }, { state, desk })
  }

  function byId(id: number): Held | null {
    return shelf.get(id) ?? load(sql.row.get(id))
  }

  const name = (one: Held, alias: string): void => names.give(one.desk.account, alias, one.id)

  return {
    byId,
    atHand: (id) => shelf.get(id) ?? null,
    byPublic: (id) => byId(sql.idOf.get(id)?.id ?? 0),
    byNames: (account, aliases) => {
      for (const alias of aliases) {
        const found = names.owner(account, alias)
        if (found !== null) return byId(found)
      }
      return null
    },
    begin: (address, account, now) => {
      const made = begun(parts, address, account, now)
      sql.insertContact.run(made.desk.contact, made.desk.contactId)
      save.insert(made)
      name(made, address.contact)
      return shelf.put(made, null)
    },
    name,
    mark: shelf.mark,
    revert: () => {
      shelf.revert()
      names.forget()
    },
    flush: () => {
      for (const [one, before] of shelf.changed()) {
        save.update(one, before)
        shelf.written(one)
        if (isRenamed(before.desk, one.desk)) sql.renamed.run(one.id)
      }
    },
    settle: shelf.settle,
    forget: () => {
      shelf.clear()
      names.forget()
    },
  }
}

/** One conversation for each contact: they share their number. */
function begun({ ids, traits, ledger }: HeldParts, address: Address, account: number, now: Instant): Held {
  const id = ledger.nextConversation()
  const contactId = ids.next('cnt', now)
  const state = blankState(ids.next('cnv', now), address.channel, traits[address.channel])
  return { id, state, desk: blankDesk(address, account, { contact: id, contactId }) }
}

function prepare(db: Database) {
  return {
    row: db.prepare<ConversationRow, [number]>(`SELECT ${conversationColumns} WHERE c.id = +?`),
    idOf: db.prepare<{ id: number }, [string]>('SELECT id FROM conversation WHERE public = +?'),
    tags: db.prepare<{ tag: number }, [number]>('SELECT tag FROM tag_link WHERE conversation = +?'),
    renamed: db.prepare('INSERT OR IGNORE INTO renamed (conversation) VALUES (?)'),
    insertContact: db.prepare('INSERT INTO contact (id, public) VALUES (?, ?)'),
  }
}

/** The words that find a contact changed. */
function isRenamed(before: Desk, after: Desk): boolean {
  return before.previewSeq === 0 || before.name !== after.name || before.display !== after.display
}
