// How are the actions about tags written? The link that stands, and beside it everything that happened, with its proof.
import type { Database, Statement } from 'bun:sqlite'
import type { Action } from '../../actions.ts'
import type { Signature } from '../../events.ts'
import type { OperatorId } from '../../model.ts'
import type { Doing, Held } from './doing.ts'
import type { Feed } from './feed.ts'
import type { TagBook } from './tag-book.ts'

type Of<T extends Action['type']> = Extract<Action, { type: T }>

interface Proof {
  readonly actor: string
  readonly because?: string
  readonly criterion?: string
  readonly quote?: string
  readonly message?: string
}

export function createTagHand(parts: { readonly db: Database; readonly book: TagBook; readonly feed: Feed }) {
  const { book, feed } = parts
  const sql = prepare(parts.db)

  const record = recorder(sql.event)

  function put(doing: Doing, held: Held, action: Of<'tag.put'>): void {
    const { finding, by } = action
    const tag = book.ensure(action.tag, doing.now)
    const contact = finding?.on === 'contact' ? held.desk.contact : null
    const automatic = typeof by === 'string' ? 0 : 1
    const linked = sql.link.run(held.id, tag.id, held.state.channel, held.desk.lastAt, contact, automatic)
    if (linked.changes === 0) return
    sql.uses.run(1, tag.id)
    record(
      held,
      'put',
      { ...action, tag: tag.name },
      finding ?? { actor: typeof by === 'string' ? by : `model:${by.model}` },
    )
    feed.note('tags.changed', doing.now, held.id)
  }

  function drop(doing: Doing, held: Held, action: Of<'tag.drop'>): void {
    const tag = book.byName(action.tag)
    if (tag === null || sql.unlink.run(held.id, tag.id).changes === 0) return
    sql.uses.run(-1, tag.id)
    record(held, 'drop', { ...action, tag: tag.name }, { actor: action.by })
    feed.note('tags.changed', doing.now, held.id)
  }

  return (doing: Doing, held: Held, action: Action): void => {
    switch (action.type) {
      case 'tag.put':
        return put(doing, held, action)
      case 'tag.drop':
        return drop(doing, held, action)
      case 'tag.reject': {
        const { because, quote } = action.rejection
        return record(held, 'reject', action, { actor: `model:${action.by.model}`, because, quote })
      }
      case 'lead.push':
        sql.lead.run(held.id, action.tag, action.at)
        return
    }
  }
}

/** Appends to the history of tags. */
function recorder(event: Statement) {
  return (
    held: Held,
    what: string,
    action: Of<'tag.put' | 'tag.drop' | 'tag.reject'>,
    proof: Proof,
  ): void => {
    const by = signatureOf(action.by)
    const tag = action.type === 'tag.reject' ? action.rejection.tag : action.tag
    event.run(
      action.at,
      held.id,
      held.desk.contact,
      tag,
      what,
      proof.actor,
      proof.because ?? null,
      proof.criterion ?? null,
      proof.quote ?? null,
      proof.message ?? null,
      by?.prompt ?? null,
      by?.engine ?? null,
      by?.model ?? null,
    )
  }
}

function signatureOf(by: OperatorId | Signature): Signature | null {
  return typeof by === 'string' ? null : by
}

function prepare(db: Database) {
  return {
    link: db.prepare(
      `INSERT OR IGNORE INTO tag_link (conversation, tag, channel, last_at, contact, automatic)
       VALUES (?, ?, ?, ?, ?, ?)`,
    ),
    unlink: db.prepare('DELETE FROM tag_link WHERE conversation = +? AND tag = +?'),
    uses: db.prepare('UPDATE tag SET uses = uses + ? WHERE id = +?'),
    event: db.prepare(
      `INSERT INTO history (at, conversation, contact, tag, what, actor, because, criterion, quote, message,
         prompt, engine, model) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ),
    lead: db.prepare('INSERT INTO lead_outbox (conversation, tag, at) VALUES (?, ?, ?)'),
  }
}
