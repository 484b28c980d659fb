// Who made the agent quiet, and who let it speak again? Written beside the tags, in the history of the conversation.
import type { Database } from 'bun:sqlite'
import type { Action } from '../../actions.ts'
import type { Event } from '../../events.ts'
import type { Instant } from '../../model.ts'
import type { HistoryType } from '../panel.ts'
import type { Doing, Held } from './doing.ts'

export function createControlHistory(db: Database) {
  const insert = db.prepare(
    `INSERT INTO history (at, conversation, contact, tag, what, actor, until) VALUES (?, ?, ?, '', ?, ?, ?)`,
  )

  return ({ now, event }: Doing, held: Held, action: Action): void => {
    const write = (what: HistoryType, actor: string, until: Instant | null = null): void => {
      insert.run(now, held.id, held.desk.contact, what, actor, until)
    }
    switch (action.type) {
      case 'intervention.start':
        return write('intervention.started', action.by)
      case 'intervention.end':
        return write('intervention.ended', whoOf(event))
      case 'silence.set':
        return write('silence.set', action.by, typeof action.until === 'number' ? action.until : null)
      case 'silence.clear':
        return write('silence.ended', whoOf(event))
      case 'window.close':
        return write('window.closed', 'time')
    }
  }
}

/** What ends without a person ends by itself. */
function whoOf(event: Event): string {
  return 'by' in event ? event.by : 'time'
}
