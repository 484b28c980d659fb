// Who holds a conversation now, and what is the agent doing in it? The state's own word, with names beside the ids.
import type { Database } from 'bun:sqlite'
import type { Instant, OperatorId } from '../../model.ts'
import type { ConversationState } from '../../state.ts'
import type { ConversationRow } from '../rows.ts'
import { toPerson } from '../rows-panel.ts'
import type { AgentView, Control, Person } from '../store.ts'

type PersonOf = (id: OperatorId) => Person

export function createPeople(db: Database): PersonOf {
  const names = db.prepare<{ name: string }, [string]>('SELECT name FROM operator WHERE public = +?')
  return (id) => toPerson(id, names.get(id)?.name ?? null)
}

export function controlOf(state: ConversationState, person: PersonOf, now: Instant): Control {
  const { intervention, silence } = state
  const until = typeof silence?.until === 'number' ? silence.until : null
  return {
    intervention:
      intervention === null
        ? null
        : { ...intervention, by: intervention.by === 'device' ? 'device' : person(intervention.by) },
    // A timed silence may be over before anybody notes it.
    silence:
      silence === null || (until !== null && until <= now)
        ? null
        : { until, by: silence.by === 'tag' ? 'tag' : person(silence.by) },
  }
}

export function createAgentViews(
  db: Database,
): (row: ConversationRow, state: ConversationState) => AgentView {
  const reason = db.prepare<{ because: string | null }, [number]>(
    'SELECT because FROM message WHERE seq = +?',
  )
  return (row, state) => {
    const because = row.preview_author === 'contact' ? (reason.get(row.preview_seq)?.because ?? null) : null
    const told = state.failureTold ? 'agent-failed' : null
    return {
      thinking: isThinking(state),
      failed: because === 'budget' || because === 'agent-failed' ? because : told,
    }
  }
}

function isThinking({ pendingTurn, lease }: ConversationState): boolean {
  return (pendingTurn !== null && pendingTurn.memo !== true) || (lease !== null && lease.memo !== true)
}
