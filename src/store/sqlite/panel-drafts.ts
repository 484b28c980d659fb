// What was begun and not sent? One text for each operator, conversation and kind, and the replies that everybody may use.
import type { Database } from 'bun:sqlite'
import type { Ids } from '../../ids.ts'
import { type DraftRow, toDraft } from '../rows-panel.ts'
import type { Drafts, QuickReplies, QuickReply } from '../panel.ts'
import { fold } from '../text.ts'
import type { AuditTrail } from './audit.ts'
import type { Batch } from './batch.ts'

export function createDrafts(db: Database, batch: Batch): Drafts {
  const shape = `SELECT c.public AS conversation, d.kind, d.text, d.at
    FROM draft d JOIN conversation c ON c.id = d.conversation`
  const of = db.prepare<DraftRow, [string, string]>(
    `${shape} WHERE d.operator = +? AND d.conversation = (SELECT id FROM conversation WHERE public = +?)`,
  )
  const all = db.prepare<DraftRow, [string, number]>(
    `${shape} WHERE d.operator = +? ORDER BY d.at DESC LIMIT ?`,
  )
  const put = db.prepare(
    `INSERT INTO draft (operator, conversation, kind, text, at)
     SELECT ?1, id, ?3, ?4, ?5 FROM conversation WHERE public = +?2
     ON CONFLICT DO UPDATE SET text = excluded.text, at = excluded.at`,
  )
  const drop = db.prepare(
    `DELETE FROM draft WHERE operator = +?1 AND conversation = (SELECT id FROM conversation WHERE public = +?2)
     AND (?3 IS NULL OR kind = ?3)`,
  )
  return {
    of: async (by, id) => of.all(by, id).map(toDraft),
    all: async (by, limit) => all.all(by, limit).map(toDraft),
    put: async (by, { conversation, kind, text, at }) =>
      (await batch.submit(() => put.run(by, conversation, kind, text, at).changes)) > 0,
    drop: async (by, id, kind) => {
      await batch.submit(() => drop.run(by, id, kind ?? null))
    },
  }
}

export function createQuickReplies(parts: {
  readonly db: Database
  readonly batch: Batch
  readonly ids: Ids
  readonly trail: AuditTrail
}): QuickReplies {
  const { db, batch, ids, trail } = parts
  const all = db.prepare<QuickReply, []>(
    'SELECT public AS id, shortcut, text FROM quick_reply ORDER BY folded',
  )
  const taken = db.prepare<{ id: number }, [string]>('SELECT id FROM quick_reply WHERE folded = +?')
  const insert = db.prepare('INSERT INTO quick_reply (public, shortcut, folded, text) VALUES (?, ?, ?, ?)')
  const drop = db.prepare('DELETE FROM quick_reply WHERE public = +?')
  return {
    list: async () => all.all(),
    add: ({ shortcut, text }, by, now) =>
      batch.submit(() => {
        if (taken.get(fold(shortcut)) !== null) return null
        const id = ids.next('qrp', now)
        insert.run(id, shortcut, fold(shortcut), text)
        trail.append({ by, what: 'quick-reply.added', about: id }, now)
        return { id, shortcut, text }
      }),
    drop: (id, by, now) =>
      batch.submit(() => {
        if (drop.run(id).changes === 0) return false
        trail.append({ by, what: 'quick-reply.deleted', about: id }, now)
        return true
      }),
  }
}
