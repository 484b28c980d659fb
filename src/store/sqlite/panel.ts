// What does the panel's half of the memory consist of? Its pieces, on the same connection and in the same transactions as the rest.
import type { Database } from 'bun:sqlite'
import type { Rules } from '../../actions.ts'
import type { Ids } from '../../ids.ts'
import type { ChannelName } from '../../model.ts'
import type { Traits } from '../../state.ts'
import type { PanelStore } from '../panel.ts'
import { createAudit } from './audit.ts'
import { createMetrics } from './metrics.ts'
import { createOperators } from './operators.ts'
import { createPulse, createUnread } from './panel-counts.ts'
import { createDrafts, createQuickReplies } from './panel-drafts.ts'
import { createHistory } from './panel-history.ts'
import { createNotes } from './panel-notes.ts'
import { createSessions } from './sessions.ts'
import { createViews } from './views.ts'
import type { Writer } from './writer.ts'

export function createPanel(
  parts: Pick<Writer, 'batch' | 'book' | 'feed' | 'ledger'> & {
    readonly db: Database
    readonly ids: Ids
    readonly rules: Rules
    readonly traits: Readonly<Record<ChannelName, Traits>>
  },
): PanelStore {
  const { db, batch } = parts
  const trail = createAudit(db, batch)
  return {
    operators: createOperators({ ...parts, trail }),
    sessions: createSessions(db, batch),
    audit: trail.audit,
    notes: createNotes({ ...parts, views: createViews(parts) }),
    drafts: createDrafts(db, batch),
    quickReplies: createQuickReplies({ ...parts, trail }),
    metrics: createMetrics(db),
    unread: createUnread(db),
    history: createHistory(db),
    pulse: createPulse(db),
  }
}
