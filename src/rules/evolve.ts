// What does an action change in the state? Nothing else ever changes it.
import type { Action } from '../actions.ts'
import type { Instant } from '../model.ts'
import type { ConversationState } from '../state.ts'

/** How many finished turns are remembered, to notice two bots talking. */
const recentTurnsKept = 20

export function evolve(state: ConversationState, action: Action): ConversationState {
  switch (action.type) {
    case 'message.add':
    case 'send.queue':
      return { ...state, lastSeq: state.lastSeq + 1 }
    case 'send.start':
      return { ...state, paceAt: nextArrival(state, action.at) }
    case 'turn.schedule':
      return action.abort
        ? { ...state, pendingTurn: action.turn, lease: null, fence: state.fence + 1 }
        : { ...state, pendingTurn: action.turn }
    case 'turn.start':
      return startTurn(state, action)
    case 'turn.end':
      return endTurn(state, action)
    case 'tag.put':
      return putTag(state, action.tag)
    case 'tag.drop':
      return dropTag(state, action.tag, action.at)
    case 'intervention.start':
      return newEpoch({
        ...state,
        intervention: { by: action.by, since: action.at },
        silence: state.silence?.by === 'tag' ? null : state.silence,
      })
    case 'intervention.end':
      return newEpoch({ ...state, intervention: null })
    case 'silence.set':
      return newEpoch({ ...state, silence: { until: action.until, by: action.by } })
    case 'silence.clear':
      return { ...state, silence: null }
    case 'window.open':
      return { ...state, windowOpen: true, lastInboundAt: Math.max(state.lastInboundAt ?? 0, action.at) }
    case 'window.close':
      return { ...state, windowOpen: false }
    case 'contact.name':
      return { ...state, contactNamed: true }
    case 'flag.set':
      return {
        ...state,
        unreadableAnswered: action.unreadableAnswered ?? state.unreadableAnswered,
        failureTold: action.failureTold ?? state.failureTold,
      }
    default:
      return state
  }
}

/** The state after all of these. */
export function replay(state: ConversationState, actions: readonly Action[]): ConversationState {
  return actions.reduce(evolve, state)
}

/** What was decided before no longer holds: running and waiting turns are over, queued bodies of the agent are stale. */
function newEpoch(state: ConversationState): ConversationState {
  return { ...state, epoch: state.epoch + 1, fence: state.fence + 1, lease: null, pendingTurn: null }
}

function startTurn(
  state: ConversationState,
  action: Extract<Action, { type: 'turn.start' }>,
): ConversationState {
  const { dueAt: _, ...turn } = state.pendingTurn ?? { dueAt: 0, since: 0, restarts: 0 }
  const lease = { fence: action.fence, upto: state.lastSeq, until: action.until, ...turn }
  return { ...state, fence: action.fence, lease, pendingTurn: null }
}

function endTurn(state: ConversationState, action: Extract<Action, { type: 'turn.end' }>): ConversationState {
  const upto = Math.min(action.upto, state.lastSeq)
  return {
    ...state,
    lease: null,
    pendingTurn: upto < action.upto ? null : state.pendingTurn,
    answeredUpto: Math.max(state.answeredUpto, upto),
    turns: action.answered ? state.turns + 1 : state.turns,
    recentTurns: action.answered
      ? [...state.recentTurns, action.at].slice(-recentTurnsKept)
      : state.recentTurns,
  }
}

function putTag(state: ConversationState, tag: string): ConversationState {
  return state.tags.includes(tag) ? state : { ...state, tags: [...state.tags, tag] }
}

function dropTag(state: ConversationState, tag: string, at: Instant): ConversationState {
  return {
    ...state,
    tags: state.tags.filter((name) => name !== tag),
    lockedTags: { ...state.lockedTags, [tag]: at },
  }
}

function nextArrival(state: ConversationState, now: Instant): Instant {
  const pace = state.traits.pace
  return pace === null ? state.paceAt : Math.max(state.paceAt, now) + pace.everyMs
}
