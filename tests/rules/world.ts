// A conversation without a database: the smallest thing that obeys the actions, and a ledger that the rules never see.
import type { Action, Rules } from '../../src/actions.ts'
import type { Answer, Event } from '../../src/events.ts'
import type { ChannelName, Instant, MessageId, QuietReason, SendState } from '../../src/model.ts'
import { createRules } from '../../src/rules/rules.ts'
import type { ConversationState, QueuedSend } from '../../src/state.ts'
import { rowOf, start, stateOf } from '../support/states.ts'

export interface Said {
  readonly seq: number
  readonly author: 'contact' | 'device' | 'agent' | 'operator'
  readonly deserves: boolean
  answered: boolean
  reason: QuietReason | null
}

/** One body taken for sending, with what was true outside the rules at that instant. */
export interface Claim {
  readonly row: QueuedSend
  readonly at: Instant
  readonly personHolds: boolean
  readonly silenced: boolean
  readonly lastInboundAt: Instant | null
}

export interface World {
  readonly channel: ChannelName
  readonly claims: readonly Claim[]
  readonly said: readonly Said[]
  readonly rows: ReadonlyMap<MessageId, QueuedSend>
  state(): ConversationState
  now(): Instant
  advance(ms: number): void
  step(event: Event): readonly Action[]
  /** Fences of turns whose worker died: nobody will ever answer them. */
  readonly dead: Set<number>
  /** Who holds the conversation, as told by what happened and not by the rules' own state. */
  note(fact: 'person-in' | 'person-out' | 'silent' | 'speaking', until?: Instant | 'further-notice'): void
}

export function createWorld(channel: ChannelName, rules: Rules = createRules()): World {
  let state = stateOf(channel, { lastInboundAt: null, windowOpen: false, lastSeq: 0 })
  let now = start
  let personHolds = false
  let silentUntil: Instant | 'further-notice' | null = null
  let lastInboundAt: Instant | null = null
  const rows = new Map<MessageId, QueuedSend>()
  const said: Said[] = []
  const claims: Claim[] = []
  const dead = new Set<number>()

  const write = (action: Action, event: Event): void => {
    const change = (
      id: MessageId,
      from: readonly SendState[],
      attempt: number,
      to: Partial<QueuedSend>,
    ): boolean => {
      const row = rows.get(id)
      if (row === undefined || row.attempt !== attempt || !from.includes(row.state)) return false
      rows.set(id, { ...row, ...to })
      return true
    }
    switch (action.type) {
      case 'message.add':
        said.push({
          seq: state.lastSeq,
          author: action.author,
          deserves: event.type === 'message.received' && event.turn === 'answers',
          answered: false,
          reason: null,
        })
        return
      case 'send.queue': {
        const id: MessageId = `msg_${state.lastSeq}`
        rows.set(id, rowOf({ ...action, id, epoch: state.epoch, state: 'pending' }))
        said.push({
          seq: state.lastSeq,
          author: action.author,
          deserves: false,
          answered: false,
          reason: null,
        })
        return
      }
      case 'send.withdraw':
        for (const row of rows.values()) {
          if (row.author !== 'agent' || row.state !== 'pending') continue
          rows.set(row.id, { ...row, state: row.mayBeOnWire ? 'unconfirmed' : 'cancelled' })
        }
        return
      case 'send.start': {
        const started = {
          state: 'sending',
          attempt: action.attempt + 1,
          claimedAt: action.at,
          human: action.human,
        } as const
        if (!change(action.id, ['pending'], action.attempt, started)) return
        const row = rows.get(action.id)!
        const silenced = silentUntil !== null && (silentUntil === 'further-notice' || now < silentUntil)
        claims.push({ row, at: now, personHolds, silenced, lastInboundAt })
        return
      }
      case 'send.settle':
        change(action.id, action.from, action.attempt, {
          state: action.to,
          ...(action.to === 'unknown' ? { mayBeOnWire: true } : {}),
          ...(action.dueAt === undefined ? {} : { dueAt: action.dueAt }),
          ...(action.maybeDuplicate ? { maybeDuplicate: true } : {}),
        })
        return
      case 'stay.quiet':
        for (const message of said) {
          if (message.author === 'contact' && message.seq > action.after && !message.answered) {
            message.reason ??= action.because
          }
        }
        return
      case 'turn.end':
        for (const message of said) {
          if (
            action.answered &&
            message.author === 'contact' &&
            message.seq <= action.upto &&
            message.reason === null
          ) {
            message.answered = true
          }
        }
        return
    }
  }

  return {
    channel,
    claims,
    said,
    rows,
    dead,
    state: () => state,
    now: () => now,
    advance: (ms) => {
      now += ms
    },
    note: (fact, until) => {
      if (fact === 'person-in') personHolds = true
      else if (fact === 'person-out') personHolds = false
      else silentUntil = fact === 'silent' ? (until ?? 'further-notice') : null
    },
    step: (event) => {
      const send = 'id' in event ? (rows.get(event.id) ?? null) : null
      const actions = rules.decide({ ...state, send }, event, now)
      for (const action of actions) {
        state = rules.evolve(state, action)
        write(action, event)
        if (action.type === 'window.open') lastInboundAt = Math.max(lastInboundAt ?? 0, action.at)
      }
      return actions
    },
  }
}

export function answerOf(text: string, over: Partial<Answer> = {}): Answer {
  return {
    by: { prompt: 'p', engine: 'e', model: 'guion' },
    bubbles:
      text === ''
        ? []
        : text.split('|').map((bubble) => ({ body: { kind: 'text', text: bubble }, waitMs: 700 })),
    findings: [],
    rejected: [],
    data: {},
    noAnswer: false,
    usage: { requests: 0, inputTokens: 0, outputTokens: 0 },
    ...over,
  }
}
