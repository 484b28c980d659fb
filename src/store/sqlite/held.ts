// Which conversations does the running transaction hold? Loaded once, changed in memory, written once before the COMMIT.
import type { Database } from 'bun:sqlite'
import type { Ids } from '../../ids.ts'
import type { Address, ChannelName, ConversationId, Instant } from '../../model.ts'
import type { ConversationState, Traits } from '../../state.ts'
import { type ConversationRow, type Desk, toDesk, toState } from '../rows.ts'
import type { Accounts } from './accounts.ts'
import type { Ledger } from './ledger.ts'
import { createSave } from './save.ts'
import type { TagBook } from './tag-book.ts'

export interface Held {
  readonly id: number
  state: ConversationState
  desk: Desk
}

export interface Holding {
  byId(id: number): Held | null
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

interface Snapshot {
  readonly state: ConversationState
  readonly desk: Desk
}

export function createHolding(parts: HeldParts): Holding {
  const { db, ids, traits, ledger, book } = parts
  const save = createSave(db)
  const sql = prepare(db)
  const held = new Map<number, Held>()
  const saved = new Map<number, Snapshot>()
  let marks = new Map<number, Snapshot | null>()

  function keep(one: Held, before: Snapshot | null): Held {
    held.set(one.id, one)
    saved.set(one.id, { state: one.state, desk: one.desk })
    marks.set(one.id, before)
    return one
  }

  function load(row: ConversationRow | null): Held | null {
    if (row === null) return null
    const names = sql.tags.all(row.id).flatMap(({ tag }) => book.byId(tag)?.name ?? [])
    const state = toState(row, traits[row.channel], names)
    const desk = toDesk(row)
    return keep({ id: row.id, state, desk }, { state, desk })
  }

  function byId(id: number): Held | null {
    const known = held.get(id)
    if (known === undefined) return load(sql.row.get(id))
    if (!marks.has(id)) marks.set(id, { state: known.state, desk: known.desk })
    return known
  }

  function name(one: Held, alias: string): void {
    if (alias !== '') sql.insertAlias.run(one.desk.account, alias, one.id)
  }

  return {
    byId,
    byPublic: (id) => {
      const found = sql.idOf.get(id)
      return found === null ? null : byId(found.id)
    },
    byNames: (account, names) => {
      for (const alias of names) {
        const found = sql.alias.get(account, alias)
        if (found !== null) return byId(found.conversation)
      }
      return null
    },
    begin: (address, account, now) => {
      // One conversation for each contact: they share their number.
      const id = ledger.nextConversation()
      const contactId = ids.next('cnt', now)
      sql.insertContact.run(id, contactId)
      const state = blank(ids.next('cnv', now), address.channel, traits[address.channel])
      const made = { id, state, desk: blankDesk(address, account, { contact: id, contactId }) }
      save.insert(made)
      name(made, address.contact)
      return keep(made, null)
    },
    name,
    mark: () => {
      marks = new Map()
    },
    revert: () => {
      for (const [id, before] of marks) {
        const one = held.get(id)
        if (before === null || one === undefined) held.delete(id)
        else Object.assign(one, before)
      }
      marks = new Map()
    },
    flush: () => {
      for (const one of held.values()) {
        const before = saved.get(one.id)
        if (before === undefined || (before.state === one.state && before.desk === one.desk)) continue
        save.update(one, before)
        saved.set(one.id, { state: one.state, desk: one.desk })
        if (before.desk.previewSeq === 0 || isRenamed(before.desk, one.desk)) sql.renamed.run(one.id)
      }
    },
    forget: () => {
      held.clear()
      saved.clear()
      marks = new Map()
    },
  }
}

function prepare(db: Database) {
  return {
    row: db.prepare<ConversationRow, [number]>(`SELECT ${conversationColumns} WHERE c.id = +?`),
    idOf: db.prepare<{ id: number }, [string]>('SELECT id FROM conversation WHERE public = +?'),
    tags: db.prepare<{ tag: number }, [number]>('SELECT tag FROM tag_link WHERE conversation = +?'),
    alias: db.prepare<{ conversation: number }, [number, string]>(
      'SELECT conversation FROM alias WHERE account = +? AND name = +?',
    ),
    insertAlias: db.prepare('INSERT OR IGNORE INTO alias (account, name, conversation) VALUES (?, ?, ?)'),
    renamed: db.prepare('INSERT OR IGNORE INTO renamed (conversation) VALUES (?)'),
    insertContact: db.prepare('INSERT INTO contact (id, public) VALUES (?, ?)'),
  }
}

/** The words that find a contact changed. */
function isRenamed(before: Desk, after: Desk): boolean {
  return before.name !== after.name || before.display !== after.display
}

function blank(id: ConversationId, channel: ChannelName, traits: Traits): ConversationState {
  return {
    id,
    channel,
    traits,
    epoch: 0,
    lastInboundAt: null,
    windowOpen: false,
    intervention: null,
    silence: null,
    tags: [],
    lockedTags: {},
    pendingTurn: null,
    lease: null,
    fence: 0,
    lastSeq: 0,
    answeredUpto: 0,
    turns: 0,
    recentTurns: [],
    unreadableAnswered: false,
    failureTold: false,
    contactNamed: false,
    paceAt: 0,
    send: null,
  }
}

function blankDesk(address: Address, account: number, who: Pick<Desk, 'contact' | 'contactId'>): Desk {
  return {
    account,
    accountName: address.account,
    ...who,
    name: null,
    address: address.contact,
    display: address.contact,
    windowDue: null,
    leaseBy: null,
    spokenUpto: 0,
    lastAt: 0,
    unread: 0,
    waiting: false,
    previewSeq: 0,
    previewAuthor: null,
    previewText: null,
  }
}
