// Plain states and traits for tests of the rules.
import type { ConversationState, QueuedSend, Traits } from '../../src/state.ts'
import type { ChannelName } from '../../src/model.ts'

export const hour = 3_600_000
export const start = Date.UTC(2026, 2, 2, 17)

export const metaTraits: Traits = {
  textLimit: 4096,
  limitUnit: 'chars',
  captionLimit: 1024,
  choices: { text: 1024, count: 10, label: 20 },
  media: ['image', 'audio', 'video', 'document'],
  hasTemplates: true,
  window: { freeMs: 24 * hour, humanMs: null },
  quietMs: 3_500,
  fragmentMs: 6_000,
  pace: { everyMs: 6_000, burst: 10 },
  echoesKey: true,
}

export const traitsOf: Readonly<Record<ChannelName, Traits>> = {
  whatsapp: metaTraits,
  messenger: {
    ...metaTraits,
    hasTemplates: false,
    window: { freeMs: 24 * hour, humanMs: 7 * 24 * hour },
    pace: null,
  },
  instagram: {
    ...metaTraits,
    textLimit: 1000,
    limitUnit: 'bytes',
    captionLimit: 0,
    hasTemplates: false,
    window: { freeMs: 24 * hour, humanMs: 7 * 24 * hour },
    pace: null,
    echoesKey: false,
  },
  web: {
    ...metaTraits,
    hasTemplates: false,
    window: null,
    quietMs: 800,
    fragmentMs: 1_600,
    pace: null,
    echoesKey: false,
  },
}

export function stateOf(channel: ChannelName, over: Partial<ConversationState> = {}): ConversationState {
  return {
    id: 'cnv_1',
    channel,
    traits: traitsOf[channel],
    epoch: 0,
    lastInboundAt: start,
    windowOpen: true,
    intervention: null,
    silence: null,
    tags: [],
    lockedTags: {},
    pendingTurn: null,
    lease: null,
    fence: 0,
    lastSeq: 1,
    answeredUpto: 0,
    turns: 0,
    recentTurns: [],
    unreadableAnswered: false,
    failureTold: false,
    contactNamed: true,
    paceAt: 0,
    send: null,
    ...over,
  }
}

export function rowOf(over: Partial<QueuedSend> = {}): QueuedSend {
  return {
    id: 'msg_1',
    conversation: 'cnv_1',
    to: { channel: 'whatsapp', account: '1', contact: '52155' },
    author: 'agent',
    body: { kind: 'text', text: 'hola' },
    state: 'pending',
    epoch: 0,
    attempt: 0,
    dueAt: start,
    claimedAt: null,
    ref: null,
    mayBeOnWire: false,
    maybeDuplicate: false,
    farewell: false,
    human: false,
    witnesses: 0,
    overtaken: false,
    ...over,
  }
}
