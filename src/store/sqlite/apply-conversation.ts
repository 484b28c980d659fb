// How are the actions about the conversation itself, its contact and its account written? Most live in the state; the rest is here.
import type { Database } from 'bun:sqlite'
import type { Action } from '../../actions.ts'
import { toData } from '../rows.ts'
import type { Accounts } from './accounts.ts'
import { createControlHistory } from './control-history.ts'
import type { Doing, Held } from './doing.ts'
import type { Feed } from './feed.ts'
import type { Holding } from './held.ts'

type Of<T extends Action['type']> = Extract<Action, { type: T }>

export interface ConversationParts {
  readonly db: Database
  readonly holding: Holding
  readonly accounts: Accounts
  readonly feed: Feed
  readonly boot: string
}

export function createConversationHand(parts: ConversationParts) {
  const { holding, feed, boot } = parts
  const sql = prepare(parts.db)

  function learn(held: Held, action: Of<'contact.learn'>): void {
    const known = toData(sql.data.get(held.desk.contact)?.data ?? '{}')
    sql.learn.run(JSON.stringify({ ...known, ...action.data }), held.desk.contact)
  }

  function queueJob(doing: Doing, held: Held, action: Of<'job.queue'>): void {
    const message = action.job === 'media' ? doing.added : null
    if (sql.sameJob.get(held.id, action.job, message) === null)
      sql.job.run(action.job, held.id, message, action.dueAt)
  }

  const keep = createControlHistory(parts.db)

  return (doing: Doing, held: Held, action: Action): void => {
    keep(doing, held, action)
    switch (action.type) {
      case 'turn.start':
        held.desk = { ...held.desk, leaseBy: boot }
        return
      case 'turn.end':
        if (!action.answered) return
        held.desk = {
          ...held.desk,
          spokenUpto: Math.max(held.desk.spokenUpto, Math.min(action.upto, held.state.lastSeq)),
        }
        return
      case 'operators.call':
        sql.call.run(held.id, action.because, JSON.stringify(action.labels), action.at)
        feed.note('operators.called', doing.now, held.id)
        return
      case 'contact.name':
        sql.name.run(action.name, held.desk.contact)
        held.desk = { ...held.desk, name: action.name }
        return
      case 'contact.alias':
        holding.name(held, action.alias)
        return
      case 'contact.learn':
        return learn(held, action)
      case 'job.queue':
        return queueJob(doing, held, action)
      case 'conversation.read':
        if (held.desk.unread > 0) held.desk = { ...held.desk, unread: 0 }
        return
    }
  }
}

export function createAccountHand({ db, accounts, feed }: ConversationParts) {
  const alert = db.prepare(
    'INSERT INTO alert (at, loud, code, detail, channel, account) VALUES (?, ?, ?, ?, ?, ?)',
  )
  const ignored = db.prepare(
    `INSERT INTO ignored (because, count, at) VALUES (?, 1, ?)
     ON CONFLICT (because) DO UPDATE SET count = count + 1, at = excluded.at`,
  )
  return ({ of, now }: Doing, action: Action): void => {
    switch (action.type) {
      case 'alert.raise':
        alert.run(
          action.at,
          action.loud ? 1 : 0,
          action.code,
          action.detail,
          of?.channel ?? null,
          of?.account ?? null,
        )
        feed.note('alert.raised', now, null)
        return
      case 'note.ignored':
        ignored.run(action.because, now)
        return
      case 'account.pause':
        if (of !== null) accounts.pause(of, action.until, action.because)
        return
    }
  }
}

function prepare(db: Database) {
  return {
    data: db.prepare<{ data: string }, [number]>('SELECT data FROM contact WHERE id = +?'),
    learn: db.prepare('UPDATE contact SET data = ? WHERE id = +?'),
    name: db.prepare('UPDATE contact SET name = ? WHERE id = +?'),
    call: db.prepare('INSERT INTO call (conversation, because, labels, at) VALUES (?, ?, ?, ?)'),
    job: db.prepare('INSERT INTO job (kind, conversation, message, due_at) VALUES (?, ?, ?, ?)'),
    sameJob: db.prepare<{ id: number }, [number, string, number | null]>(
      'SELECT id FROM job WHERE conversation = +? AND kind = +? AND message IS ?',
    ),
  }
}
