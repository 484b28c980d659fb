// How is a conversation written? Once per batch, and only the columns that moved: an untouched index costs nothing.
import type { Database, Statement } from 'bun:sqlite'
import type { ConversationState } from '../../state.ts'
import type { Desk } from '../rows.ts'
import type { Held } from './doing.ts'

type Value = string | number | null

/** Columns no index knows. */
const core = [
  'address',
  'display',
  'epoch',
  'last_inbound_at',
  'window_open',
  'intervention_by',
  'intervention_at',
  'silence_by',
  'locked',
  'turn_since',
  'turn_restarts',
  'turn_memo',
  'fence',
  'lease_upto',
  'lease_since',
  'lease_restarts',
  'lease_memo',
  'lease_by',
  'last_seq',
  'answered_upto',
  'spoken_upto',
  'turns',
  'recent_turns',
  'unreadable',
  'failure_told',
  'pace_at',
  'unread',
  'preview_seq',
  'preview_author',
  'preview_text',
] as const
/** Columns of the lists and of the timers. */
const keyed = ['last_at', 'flags', 'turn_due', 'lease_until', 'silence_until', 'window_due'] as const

/** What the lists filter by. */
export const flag = { unread: 1, waiting: 2, paused: 4 } as const

export interface Save {
  insert(held: Held): void
  /** Writes what changed since `before`. */
  update(held: Held, before: { readonly state: ConversationState; readonly desk: Desk }): void
}

export function createSave(db: Database): Save {
  const first = ['id', 'public', 'channel', 'account', 'contact']
  const all = [...first, ...core, ...keyed]
  const insert = db.prepare(
    `INSERT INTO conversation (${all.join(', ')}) VALUES (${all.map(() => '?').join(', ')})`,
  )
  const updates = new Map<string, Statement>()
  const lists = db.prepare('UPDATE tag_link SET last_at = ? WHERE conversation = +?')

  function update(columns: readonly string[]): Statement {
    const key = columns.join()
    const known = updates.get(key)
    if (known !== undefined) return known
    const sets = [...core, ...columns].map((column) => `${column} = ?`)
    const made = db.prepare(`UPDATE conversation SET ${sets.join(', ')} WHERE id = +?`)
    updates.set(key, made)
    return made
  }

  return {
    insert: ({ id, state, desk }) => {
      insert.run(
        ...[id, state.id, state.channel, desk.account, desk.contact],
        ...coreValues(state, desk),
        ...keyedValues(state, desk),
      )
    },
    update: ({ id, state, desk }, before) => {
      const values = keyedValues(state, desk)
      const old = keyedValues(before.state, before.desk)
      const moved = keyed.map((_, index) => index).filter((index) => values[index] !== old[index])
      update(moved.map((index) => keyed[index] ?? '')).run(
        ...coreValues(state, desk),
        ...moved.map((index) => values[index] ?? null),
        id,
      )
      if (desk.lastAt !== before.desk.lastAt && state.tags.length > 0) lists.run(desk.lastAt, id)
    },
  }
}

function coreValues(state: ConversationState, desk: Desk): Value[] {
  return [
    desk.address,
    desk.display,
    state.epoch,
    state.lastInboundAt,
    state.windowOpen ? 1 : 0,
    state.intervention?.by ?? null,
    state.intervention?.since ?? null,
    state.silence?.by ?? null,
    JSON.stringify(state.lockedTags),
    state.pendingTurn?.since ?? null,
    state.pendingTurn?.restarts ?? null,
    state.pendingTurn?.memo ? 1 : 0,
    state.fence,
    state.lease?.upto ?? null,
    state.lease?.since ?? null,
    state.lease?.restarts ?? null,
    state.lease?.memo ? 1 : 0,
    desk.leaseBy,
    state.lastSeq,
    state.answeredUpto,
    desk.spokenUpto,
    state.turns,
    state.recentTurns.length === 0 ? '[]' : JSON.stringify(state.recentTurns),
    state.unreadableAnswered ? 1 : 0,
    state.failureTold ? 1 : 0,
    state.paceAt,
    desk.unread,
    desk.previewSeq,
    desk.previewAuthor,
    desk.previewText,
  ]
}

function keyedValues(state: ConversationState, desk: Desk): Value[] {
  const paused = state.intervention !== null || state.silence !== null
  const until = state.silence?.until
  return [
    desk.lastAt,
    (desk.unread > 0 ? flag.unread : 0) | (desk.waiting ? flag.waiting : 0) | (paused ? flag.paused : 0),
    state.pendingTurn?.dueAt ?? null,
    state.lease?.until ?? null,
    typeof until === 'number' ? until : null,
    desk.windowDue,
  ]
}
